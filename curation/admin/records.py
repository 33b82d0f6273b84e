"""The pages of companies, deals and sources: entered as drafts, reviewed, published, merged."""

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deals.refresh import refresh
from records.models import Record

from ..models import Submission
from ..publication import missing, missing_in_itself
from ..suggestions import suggested_change
from ..todo import entered_by
from .base import ONCE_SAVED, CuratedAdmin, may, settle, take_version
from .forms import VersionedForm
from .publication import (
    hand_in_record,
    publish_chosen,
    publish_record,
    send_to_review,
    take_step,
    with_version,
    withdraw_chosen,
)
from .review import QUEUE, HeldBack, Review, approve_by_saving, review_context, submission_of


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
        return [(label, options) for label, options in fieldsets if obj or options.get("classes") != ONCE_SAVED]

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
        suggestion = suggested_change(form, formsets) if is_held else None  # looked at before anything is saved
        before = self.touched(record)
        super().save_related(request, form, formsets, change)
        refresh(**before)
        # A suggestion may name a company that an editor has yet to publish.
        settle(record, missing_in_itself if is_held else missing)
        if is_held:
            raise HeldBack(suggestion, form.cleaned_data.get("change_reason", ""))
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
            self.message_user(request, _("“%s” was approved and saved.") % obj, messages.SUCCESS)
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
