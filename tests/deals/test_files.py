"""The files: what is in them, in which order, and how they begin."""

import pytest

from ..factories import (
    public_deal,
)
from .reading import rows, shown, titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["investments", "acquisitions", "partnerships"])
def test_the_list_of_one_kind_is_the_list_of_deals_with_that_kind(client, name):
    assert shown(client, "", name) == titles(client, "", name) == titles(client, f"?kind={name[:-1]}")
    assert client.get(f"/{name}/?kind=investment").status_code == 400


@pytest.mark.parametrize("part", ["parties", "milestones", "claims"])
@pytest.mark.parametrize("query", ["?kind=acquisition", "?q=cainiao&sort=title", "?year=undated"])
def test_parts_are_those_of_the_selected_deals_in_their_order(client, part, query):
    field = "deal_id" if part != "claims" else "subject_id"
    order = [row["id"] for row in rows(client, query)]
    assert list(dict.fromkeys(row[field] for row in rows(client, query, part))) == order


def test_claims_on_companies_are_in_only_when_no_parameter_selects_deals(client):
    assert {row["subject_type"] for row in rows(client, "?sort=title&bom=0", "claims")} == {"deal", "company"}
    assert {row["subject_type"] for row in rows(client, "?kind=acquisition", "claims")} == {"deal"}


def test_a_cell_that_looks_like_a_formula_is_disarmed_in_the_file(client, nothing):
    public_deal(title='=HYPERLINK("http://example.org")')
    assert titles(client) == ['\'=HYPERLINK("http://example.org")']


def test_a_file_begins_with_a_byte_order_mark_unless_told_not_to(client):
    assert b"".join(client.get("/deals.csv").streaming_content).startswith(b"\xef\xbb\xbfid,url,kind")
    assert b"".join(client.get("/deals.csv?bom=0").streaming_content).startswith(b"id,url,kind")


def test_the_header_is_there_for_no_rows(client):
    lines = b"".join(client.get("/deals.csv?q=qqqzzz").streaming_content).splitlines()
    assert len(lines) == 1
    assert lines[0].count(b",") == 54 - 1


def test_a_file_costs_one_query_the_count_of_its_rows_and_the_version(client, django_assert_num_queries):
    with django_assert_num_queries(3):
        rows(client)
