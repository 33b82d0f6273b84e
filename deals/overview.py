"""What the front page says: how many deals of which kind, what is known of their money, and when they were."""

from dataclasses import dataclass

from companies.index import MEMORY as COMPANIES
from lists.contents import ids_of
from sources.index import MEMORY as SOURCES
from values.money import SYMBOLS, Qualifier, amount_text

from .chart import deals_by_year
from .index import EXCLUDE
from .index import MEMORY as DEALS
from .models import Deal, DealLookAlike, Kind
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
    with DEALS.fresh() as memory:
        newest = memory.window(memory.public, "newest", 0, NEWEST, down=True)
        counts = {kind: memory.count("year", memory.having("kind", [kind])) for kind in Kind.values}
        sums = money(memory)
    with COMPANIES.fresh() as memory:
        n_companies = len(memory.public)
    with SOURCES.fresh() as memory:
        n_sources = len(memory.having("read", ["yes"]))
    totals = {kind: sum(by_year.values()) for kind, by_year in counts.items()}
    deals = Deal.objects.in_bulk(newest)
    return {
        "kinds": [(kind, totals[kind.value]) for kind in Kind],
        "n_deals": sum(totals.values()),
        "n_companies": n_companies,
        "n_sources": n_sources,
        "money": sums,
        "newest": [deals[pk] for pk in newest if pk in deals],
        "chart": deals_by_year(counts),
    }


def money(memory):
    """Sum the lowest stated dollars of money paid, invested or raised (VOCABULARY: sums of money).

    Talk, reports, failed and denied deals, parts of other deals, unjudged look-alikes and amounts
    without dollars are left out.
    """
    known = memory.having("undisclosed", [EXCLUDE])
    parts = Deal.objects.filter(links__relation=LinkRelation.PART_OF)
    unjudged = DealLookAlike.objects.open().public().select_related(None)
    summed = memory.having("measure", SUMMED) & memory.between("usd_min") - memory.having("status", NOT_SUMMED)
    for left_out in (parts, unjudged.values_list("one"), unjudged.values_list("other")):
        summed -= ids_of(left_out)
    cents = memory.total("usd_min", summed)
    return MoneySum(cents // 100, len(summed), len(memory.public) - len(known), len(known) - len(summed))
