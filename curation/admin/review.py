"""The review in a record's own form: a contributor's change of a public record is held, what waits is answered."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from records.models import Conflict

from ..models import Submission
from ..publication import NotReady, missing
from ..review import AlreadyAnswered, approve_change, send_back, suggest
from ..suggestions import lay_over
from ..vocabulary import Asking, Outcome
from .forms import CONFLICT, SHOW
from .recovery import FormPage, Refused, not_sent

QUEUE = "admin:curation_submission_changelist"


class HeldBack(Exception):
    """A save that is complete and right, and yet only a suggestion: everything is rolled back, the change is held."""

    def __init__(self, change, reason):
        super().__init__()
        self.change, self.reason = change, reason


def _number(request):
    return request.POST.get("submission") or request.GET.get("submission") or ""


def submission_of(desk, request, record):
    """The submission of the record that the page is about, as its address or its form says, or None."""
    number = _number(request)
    if not number:
        return None
    is_number = number.isascii() and number.isdigit() and len(number) < 19
    submission = Submission.objects.of(record).filter(pk=number).first() if record and is_number else None
    if submission is None:
        raise Http404
    if not desk.has_publish_permission(request) and submission.sent_by != request.user:
        raise PermissionDenied
    return submission


def approve_by_saving(desk, request, record):
    """A change that was suggested is approved by the save of the form that showed it; part of its transaction."""
    submission = submission_of(desk, request, record)
    if submission is None or submission.asking != Asking.CHANGE:
        return
    if not desk.has_publish_permission(request):
        raise PermissionDenied
    try:
        approve_change(submission, request.user)
    except AlreadyAnswered as answered:
        raise Refused([_("Somebody else answered this submission in between, so nothing was saved.")]) from answered


def review_context(desk, request, record, submission):
    """What the template of a record's form needs to know of the review."""
    may_publish = desk.has_publish_permission(request)
    context = {
        "may_answer": submission and submission.is_waiting and may_publish,
        "note_typed": request.POST.get("answer", ""),
    }
    if record is not None:
        context["is_held"] = desk.is_held(request, record)
        if submission and submission.asking == Asking.PUBLICATION:
            context["missing"] = missing(record)
    return context


class Review:
    """One request to a record's form, and the submission that it is about, if any; `desk` is the record's admin."""

    def __init__(self, desk, request, object_id, extra_context):
        self.desk, self.request, self.object_id = desk, request, object_id
        is_about_one = object_id is not None and _number(request)
        self.submission = submission_of(desk, request, self._record()) if is_about_one else None
        self.context = (extra_context or {}) | {"submission": self.submission}
        if self._is_of_change():
            self.context["remarks"] = []

    def _record(self):
        return self.desk.get_object(self.request, unquote(self.object_id))

    def _is_of_change(self):
        return self.submission is not None and bool(self.submission.changes)

    def answer(self, form_page):
        """What the request is answered with; `form_page` is how it would be without a review."""
        is_sent = self.request.method == "POST"
        if self.submission is not None and not self._is_open():
            return self._tell_answered()
        if is_sent and "_send_back" in self.request.POST and SHOW not in self.request.POST:
            return self._send_back()
        if self.request.method == "GET" and self._is_of_change():
            return self._show_change(form_page)
        try:
            return form_page(self.request, self.object_id, "", self.context)
        except HeldBack as held_back:
            return self._suggest(held_back)

    def _is_open(self):
        """Whether it can be answered, or sent once more by its author."""
        is_own = self.submission.sent_by == self.request.user
        return self.submission.is_waiting or (is_own and self.submission.outcome == Outcome.SENT_BACK)

    def _show_change(self, form_page):
        """The record's form as it is now with the change laid over it, and what has moved on since in words."""
        page = FormPage.of(form_page(not_sent(self.request), self.object_id))
        data, self.context["remarks"] = lay_over(self.submission.changes, page.form, page.formsets)
        return self.desk.show_typed(self.request, data, self.object_id, self.context)

    def _tell_answered(self):
        """Nothing typed goes lost: what a form holds is shown again, as a plain change of the record."""
        words = _("This submission was answered in between: see below what came of it.")
        if self.request.method == "POST":
            words = _("Somebody else answered this submission in between. What you typed is below and was not saved.")
            self._tell(words, messages.WARNING)
            data = self.request.POST.copy()
            data.pop("submission", None)
            return self.desk.show_typed(self.request, data, str(self.submission.record.pk))
        self._tell(words, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:curation_submission_change", args=[self.submission.pk]))

    def _suggest(self, held_back):
        record = self._record()
        if not held_back.change.words:
            self._tell(_("Nothing was changed, so there is nothing to suggest."), messages.WARNING)
            return HttpResponseRedirect(self.request.get_full_path())
        try:
            suggest(record, self.request.user, held_back.change, held_back.reason, instead_of=self.submission)
        except AlreadyAnswered:
            return self._tell_answered()
        words = _("Your change of “%(record)s” was sent as a suggestion; the editors will look at it.")
        self._tell(words % {"record": record}, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:index"))

    def _send_back(self):
        if self.submission is None or not self.desk.has_publish_permission(self.request):
            raise PermissionDenied
        try:
            send_back(self.submission, self.request.user, self.request.POST.get("answer", ""))
        except NotReady as not_ready:
            self.context["note_error"] = " ".join(not_ready.gaps)
            return self.desk.show_typed(self.request, self.request.POST, self.object_id, self.context)
        except (AlreadyAnswered, Conflict):
            self._tell(CONFLICT, messages.ERROR)
            return self.desk.show_typed(self.request, self.request.POST, self.object_id, self.context)
        self._tell(_("“%s” was sent back.") % self.submission.record, messages.SUCCESS)
        return HttpResponseRedirect(reverse(QUEUE))

    def _tell(self, words, level):
        self.desk.message_user(self.request, words, level)
