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
from .boxes import is_readable_id
from .kept import Refused

PER_PAGE = 25


class WithHistory:
    """Mixed into an admin whose model keeps a history."""

    def history_view(self, request, object_id, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        history = self._history(object_id)
        record = self.model._default_manager.filter(pk=history.pk).first()
        if record is None and not history.versions:
            raise Http404
        if request.method == "POST":
            return self._go_back(request, history, record)
        return self._history_page(request, history, record, extra_context)

    def _history(self, object_id):
        text = unquote(object_id)
        if not is_readable_id(self.model, text):
            raise Http404
        return History(self.opts.concrete_model, self.opts.pk.to_python(text))

    def _history_page(self, request, history, record, extra_context):
        page = Paginator(history.versions[::-1], PER_PAGE).get_page(request.GET.get("p"))
        shown = [(version, history.changes(version)) for version in page]
        before, after = self._two(request, history)
        context = self.admin_site.each_context(request) | {
            "title": _("History: %s") % (record or history.names.row(history.versions[-1].last)),
            "opts": self.opts,
            "object_id": history.pk,
            "record": record,
            "page": page,
            "shown": shown,
            "before": before,
            "after": after,
            "differences": history.between(before, after) if before and after else [],
            "newest": len(history.versions),
            "seen": history.stamp,
            "may_go_back": record is not None and self.may_go_back(request, record),
        }
        return render(request, "admin/history.html", context | (extra_context or {}))

    def _two(self, request, history):
        """The two versions that the address names, the older one first; None where it names none."""
        asked = [request.GET.get(name, "") for name in ("from", "to")]
        numbers = sorted(int(one) for one in asked if one.isascii() and one.isdigit() and len(one) < 9)
        found = [history.version(number) for number in numbers]
        return found if len(found) == 2 and all(found) else (None, None)

    def may_go_back(self, request, record):
        return self.has_change_permission(request, record)

    def _go_back(self, request, history, record):
        if record is None or not self.may_go_back(request, record):
            raise PermissionDenied
        number, seen = request.POST.get("back_to", ""), request.POST.get("seen", "")
        version = history.version(int(number)) if number.isascii() and number.isdigit() and len(number) < 9 else None
        if version is None:
            raise Http404
        try:
            with transaction.atomic():
                self._put_back(request, history, record, version, seen)
        except (Refused, CannotGoBack) as refused:
            self.message_user(request, " ".join(map(str, refused.args)), messages.ERROR)
        except IntegrityError as error:
            self.message_user(request, sentence_for(error), messages.ERROR)
        else:
            words = _("This is version %(number)s again, as a new version.") % {"number": number}
            self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(request.path)

    def _put_back(self, request, history, record, version, seen):
        """Under the lock of the record, and only if nothing was saved since the page was shown."""
        self.lock(record)
        if seen != str(History(history.model, history.pk).stamp):
            raise Refused([_("Somebody else saved this after the page was shown: nothing was changed, look again.")])
        reason = request.POST.get("change_reason", "").strip()[:60]
        words = _("back to version %(number)s") % {"number": version.number}
        before = self.touched(record)
        go_back(history, version, ": ".join(filter(None, [words, reason])))
        self.after_going_back(record, before)

    def lock(self, record):
        """Hold the row until the transaction ends."""
        self.model._default_manager.select_for_update().get(pk=record.pk)

    def after_going_back(self, record, before):
        """What follows from the change."""
