"""Each parameter of the list keeps what it names and drops the rest, on the page and in its file alike."""

from datetime import date

import pytest

from companies.models import Segment
from deals.models import Deal
from deals.refresh import refresh

from ..factories import CompanyFactory, SourceFactory, exactly, public_deal, published
from .reading import shown, titles

pytestmark = pytest.mark.django_db

KEEPS_FIRST = [
    "q=acme",
    "q=HASTY+sale",
    "q=first",
    "kind=acquisition",
    "form=acquisition",
    "segment=robotaxi",
    "country=CN",
    "company=acme",
    "company=acme&role=acquirer",
    "role=target",
    "source=paper",
    "year=2020",
    "announced_before=2020-06-26",
    "usd_min=500",
    "usd_max=500",
    "undisclosed=exclude",
    "usd_max=500&undisclosed=exclude",
]
KEEPS_SECOND = [
    "q=brum",
    "kind=investment",
    "form=stake",
    "country=DE",
    "company=brum",
    "role=investor",
    "year=2021",
    "announced_after=2021-12-31",
    "undisclosed=only",
    "added_after=2024-01-02",
    "changed_after=2024-01-02",
    "usd_min=501&undisclosed=include",
]
KEEPS_BOTH = [
    "",
    "kind=acquisition&kind=investment",
    "year=2020&year=2021",
    "q=",
    "kind=",
    "status=announced",
    "company=acme&company=brum",
    "usd_min=1&undisclosed=include",
    "utm_source=mail&gclid=1&fbclid=2",
    "gbraid=1&wbraid=2&gad_source=3&dclid=4&msclkid=5&twclid=6&mc_cid=7&yclid=8&srsltid=9",
    "_hsenc=1&_hsmi=2&ttclid=3&li_fat_id=4&igshid=5",
    "lang=en",
]
KEEPS_NONE = [
    "q=nowhere",
    "q=acme+brum",
    "company=acme&role=target",
    "usd_min=501",
    "usd_max=499",
    "year=undated",
    "kind=partnership",
    "announced_after=2022-01-01",
    "announced_before=2020-06-25",
    "country=US",
    "segment=trucking",
    "usd_min=1&undisclosed=only&kind=acquisition",
]


@pytest.fixture(scope="module")
def pair(empty_world):
    """Two deals that differ in everything that can be filtered."""
    acme, brum = (published(CompanyFactory(name=name)) for name in ("Acme", "Brum"))
    cosy = published(CompanyFactory(name="Cosy", country="CN"))
    dodo = published(CompanyFactory(name="Dodo", country="DE"))
    paper = published(SourceFactory(title="Paper", slug="paper"))
    first = public_deal(
        title="First",
        companies=[acme, cosy],
        on=[date(2020, 6, 26)],
        source=paper,
        quote="a hasty sale",
        **exactly(500),
    )
    first.segments.add(Segment.objects.get(slug="robotaxi"))
    second = public_deal(
        title="Second", kind="investment", companies=[brum, dodo], on=[date(2021, 1, 1), date(2021, 12, 31)]
    )
    refresh([first.pk, second.pk])
    Deal.objects.filter(pk=first.pk).update(added_at="2024-01-01T00:00Z", updated_at="2024-01-01T00:00Z")


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        *[(query, ["First"]) for query in KEEPS_FIRST],
        *[(query, ["Second"]) for query in KEEPS_SECOND],
        *[(query, ["Second", "First"]) for query in KEEPS_BOTH],
        *[(query, []) for query in KEEPS_NONE],
    ],
)
def test_each_parameter_keeps_what_it_names_and_drops_the_rest(client, pair, query, kept):
    assert titles(client, f"?{query}") == kept
    assert shown(client, f"?{query}") == kept


SORTED = {
    "-dated": ["Second", "First"],
    "dated": ["First", "Second"],
    "-usd": ["First", "Second"],
    "usd": ["First", "Second"],
    "title": ["First", "Second"],
    "-updated": ["Second", "First"],
}


@pytest.mark.parametrize(("sort", "order"), SORTED.items())
def test_each_sort_orders_page_and_file_alike_with_unknown_values_last(client, pair, sort, order):
    assert titles(client, f"?sort={sort}") == order
    assert shown(client, f"?sort={sort}") == order


@pytest.mark.parametrize("query", ["100%", "a_c", "a' OR 1=1 --", 'acme" OR acme*', "acme | x"])
def test_signs_with_a_meaning_in_sql_are_searched_as_they_are(client, pair, query):
    assert titles(client, f"?q={query.replace('%', '%25')}") == []


def test_a_list_page_costs_the_same_queries_however_many_rows(client, pair, django_assert_num_queries):
    client.get("/deals/")
    with django_assert_num_queries(3):
        client.get("/deals/")
    for _number in range(5):
        public_deal()
    client.get("/deals/")
    with django_assert_num_queries(3):
        client.get("/deals/")
