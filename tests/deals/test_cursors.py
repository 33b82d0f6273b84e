"""Going on behind the hundredth page: nothing is missed or doubled, whatever comes and goes meanwhile."""

import re
from datetime import date
from html import unescape

import pytest

from deals.models import Deal
from deals.refresh import refresh
from lists import filters, pages
from lists.cursors import BadCursor, read_cursor, write_cursor
from tests.factories import exactly, public_deal

from .plain import KNOWN

SORTS = ["-dated", "dated", "-usd", "usd", "title", "-updated"]


@pytest.fixture(scope="module")
def twenty_deals(empty_world):
    for number in range(20):
        on = [date(2020, 1, 1 + number // 4)] if number % 5 else None
        public_deal(title=f"Row {number % 7}", on=on, **(exactly(number // 3) if number % 4 else {}))


@pytest.fixture
def long_list(twenty_deals, db, monkeypatch):
    """A list whose pages are of 3 rows and are numbered up to the second."""
    monkeypatch.setattr(filters.ListFilters, "rows_a_page", 3)
    monkeypatch.setattr(pages, "LAST_PAGE", 2)


def link(response, rel):
    found = re.search(rf'<a rel="{rel}" href="([^"]+)"', response.content.decode())
    return found and unescape(found[1])


def walk(client, sort, rel="next", start="?", between=lambda: None):
    """The ids of all pages from the one at `start`, by following its links."""
    address, ids = f"{start}&sort={sort}" if start == "?" else start, []
    while address:
        response = client.get(f"/deals/{address}")
        assert response.status_code == 200, address
        ids.append([deal.pk for deal in response.context_data["page"]])
        address = link(response, rel)
        between()
    return ids, response


@pytest.mark.parametrize("sort", SORTS)
def test_a_walk_over_all_pages_is_the_whole_list_in_its_order(client, long_list, sort):
    ids, _last = walk(client, sort)
    assert sum(ids, []) == list(Deal.objects.published().by(sort).values_list("pk", flat=True))


@pytest.mark.parametrize("sort", SORTS)
def test_back_from_the_end_come_the_same_rows(client, long_list, sort):
    there, last = walk(client, sort)
    back, _first = walk(client, sort, "prev", link(last, "prev"))
    assert [pk for page in reversed(back) for pk in page] == sum(there[:-1], [])


@pytest.mark.parametrize("sort", SORTS)
def test_a_walk_misses_none_and_doubles_none_while_others_come_and_go(client, long_list, sort):
    """The first page is read by number; what comes before the place that was reached must not push rows back."""
    stays = set(Deal.objects.published().values_list("pk", flat=True))
    come = []

    def between():
        come.append(public_deal(title="Row 3", on=[date(2020, 1, 3)], **exactly(4)))
        if len(come) > 2:
            gone = come.pop(0)
            Deal.objects.filter(pk=gone.pk).update(state="withdrawn")
            refresh([gone.pk])

    start = link(client.get(f"/deals/?sort={sort}&page=2"), "next")
    before = [pk for number in (1, 2) for pk in page_ids(client, f"?sort={sort}&page={number}")]
    ids, _last = walk(client, sort, start=start, between=between)
    seen = [pk for pk in before + sum(ids, []) if pk in stays]
    assert sorted(seen) == sorted(stays)


def page_ids(client, query):
    return [deal.pk for deal in client.get(f"/deals/{query}").context_data["page"]]


def test_by_numbers_alone_rows_would_be_doubled(client, long_list):
    """The control: a new row before the place that was reached pushes the others back."""
    first = page_ids(client, "?page=1")
    public_deal(title="Newest", on=[date(2026, 1, 1)])
    assert set(first) & set(page_ids(client, "?page=2"))


@pytest.mark.parametrize("sort", ["-dated", "title"])
def test_a_cursor_leads_on_also_when_its_record_is_gone(client, long_list, sort):
    response = client.get(f"/deals/?sort={sort}&page=2")
    following = link(response, "next")
    expected = page_ids(client, following)
    Deal.objects.filter(pk=response.context_data["page"].ids[-1]).update(state="withdrawn")
    assert page_ids(client, following) == expected


GOOD = write_cursor("-dated", 737000, 5)


@pytest.mark.parametrize("sort", SORTS)
def test_a_cursor_reads_back(sort):
    assert read_cursor(sort, write_cursor(sort, "00ff", 12)) == ("00ff", 12)


@pytest.mark.parametrize("text", ["", "x", "madeup", GOOD[:-1], GOOD[1:], GOOD + "A", "é", GOOD[:-3] + "AAA", "=" * 40])
def test_a_cursor_that_was_cut_or_made_up_is_none(text):
    with pytest.raises(BadCursor):
        read_cursor("-dated", text)


def test_a_cursor_of_another_order_is_none():
    with pytest.raises(BadCursor):
        read_cursor("dated", GOOD)


@pytest.mark.parametrize(
    ("query", "field", "says", "nearest"),
    [
        ("after=madeup", "after", "cut short", "?"),
        (f"after={GOOD[:-2]}&kind=investment", "after", "cut short", "?kind=investment"),
        (f"before={GOOD}&sort=title", "before", "another order", "?sort=title"),
        (f"after={GOOD}&page=2", "after", "not several", "?"),
        (f"after={GOOD}&before={GOOD}", "before", "not several", "?"),
        ("after=" + "A" * 5000, "after", "at most 1000", "?"),
        ("year=soon&after=madeup", "after", "cut short", ""),
        (f"year=soon&page=2&after={GOOD}", "after", "not several", ""),
        ("page=1000000000", "page", "from 1 to 100", "?page=1"),
        ("page=0", "page", "from 1 to 100", "?page=1"),
        ("per_page=100000", "per_page", "25, 50, 100", "?per_page=100"),
    ],
)
def test_a_wrong_place_is_told_with_the_nearest_right_link(client, twenty_deals, db, query, field, says, nearest):
    response = client.get(f"/deals/?{query}")
    assert response.status_code == 400
    assert says in str(dict(response.context_data["messages_of_form"])[field])
    assert response.context_data["nearest"] == nearest
    assert client.get(f"/deals/{nearest}").status_code == 200


def test_a_filter_is_as_good_a_place_to_go_on_from(client, long_list):
    ids, _last = walk(client, "-dated&undisclosed=only")
    unknown = Deal.objects.published().exclude(KNOWN)
    assert sum(ids, []) == list(unknown.by("-dated").values_list("pk", flat=True))
