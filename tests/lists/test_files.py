"""Every file is square and the list's own: as wide as its header, as long as it says, each row once, in order."""

import csv
import io
from itertools import combinations

import pytest

from companies.columns import COMPANY_COLUMNS
from companies.models import Company, Segment
from deals.refresh import refresh
from lists.columns import Table
from sources.models import Source

pytestmark = pytest.mark.django_db

OF_DEALS = {
    "q": "cainiao",
    "kind": "investment",
    "form": "stake",
    "status": "reported",
    "segment": "last_mile_delivery",
    "country": "CN",
    "company": "cainiao",
    "role": "issuer",
    "source": "asiaict-cainiao-jiushi",
    "year": "2020",
    "announced_after": "2020-01-01",
    "announced_before": "2026-12-31",
    "usd_min": "1",
    "usd_max": "9000000000",
    "undisclosed": "include",
    "sources_differ": "yes",
    "standing": "single_report",
    "added_after": "2020-01-01",
    "changed_after": "2020-01-01",
    "sort": "-usd",
    "lang": "en",
}
PARAMETERS = {
    "deals": OF_DEALS,
    "investments": {name: value for name, value in OF_DEALS.items() if name != "kind"},
    "companies": {"q": "cainiao", "kind": "subsidiary", "country": "CN", "segment": "robotaxi", "sort": "-deals"},
    "sources": {"q": "cainiao", "kind": "news", "publisher": "asiaict", "language": "en", "sort": "-published"},
}


def parsed(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    return header, rows


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_file_of_any_two_parameters_is_square_and_has_the_rows_of_the_list(client, name):
    for pair in combinations(PARAMETERS[name], 2):
        query = "&".join(f"{parameter}={PARAMETERS[name][parameter]}" for parameter in pair)
        page, file = client.get(f"/{name}/?per_page=100&{query}"), client.get(f"/{name}.csv?{query}")
        assert (page.status_code, file.status_code) == (200, 200), query
        header, rows = parsed(file)
        assert {len(row) for row in rows} <= {len(header)}, query
        ids = [row[header.index("id")] for row in rows]
        assert len(ids) == len(set(ids)) == int(file["X-Row-Count"]), query
        assert ids == [str(record.pk) for record in page.context_data["page"]], query


@pytest.mark.parametrize("name", ["parties", "milestones", "claims"])
@pytest.mark.parametrize("parameter", OF_DEALS)
def test_the_parts_of_the_selected_deals_are_square_and_theirs_alone(client, name, parameter):
    query = f"?{parameter}={OF_DEALS[parameter]}"
    file = client.get(f"/{name}.csv{query}")
    header, rows = parsed(file)
    assert {len(row) for row in rows} <= {len(header)}
    assert len(rows) == int(file["X-Row-Count"])
    selected = {record.pk for record in client.get(f"/deals/{query}&per_page=100").context_data["page"]}
    column = "subject_id" if name == "claims" else "deal_id"
    kinds = [row[header.index("subject_type")] if name == "claims" else "deal" for row in rows]
    told = {int(row[header.index(column)]) for row, kind in zip(rows, kinds, strict=True) if kind == "deal"}
    assert told <= selected


def test_a_company_of_two_segments_stands_in_a_file_once(client):
    company = Company.objects.published().first()
    company.segments.set(Segment.objects.filter(slug__in=["robotaxi", "trucking"]))
    refresh(company_ids=[company.pk])
    header, rows = parsed(client.get("/companies.csv?segment=robotaxi&segment=trucking"))
    assert [row[header.index("id")] for row in rows].count(str(company.pk)) == 1


@pytest.mark.parametrize("model", [Company, Source])
def test_no_file_is_made_of_rows_that_the_database_tells_apart_by_more_than_its_columns(model):
    """DISTINCT brings the order's columns into each row: 16 cells under 14 headings, once."""
    with pytest.raises(ValueError, match="select by ids"):
        Table(COMPANY_COLUMNS, model.objects.distinct())
