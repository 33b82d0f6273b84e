"""What the front page says: how many deals of which kind, what is known of their money, and when they were."""

from dataclasses import dataclass

from companies.index import INDEX as COMPANIES
from lists.contents import ids_of
from sources.index import INDEX as SOURCES
from values.money import SYMBOLS, Qualifier, amount_text

from .chart import deals_by_year
from .index import EXCLUDE
from .index import INDEX as DEALS
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
    newest, counts, sums = DEALS.read(_of_deals)
    n_companies = COMPANIES.read(lambda index: len(index.public))
    n_sources = SOURCES.read(lambda index: len(index.having("read", ["yes"])))
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


def _of_deals(index):
    """The newest deals, the number of each kind by year, and the sum of their money."""
    newest = index.window(index.public, "newest", 0, NEWEST, down=True)
    return newest, {kind: index.count("year", index.having("kind", [kind])) for kind in Kind.values}, money(index)


def money(index):
    """Sum the lowest stated dollars of money paid, invested or raised.

    Talk, reports, failed and denied deals, parts of other deals, unjudged look-alikes and amounts
    without dollars are left out.
    """
    known = index.having("undisclosed", [EXCLUDE])
    parts = Deal.objects.filter(links__relation=LinkRelation.PART_OF)
    unjudged = DealLookAlike.objects.open().public().select_related(None)
    summed = index.having("measure", SUMMED) & index.between("usd_min") - index.having("status", NOT_SUMMED)
    for left_out in (parts, unjudged.values_list("one"), unjudged.values_list("other")):
        summed -= ids_of(left_out)
    cents = index.total("usd_min", summed)
    return MoneySum(cents // 100, len(summed), len(index.public) - len(known), len(known) - len(summed))
