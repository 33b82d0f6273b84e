"""What every page of the desk on which something is saved has: versions, refusals that lose nothing, a history."""

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.db import transaction
from django.forms import CheckboxSelectMultiple, Script
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from deals.refresh import refresh
from records.models import Conflict

from ..publication import missing, touched_by
from .forms import CONFLICT, SHOW, UnversionedForm
from .history import HistoryPage
from .recovery import REFUSALS, FormPage, Refused, only_shown, reasons_of
from .widgets import ReadableChoices, SafeInput

REASON = (None, {"fields": ("change_reason",)})  # the fieldset in which a save says why
ONCE_SAVED = ("collapse", "once-saved")  # the class of fieldsets that a new record does not have yet


def take_version(record, seen):
    """Move on from the version that was seen; a save that comes second is refused."""
    try:
        record.take_version(seen)
    except Conflict as conflict:
        raise Refused([CONFLICT]) from conflict


def settle(record, gaps_of=missing):
    """Refresh what follows from the record; refuse what would leave a published one incomplete."""
    refresh(**touched_by(record))
    if record.is_published and (gaps := gaps_of(record)):
        raise Refused([_("A published record must stay complete, so nothing was changed."), *gaps])


def may(user, step, model):
    """Whether the user may take this step with such records; proxies count as the record that they stand for."""
    meta = model._meta.concrete_model._meta
    return user.has_perm(f"{meta.app_label}.{step}_{meta.model_name}")


class CuratedAdmin(SafeInput, admin.ModelAdmin):
    """A row that is saved under the version that was seen, loses nothing that was typed, and keeps a history."""

    keeps_typed = True
    buttons = {}  # those of the form that fill it in and save nothing: what answers them, by name

    show_facets = admin.ShowFacets.ALWAYS
    change_form_template = "admin/our_change_form.html"
    list_per_page = 50
    save_on_top = True

    class Media:
        js = (Script("js/desk.js", type="module"), Script("js/understood.js", type="module"))

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs |= {"form_class": ReadableChoices, "widget": CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_fieldsets(self, request, obj=None):
        """The reason of a change stands last, where the form does not place it itself."""
        fieldsets = super().get_fieldsets(request, obj)
        placed = flatten_fieldsets(fieldsets)
        return fieldsets if "change_reason" in placed else [*fieldsets, REASON]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form, or what comes of saving it; a save that is refused shows it again with the reasons."""
        if request.method == "POST" and SHOW in request.POST:
            return self.show_typed(request, request.POST, object_id, extra_context)
        for name, answer in self.buttons.items():
            if name in request.POST:
                return answer(self, request, object_id, extra_context)
        try:
            with transaction.atomic():
                response = super().changeform_view(request, object_id, form_url, extra_context)
        except REFUSALS as error:
            return self.show_typed(request, request.POST, object_id, extra_context, reasons_of(error))
        if page := FormPage.of(response):
            page.compare()
        return response

    def show_typed(self, request, data, object_id=None, extra_context=None, reasons=()):
        """The form with `data` in it, for the editor to look at, and why it was not saved; nothing is saved now."""
        response = super().changeform_view(only_shown(request, data), object_id, "", extra_context)
        if page := FormPage.of(response):
            page.refuse(reasons) if reasons else page.forget_errors()
            page.compare()
        return response

    def save_model(self, request, obj, form, change):
        obj._change_reason = form.cleaned_data.get("change_reason") or None
        super().save_model(request, obj, form, change)

    def get_actions(self, request):
        """Deleting many at once goes past the versions; each is deleted on its own page."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def delete_view(self, request, object_id, extra_context=None):
        try:
            with transaction.atomic():
                return super().delete_view(request, object_id, extra_context)
        except Refused as refusal:
            self.message_user(request, " ".join(map(str, refusal.sentences)), messages.ERROR)
            return HttpResponseRedirect("../change/")

    def delete_model(self, request, obj):
        touched = self.touched(obj)
        super().delete_model(request, obj)
        refresh(**touched)

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, search_term.replace("\0", ""))

    def history_view(self, request, object_id, extra_context=None):
        return HistoryPage(self, request, object_id).answer(extra_context)

    def may_go_back(self, request, obj):
        """Whether the user may put the row back to what it was."""
        return self.has_change_permission(request, obj)

    def lock(self, obj):
        """Hold the row until the transaction ends."""
        self.model._default_manager.select_for_update().get(pk=obj.pk)

    def after_going_back(self, obj, before):
        """What follows from the row's being what it was; `before` are the ids that it touched until now."""

    def touched(self, obj):
        """The ids that `refresh` looks at when the row is gone or changed."""
        return touched_by(obj) if obj.pk else {}


class UnversionedAdmin(CuratedAdmin):
    """Rows without a version of their own: what the form was shown with stands for it."""

    form = UnversionedForm

    def get_object(self, request, object_id, from_field=None):
        """A row that is about to be saved is held until the transaction ends, so that two saves come one by one."""
        row = super().get_object(request, object_id, from_field)
        if row is None or request.method != "POST" or not transaction.get_connection().in_atomic_block:
            return row
        return self.model._default_manager.select_for_update().filter(pk=row.pk).first()
