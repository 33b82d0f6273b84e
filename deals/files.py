"""The files of what belongs to the selected deals: parties, milestones, claims; one row each, for pivoting."""

from companies.models import CompanyClaim
from lists.filters import columns_choice
from lists.views import ListFile

from .columns import COMPANY_CLAIM_COLUMNS, DEAL_CLAIM_COLUMNS, MILESTONE_COLUMNS, PARTY_COLUMNS
from .filters import DealFilterSet
from .models import Deal, DealClaim, Milestone, Party
from .models.querysets import SORTS


def _with_columns(columns):
    """The deals' parameters with the names of these columns."""
    return type("PartsFilterSet", (DealFilterSet,), {"columns": columns_choice(columns)})


class PartsFile(ListFile):
    """The parts of the deals that the parameters select, in the deals' order."""

    def get_queryset(self):
        return Deal.objects.published()

    def file_rows(self, filterset):
        selected = filterset.qs.order_by().values("pk")
        key, *_rest = SORTS[filterset.sort]
        down = "-" if key.startswith("-") else ""
        return self.parts().filter(deal__in=selected).order_by(f"{down}deal__{key.lstrip('-')}", f"{down}deal_id", "pk")


class PartyFile(PartsFile):
    list_name = "parties"
    columns = PARTY_COLUMNS
    filterset_class = _with_columns(PARTY_COLUMNS)

    def parts(self):
        return Party.objects.all()


class MilestoneFile(PartsFile):
    list_name = "milestones"
    columns = MILESTONE_COLUMNS
    filterset_class = _with_columns(MILESTONE_COLUMNS)

    def parts(self):
        return Milestone.objects.all()


class ClaimFile(PartsFile):
    """Claims on the selected deals; those on companies follow where no parameter selects deals."""

    list_name = "claims"
    columns = DEAL_CLAIM_COLUMNS
    filterset_class = _with_columns(DEAL_CLAIM_COLUMNS)

    def parts(self):
        return DealClaim.objects.public()

    def more_tables(self, filterset):
        if filterset.selects():
            return []
        return [
            (
                COMPANY_CLAIM_COLUMNS,
                CompanyClaim.objects.public().order_by("company__name_key", "company", "pk"),
            )
        ]
