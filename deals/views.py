from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, TemplateView

from companies.models import CompanyClaim
from lists.pages import Selection
from lists.views import ListFile, ListPage
from records.redirects import LeadsOn
from records.versions import Version, public_versions
from sources.citation import bibtex, plain

from .changes import changes
from .columns import DEAL_COLUMNS
from .evidence import Context, assess
from .facets import FACETS, facet, facets
from .facts import amount_text, facts, look_alike_warnings, sides
from .filters import DealFilterSet, OneKindFilterSet
from .index import MEMORY
from .models import Acquisition, Deal, DealClaim, DealLookAlike, Investment, Kind, Partnership
from .overview import overview
from .rows import labels, rows

TOLD_AS_SHOWN = 20


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

    memory = MEMORY
    kind = None

    def rows(self, ids):
        return super().rows(ids) if self.filterset.value("columns") else rows(ids)

    def within(self, memory):
        return memory.having("kind", [self.kind]) if self.kind else memory.public

    def counted(self, selection):
        return {"facets": facets(selection), "labels": labels()}


class ValuesPage:
    """A list's deals by all values of one facet, where there are too many to show beside the list."""

    template_name = "deals/deal_facet.html"

    def get(self, request, *args, **kwargs):
        if self.kwargs["facet"] not in set(FACETS) & set(self.filterset_class.base_filters):
            raise Http404
        return super().get(request, *args, **kwargs)

    def counted(self, selection):
        return {"facet": facet(selection, self.kwargs["facet"])}

    def get_context_data(self, **kwargs):
        label = self.filterset.form.fields[self.kwargs["facet"]].label
        title = _("%(list)s by %(facet)s") % {"list": self.title, "facet": str(label).lower()}
        extra = {"title": title, "list_address": reverse(self.list_name)}
        return super().get_context_data(**kwargs) | extra


class DealList(DealPage):
    model = Deal
    filterset_class = DealFilterSet
    list_name = "deals"
    title = _("Deals")


class InvestmentList(DealPage):
    model = Investment
    kind = Kind.INVESTMENT
    list_name = "investments"
    title = _("Investments")


class AcquisitionList(DealPage):
    model = Acquisition
    kind = Kind.ACQUISITION
    list_name = "acquisitions"
    title = _("Acquisitions")

    def counted(self, selection):
        return super().counted(selection) | {"told_as": self.told_as(selection)}

    def told_as(self, selection):
        """Deals of other kinds that a source calls an acquisition and that meet the same parameters."""
        memory = selection.memory
        others = memory.having("told_as", [self.kind]) - self.within(memory)
        ids = Selection(self.filterset, memory, others).ids(TOLD_AS_SHOWN)
        return list(Deal.objects.by("-dated").filter(pk__in=ids))


class PartnershipList(DealPage):
    model = Partnership
    kind = Kind.PARTNERSHIP
    list_name = "partnerships"
    title = _("Partnerships")


class DealValues(ValuesPage, DealList):
    pass


class InvestmentValues(ValuesPage, InvestmentList):
    pass


class AcquisitionValues(ValuesPage, AcquisitionList):
    pass


class PartnershipValues(ValuesPage, PartnershipList):
    pass


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


class DealDetail(LeadsOn, DetailView):
    model = Deal
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
            "changes": changes(deal),
            "sources": list(dict.fromkeys(claim.source for claim in deal.claims.all())),
        }


class ClaimDetail(DetailView):
    """One claim, how to cite it, and what it said before; also after editors took it out."""

    template_name = "deals/claim_detail.html"
    context_object_name = "claim"

    def get_object(self):
        for claims in (DealClaim.objects, CompanyClaim.objects):
            if claim := claims.public().filter(pk=self.kwargs["pk"]).first():
                claim.versions = public_versions(claim)
                return claim
        return taken_out(self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        claim = self.object
        versions = claim.versions or [Version(1, claim.added_at, claim)]
        address = self.request.build_absolute_uri(f"{claim.get_absolute_url()}#{versions[-1].anchor}")
        return super().get_context_data(**kwargs) | {
            "versions": versions,
            "taken_out_at": getattr(claim, "taken_out_at", None),
            "plain_citation": plain(claim, address, versions[-1]),
            "bibtex_citation": bibtex(claim, address, versions[-1]),
        }


def taken_out(pk):
    """The last public state of a claim that was deleted since, or 404."""
    for model in (DealClaim, CompanyClaim):
        entry = model.history.filter(id=pk, history_type="-").first()
        claim = entry and entry.instance
        if claim and claim.subject.is_published and claim.is_public and (versions := public_versions(claim)):
            claim.versions = versions
            claim.taken_out_at = entry.history_date
            return claim
    raise Http404
