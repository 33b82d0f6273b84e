"""The steps of a record: to review, into public view and out of it, after a save and from a list."""

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.constraints import sentence_for
from records.models import Conflict

from ..publishing import NotReady, publish, withdraw
from ..review import hand_in
from .reviewed import QUEUE

TOO_BUSY = gettext_lazy("The database was too busy, so nothing was done. Try once more.")

CHANGED_SINCE = gettext_lazy("Somebody else changed it after this page was shown: nothing was done, look at it again.")


def shown_versions(request):
    """Which version of each row a list showed, by id, as its form says."""
    return dict(one.split(":", 1) for one in request.POST.getlist("shown") if ":" in one)


class Steps:
    """Mixed into a record's admin, before what saves."""

    actions = ["publish_chosen", "send_to_review", "withdraw_chosen"]

    def response_add(self, request, obj, post_url_continue=None):
        return self._step_after_save(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._step_after_save(request, obj) or super().response_change(request, obj)

    def _step_after_save(self, request, obj):
        """Publish, or send to review, after a save that asks for it; what stands in the way is told."""
        stays = {"_continue", "_addanother"} & {*request.POST}
        if IS_POPUP_VAR in request.POST:
            return None
        if "_publish" in request.POST:
            if not self.has_publish_permission(request):
                raise PermissionDenied
            is_done = self._step(request, self._fresh(obj), self.publish)
        elif "_hand_in" in request.POST:
            is_done = self._step(request, self._fresh(obj), self.hand_in)
        elif request.submission is not None and not stays:
            self.message_user(request, _("“%s” is changed as approved.") % obj, messages.SUCCESS)
            is_done = True
        else:
            return None
        if is_done and request.submission is not None:
            return HttpResponseRedirect(reverse(QUEUE))
        own_page = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])
        query = f"?submission={request.submission.pk}" if request.submission else ""
        return HttpResponseRedirect(own_page + query)

    def _fresh(self, obj):
        """The record as it was just saved."""
        return self.opts.concrete_model._default_manager.get(pk=obj.pk)

    def _step(self, request, record, step):
        """Take one step with the record; tell what came of it and return whether it was taken."""
        try:
            with transaction.atomic():
                step(request, record)
        except NotReady as error:
            self.message_user(request, f"“{record}”: {' '.join(error.gaps)}", messages.ERROR)
        except Conflict:
            self.message_user(request, f"“{record}”: {CHANGED_SINCE}", messages.ERROR)
        except IntegrityError as error:
            self.message_user(request, f"“{record}”: {sentence_for(error)}", messages.ERROR)
        except OperationalError:
            self.message_user(request, f"“{record}”: {TOO_BUSY}", messages.ERROR)
        else:
            self.message_user(request, _("“%s” is done.") % record, messages.SUCCESS)
            return True
        return False

    def publish(self, request, record):
        publish(record, user=request.user)
        self.after_publishing(record)

    def after_publishing(self, record):
        """What is looked at once a record is public."""

    def hand_in(self, request, record):
        hand_in(record, request.user, request.POST.get("change_reason", ""))

    def _step_all(self, request, queryset, step):
        """Each on its own: one that is not ready stops nothing but itself.

        The list says which version of each record it showed; what was changed since is not touched.
        """
        shown = shown_versions(request)
        for record in queryset:
            self.step_as_shown(request, record, step, shown.get(str(record.pk)))

    def step_as_shown(self, request, record, step, version):
        """Take the step if the record still has the version that the page showed (None: it showed none)."""
        if version is not None and version != str(record.version):
            self.message_user(request, f"“{record}”: {CHANGED_SINCE}", messages.ERROR)
        else:
            self._step(request, record, step)

    def action_checkbox(self, obj):
        box = super().action_checkbox(obj)
        return format_html('{}<input type="hidden" name="shown" value="{}:{}">', box, obj.pk, obj.version)

    @admin.action(description=gettext_lazy("Publish"), permissions=["publish"])
    def publish_chosen(self, request, queryset):
        self._step_all(request, queryset, self.publish)

    @admin.action(description=gettext_lazy("Send to review"), permissions=["change"])
    def send_to_review(self, request, queryset):
        self._step_all(request, queryset, self.hand_in)

    @admin.action(description=gettext_lazy("Withdraw from the public pages"), permissions=["withdraw"])
    def withdraw_chosen(self, request, queryset):
        self._step_all(request, queryset.published(), lambda _request, record: withdraw(record))
