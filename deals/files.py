"""The files of deals, and of what belongs to the selected ones: parties, milestones, claims; one row each."""

from companies.models import CompanyClaim
from lists.contents import as_rows
from lists.files import ListFile
from lists.filters import columns_choice

from .columns import COMPANY_CLAIM_COLUMNS, DEAL_CLAIM_COLUMNS, DEAL_COLUMNS, MILESTONE_COLUMNS, PARTY_COLUMNS
from .filters import DealFilters, OneKindFilters
from .index import INDEX, of_kind
from .models import Deal, DealClaim, Kind, Milestone, Party
from .models.querysets import SORTS


class DealFile(ListFile):
    filters_class = DealFilters
    columns = DEAL_COLUMNS
    index = INDEX
    list_name = "deals"

    def get_queryset(self):
        return Deal.objects.published()


class OneKindFile(DealFile):
    filters_class = OneKindFilters
    kind = None

    def get_queryset(self):
        return super().get_queryset().filter(kind=self.kind)

    def within(self, index):
        return of_kind(index, self.kind)


class InvestmentFile(OneKindFile):
    kind = Kind.INVESTMENT
    list_name = "investments"


class AcquisitionFile(OneKindFile):
    kind = Kind.ACQUISITION
    list_name = "acquisitions"


class PartnershipFile(OneKindFile):
    kind = Kind.PARTNERSHIP
    list_name = "partnerships"


def _with_columns(columns):
    """The deals' parameters with the names of these columns."""
    return type("PartsFilters", (DealFilters,), {"columns": columns_choice(columns)})


class PartsFile(DealFile):
    """The parts of the deals that the parameters select, in the deals' order."""

    def tables(self, filters):
        selected = self.selected(filters, in_one_state=True)
        deals = Deal.objects.published().values("pk") if selected is None else as_rows(selected)
        key, *_rest = SORTS[filters.sort]
        down = "-" if key.startswith("-") else ""
        order = f"{down}deal__{key.lstrip('-')}", f"{down}deal_id", "pk"
        return [(self.columns, self.parts().filter(deal__in=deals).order_by(*order))]


class PartyFile(PartsFile):
    list_name = "parties"
    columns = PARTY_COLUMNS
    filters_class = _with_columns(PARTY_COLUMNS)

    def parts(self):
        return Party.objects.all()


class MilestoneFile(PartsFile):
    list_name = "milestones"
    columns = MILESTONE_COLUMNS
    filters_class = _with_columns(MILESTONE_COLUMNS)

    def parts(self):
        return Milestone.objects.all()


class ClaimFile(PartsFile):
    """Claims on the selected deals; those on companies follow where no parameter selects deals."""

    list_name = "claims"
    columns = DEAL_CLAIM_COLUMNS
    filters_class = _with_columns(DEAL_CLAIM_COLUMNS)

    def parts(self):
        return DealClaim.objects.public()

    def tables(self, filters):
        of_companies = CompanyClaim.objects.public().order_by("company__name_key", "company", "pk")
        more = [] if filters.selecting() else [(COMPANY_CLAIM_COLUMNS, of_companies)]
        return [*super().tables(filters), *more]
