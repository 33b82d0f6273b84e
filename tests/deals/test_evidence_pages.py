"""What an analyst sees of the evidence: standing beside the figure, versions side by side, citations, names."""

import csv
import io
from datetime import date

import pytest

from companies.models import CompanyName
from curation.merges import merge
from curation.publication import publish, withdraw
from deals.models import Deal, DealClaim
from deals.refresh import refresh

from ..factories import CompanyFactory, DealClaimFactory, SourceFactory, draft_deal, exactly, public_deal, published
from .reading import rows, titles

pytestmark = pytest.mark.django_db


def text(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_of_cainiao_and_zelos_says_what_its_figure_rests_on(client):
    page = text(client, "/deals/cainiao-zelos/")
    assert "it rests on one report, retold by 24newslatest.com" in page
    assert "US$2 billion is compatible with about US$2 billion." in page
    warning = "the deal that other sources describe as assets for equity, assets for shares, without cash"
    assert page.count(warning) == 2  # at a glance and beside the value
    assert "not yet judged" in page


def test_both_companies_say_that_they_may_be_the_same(client):
    for slug, other in (("zelos-technology", "jiushi"), ("jiushi", "zelos-technology")):
        page = text(client, f"/companies/{slug}/")
        assert "May be the same as" in page
        assert f'href="/companies/{other}/"' in page


def test_where_sources_differ_the_versions_stand_side_by_side_with_verdict_and_decision(client):
    page = text(client, "/deals/cainiao-jiushi/")
    assert "“business or assets” is not “assets for equity”." in page
    assert "“stake” is compatible with “assets for equity”" in page
    assert 'Decided: <a href="/about/#reason-editor_judgement">the editors&#39; judgement</a>' in page
    assert page.index("“stake” is compatible") < page.index("“business or assets” is not")


def test_acquisitions_show_apart_what_is_also_reported_as_one(client):
    response = client.get("/acquisitions/")
    assert "Also reported as an acquisition" in response.content.decode()
    assert [deal.slug for deal in response.context_data["told_as"]] == ["cainiao-jiushi"]
    assert response.context_data["total"] == 1
    assert titles(client, name="acquisitions") == ["Amazon – Zoox"]
    assert client.get("/acquisitions/?year=2020").context_data["told_as"] == []
    assert "Also reported" not in text(client, "/investments/")


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("sources_differ=yes", {"amazon-zoox", "cainiao-jiushi"}),
        (
            "sources_differ=no&kind=partnership",
            {"tusimple-ups-penske", "cainiao-zelos-robovan-network", "zhiji-motor", "apple-kia"},
        ),
        ("standing=single_report", {"amazon-zoox", "cainiao-zelos", "cainiao-jiushi", "zhiji-motor"}),
        ("standing=corroborated", set()),
    ],
)
def test_standing_and_difference_filter_page_and_file_alike(client, query, slugs):
    assert {deal.slug for deal in client.get(f"/deals/?{query}").context_data["page"]} == slugs
    assert {row["url"].split("/")[-2] for row in rows(client, f"?{query}")} == slugs


@pytest.mark.parametrize("query", ["sources_differ=maybe", "standing=firm", "sources_differ=yes&sources_differ=no"])
def test_a_wrong_standing_or_difference_is_told(client, query):
    assert client.get(f"/deals/?{query}").status_code == 400


def test_page_list_and_file_say_the_same_of_each_deal(client):
    lines = {row["title"]: row for row in rows(client)}
    for deal in client.get("/deals/").context_data["page"]:
        page = client.get(f"/deals/{deal.slug}/").context_data
        differing = "; ".join(each.field for each in page["differing"])
        standing = page["value_evidence"] and page["value_evidence"].standing
        line = lines[deal.title]
        assert (line["differing_fields"], line["value_standing"]) == (differing, standing or "")
        assert line["sources_differ"] == ("yes" if differing else "no")
        assert deal.value_standing == line["value_standing"]


def test_the_file_of_claims_says_how_each_stands_to_the_record(client):
    lines = list(csv.DictReader(io.StringIO(b"".join(client.get("/claims.csv?bom=0").streaming_content).decode())))
    found = {(line["subject"], line["field"], line["agreement"]) for line in lines}
    assert ("Cainiao – Jiushi", "form", "differs") in found
    assert ("Amazon – Zoox", "valuation", "other_meaning") in found
    assert ("Cainiao – Jiushi", "status", "superseded") in found
    assert ("Cainiao", "owner", "agrees") in found
    assert {line["agreement"] for line in lines} == {"agrees", "differs", "other_meaning", "superseded", ""}


# Citations


@pytest.fixture
def claim(nothing):
    source = published(
        SourceFactory(
            title="Deals & Co: 100% {sure}",
            author="A. Writer",
            published_on=date(2020, 6, 26),
            published_until=date(2020, 6, 26),
        )
    )
    deal = public_deal(quote="announced today", source=source)
    return deal.claims.get()


def test_a_claim_gives_a_ready_citation_in_plain_text_and_bibtex(client, claim):
    page = client.get(claim.get_absolute_url()).context_data
    assert page["plain_citation"] == (
        "A. Writer, The Gazette. “Deals & Co: 100% {sure}” (26 June 2020). “announced today”. "
        f"{claim.deal}, status: announced. AV Deal Tracker, version 1 of {claim.deal.published_at:%Y-%m-%d}, "
        f"http://testserver/claims/{claim.pk}/#v1."
    )
    bibtex = page["bibtex_citation"]
    assert bibtex.startswith(f"@misc{{avdeals-{str(claim.pk)[:8]}-v1,\n  author = {{{{A. Writer}}}},")
    assert r"Deals \& Co: 100\% sure" in bibtex
    assert "year = {2020}" in bibtex
    assert bibtex.count("{") == bibtex.count("}")


def test_what_was_cited_still_stands_after_later_edits(client, claim):
    claim.note = "Read again."
    claim.save()
    claim.value = {"value": "completed"}
    claim.save()
    response = client.get(claim.get_absolute_url())
    words = [(version.number, version.claim.words) for version in response.context_data["versions"]]
    assert words == [(1, "announced"), (2, "announced"), (3, "completed")]
    assert 'id="v1"' in response.content.decode()
    assert "#v3" in response.context_data["plain_citation"]


def test_what_was_entered_before_publication_leaves_no_trace(client, nothing):
    deal = draft_deal(quote="first words")
    claim = deal.claims.get()
    claim.quote_exact = "better words"
    claim.save()
    publish(deal)
    versions = client.get(claim.get_absolute_url()).context_data["versions"]
    assert [version.claim.quote_exact for version in versions] == ["better words"]


def test_a_claim_that_was_taken_out_still_shows_what_was_cited(client, claim):
    DealClaimFactory(deal=claim.deal, source=claim.source)
    address = claim.get_absolute_url()
    claim.delete()
    page = text(client, address)
    assert "The editors removed this claim" in page
    assert "announced today" in page
    claim.deal.state = "withdrawn"
    claim.deal.save()
    assert client.get(address).status_code == 404


def test_what_was_entered_while_the_deal_was_withdrawn_was_never_shown(client, claim):
    withdraw(Deal.objects.get(pk=claim.deal_id))
    claim.note = "Between."
    claim.save()
    passing = DealClaimFactory(deal=claim.deal, source=claim.source, quote_exact="passing words")
    gone = passing.get_absolute_url()
    passing.delete()
    claim.note = ""
    claim.save()
    publish(Deal.objects.get(pk=claim.deal_id))
    versions = client.get(claim.get_absolute_url()).context_data["versions"]
    assert [version.claim.note for version in versions] == [""]
    assert client.get(gone).status_code == 404


def test_versions_of_the_draft_that_a_claim_came_from_stay_unseen_and_those_of_a_public_deal_stay(client, nothing):
    one, other, source = public_deal(), public_deal(quote="early words"), published(SourceFactory())
    moved = other.claims.get()
    moved.quote_exact = "later words"
    moved.save()
    draft = draft_deal(quote="draft words")
    proposed = draft.claims.get()
    proposed.quote_exact = "better draft words"
    proposed.save()
    for loser in (other, draft):
        merge(Deal.objects.get(pk=one.pk), loser, reason="x", source=source)
    proposed.refresh_from_db()
    proposed.proposed = False
    proposed.save()
    for claim, quotes in ((moved, ["early words", "later words"]), (proposed, ["better draft words"])):
        versions = client.get(claim.get_absolute_url()).context_data["versions"]
        assert [version.claim.quote_exact for version in versions] == quotes


def test_a_version_that_named_what_is_not_public_any_more_does_not_name_it(client, nothing):
    deal, once = public_deal(), published(CompanyFactory(name="Once Public"))
    claim = DealClaimFactory(
        deal=deal, source=deal.claims.get().source, field="party", value={}, company=once, role="bidder"
    )
    claim.company = deal.parties.first().company
    claim.save()
    withdraw(once)
    page = text(client, claim.get_absolute_url())
    assert "Once Public" not in page
    assert "It named something that is no longer public." in page


# Names


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("九识", "九识智能"),
        ("JIUSHI", "Jiǔshí"),
        ("ｊｉｕｓｈｉ", "Jiǔshí"),
        ("zelos", None),
        ("old wheels", "Old Wheels"),
    ],
)
def test_a_search_finds_a_company_by_any_name_and_says_by_which(client, nothing, query, found):
    company = published(CompanyFactory(name="Zelos"))
    for name, language in (("九识智能", "zh-Hans"), ("Jiǔshí", "zh-Latn-pinyin"), ("Old Wheels", "en")):
        CompanyName.objects.create(company=company, text=name, language=language, kind="former")
    refresh(company_ids=[company.pk])
    page = text(client, f"/companies/?q={query}")
    assert 'href="/companies/zelos/"' in page
    if found:
        assert f">{found}</mark>" in page
    else:
        assert "<mark" not in page


def test_an_unpublished_report_counts_nowhere(client):
    deal = Deal.objects.get(slug="cainiao-zelos")
    draft = DealClaimFactory(deal=deal, source=SourceFactory(), field="form", value={"value": "merger"})
    refresh([deal.pk])
    assert titles(client, "?sources_differ=yes") == ["Cainiao – Jiushi", "Amazon – Zoox"]
    assert DealClaim.objects.get(pk=draft.pk).agreement == ""


def test_a_merged_deal_leads_on_and_tells_its_former_id(client):
    one, other = Deal.objects.get(slug="cainiao-zelos"), Deal.objects.get(slug="cainiao-jiushi")
    merge(one, other, reason="x", source=one.claims.first().source)
    response = client.get("/deals/cainiao-jiushi/")
    assert (response.status_code, response["Location"]) == (301, "/deals/cainiao-zelos/")
    [line] = [row for row in rows(client) if row["title"] == one.title]
    assert line["former_ids"] == str(other.pk)
    assert titles(client, "?q=jiushi") == [one.title]


def test_money_of_two_currencies_is_still_compared_on_the_page(client, nothing):
    from sources.models import ExchangeRate

    ExchangeRate.objects.create(currency="CNY", day=date(2020, 6, 26), usd="0.14")
    deal = public_deal(on=[date(2020, 6, 26)], **exactly(10**9))
    value = {"min": "7100000000", "max": "7100000000", "currency": "CNY", "qualifier": "exact", "measure": "price_paid"}
    DealClaimFactory(deal=deal, source=published(SourceFactory()), field="value", value=value)
    refresh([deal.pk])
    assert "CNY 7.1 billion is compatible with US$1 billion." in text(client, deal.get_absolute_url())
