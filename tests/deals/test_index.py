"""What lists take from memory is what the database would answer, whatever is combined and whatever just changed."""

from collections import Counter
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.db.models import Count
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from companies.models import Company
from curation.merges import merge
from curation.publication import withdraw
from deals.facets import FACETS, facet, facets
from deals.filters import DealFilters
from deals.index import INDEX
from deals.models import Deal
from deals.refresh import refresh
from lists.pages import Selection
from lists.search import ids
from sources.models import Source
from tests.factories import CompanyFactory, draft_deal, exactly, public_deal, published

from . import plain

VALUES = {
    "q": ["cainiao", "zoox", "acme", "a", "菜鸟", "funding round"],
    "kind": ["investment", "acquisition", "partnership"],
    "form": ["stake", "acquisition", "cooperation", "funding_round"],
    "status": ["announced", "unknown", "completed", "talks"],
    "segment": ["robotaxi", "trucking", "last_mile_delivery"],
    "country": ["US", "CN", "DE"],
    "company": ["cainiao", "amazon"],
    "group": ["yes", "wide"],
    "role": ["investor", "acquirer", "partner", "customer"],
    "source": ["asiaict-cainiao-jiushi"],
    "year": ["2020", "2026", "2025", "undated"],
    "announced_after": ["2020-06-01", "2026-01-29"],
    "announced_before": ["2020-06-26", "2026-03-01"],
    "usd_min": ["0", "1000000", "2000000000.01"],
    "usd_max": ["5000000", "1200000000", "99999999999"],
    "undisclosed": ["include", "exclude", "only"],
    "sources_differ": ["yes", "no"],
    "standing": ["single_report", "sources_differ", "no_source"],
    "added_after": ["2020-01-01", "2030-01-01"],
    "changed_after": ["2020-01-01"],
    "sort": ["-dated", "dated", "-usd", "usd", "title", "-updated"],
}


def list_of(**given):
    data = QueryDict(mutable=True)
    for name, value in given.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    filters = DealFilters(data)
    assert filters.is_valid(), filters.form.errors
    return filters


def select(filters):
    return INDEX.read(lambda index: Selection(filters, index, index.public))


def combination(random):
    names = random.sample(list(VALUES), random.randrange(0, 6))
    given = {name: random.choice(VALUES[name]) for name in names}
    for name in {"kind", "year", "country", "form"} & set(given):
        given[name] = random.sample(VALUES[name], 2)
    if "company" not in given:
        given.pop("group", None)
    for low, high in (("usd_min", "usd_max"), ("announced_after", "announced_before")):
        if (
            low in given
            and high in given
            and Decimal(given[low].replace("-", "")) > Decimal(given[high].replace("-", ""))
        ):
            del given[high]
    return given


def assert_same(filters):
    """Compare records, order and every facet's counts with plain queries."""

    def counted(index):
        selection = Selection(filters, index, index.public)
        return selection, selection.ids(1000), [facet(selection, name) for name in FACETS]

    selection, ids, told = INDEX.read(counted)
    assert ids == list(plain.deals(filters).values_list("pk", flat=True))
    assert selection.total == len(ids)
    for each in told:
        counts = {one.value: one.count for one in each.options if one.count}
        assert counts == grouped(filters, each.name), each.name


def grouped(filters, name):
    """Count a facet by GROUP BY over the list without its own parameter."""
    rest = list_of(**dict(filters.data.lists()) | {"undisclosed": "include"})
    rest = rest if name == "undisclosed" else filters.without(name)
    deals = Deal.objects.filter(pk__in=plain.deals(rest).order_by().values("pk")).order_by()
    return {value: count for value, count in GROUPED.get(name, by(name))(deals) if count and value}


def by(column, words=str):
    return lambda deals: [
        (words(value), count) for value, count in deals.values_list(column).annotate(n=Count("pk", distinct=True))
    ]


def by_country(deals):
    counts = Counter()
    for deal in deals.prefetch_related("parties__company"):
        counts.update({one.company.country for one in deal.parties.all() if one.role not in ("adviser", "regulator")})
    return counts.items()


def by_amount(deals):
    known = deals.filter(plain.KNOWN).count()
    return [("exclude", known), ("only", deals.count() - known)]


GROUPED = {
    "segment": by("segments__slug", lambda slug: slug),
    "country": by_country,
    "year": by("dated_year", lambda year: str(year) if year else "undated"),
    "undisclosed": by_amount,
    "standing": by("value_standing"),
    "sources_differ": by("sources_differ", lambda differ: "yes" if differ else "no"),
}


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def varied(world):
    """The examples and some deals with amounts and dates of every sort."""
    kinds = ["acquisition", "investment", "partnership"]
    for number, usd in enumerate((0, 999_999, 1_000_000, 2_000_000_000)):
        public_deal(kind=kinds[number % 3], on=[date(2020, 6, 26)], **exactly(usd))
    public_deal(
        on=[date(2020, 1, 1), date(2020, 12, 31)], **exactly(5) | {"value_max": None, "value_qualifier": "more_than"}
    )
    public_deal(on=[date(2026, 1, 1)], **exactly(7) | {"value_min": None, "value_qualifier": "up_to"})
    public_deal(**exactly(8) | {"value_currency": "XAU"})
    draft_deal(**exactly(9))


@pytest.mark.parametrize("seed", range(12))
def test_records_order_and_counts_are_those_of_plain_queries(varied, monkeypatch, seed):
    """Counted in both ways: by looking each record up, and by cutting sets, as is done for many."""
    monkeypatch.setattr("lists.index.FEW_FOR_EACH", (3000, 0)[seed % 2])
    random = Random(seed)
    for _combination in range(8):
        given = combination(random)
        assert_same(list_of(**given))


def test_an_own_fault_in_the_counts_would_be_seen(varied, monkeypatch):
    """The control: one facet counted without one of the other parameters."""
    right = Selection.leaving_out
    monkeypatch.setattr(
        Selection, "leaving_out", lambda self, *names: right(self, *names, *({"kind"} if names else ()))
    )
    with pytest.raises(AssertionError):
        assert_same(list_of(kind="investment"))


def test_every_facet_of_the_page_is_compared(db):
    told = INDEX.read(lambda index: facets(Selection(list_of(), index, index.public)))
    assert [one.name for one in told] == list(FACETS)


def publish_another():
    public_deal(title="Fresh", on=[date(2026, 5, 5)], **exactly(123))


def retitle():
    deal = Deal.objects.published().by("title").last()
    Deal.objects.filter(pk=deal.pk).update(title="Aaa")
    refresh([deal.pk])


def change_of_kind():
    deal = Deal.objects.published().filter(kind="partnership").first()
    Deal.objects.filter(pk=deal.pk).update(kind="investment", form="stake")
    refresh([deal.pk])


def rename_a_company():
    Company.objects.filter(slug="cainiao").update(name="Zoox Cainiao", country="US")
    refresh(company_ids=[Company.objects.get(slug="cainiao").pk])


def merge_two():
    one, other = (published(CompanyFactory(name=name)) for name in ("Twin", "Twins"))
    public_deal(companies=[one, published(CompanyFactory())])
    merge(other, one, reason="the same", source=Source.objects.first())


def take_one_out():
    withdraw(public_deal(on=[date(2026, 5, 5)]), "left out")


def many_at_once():
    Deal.objects.published().update(status="completed")


@pytest.mark.parametrize(
    "edit", [publish_another, retitle, change_of_kind, rename_a_company, merge_two, take_one_out, many_at_once]
)
@pytest.mark.parametrize("sort", ["title", "-dated", "-usd"])
def test_an_edit_shows_at_once_in_every_list_that_was_already_asked_for(varied, edit, sort):
    asked = [{"q": "cainiao"}, {"q": "zoox"}, {"company": "cainiao", "group": "wide"}, {"kind": "investment"}, {}]
    for given in asked:
        assert_same(list_of(sort=sort, **given))
    edit()
    for given in asked:
        assert_same(list_of(sort=sort, **given))


def test_a_change_is_read_alone_and_a_set_that_was_found_is_kept(db, monkeypatch):
    """Else every test above would pass by reading everything anew each time."""
    connection.check_constraints()  # PostgreSQL numbers changes at the end of a transaction, or when it is told to
    assert_same(list_of(q="cainiao"))
    monkeypatch.setattr(INDEX, "_read_all", None)
    publish_another()
    connection.check_constraints()
    assert_same(list_of(q="cainiao"))
    assert_same(list_of(q="fresh"))


@pytest.fixture
def common(varied, monkeypatch, tmp_path):
    """The words of several deals are looked up from the start, as those of many are."""
    monkeypatch.setattr("lists.index.COMMON", 2)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE deals_deal_lexemes")
    connection.check_constraints()
    INDEX.common.clear()
    INDEX._read_all()
    INDEX.get_ready(tmp_path)
    yield INDEX.common
    INDEX.common.clear()


def looked_up(queries):
    return [query["sql"] for query in queries if "_words MATCH" in query["sql"] or "@@" in query["sql"]]


def test_common_words_alone_and_together_are_not_looked_up_again(common):
    assert {("cainiao",), ("zelos",)} <= set(common)
    assert ("gadamus",) not in common
    with CaptureQueriesContext(connection) as queries:
        for query in ("cainiao", "zelos cainiao", "Cainiao, Zelos!"):
            assert select(list_of(q=query)).total > 0
    assert looked_up(queries) == []
    with CaptureQueriesContext(connection) as queries:
        select(list_of(q="cainiao gadamus"))
    assert len(looked_up(queries)) == 1


@pytest.mark.parametrize("edit", [publish_another, retitle, rename_a_company, merge_two, take_one_out, many_at_once])
@pytest.mark.parametrize("way", ["record by record", "all anew", "looked up anew"])
def test_common_words_are_right_after_an_edit(common, monkeypatch, edit, way):
    """Also where so much changed that records are read anew, or looked up anew; and they stay apart from the others."""
    asked = ["cainiao", "zelos cainiao", "zoox", "zoox cainiao", "amazon zoox", "菜鸟", "菜鸟 cainiao"]
    words = set(common)
    for query in asked:
        assert_same(list_of(q=query))
    edit()
    connection.check_constraints()
    if way == "all anew":
        INDEX._read_all()
    else:
        monkeypatch.setattr(INDEX, "_read_all", None)
    INDEX.read(lambda index: None)
    monkeypatch.setattr("lists.index.MOST_CHANGES", 2000 if way == "record by record" else 0)
    again = []
    monkeypatch.setattr("lists.index.search_ids", lambda model, query: again.append(query) or ids(model, query))
    for query in asked:
        assert_same(list_of(q=query))
    assert set(INDEX.common) == words
    assert not words & set(INDEX.kept)
    assert ("cainiao" in again) is (way != "record by record")


def test_the_sets_that_were_not_asked_for_longest_are_let_go(db, monkeypatch):
    monkeypatch.setattr("lists.index.MOST_KEPT", 2)
    INDEX._read_all()
    for query in ("cainiao", "zelos", "cainiao", "zoox"):
        assert_same(list_of(q=query))
    assert list(INDEX.kept) == [("cainiao",), ("zoox",)]


def test_values_that_came_together_are_told_apart_later(nothing, monkeypatch):
    """In the order of reading: first one deal whose companies' countries nobody else has."""
    companies = [published(CompanyFactory(country=country)) for country in ("SE", "NO")]
    public_deal(companies=companies)
    connection.check_constraints()
    INDEX.read(lambda index: index._read_all())
    monkeypatch.setattr(INDEX, "_read_all", None)
    public_deal(companies=[companies[0], published(CompanyFactory(country="SE"))])
    connection.check_constraints()
    for country in ("SE", "NO"):
        assert_same(list_of(country=country))


@pytest.mark.parametrize("query", ["robotaxi", "九识智能"])
def test_what_a_search_finds_is_the_same_for_each_list_whichever_asked_first(client, nothing, query):
    deals = {kind: public_deal(kind=kind, title=f"{query} {kind}") for kind in ("acquisition", "investment")}

    def found(name):
        return client.get(f"/{name}/?q={query}").context_data["total"]

    for _time in range(2):
        assert (found("investments"), found("deals"), found("acquisitions")) == (1, 2, 1)
        Deal.objects.filter(pk=deals["acquisition"].pk).update(summary="Touched.")
        assert (found("investments"), found("deals"), found("acquisitions")) == (1, 2, 1)


def test_deals_told_as_acquisitions_are_narrowed_by_a_company_too(client, db):
    """They are of other kinds than the list, which a filter by company has to look through as well."""
    told = client.get("/acquisitions/").context_data["told_as"]
    company = told[0].parties.first().company
    narrowed = client.get(f"/acquisitions/?company={company.slug}").context_data["told_as"]
    assert told[0] in narrowed
