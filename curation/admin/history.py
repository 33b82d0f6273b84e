"""The history page of every record and row: who, when, why, any two versions compared, and the way back."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from records.constraints import sentence_for

from ..history import CannotGoBack, History, go_back
from .recovery import Refused
from .widgets import is_readable_id

PER_PAGE = 25


def number_in(text):
    """The number of a version that an address or a form names, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


class HistoryPage:
    """One request to the history of one record; `desk` is the admin of its model."""

    def __init__(self, desk, request, object_id):
        self.desk, self.request = desk, request
        text = unquote(object_id)
        if not desk.has_view_permission(request):
            raise PermissionDenied
        if not is_readable_id(desk.model, text):
            raise Http404
        self.history = History(desk.opts.concrete_model, desk.opts.pk.to_python(text))
        self.record = desk.model._default_manager.filter(pk=self.history.pk).first()
        if self.record is None and not self.history.saves:
            raise Http404
        self.may_go_back = self.record is not None and desk.may_go_back(request, self.record)

    def answer(self, extra_context=None):
        return self._go_back() if self.request.method == "POST" else self._show(extra_context)

    def _show(self, extra_context):
        history = self.history
        page = Paginator(history.saves[::-1], PER_PAGE).get_page(self.request.GET.get("p"))
        before, after = self._two()
        context = self.desk.admin_site.each_context(self.request) | {
            "title": _("History: %s") % (self.record or history.names.row(history.saves[-1].last)),
            "opts": self.desk.opts,
            "object_id": history.pk,
            "record": self.record,
            "page": page,
            "shown": [(save, history.changes(save)) for save in page],
            "before": before,
            "after": after,
            "differences": history.between(before, after) if before and after else [],
            "newest": len(history.saves),
            "seen": history.stamp,
            "may_go_back": self.may_go_back,
        }
        return render(self.request, "admin/history.html", context | (extra_context or {}))

    def _two(self):
        """The two saves that the address names, the older one first; None where it names none."""
        numbers = [number_in(self.request.GET.get(name, "")) for name in ("from", "to")]
        if None in numbers:
            return None, None
        saves = [self.history.numbered(number) for number in sorted(numbers)]
        return saves if all(saves) else (None, None)

    def _go_back(self):
        if not self.may_go_back:
            raise PermissionDenied
        number = number_in(self.request.POST.get("back_to", ""))
        save = self.history.numbered(number) if number is not None else None
        if save is None:
            raise Http404
        try:
            with transaction.atomic():
                self._put_back(save)
        except (Refused, CannotGoBack) as refused:
            self.desk.message_user(self.request, " ".join(map(str, refused.args)), messages.ERROR)
        except IntegrityError as error:
            self.desk.message_user(self.request, sentence_for(error), messages.ERROR)
        else:
            words = _("Version %(number)s was restored, as a new version.") % {"number": number}
            self.desk.message_user(self.request, words, messages.SUCCESS)
        return HttpResponseRedirect(self.request.path)

    def _put_back(self, save):
        """Under the lock of the record, and only if nothing was saved since the page was shown."""
        self.desk.lock(self.record)
        now = History(self.history.model, self.history.pk)
        if self.request.POST.get("seen", "") != str(now.stamp):
            raise Refused([_("Somebody else saved this after the page was shown: nothing was changed, look again.")])
        reason = self.request.POST.get("change_reason", "").strip()[:60]
        words = _("back to version %(number)s") % {"number": save.number}
        before = self.desk.touched(self.record)
        go_back(self.history, save, ": ".join(filter(None, [words, reason])))
        self.desk.after_going_back(self.record, before)
