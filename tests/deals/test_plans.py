"""Each query of a list goes by the index that is meant for it, as the database itself says of made-up deals."""

import pytest
from django.db import connection
from django.http import QueryDict

from bench.dataset import DataSet
from companies.models import Company
from deals import rows
from deals.filters import DealFilters
from deals.models import Deal, Party
from deals.models.querysets import SORTS
from lists.contents import among
from sources.models import Source

INDEXES = {
    "-dated": "deal_newest",
    "dated": "deal_oldest",
    "-usd": "deal_largest",
    "usd": "deal_smallest",
    "title": "deal_by_title",
    "-updated": "deal_updated",
}


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made_up(empty_world):
    DataSet(300).make()
    if connection.vendor == "postgresql":  # which reads so few rows as a whole, unless that is made dear
        connection.cursor().execute("SET LOCAL enable_seqscan = off")
    return Company.objects.order_by("-n_deals").first()


def plan(sql, params):
    """What the database says of how it would go about a query."""
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}", params)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def plan_of(queryset):
    return plan(*queryset.query.sql_with_params())


def goes_through_all(plan):
    """Whether some table is read from its first row to its last."""
    if connection.vendor == "postgresql":
        return "Seq Scan" in plan
    lines = [line for line in plan.split("\n") if line.startswith("SCAN")]
    return any("USING" not in line and "VIRTUAL TABLE" not in line for line in lines)


def test_a_query_without_an_index_goes_through_all(made_up):
    """The control: what the tests below forbid can be seen."""
    assert goes_through_all(plan_of(Deal.objects.filter(summary="x").values_list("pk")))


@pytest.mark.parametrize("sort", SORTS)
def test_each_order_of_a_file_has_its_index(made_up, sort):
    told = plan_of(Deal.objects.published().by(sort).values_list("pk")[:25])
    assert INDEXES[sort] in told
    assert not goes_through_all(told)


def test_a_page_of_rows_is_looked_up_by_ids(made_up):
    told = plan_of(
        Deal.objects.filter(pk__in=list(Deal.objects.values_list("pk", flat=True)[:25])).values_list(*rows.COLUMNS)
    )
    assert not goes_through_all(told)


def test_a_company_s_newest_deals_are_looked_up_or_walked(made_up):
    few = plan_of(rows._newest_of_few(50).build(made_up.pk))
    many = plan_of(rows._newest_of_many(50).build(made_up.pk))
    assert "deals_party" in few
    assert connection.vendor == "postgresql" or "deal_newest" in many  # PostgreSQL weighs both ways itself
    assert not goes_through_all(few)
    assert not goes_through_all(many)


def test_the_deals_of_a_company_a_source_and_a_search_are_looked_up(made_up):
    source = Source.objects.first()
    for parameters in (f"company={made_up.slug}&role=investor", f"source={source.slug}"):
        filters = DealFilters(QueryDict(parameters))
        [name] = filters.selecting()
        assert not goes_through_all(plan_of(among(getattr(filters, f"found_by_{name}")(), range(50))))
    if connection.vendor == "postgresql":  # which would rather walk along so few rows in the order of their ids
        connection.cursor().execute("SET LOCAL enable_indexscan = off")
    word = plan_of(Deal.objects.matching("robotaxi").values("pk"))
    assert ("deals_deal_words" if connection.vendor == "sqlite" else "deals_deal_lexemes_words") in word
    assert not goes_through_all(word)


def test_the_ids_of_a_company_s_deals_are_in_one_index(made_up):
    told = plan_of(Party.objects.of([made_up.pk], ["investor"]).order_by().values("deal"))
    assert "deals_party_of_company" in told
    assert not goes_through_all(told)


@pytest.mark.parametrize("model", [Deal, Company, Source])
def test_a_page_is_found_by_its_address(made_up, model):
    assert not goes_through_all(plan_of(model.objects.filter(slug="x", state="published")))
