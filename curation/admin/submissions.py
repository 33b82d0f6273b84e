"""The queue: what waits for an editor, oldest first, with what is missing; and what came of the rest."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.models import Conflict

from ..models import Submission
from ..publication import missing
from ..review import AlreadyAnswered, take_back
from ..vocabulary import Asking, Outcome
from .base import may
from .publication import CHANGED_SINCE, publish_record, shown_versions, take_step_as_shown, with_version
from .widgets import SafeInput


class OutcomeFilter(admin.SimpleListFilter):
    """What waits is shown first; the rest is there for whoever asks."""

    title = gettext_lazy("outcome")
    parameter_name = "outcome"

    def lookups(self, request, model_admin):
        return [*Outcome.choices, ("all", gettext_lazy("all"))]

    def choices(self, changelist):
        return [choice for choice in super().choices(changelist) if "outcome=" in choice["query_string"]]

    def value(self):
        return super().value() or Outcome.WAITING

    def queryset(self, request, queryset):
        return queryset if self.value() == "all" else queryset.filter(outcome=self.value())


class MineFilter(admin.SimpleListFilter):
    title = gettext_lazy("sent by me")
    parameter_name = "mine"

    def lookups(self, request, model_admin):
        return [("yes", gettext_lazy("Yes"))]

    def queryset(self, request, queryset):
        return queryset.by(request.user) if self.value() == "yes" else queryset


@admin.register(Submission)
class SubmissionAdmin(SafeInput, admin.ModelAdmin):
    """Looked at here, answered in the record's own form."""

    list_display = ("review_link", "asking", "sent_by", "waits", "lacks", "outcome")
    list_display_links = None
    list_filter = (OutcomeFilter, MineFilter, "asking")
    list_select_related = ("deal", "company", "source", "sent_by")
    list_per_page = 25
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    actions = ["publish_chosen"]
    fields = (
        "review_link",
        "asking",
        "what_changes",
        "reason",
        "sent_by",
        "sent_at",
        "outcome",
        "answer",
        "answered_by",
        "answered_at",
    )
    readonly_fields = fields
    change_form_template = "admin/submission.html"

    def get_urls(self):
        take_back_view = self.admin_site.admin_view(self.take_back_view)
        return [path("<int:pk>/take-back/", take_back_view, name="curation_submission_take_back"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("What waits for review")} | (extra_context or {}))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """It is answered in the record's form, by whom may publish the record."""
        return obj is None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def has_publish_permission(self, request):
        return super().has_change_permission(request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        submission = self.get_object(request, object_id)
        is_own = submission is not None and submission.sent_by == request.user
        may_close = is_own and submission.outcome in (Outcome.WAITING, Outcome.SENT_BACK)
        context = (extra_context or {}) | {"may_close": may_close}
        return super().change_view(request, object_id, form_url, context)

    def take_back_view(self, request, pk):
        submission = self.get_object(request, str(pk))
        if submission is None or submission.sent_by != request.user or request.method != "POST":
            raise PermissionDenied
        try:
            take_back(submission, request.user)
        except (AlreadyAnswered, Conflict):
            self.message_user(request, CHANGED_SINCE, messages.ERROR)
        else:
            self.message_user(request, _("Your submission was closed."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:curation_submission_change", args=[pk]))

    @admin.action(description=gettext_lazy("Publish what is ready"), permissions=["publish"])
    def publish_chosen(self, request, queryset):
        """Each on its own; a change of a public record is looked at in its form first."""
        shown = shown_versions(request)
        for submission in queryset.waiting().select_related("deal", "company", "source"):
            record = submission.record
            desk = self.admin_site.get_model_admin(type(record))
            if submission.asking == Asking.CHANGE:
                words = _("“%(record)s”: a change is looked at before it is approved.") % {"record": record}
                self.message_user(request, words, messages.ERROR)
            elif may(request.user, "publish", type(record)):
                take_step_as_shown(desk, request, record, publish_record, shown.get(str(submission.pk)))

    def action_checkbox(self, submission):
        return with_version(super().action_checkbox(submission), submission, submission.record)

    @admin.display(description=gettext_lazy("record"))
    def review_link(self, submission):
        record = submission.record
        meta = record._meta
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])
        query = f"?submission={submission.pk}" if submission.outcome in (Outcome.WAITING, Outcome.SENT_BACK) else ""
        return format_html('<a href="{}{}">{}: {}</a>', address, query, meta.verbose_name.capitalize(), record)

    @admin.display(description=gettext_lazy("since"), ordering="sent_at")
    def waits(self, submission):
        return f"{submission.sent_at:%Y-%m-%d} ({timesince(submission.sent_at, depth=1)})"

    @admin.display(description=gettext_lazy("what is missing"))
    def lacks(self, submission):
        if not submission.is_waiting or submission.asking != Asking.PUBLICATION:
            return ""
        return format_html_join("", "<p>{}</p>", ([gap] for gap in missing(submission.record))) or _("nothing")

    @admin.display(description=gettext_lazy("what changes"))
    def what_changes(self, submission):
        line = "<p><strong>{}</strong> {} → {}</p>"
        return format_html_join("", line, submission.words) or _("It is to be published.")
