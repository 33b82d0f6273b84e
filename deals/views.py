from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, TemplateView

from companies.models import CompanyClaim
from sources.lists import ListFile, ListPage

from .columns import DEAL_COLUMNS
from .facets import facets
from .facts import amount_text, facts, other_figures, sides
from .filters import DealFilterSet, OneKindFilterSet
from .models import Acquisition, Deal, DealClaim, Investment, Partnership
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
        return super().get_context_data(**kwargs) | {
            "facts": facts(self.object),
            "sides": sides(self.object),
            "amount": amount_text(self.object),
            "other_figures": other_figures(self.object),
            "sources": list(dict.fromkeys(claim.source for claim in self.object.claims.all())),
        }


class ClaimDetail(DetailView):
    template_name = "deals/claim_detail.html"
    context_object_name = "claim"

    def get_object(self):
        on_deal = DealClaim.objects.public().filter(pk=self.kwargs["pk"]).first()
        return on_deal or get_object_or_404(CompanyClaim.objects.public(), pk=self.kwargs["pk"])
