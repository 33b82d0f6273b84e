"""The review in a record's own form: a contributor's change of a public record is held, what waits is answered."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from records.models import Conflict

from ..held import hold, lay_over
from ..models import Submission
from ..publishing import NotReady, missing
from ..review import AlreadyAnswered, approve_change, send_back, suggest
from ..vocabulary import Asking, Outcome
from .forms import CONFLICT
from .recovery import FormPage, Refused, not_sent

QUEUE = "admin:curation_submission_changelist"


class HeldBack(Exception):
    """A save that is complete and right, and yet only a suggestion: everything is rolled back, the change is held."""

    def __init__(self, held, reason):
        super().__init__()
        self.held, self.reason = held, reason


class Reviewed:
    """Mixed into a record's admin, before what saves."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        submission = request.submission = self._submission(request, object_id)
        if submission is not None and not self._is_open(request, submission):
            return self._answered(request, submission)
        context = (extra_context or {}) | {"submission": submission}
        if submission is not None and submission.changes:
            context["remarks"] = []
        if request.method == "POST" and "_send_back" in request.POST and "_show" not in request.POST:
            return self._send_back(request, object_id, context)
        if request.method == "GET" and submission is not None and submission.changes:
            return self._show_held(request, submission.changes, object_id, context)
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except HeldBack as held_back:
            return self._suggest(request, object_id, held_back)

    def _submission(self, request, object_id):
        """The submission that this page is about, as its address or its form says."""
        number = request.POST.get("submission") or request.GET.get("submission")
        if not number or object_id is None:
            return None
        record = self.get_object(request, unquote(object_id))
        found = record and number.isascii() and number.isdigit() and len(number) < 19
        submission = Submission.objects.of(record).filter(pk=number).first() if found else None
        if submission is None:
            raise Http404
        if not self.has_publish_permission(request) and submission.sent_by != request.user:
            raise PermissionDenied
        return submission

    def _show_held(self, request, held, object_id, context):
        """The record's form as it is now with held changes laid over it, and what has moved on since in words."""
        page = FormPage.of(super().changeform_view(not_sent(request), object_id))
        data, context["remarks"] = lay_over(held, page.form, page.formsets)
        return self.show_typed(request, data, object_id, context)

    def _is_open(self, request, submission):
        """Whether it can be answered, or sent once more by its author."""
        is_own = submission.sent_by == request.user
        return submission.is_waiting or (is_own and submission.outcome == Outcome.SENT_BACK)

    def _answered(self, request, submission):
        """Nothing typed goes lost: what a form holds is shown again, as a plain change of the record."""
        words = _("This submission was answered in between: see below what came of it.")
        if request.method == "POST":
            words = _("Somebody else answered this submission in between. What you typed is below and was not saved.")
            self.message_user(request, words, messages.WARNING)
            data = request.POST.copy()
            data.pop("submission", None)
            return self.show_typed(request, data, str(submission.record.pk))
        self.message_user(request, words, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:curation_submission_change", args=[submission.pk]))

    def is_held(self, request, obj):
        """What is or was public is changed by those who may publish it; others suggest."""
        return obj.published_at is not None and not self.has_publish_permission(request)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        submission = context.get("submission")
        if obj is not None:
            context["is_held"] = self.is_held(request, obj)
            if submission and submission.asking == Asking.PUBLICATION:
                context["missing"] = missing(obj)
        context["may_answer"] = submission and submission.is_waiting and self.has_publish_permission(request)
        context["note_typed"] = request.POST.get("answer", "")
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def held_change(self, request, form, formsets):
        """What is to be held, looked at before anything is saved; None where the save stands."""
        is_held = form.instance.pk and self.is_held(request, form.instance)
        return hold(form, formsets) if is_held else None

    def end_review(self, request, form, held):
        """The last step of a save: what is only a suggestion is taken back and held; what was one is approved."""
        if held is not None:
            raise HeldBack(held, form.cleaned_data.get("change_reason", ""))
        if request.submission is not None and request.submission.asking == Asking.CHANGE:
            self._approve(request)

    def _approve(self, request):
        if not self.has_publish_permission(request):
            raise PermissionDenied
        try:
            approve_change(request.submission, request.user)
        except AlreadyAnswered as answered:
            raise Refused([_("Somebody else answered this submission in between, so nothing was saved.")]) from answered

    def _suggest(self, request, object_id, held_back):
        record = self.get_object(request, unquote(object_id))
        if not held_back.held.words:
            self.message_user(request, _("Nothing was changed, so there is nothing to suggest."), messages.WARNING)
            return HttpResponseRedirect(request.get_full_path())
        try:
            suggest(record, request.user, held_back.held, held_back.reason, instead_of=request.submission)
        except AlreadyAnswered:
            return self._answered(request, request.submission)
        words = _("Your change of “%(record)s” is held as a suggestion: the editors will look at it.")
        self.message_user(request, words % {"record": record}, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:index"))

    def _send_back(self, request, object_id, context):
        if request.submission is None or not self.has_publish_permission(request):
            raise PermissionDenied
        try:
            send_back(request.submission, request.user, request.POST.get("answer", ""))
        except NotReady as not_ready:
            context["note_error"] = " ".join(not_ready.gaps)
            return self.show_typed(request, request.POST, object_id, context)
        except (AlreadyAnswered, Conflict):
            self.message_user(request, CONFLICT, messages.ERROR)
            return self.show_typed(request, request.POST, object_id, context)
        self.message_user(request, _("“%s” is sent back.") % request.submission.record, messages.SUCCESS)
        return HttpResponseRedirect(reverse(QUEUE))
