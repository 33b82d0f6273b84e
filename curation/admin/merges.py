"""The pages on which editors judge look-alikes, merge two records and undo it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import Script
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.models import CompanyLookAlike
from deals.models import DealLookAlike
from records.models import Conflict
from sources.models import Source

from ..merges import MergeRefused, merge, refusal, unmerge
from ..models import Merge
from ..previews import preview
from ..vocabulary import MergeKind
from .base import UnversionedAdmin
from .widgets import ReadableBox, SafeInput

PAIRS = {MergeKind.COMPANY: CompanyLookAlike, MergeKind.DEAL: DealLookAlike}
CHANGED_MEANWHILE = gettext_lazy(
    "Somebody else saved or merged one of the two after you opened this page. Nothing was merged: look at it once more."
)


class MergeForm(forms.Form):
    """Which two records, which of them stays, and why."""

    kind = forms.ChoiceField(choices=MergeKind.choices, widget=forms.HiddenInput)
    survivor = forms.ModelChoiceField(queryset=None, label=gettext_lazy("The record that stays"))
    loser = forms.ModelChoiceField(queryset=None, label=gettext_lazy("The record that leads there"))
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), label=gettext_lazy("Why the two are the same"), required=False
    )
    source = forms.ModelChoiceField(
        queryset=Source.objects.all(), label=gettext_lazy("Source that shows it"), required=False
    )
    versions = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, site, kind, is_final=False, **kwargs):
        super().__init__(*args, **kwargs)
        pairs, self.is_final = PAIRS[kind], is_final
        for name, field in (("survivor", "one"), ("loser", "other")):
            foreign_key = pairs._meta.get_field(field)
            self.fields[name].queryset = foreign_key.related_model.objects.all()
            self._offer(name, foreign_key, site)
        self._offer("source", Merge._meta.get_field("source"), site)

    class Media:
        js = (Script("js/desk.js", type="module"),)

    def _offer(self, name, foreign_key, site):
        field = self.fields[name]
        field.widget = ReadableBox(foreign_key, site)
        field.widget.choices = field.choices

    def clean(self):
        data = super().clean()
        survivor, loser = data.get("survivor"), data.get("loser")
        if survivor and loser and (why := refusal(survivor, loser)):
            self.add_error(None, why)
        if self.is_final:
            for name, why in (
                ("reason", _("Say why the two are the same.")),
                ("source", _("Name the source that shows it.")),
            ):
                if not data.get(name):
                    self.add_error(name, why)
        return data


def _versions(*records):
    """Which records of which versions the page showed: only these are merged."""
    return ",".join(f"{record.pk}:{record.version}" for record in records)


@admin.register(Merge)
class MergeAdmin(SafeInput, admin.ModelAdmin):
    """The log of merges; adding to it is merging."""

    keeps_typed = True
    list_display = ("__str__", "kind", "reason", "merged_by", "merged_at", "undone_at")
    list_filter = ("kind",)
    show_facets = admin.ShowFacets.NEVER
    readonly_fields = ("kind", "pair", "reason", "source", "merged_by", "merged_at", "moved", "kept", "undone", "lost")
    fields = readonly_fields
    change_form_template = "admin/merge_log.html"

    def get_urls(self):
        undo = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", undo, name="curation_merge_undo"), *super().get_urls()]

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        given = request.POST if request.method == "POST" else request.GET
        kind = given.get("kind")
        if kind not in PAIRS:
            return self._page(request, {"kinds": MergeKind.choices})
        is_final = "_merge" in request.POST and "_show" not in request.POST
        form = MergeForm(given or None, site=self.admin_site, kind=kind, is_final=is_final)
        is_asked = "survivor" in given and "loser" in given
        if not is_asked:
            form = MergeForm(initial=given.dict(), site=self.admin_site, kind=kind)
        elif form.is_valid() and form.is_final and (log := self._merge(request, form)):
            return HttpResponseRedirect(reverse("admin:curation_merge_change", args=[log.pk]))
        return self._page(request, {"form": form, "preview": self._preview(form) if is_asked else None})

    def _merge(self, request, form):
        """Merge with the versions that the page showed, or tell what stands in the way."""
        data = form.cleaned_data
        survivor, loser = data["survivor"], data["loser"]
        if data["versions"] != _versions(survivor, loser):
            form.add_error(None, CHANGED_MEANWHILE)
            return None
        try:
            log = merge(survivor, loser, reason=data["reason"], source=data["source"], user=request.user)
        except Conflict:
            form.add_error(None, CHANGED_MEANWHILE)
        except MergeRefused as refused:
            form.add_error(None, str(refused))
        else:
            self.message_user(request, _("“%s” was merged.") % log, messages.SUCCESS)
            return log
        return None

    def _preview(self, form):
        """What the merge would do; nothing where the two cannot be merged anyway."""
        data = getattr(form, "cleaned_data", {})
        survivor, loser = data.get("survivor"), data.get("loser")
        if not (survivor and loser) or refusal(survivor, loser):
            return None
        form.data = form.data.copy()
        form.data["versions"] = _versions(survivor, loser)
        try:
            return preview(survivor, loser)
        except MergeRefused as refused:
            if not form.non_field_errors():
                form.add_error(None, str(refused))
            return None

    def _page(self, request, context):
        context |= self.admin_site.each_context(request) | {"title": _("Merge two records"), "opts": self.opts}
        return render(request, "admin/merge.html", context)

    def undo_view(self, request, pk):
        log = self.get_object(request, pk)
        if log is None or not self.has_add_permission(request) or request.method != "POST":
            raise PermissionDenied
        try:
            unmerge(log, request.user)
        except MergeRefused as refused:
            self.message_user(request, str(refused), messages.ERROR)
        except Conflict:
            self.message_user(request, CHANGED_MEANWHILE, messages.ERROR)
        else:
            self.message_user(request, _("The merge was undone."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:curation_merge_change", args=[pk]))

    @admin.display(description=gettext_lazy("records"))
    def pair(self, log):
        return str(log)

    @admin.display(description=gettext_lazy("what moved"))
    def moved(self, log):
        return "; ".join(move["words"] for move in log.moves) or _("nothing")

    @admin.display(description=gettext_lazy("what stayed"))
    def kept(self, log):
        return "; ".join(f"{words}: {why}" for words, why in log.stayed) or _("nothing")

    @admin.display(description=gettext_lazy("undone"))
    def undone(self, log):
        return log.undone_at and f"{log.undone_at:%Y-%m-%d %H:%M}, {log.undone_by or ''}"

    @admin.display(description=gettext_lazy("what could not go back"))
    def lost(self, log):
        return "; ".join(f"{words}: {why}" for words, why in log.not_restored)


class OpenFilter(admin.SimpleListFilter):
    """Whether a pair still waits for a judgement."""

    title = gettext_lazy("to be judged")
    parameter_name = "open"

    def lookups(self, request, model_admin):
        return [("yes", gettext_lazy("Yes"))]

    def queryset(self, request, queryset):
        return queryset.open() if self.value() == "yes" else queryset


class LookAlikeAdmin(UnversionedAdmin):
    """Pairs to be judged; a judgement is remembered with its note."""

    kind = ""
    list_display = ("__str__", "reasons_text", "judgement", "judged_at")
    list_filter = (OpenFilter, "judgement")
    list_select_related = ("one", "other")
    autocomplete_fields = ("one", "other")
    readonly_fields = ("reasons_text", "merge_link")
    fields = ("one", "other", "reasons_text", "judgement", "note", "merge_link", "version")

    def get_readonly_fields(self, request, obj=None):
        return (*self.readonly_fields, "one", "other") if obj else self.readonly_fields

    def has_delete_permission(self, request, obj=None):
        """A judgement is remembered, so that nobody has to make it twice."""
        return False

    def save_model(self, request, obj, form, change):
        if not change:
            obj.reasons = [["editor", obj.note or _("entered by hand")]]
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("if they are the same"))
    def merge_link(self, pair):
        if pair.pk is None:
            return ""
        query = f"?kind={self.kind}&survivor={pair.one_id}&loser={pair.other_id}"
        return format_html('<a href="{}">{}</a>', reverse("admin:curation_merge_add") + query, _("Merge them …"))


@admin.register(CompanyLookAlike)
class CompanyLookAlikeAdmin(LookAlikeAdmin):
    kind = MergeKind.COMPANY


@admin.register(DealLookAlike)
class DealLookAlikeAdmin(LookAlikeAdmin):
    kind = MergeKind.DEAL
