"""What the front page says: how many deals of which kind, what is known of their money, and when they were."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from companies.models import Company
from sources.models import Source
from sources.money import SYMBOLS, Qualifier, amount_text

from .chart import deals_by_year
from .models import Deal, DealLookAlike, Kind
from .models.querysets import DealQuerySet
from .models.vocabulary import NOT_SUMMED, SUMMED, LinkRelation

NEWEST = 6


@dataclass(frozen=True)
class MoneySum:
    """US dollars paid, invested or raised, and how many deals the sum leaves out and why."""

    dollars: int
    summed: int
    unknown: int
    left_out: int

    @property
    def text(self):
        return amount_text(self.dollars, self.dollars, Qualifier.EXACT, SYMBOLS["USD"])


def overview():
    deals = Deal.objects.published()
    by_kind = dict(deals.order_by().values_list("kind").annotate(n=Count("pk")))
    return {
        "kinds": [(kind, by_kind.get(kind.value, 0)) for kind in Kind],
        "n_deals": sum(by_kind.values()),
        "n_companies": Company.objects.published().count(),
        "n_sources": Source.objects.published().filter(cited_only=False).count(),
        "money": money(deals),
        "newest": deals.by("-dated")[:NEWEST],
        "chart": deals_by_year(deals),
    }


def money(deals):
    """Sum the lowest stated dollars of money paid, invested or raised (VOCABULARY: sums of money).

    Talk, reports, failed and denied deals, parts of other deals, unjudged look-alikes and amounts
    without dollars are left out.
    """
    known = DealQuerySet.KNOWN_VALUE
    unjudged = DealLookAlike.objects.open().public().select_related(None)
    counted = (
        Q(value_measure__in=SUMMED, value_usd_min__isnull=False)
        & ~Q(status__in=NOT_SUMMED)
        & ~Q(pk__in=Deal.objects.filter(links__relation=LinkRelation.PART_OF).values("pk"))
        & ~Q(pk__in=unjudged.values("one"))
        & ~Q(pk__in=unjudged.values("other"))
    )
    sums = deals.aggregate(
        dollars=Sum("value_usd_min", filter=counted),
        summed=Count("pk", filter=counted),
        unknown=Count("pk", filter=~known),
        known=Count("pk", filter=known),
    )
    return MoneySum(int(sums["dollars"] or 0), sums["summed"], sums["unknown"], sums["known"] - sums["summed"])
