from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, TemplateView

from companies.models import CompanyClaim
from sources.lists import ListFile, ListPage

from .columns import DEAL_COLUMNS
from .evidence import Context, assess
from .facets import facets
from .facts import amount_text, facts, look_alike_warnings, sides
from .filters import DealFilterSet, OneKindFilterSet
from .models import Acquisition, Deal, DealClaim, DealLookAlike, Investment, Partnership
from .overview import overview


class FrontPage(TemplateView):
    template_name = "deals/overview.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | overview()


class PublishedDeals:
    """The public deals of one list."""

    filterset_class = OneKindFilterSet
    columns = DEAL_COLUMNS
    template_name = "deals/deal_list.html"

    def get_queryset(self):
        return self.model.objects.published()


class DealPage(PublishedDeals, ListPage):
    form_names = ("q", "usd_min", "usd_max", "announced_after", "announced_before", "sort", "per_page", "columns")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"facets": facets(self.filterset) if context["valid"] else []}


class DealList(DealPage):
    model = Deal
    filterset_class = DealFilterSet
    list_name = "deals"
    title = _("Deals")


class InvestmentList(DealPage):
    model = Investment
    list_name = "investments"
    title = _("Investments")


class AcquisitionList(DealPage):
    model = Acquisition
    list_name = "acquisitions"
    title = _("Acquisitions")


class PartnershipList(DealPage):
    model = Partnership
    list_name = "partnerships"
    title = _("Partnerships")


class DealFile(PublishedDeals, ListFile):
    model = Deal
    filterset_class = DealFilterSet
    list_name = "deals"


class InvestmentFile(DealFile):
    model = Investment
    filterset_class = OneKindFilterSet
    list_name = "investments"


class AcquisitionFile(InvestmentFile):
    model = Acquisition
    list_name = "acquisitions"


class PartnershipFile(InvestmentFile):
    model = Partnership
    list_name = "partnerships"


class DealDetail(DetailView):
    template_name = "deals/deal_detail.html"

    def get_queryset(self):
        return Deal.objects.published().with_page()

    def get_context_data(self, **kwargs):
        deal = self.object
        evidence = assess(deal, Context.of([deal]))
        pairs = DealLookAlike.objects.public().of(deal)
        warnings = list(look_alike_warnings(deal, [pair for pair in pairs if pair.is_open]))
        return super().get_context_data(**kwargs) | {
            "facts": facts(deal, evidence, warnings),
            "sides": sides(deal),
            "amount": amount_text(deal),
            "value_evidence": evidence.get("value"),
            "value_warnings": warnings,
            "other_figures": evidence["other_figure"].judged if "other_figure" in evidence else [],
            "differing": [each for each in evidence.values() if each.differs],
            "look_alikes": [(pair, pair.other_than(deal)) for pair in pairs],
            "sources": list(dict.fromkeys(claim.source for claim in deal.claims.all())),
        }


class ClaimDetail(DetailView):
    template_name = "deals/claim_detail.html"
    context_object_name = "claim"

    def get_object(self):
        on_deal = DealClaim.objects.public().filter(pk=self.kwargs["pk"]).first()
        return on_deal or get_object_or_404(CompanyClaim.objects.public(), pk=self.kwargs["pk"])
