"""What every admin page of ours does: versions, refresh, publication, refusals that lose nothing."""

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.forms import CheckboxSelectMultiple, Script
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from deals.refresh import refresh
from sources.records import Conflict, Record

from ..conflicts import differences
from ..publishing import NotReady, missing, move, publish, touched_by, withdraw
from .forms import CONFLICT, PartForm, VersionedForm


class Refused(Exception):
    """A save that must not stand: everything is rolled back and the form shown again with the reasons."""

    def __init__(self, sentences):
        super().__init__(*sentences)
        self.sentences = sentences


def take_version(record, seen):
    """Move on from the version that was seen; a save that comes second is refused."""
    try:
        record.take_version(seen)
    except Conflict as conflict:
        raise Refused([CONFLICT]) from conflict


def settle(record):
    """Refresh what follows from the record; refuse what would leave a published one incomplete."""
    refresh(**touched_by(record))
    if record.is_published and (gaps := missing(record)):
        raise Refused([_("A published record must stay complete, so nothing was changed."), *gaps])


def may(user, step, model):
    """Whether the user may take this step with such records; proxies count as the record that they stand for."""
    meta = model._meta.concrete_model._meta
    return user.has_perm(f"{meta.app_label}.{step}_{meta.model_name}")


class ReadableBox(AutocompleteSelect):
    """An autocomplete box that shows nothing for a value that cannot be an id, instead of failing."""

    def optgroups(self, name, value, attrs=None):
        return super().optgroups(name, [one for one in value if self._is_readable(one)], attrs)

    def _is_readable(self, value):
        field = self.field.target_field
        try:
            field.run_validators(field.to_python(value))
        except ValidationError:
            return False
        return True


LOOKUPS = ("exact", "in", "isnull", "gt", "gte", "lt", "lte", "range", "year", "month", "day", "date")


class Boxes:
    """Autocomplete everywhere, with boxes and list filters that survive what is typed into addresses."""

    def lookup_allowed(self, lookup, value, request):
        """A regular expression in an address could keep a worker busy for hours; lists need no more than these."""
        last = lookup.rpartition("__")[2]
        is_lookup = "__" in lookup and last in models.Field.get_lookups()
        return (not is_lookup or last in LOOKUPS) and super().lookup_allowed(lookup, value, request)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ReadableBox(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class Labelled:
    """Fields of a tabular inline have no label of their own on the page: give each its name."""

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        for field in formset.form.declared_fields.values():
            field.widget.attrs.setdefault("aria-label", capfirst(field.label))
        return formset

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs.setdefault("aria-label", capfirst(db_field.verbose_name))
            if inner := getattr(field.widget, "widget", None):
                inner.attrs.setdefault("aria-label", capfirst(db_field.verbose_name))
        return field


class Related(Boxes):
    """An inline whose rows come with what their own words read."""

    related = ()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.related)


class RowsInline(Related, Labelled, admin.TabularInline):
    """Rows of a record, one line each."""


class ClaimsInline(Related, admin.StackedInline):
    """What sources say of a record."""


class CuratedAdmin(Boxes, SimpleHistoryAdmin):
    """Saves under the version that was seen and ends in `refresh`."""

    show_facets = admin.ShowFacets.ALWAYS
    change_form_template = "admin/our_change_form.html"
    list_per_page = 50
    save_on_top = True

    class Media:
        js = (Script("js/desk.js", type="module"),)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            request.refusal = refusal.sentences
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, *args, **kwargs):
        form = context["adminform"].form
        if getattr(form, "has_conflict", False):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context["differences"] = differences(form, formsets)
        return super().render_change_form(request, context, *args, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, **kwargs, widget=CheckboxSelectMultiple)

    def get_fieldsets(self, request, obj=None):
        """The reason of a change stands last, where the form does not place it itself."""
        fieldsets = super().get_fieldsets(request, obj)
        placed = flatten_fieldsets(fieldsets)
        return fieldsets if "change_reason" in placed else [*fieldsets, (None, {"fields": ("change_reason",)})]

    def save_model(self, request, obj, form, change):
        obj._change_reason = form.cleaned_data.get("change_reason") or None
        super().save_model(request, obj, form, change)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", ())
        return form

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

    def touched(self, obj):
        """The ids that `refresh` looks at when the row is gone."""
        return {}


class RecordAdmin(CuratedAdmin):
    """A record with its parts: draft, review, publication."""

    form = VersionedForm
    actions = ["publish_chosen", "send_to_review", "withdraw_chosen"]
    change_form_template = "admin/record_change_form.html"
    merge_kind = ""  # how the merge page calls such records; empty where they are never merged
    RECORD_FIELDS = ("state", "slug", "published_at", "added_at", "updated_at")

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), *self.RECORD_FIELDS)

    def has_change_permission(self, request, obj=None):
        """What is public is changed by those who may publish it."""
        is_public = obj is not None and obj.is_published
        return super().has_change_permission(request, obj) and (not is_public or self.has_publish_permission(request))

    def has_publish_permission(self, request):
        return may(request.user, "publish", self.model)

    def has_withdraw_permission(self, request):
        return may(request.user, "withdraw", self.model)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["may_publish"] = self.has_publish_permission(request)
        if obj and self.merge_kind and not obj.merged_into_id:
            context["merge_url"] = reverse("admin:curation_merge_add") + f"?kind={self.merge_kind}&survivor={obj.pk}"
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def has_delete_permission(self, request, obj=None):
        public = obj is not None and obj.published_at is not None
        return not public and super().has_delete_permission(request, obj)

    def save_model(self, request, obj, form, change):
        if change:
            take_version(obj, form.cleaned_data["version"])
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        before = self.touched(form.instance)
        super().save_related(request, form, formsets, change)
        refresh(**before)
        settle(form.instance)
        for remark in self.remarks(form.instance):
            self.message_user(request, remark, messages.WARNING)

    def remarks(self, record):
        """Sentences on what is allowed and yet worth a second look."""
        return []

    def response_add(self, request, obj, post_url_continue=None):
        if self._publishes(request, obj):
            return HttpResponseRedirect(self._own_page(obj))
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if self._publishes(request, obj):
            return HttpResponseRedirect(self._own_page(obj))
        return super().response_change(request, obj)

    def _own_page(self, obj):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])

    def _publishes(self, request, obj):
        """Publish after a save that asks for it; what is missing is told and the record stays a draft."""
        if "_publish" not in request.POST:
            return False
        if not self.has_publish_permission(request):
            raise PermissionDenied
        self._step(request, type(obj)._default_manager.get(pk=obj.pk), publish)
        return True

    def _step(self, request, record, step):
        try:
            step(record)
        except NotReady as error:
            self.message_user(request, f"“{record}”: {' '.join(error.gaps)}", messages.ERROR)
        except Conflict:
            self.message_user(request, f"“{record}”: {CONFLICT}", messages.ERROR)
        else:
            self.message_user(request, _("“%s” is done.") % record, messages.SUCCESS)
            if step is publish:
                self.after_publishing(record)

    def after_publishing(self, record):
        """What is looked at once a record is public."""

    def _step_all(self, request, queryset, step):
        for record in queryset:
            self._step(request, record, step)

    @admin.action(description=gettext_lazy("Publish"), permissions=["publish"])
    def publish_chosen(self, request, queryset):
        self._step_all(request, queryset, publish)

    @admin.action(description=gettext_lazy("Send to review"), permissions=["change"])
    def send_to_review(self, request, queryset):
        drafts = queryset.filter(state=Record.State.DRAFT)
        self._step_all(request, drafts, lambda record: move(record, Record.State.IN_REVIEW, "sent to review"))

    @admin.action(description=gettext_lazy("Withdraw from the public pages"), permissions=["withdraw"])
    def withdraw_chosen(self, request, queryset):
        self._step_all(request, queryset.published(), withdraw)

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_published else None


class PartAdmin(CuratedAdmin):
    """A row that belongs to a record: saving it is saving the record."""

    form = PartForm
    owner_name = "deal"

    def get_readonly_fields(self, request, obj=None):
        """A row stays with its record: moving it would change two records behind one version."""
        return (*super().get_readonly_fields(request, obj), *([self.owner_name] if obj else []))

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    def _may_touch(self, request, obj):
        """A row of a public record is public itself."""
        owner = obj and getattr(obj, self.owner_name)
        return not (owner and owner.is_published) or may(request.user, "publish", type(owner))

    def save_model(self, request, obj, form, change):
        owner = getattr(obj, self.owner_name)
        if not self._may_touch(request, obj):
            raise Refused([_("“%(record)s” is public: an editor must make this change.") % {"record": owner}])
        take_version(owner, form.cleaned_data["version"] if change else owner.version)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        settle(getattr(form.instance, self.owner_name))

    def delete_model(self, request, obj):
        owner = getattr(obj, self.owner_name)
        take_version(owner, owner.version)
        touched = self.touched(obj)
        obj.delete()
        refresh(**touched)
        settle(owner)

    def touched(self, obj):
        """The row's record, and the other company that shows it."""
        touched = touched_by(getattr(obj, self.owner_name))
        companies = [value for name in ("company_id", "owner_id") if (value := getattr(obj, name, None))]
        return touched | {"company_ids": [*touched.get("company_ids", ()), *companies]}
