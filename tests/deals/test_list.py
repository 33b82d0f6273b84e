"""The list page: what is found, in which order, and what stands around the rows."""

import re
from datetime import date

import pytest

from companies.models import CompanyName, Ownership
from deals.refresh import refresh
from sources.models import ExchangeRate

from ..factories import (
    CompanyFactory,
    PartyFactory,
    SourceFactory,
    draft_deal,
    exactly,
    public_deal,
    published,
)
from .reading import rows, shown, titles

pytestmark = pytest.mark.django_db


def test_titles_sort_without_case_accents_or_the_databases_collation(client, nothing):
    for title in ("zebra", "Émile", "apple", "Zoo", "élan", "2020"):
        public_deal(title=title)
    assert titles(client, "?sort=title") == ["2020", "apple", "élan", "Émile", "zebra", "Zoo"]


def test_undated_deals_come_last_whichever_way_dates_run(client, nothing):
    public_deal(title="undated")
    public_deal(title="dated", on=[date(2020, 1, 1)])
    for sort in ("dated", "-dated"):
        assert titles(client, f"?sort={sort}") == ["dated", "undated"]
    assert titles(client, "?year=undated") == ["undated"]


def test_a_group_brings_in_subsidiaries_and_when_wide_every_tie(client, nothing):
    parent, child, cousin = (published(CompanyFactory(name=name)) for name in ("Parent", "Child", "Cousin"))
    Ownership.objects.create(owner=parent, owned=child, relation="subsidiary")
    Ownership.objects.create(owner=child, owned=cousin, relation="affiliate")
    for company in (child, cousin):
        public_deal(title=f"of {company}", companies=[company, published(CompanyFactory())])
    assert titles(client, "?company=parent") == []
    assert titles(client, "?company=parent&group=yes") == ["of Child"]
    assert sorted(titles(client, "?company=parent&group=wide")) == ["of Child", "of Cousin"]


@pytest.mark.parametrize("query", ["菜鸟", "鸟网", "阿里巴巴", "ＣＡＩＮＩＡＯ", "cainiao 菜鸟"])
def test_a_company_is_found_by_any_part_of_its_name_in_any_script(client, nothing, query):
    company = published(CompanyFactory(name="Cainiao"))
    CompanyName.objects.create(company=company, text="阿里巴巴菜鸟网络", language="zh-Hans", kind="legal")
    refresh(company_ids=[company.pk])
    public_deal(title="Found", companies=[company, published(CompanyFactory())])
    public_deal(title="Other")
    assert titles(client, f"?q={query}") == ["Found"]
    assert [row["name"] for row in rows(client, f"?q={query}", "companies")] == ["Cainiao"]


def test_past_the_last_page_is_not_found_and_leads_to_it(client):
    response = client.get("/deals/?page=99&kind=investment")
    assert response.status_code == 404
    assert 'href="?kind=investment&amp;page=1"' in response.content.decode()


def test_pages_split_the_rows_without_doubling_or_missing_one(client, nothing):
    companies, source = [published(CompanyFactory()), published(CompanyFactory())], published(SourceFactory())
    for _number in range(60):
        public_deal(companies=companies, source=source, on=[date(2020, 1, 1)])
    pages = [title for page in (1, 2, 3) for title in shown(client, f"?page={page}")]
    assert pages == titles(client)
    assert len(set(pages)) == 60
    assert shown(client, "?per_page=100") == pages


def test_an_empty_list_says_what_to_loosen(client):
    response = client.get("/deals/?q=qqq&kind=acquisition")
    text = response.content.decode()
    assert "No deals match." in text
    assert 'href="?kind=acquisition"' in text
    assert 'href="?q=qqq"' in text


def test_chosen_filters_stand_as_chips_that_can_be_dropped(client):
    chips = client.get("/deals/?kind=investment&kind=partnership&company=cainiao").context_data["chips"]
    assert [(chip.label, chip.text, chip.url) for chip in chips] == [
        ("Kind", "investment", "?kind=partnership&company=cainiao"),
        ("Kind", "partnership", "?kind=investment&company=cainiao"),
        ("Company", "Cainiao", "?kind=investment&kind=partnership"),
    ]


def test_columns_choose_what_page_and_file_show(client):
    query = "?columns=title&columns=value_min&kind=acquisition"
    assert rows(client, query) == [{"title": "Amazon – Zoox", "value_min": "1200000000"}]
    page = client.get(f"/deals/{query}")
    assert [column.name for column in page.context_data["chosen"]["columns"]] == ["title", "value_min"]
    assert "1200000000" in page.content.decode().replace(".00", "")


def test_facets_count_what_choosing_them_would_show(client):
    page = client.get("/deals/?kind=investment&year=2020")
    for facet in page.context_data["facets"]:
        for option in facet.options:
            query = re.sub(rf"(^|&){facet.name}=[^&]*", "", "kind=investment&year=2020").lstrip("&")
            assert option.count == len(rows(client, f"?{query}&{facet.name}={option.value}")), (facet.name, option)
    assert {facet.name for facet in page.context_data["facets"]} == {
        "kind",
        "form",
        "status",
        "segment",
        "country",
        "year",
        "undisclosed",
        "standing",
        "sources_differ",
    }


def test_the_amount_facet_counts_what_its_links_show_where_a_bound_is_set(client):
    [facet] = [one for one in client.get("/deals/?usd_min=1").context_data["facets"] if one.name == "undisclosed"]
    assert {option.value: option.count for option in facet.options} == {
        value: len(rows(client, f"?usd_min=1&undisclosed={value}")) for value in ("exclude", "only")
    }


def test_a_facet_is_counted_without_itself_and_its_address_adds_or_drops(client):
    kind = client.get("/deals/?kind=investment").context_data["facets"][0]
    assert [(option.value, option.count, option.chosen, option.url) for option in kind.options] == [
        ("investment", 6, True, "?"),
        ("partnership", 4, False, "?kind=investment&kind=partnership"),
        ("acquisition", 1, False, "?kind=investment&kind=acquisition"),
    ]


def test_drafts_are_in_no_list_count_facet_search_or_file(client):
    def everything():
        page = client.get("/deals/").context_data
        counts = [(option.value, option.count) for facet in page["facets"] for option in facet.options]
        files = [rows(client, "", name) for name in ("deals", "parties", "milestones", "claims")]
        return counts, files, client.get("/").context_data["n_deals"], client.get("/companies.csv?q=secret").status_code

    before = everything()
    hidden = draft_deal(title="Secret", kind="partnership", on=[date(1999, 1, 1)], quote="secret words", **exactly(9))
    PartyFactory(deal=hidden, company=published(CompanyFactory(name="Openly known")), role="customer")
    refresh([hidden.pk])
    counts, files, n_deals, _status = everything()
    assert (counts, files[:3], n_deals) == (before[0], before[1][:3], before[2])
    assert [row for row in files[3] if "secret" in row["quote"]] == []
    assert client.get(f"/deals/{hidden.slug or 'secret'}/").status_code == 404
    assert titles(client, "?q=secret") == []
    assert [row["n_deals"] for row in rows(client, "?q=openly", "companies")] == ["0"]


def test_dollars_of_another_currency_meet_bounds_and_those_without_a_rate_do_not(client, nothing):
    ExchangeRate.objects.create(currency="CNY", day=date(2020, 6, 26), usd="0.14")
    yuan = exactly(1000) | {"value_currency": "CNY"}
    public_deal(title="with rate", on=[date(2020, 6, 26)], **yuan)
    public_deal(title="without", **yuan)
    assert titles(client, "?usd_min=140") == ["with rate"]
    assert titles(client, "?usd_min=141") == []
    assert titles(client, "?usd_max=999999") == ["with rate"]


def test_a_facet_of_many_values_shows_the_commonest_and_leads_to_all(client, nothing):
    countries = ["US", "CN", "DE", "JP", "GB", "FR", "KR", "SE", "IL", "CA"]
    for country in countries:
        public_deal(companies=[published(CompanyFactory(country=country)), published(CompanyFactory())])
    page = client.get("/acquisitions/?country=US&sort=title").content.decode()
    assert '<a href="/acquisitions/by/country/?country=US&amp;sort=title">1 more</a>' in page
    values = client.get("/acquisitions/by/country/?country=US&sort=title")
    assert [option.value for option in values.context_data["facet"].options] == sorted(countries)
    assert 'href="/acquisitions/?country=US&amp;country=CN&amp;sort=title"' in values.content.decode()
    assert "Acquisitions by country" in values.content.decode()
    assert [chip.text for chip in values.context_data["chips"]] == ["United States of America"]
    assert 'aria-label="Active filters"' in values.content.decode()


def test_a_chosen_value_is_shown_however_rare(client, nothing):
    for number, country in enumerate(["US", "CN", "DE", "JP", "GB", "FR", "KR", "SE", "IL"]):
        for _deal in range(2 if number < 8 else 1):
            public_deal(companies=[published(CompanyFactory(country=country)), published(CompanyFactory())])
    [facet] = [one for one in client.get("/deals/?country=IL").context_data["facets"] if one.name == "country"]
    assert [option.value for option in facet.options if option.chosen] == ["IL"]
    assert len(facet.options) == 9


@pytest.mark.parametrize(
    ("path", "status"), [("deals/by/kind", 200), ("deals/by/title", 404), ("investments/by/kind", 404)]
)
def test_only_facets_have_a_page_of_their_values(client, path, status):
    assert client.get(f"/{path}/").status_code == status


def test_a_bad_parameter_is_told_on_the_page_of_values_too(client):
    response = client.get("/deals/by/country/?usd_min=abc")
    assert response.status_code == 400
    assert "Write the amount in digits" in response.content.decode()
