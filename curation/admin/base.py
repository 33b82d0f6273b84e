"""What every admin page of ours does: versions, refresh, publication, refusals that lose nothing."""

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction
from django.forms import CheckboxSelectMultiple, Script
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deals.refresh import refresh
from records.constraints import sentence_for
from records.models import Conflict, Record
from records.rows import owner_of

from ..held import hold
from ..models import Submission
from ..publishing import missing, missing_in_itself, touched_by
from ..todo import entered_by
from .boxes import Boxes, ReadableChoices
from .forms import CONFLICT, SHOW, UnversionedForm, VersionedForm
from .history import HistoryPage
from .publication import (
    hand_in_record,
    publish_chosen,
    publish_record,
    send_to_review,
    take_step,
    with_version,
    withdraw_chosen,
)
from .recovery import BUSY, FormPage, Refused, only_shown
from .review import QUEUE, HeldBack, Review, approve_by_saving, review_context, submission_of

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


class CuratedAdmin(Boxes, admin.ModelAdmin):
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
        except Refused as refusal:
            return self._show_refused(request, refusal.sentences, object_id, extra_context)
        except IntegrityError as error:
            return self._show_refused(request, [sentence_for(error)], object_id, extra_context)
        except OperationalError:
            return self._show_refused(request, [BUSY], object_id, extra_context)
        if page := FormPage.of(response):
            page.compare()
        return response

    def show_typed(self, request, data, object_id=None, extra_context=None):
        """The form with `data` in it, for the editor to look at; nothing is checked or saved."""
        response = super().changeform_view(only_shown(request, data), object_id, "", extra_context)
        if page := FormPage.of(response):
            page.forget_errors()
            page.compare()
        return response

    def _show_refused(self, request, sentences, object_id, extra_context):
        response = super().changeform_view(only_shown(request, request.POST), object_id, "", extra_context)
        if page := FormPage.of(response):
            page.refuse(sentences)
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
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST" or not transaction.get_connection().in_atomic_block:
            return found
        return self.model._default_manager.select_for_update().filter(pk=found.pk).first()


class EnteredByMe(admin.SimpleListFilter):
    title = gettext_lazy("entered by me")
    parameter_name = "mine"

    def lookups(self, request, model_admin):
        return [("yes", gettext_lazy("Yes"))]

    def queryset(self, request, queryset):
        if self.value() != "yes":
            return queryset
        return queryset.filter(pk__in=entered_by(request.user, queryset.model._meta.concrete_model).values("pk"))


class RecordAdmin(CuratedAdmin):
    """A record with its rows: entered as a draft, reviewed, published, and from then on changed with care."""

    form = VersionedForm
    change_form_template = "admin/record_change_form.html"
    actions = (publish_chosen, send_to_review, withdraw_chosen)
    merge_kind = ""  # how the merge page calls such records; empty where they are never merged
    RECORD_FIELDS = ("state", "slug", "published_at", "added_at", "updated_at")
    RECORD = (gettext_lazy("Record"), {"fields": RECORD_FIELDS, "classes": ONCE_SAVED})

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), *self.RECORD_FIELDS)

    def get_fieldsets(self, request, obj=None):
        """What only a saved record has is not shown for a new one."""
        fieldsets = super().get_fieldsets(request, obj)
        return [one for one in fieldsets if obj or one[1].get("classes") != ONCE_SAVED]

    def get_list_filter(self, request):
        return (*super().get_list_filter(request), EnteredByMe)

    def action_checkbox(self, obj):
        return with_version(super().action_checkbox(obj), obj, obj)

    def has_publish_permission(self, request):
        return may(request.user, "publish", self.model)

    def has_withdraw_permission(self, request):
        return may(request.user, "withdraw", self.model)

    def has_delete_permission(self, request, obj=None):
        public = obj is not None and obj.published_at is not None
        return not public and super().has_delete_permission(request, obj)

    def is_held(self, request, obj):
        """What is or was public is changed by those who may publish it; others suggest."""
        return obj.published_at is not None and not self.has_publish_permission(request)

    def get_deleted_objects(self, objs, request):
        """A draft's submissions go with it, whoever may delete it."""
        listed, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return listed, counts, lacking - {Submission._meta.verbose_name}, protected

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return Review(self, request, object_id, extra_context).answer(super().changeform_view)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context |= review_context(self, request, obj, context.get("submission"))
        context["may_publish"] = self.has_publish_permission(request)
        context["may_hand_in"] = not context["may_publish"] and (obj is None or obj.state == Record.State.DRAFT)
        if obj and self.merge_kind and not obj.merged_into_id and request.user.has_perm("curation.add_merge"):
            context["merge_url"] = reverse("admin:curation_merge_add") + f"?kind={self.merge_kind}&survivor={obj.pk}"
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, obj, form, change):
        if change:
            take_version(obj, form.cleaned_data["version"])
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        record = form.instance
        is_held = change and self.is_held(request, record)
        held = hold(form, formsets) if is_held else None  # looked at before anything is saved
        before = self.touched(record)
        super().save_related(request, form, formsets, change)
        refresh(**before)
        # A suggestion may name a company that an editor has yet to publish.
        settle(record, missing_in_itself if is_held else missing)
        if is_held:
            raise HeldBack(held, form.cleaned_data.get("change_reason", ""))
        if change:
            approve_by_saving(self, request, record)
        for remark in self.remarks(record):
            self.message_user(request, remark, messages.WARNING)

    def response_add(self, request, obj, post_url_continue=None):
        return self._step_after_save(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        submission = submission_of(self, request, obj)
        return self._step_after_save(request, obj, submission) or super().response_change(request, obj)

    def _step_after_save(self, request, obj, submission=None):
        """Publish, or send to review, after a save that asks for it; what stands in the way is told."""
        if IS_POPUP_VAR in request.POST:
            return None
        if "_publish" in request.POST:
            if not self.has_publish_permission(request):
                raise PermissionDenied
            is_done = take_step(self, request, self._fresh(obj), publish_record)
        elif "_hand_in" in request.POST:
            is_done = take_step(self, request, self._fresh(obj), hand_in_record)
        elif submission is not None and not {"_continue", "_addanother"} & {*request.POST}:
            self.message_user(request, _("“%s” is changed as approved.") % obj, messages.SUCCESS)
            is_done = True
        else:
            return None
        if is_done and submission is not None:
            return HttpResponseRedirect(reverse(QUEUE))
        own_page = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])
        return HttpResponseRedirect(own_page + (f"?submission={submission.pk}" if submission else ""))

    def _fresh(self, obj):
        """The record as it was just saved."""
        return self.opts.concrete_model._default_manager.get(pk=obj.pk)

    def remarks(self, record):
        """Sentences on what is allowed and yet worth a second look."""
        return []

    def after_publishing(self, record):
        """What is looked at once a record is public."""

    def may_go_back(self, request, obj):
        return super().may_go_back(request, obj) and not self.is_held(request, obj)

    def lock(self, obj):
        take_version(obj, obj.version)

    def after_going_back(self, obj, before):
        refresh(**before)
        settle(self._fresh(obj))

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_published else None


class PartAdmin(CuratedAdmin):
    """A row that belongs to a record: saving it is saving the record."""

    form = VersionedForm

    def get_readonly_fields(self, request, obj=None):
        """A row stays with its record: moving it would change two records behind one version."""
        return (*super().get_readonly_fields(request, obj), *([self.model.OWNER] if obj else []))

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    def _may_touch(self, request, obj):
        """A row of a public record is public itself, and one of a withdrawn record may be again."""
        owner = obj and owner_of(obj)
        return not (owner and owner.published_at) or may(request.user, "publish", type(owner))

    def save_model(self, request, obj, form, change):
        owner = owner_of(obj)
        if not self._may_touch(request, obj):
            words = _("“%(record)s” is public: change it on its own page, where it is held as a suggestion.")
            raise Refused([words % {"record": owner}])
        take_version(owner, form.cleaned_data["version"] if change else owner.version)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        settle(owner_of(form.instance))

    def delete_model(self, request, obj):
        owner = owner_of(obj)
        take_version(owner, owner.version)
        touched = self.touched(obj)
        obj.delete()
        refresh(**touched)
        settle(owner)

    def lock(self, row):
        owner = owner_of(row)
        take_version(owner, owner.version)

    def after_going_back(self, row, before):
        refresh(**before)
        settle(owner_of(self.model._default_manager.get(pk=row.pk)))

    def touched(self, obj):
        """The row's record, and the other company that shows it."""
        touched = touched_by(owner_of(obj))
        companies = [value for name in ("company_id", "owner_id") if (value := getattr(obj, name, None))]
        return touched | {"company_ids": [*touched.get("company_ids", ()), *companies]}
