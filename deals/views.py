from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, TemplateView

from companies.models import CompanyClaim
from lists.pages import Selection
from lists.views import ListPage
from records.claim_states import ClaimState, public_states
from records.redirects import MergedRedirect
from sources.citation import bibtex, plain

from .about import about
from .changes import changes
from .columns import DEAL_COLUMNS
from .dictionary import dictionary
from .evidence import Context, assess
from .facets import FACETS, facet, facets
from .facts import amount_text, facts, look_alike_warnings, sides
from .filters import DealFilters, OneKindFilters
from .index import INDEX, of_kind
from .models import Deal, DealClaim, DealLookAlike, Kind
from .overview import overview
from .rows import labels, rows

TOLD_AS_SHOWN = 20


class FrontPage(TemplateView):
    template_name = "deals/overview.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | overview()


class About(TemplateView):
    template_name = "deals/about.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | about()


class Columns(TemplateView):
    template_name = "deals/columns.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"files": dictionary()}


class DealPage(ListPage):
    template_name = "deals/deal_list.html"
    filters_class = OneKindFilters
    columns = DEAL_COLUMNS
    index = INDEX
    kind = None
    form_names = ("q", "usd_min", "usd_max", "announced_after", "announced_before", "sort", "per_page", "columns")

    def get_queryset(self):
        return Deal.objects.published()

    def rows(self, ids):
        return super().rows(ids) if self.filters.value("columns") else rows(ids)

    def within(self, index):
        return of_kind(index, self.kind)

    def counted(self, selection):
        return {"facets": facets(selection), "labels": labels()}


class FacetPage:
    """A list's deals by all values of one facet, where there are too many to show beside the list."""

    template_name = "deals/deal_facet.html"

    def get(self, request, *args, **kwargs):
        if self.kwargs["facet"] not in set(FACETS) & set(self.filters_class.declared):
            raise Http404
        return super().get(request, *args, **kwargs)

    def counted(self, selection):
        return {"facet": facet(selection, self.kwargs["facet"])}

    def get_context_data(self, **kwargs):
        label = self.filters.form.fields[self.kwargs["facet"]].label
        title = _("%(list)s by %(facet)s") % {"list": self.title, "facet": str(label).lower()}
        return super().get_context_data(**kwargs) | {"title": title, "list_address": reverse(self.list_name)}


class DealList(DealPage):
    filters_class = DealFilters
    list_name = "deals"
    title = _("Deals")


class InvestmentList(DealPage):
    kind = Kind.INVESTMENT
    list_name = "investments"
    title = _("Investments")


class AcquisitionList(DealPage):
    kind = Kind.ACQUISITION
    list_name = "acquisitions"
    title = _("Acquisitions")

    def counted(self, selection):
        return super().counted(selection) | {"told_as": self.told_as(selection)}

    def told_as(self, selection):
        """Deals of other kinds that a source calls an acquisition and that meet the same parameters."""
        index = selection.index
        others = index.having("told_as", [self.kind]) - self.within(index)
        ids = Selection(self.filters, index, others).ids(TOLD_AS_SHOWN)
        return list(Deal.objects.by("-dated").filter(pk__in=ids))


class PartnershipList(DealPage):
    kind = Kind.PARTNERSHIP
    list_name = "partnerships"
    title = _("Partnerships")


class DealFacet(FacetPage, DealList):
    pass


class InvestmentFacet(FacetPage, InvestmentList):
    pass


class AcquisitionFacet(FacetPage, AcquisitionList):
    pass


class PartnershipFacet(FacetPage, PartnershipList):
    pass


class DealDetail(MergedRedirect, DetailView):
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
                claim.versions = public_states(claim)
                return claim
        return taken_out(self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        claim = self.object
        versions = claim.versions or [ClaimState(1, claim.added_at, claim)]
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
        if claim and claim.subject.is_published and claim.is_public and (versions := public_states(claim)):
            claim.versions = versions
            claim.taken_out_at = entry.history_date
            return claim
    raise Http404
