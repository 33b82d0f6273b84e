from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deals.decisions import cover
from deals.models import (
    Acquisition,
    Deal,
    DealClaim,
    DealLink,
    Decision,
    Investment,
    Milestone,
    Partnership,
    Party,
)
from deals.models.vocabulary import ROLES_OF
from deals.refresh import refresh

from ..candidates import find_deal_pairs
from ..vocabulary import MergeKind
from .base import ONCE_SAVED, REASON
from .claim_forms import DealClaimForm, DealClaimRow
from .deal_forms import DealForm, DecisionForm, MilestoneForm, OneKindForm, PartyForm
from .inlines import ClaimsInline, RowsInline
from .names import choose_company
from .offers import PASSAGE, offer_claims
from .records import RecordAdmin
from .rows import RowAdmin


class PartyInline(RowsInline):
    model = Party
    form = PartyForm
    related = ("company",)
    autocomplete_fields = ("company",)
    extra = 2

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        kind = getattr(self.parent_model, "KIND", None)
        if db_field.name == "role" and kind:
            labels = dict(db_field.choices)
            kwargs["choices"] = [("", "---------")] + [(role, labels[role]) for role in ROLES_OF[kind]]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class MilestoneInline(RowsInline):
    model = Milestone
    form = MilestoneForm
    related = ("claim__company",)
    autocomplete_fields = ("claim",)
    extra = 1


class DealLinkInline(RowsInline):
    model = DealLink
    related = ("deal", "other")
    fk_name = "deal"
    autocomplete_fields = ("other",)
    extra = 0


class DecisionInline(RowsInline):
    model = Decision
    form = DecisionForm
    extra = 0

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "note":
            field.widget.attrs["rows"] = 2
        return field


class DealClaimInline(ClaimsInline):
    model = DealClaim
    related = ("company",)
    form = DealClaimRow
    autocomplete_fields = ("source", "company", "origin")
    extra = 1
    fields = (
        ("field", "value"),
        ("company", "company_named", "role"),
        ("source", "paragraph"),
        "quote_exact",
        ("said_by", "speaker", "origin"),
        ("basis", "modality", "as_of", "rank", "proposed"),
        "note",
        "left_out",
    )


FOLLOWS = (
    "status",
    "status_on",
    "dated_text",
    "dated_basis",
    "value_usd_min",
    "value_usd_max",
    "value_fx_rate",
    "value_standing",
    "differing_fields",
    "decided",
    "no_source_fields",
)


@admin.register(Deal)
class DealAdmin(RecordAdmin):
    """A deal of any kind, with the rows that belong to it in one form."""

    form = DealForm
    buttons = {"_read_quote": offer_claims, "_choose": choose_company}
    merge_kind = MergeKind.DEAL

    list_display = ("title", "kind", "form", "status", "dated_text", "value", "n_claims", "state")
    list_filter = (
        "state",
        "kind",
        "form",
        "status",
        "sources_differ",
        "decided",
        "value_standing",
        ("no_source_fields", admin.EmptyFieldListFilter),
        "segments",
    )
    search_fields = ("search_text",)
    autocomplete_fields = ("valuation_of",)
    inlines = (PartyInline, MilestoneInline, DealClaimInline, DecisionInline, DealLinkInline)
    readonly_fields = FOLLOWS
    fieldsets = (
        (None, {"fields": ("kind", "form", "title", "summary", "segments", "more_parties", "version")}),
        (
            _("Deal value: what changed hands"),
            {
                "fields": (
                    "value_typed",
                    ("value_qualifier", "value_min", "value_max", "value_currency"),
                    ("value_measure", "value_disclosure"),
                )
            },
        ),
        (
            _("Valuation: what the deal says a company is worth"),
            {
                "fields": (
                    "valuation_typed",
                    ("valuation_qualifier", "valuation_min", "valuation_max", "valuation_currency"),
                    ("valuation_measure", "valuation_of"),
                )
            },
        ),
        (
            _("Terms"),
            {"fields": (("stake_percent", "consideration"), ("round", "round_words"), ("sae_level", "sae_words"))},
        ),
        (_("Follows from milestones, rates and claims"), {"fields": FOLLOWS, "classes": ONCE_SAVED}),
        RecordAdmin.RECORD,
        REASON,
        PASSAGE,
    )

    def get_search_results(self, request, queryset, search_term):
        """Find a deal by any name of its parties, its title or quoted words."""
        return queryset.matching(search_term.replace("\0", "")), False

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for slot, label in (("value", _("Deal value")), ("valuation", _("Valuation"))):
            if slot in form.read_slots:
                deal = form.instance
                understood = getattr(deal, slot) or deal.get_value_disclosure_display()
                measure = getattr(deal, f"get_{slot}_measure_display")()
                words = {"label": label, "understood": ", ".join(filter(None, [str(understood), measure]))}
                self.message_user(request, gettext("%(label)s understood as: %(understood)s.") % words)

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        if formset.model is Decision:
            changed = [
                decision for decision, names in formset.changed_objects if {"field", "reason", "anew"} & {*names}
            ]
            self._cover([*formset.new_objects, *changed])

    def _cover(self, decisions):
        """A decision is about what the deal and its claims say once all of the form is saved."""
        if decisions:
            refresh([decisions[0].deal_id])
            cover(decisions)

    def after_publishing(self, record):
        find_deal_pairs([record])


class OneKindAdmin(DealAdmin):
    """Deals of one kind; history belongs to the concrete deal, so that is what is saved."""

    form = OneKindForm
    list_filter = tuple(name for name in DealAdmin.list_filter if name != "kind")

    def get_fieldsets(self, request, obj=None):
        (label, first), *rest = super().get_fieldsets(request, obj)
        return [(label, first | {"fields": tuple(name for name in first["fields"] if name != "kind")}), *rest]

    def save_model(self, request, obj, form, change):
        deal = obj.as_deal()
        super().save_model(request, deal, form, change)
        for field in Deal._meta.concrete_fields:
            setattr(obj, field.attname, getattr(deal, field.attname))
        obj._state.adding = False

    def history_view(self, request, object_id, extra_context=None):
        return HttpResponseRedirect(reverse("admin:deals_deal_history", args=[object_id]))


for proxy in (Investment, Acquisition, Partnership):
    admin.site.register(proxy, OneKindAdmin)


class OfDeal(RowAdmin):
    """A row of a deal."""

    autocomplete_fields = ("deal",)


@admin.register(Party)
class PartyAdmin(OfDeal):
    list_display = ("company", "role", "deal", "is_lead")
    list_filter = ("role",)
    list_select_related = ("company", "deal")
    search_fields = ("company__search_text__finds", "deal__title")
    autocomplete_fields = ("deal", "company")


@admin.register(Milestone)
class MilestoneAdmin(OfDeal):
    list_display = ("deal", "status", "date_text")
    list_filter = ("status",)
    list_select_related = ("deal",)
    search_fields = ("deal__search_text__finds",)
    autocomplete_fields = ("deal", "claim")


@admin.register(DealLink)
class DealLinkAdmin(OfDeal):
    list_display = ("deal", "relation", "other")
    list_filter = ("relation",)
    list_select_related = ("deal", "other")
    search_fields = ("deal__title", "other__title")
    autocomplete_fields = ("deal", "other")


@admin.register(DealClaim)
class DealClaimAdmin(OfDeal):
    form = DealClaimForm
    buttons = {"_choose": choose_company}
    list_display = ("__str__", "deal", "source", "basis", "modality", "rank")
    list_filter = ("field", "agreement", "proposed", "said_by", "basis", "modality", "rank")
    list_select_related = ("deal", "source", "company")
    search_fields = ("deal__search_text__finds", "quote_exact", "source__title")
    autocomplete_fields = ("deal", "source", "company", "origin")
