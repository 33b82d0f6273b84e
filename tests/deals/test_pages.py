"""Detail pages and the front page: what an analyst must see on them."""

from datetime import date

import pytest
from django.urls import reverse

from companies import views as companies_views
from companies.models import CompanyClaim, CompanyName
from deals.models import Deal, DealClaim
from deals.refresh import refresh
from sources.models import Source

from ..factories import CompanyFactory, DealClaimFactory, SourceFactory, draft_deal, exactly, public_deal, published

pytestmark = pytest.mark.django_db


def text(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def test_amazon_zoox_shows_sides_money_and_the_words_it_rests_on(client):
    page = text(client, "/deals/amazon-zoox/")
    assert "US$1.2 billion" in page
    assert "price paid, press figure" in page
    assert "Amazon&#39;s acquisition of Zoox for $1.2 billion" in page
    assert "#:~:text=Amazon%27s%20acquisition%20of%20Zoox%20for%20%241.2%20billion" in page
    assert 'href="/companies/zoox/"' in page


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("cainiao-zelos", "about US$2 billion expected, amount invested, press figure"),
        ("cainiao-autonomous-vehicles-financing", "CNY 1–1.5 billion expected, valuation of Cainiao&#39;s autonomous"),
        ("zhiji-motor", "over CNY 10 billion, capital raised, press figure, which ttt-uc.com puts at US$1.52 billion"),
        ("cainiao-jiushi", "stated as undisclosed"),
        ("cainiao-zelos", "in the coming weeks"),
        ("cainiao-zelos", "goes alongside this deal"),
        ("cainiao-jiushi", "business put in"),
        ("tusimple-ups-penske", "and others"),
        ("apple-kia", "as speculation"),
    ],
)
def test_a_deal_reads_as_an_analyst_would_say_it(client, slug, words):
    assert words in text(client, f"/deals/{slug}/")


def test_both_framings_of_cainiao_and_jiushi_stand_beside_the_deal(client):
    page = text(client, "/deals/cainiao-jiushi/")
    assert "Cainiao (investor)" in page
    assert "Jiushi (acquirer)" in page


def test_money_in_another_currency_says_its_dollars_and_their_rate(client, nothing):
    from sources.models import ExchangeRate

    ExchangeRate.objects.create(currency="CNY", day=date(2020, 6, 26), usd="0.1412")
    deal = public_deal(on=[date(2020, 6, 26)], **exactly(10**9) | {"value_currency": "CNY"})
    page = text(client, deal.get_absolute_url())
    assert "US$141.2 million at the European Central Bank&#39;s rate of 0.1412 on 2020-06-26" in page


def test_a_company_page_shows_names_owners_deals_by_role_and_what_sources_say(client):
    page = text(client, "/companies/cainiao/")
    assert "As investor" in page
    assert 'href="/companies/alibaba-group/"' in page
    assert 'href="/deals/cainiao-zelos/"' in page
    assert "Alibaba Group&#39;s smart logistics network Cainiao" in page
    assert "/deals/?company=cainiao&amp;group=yes" in page


def test_a_chinese_name_carries_its_language(client, nothing):
    company = published(CompanyFactory(name="九识智能"))
    CompanyName.objects.create(company=company, text="九识", language="zh-Hans", kind="brand")
    refresh(company_ids=[company.pk])
    page = text(client, company.get_absolute_url())
    assert '<h1 lang="zh">九识智能</h1>' in page
    assert '<span lang="zh-Hans">九识</span>' in page
    assert company.slug == f"company-{company.pk}"


def test_a_source_page_lists_what_was_taken_from_it_in_the_order_of_the_text(client):
    response = client.get("/sources/asiaict-cainiao-jiushi/")
    paragraphs = [claim.paragraph for claim in response.context_data["claims"]]
    assert paragraphs == sorted(paragraphs)
    assert len(paragraphs) > 20


def test_a_source_that_is_known_only_through_others_says_so(client):
    page = text(client, "/sources/wall-street-journal-cainiao-zelos/")
    assert "known only through others" in page
    assert "/sources/24newslatest-cainiao-zelos/" in page


def test_a_claim_has_a_permanent_address_of_its_own(client):
    claim = DealClaim.objects.filter(deal__slug="cainiao-zelos", field="value").last()
    page = text(client, f"/claims/{claim.pk}/")
    assert "poised to invest approximately $2 billion" in page
    assert "The Wall Street Journal" in page
    owner = CompanyClaim.objects.filter(field="owner").first()
    assert str(owner.other) in text(client, f"/claims/{owner.pk}/")


def test_what_is_not_public_has_no_page(client):
    deal = draft_deal()
    claim = deal.claims.get()
    source = SourceFactory(slug="draft-source")
    company = CompanyFactory(slug="draft-company")
    for url in (f"/claims/{claim.pk}/", "/sources/draft-source/", "/companies/draft-company/", "/deals/no-such/"):
        text(client, url, status=404)
    public = public_deal()
    hidden = DealClaimFactory(deal=public, source=source, quote_exact="hidden words")
    about = DealClaimFactory(deal=public, source=public.claims.get(source__state="published").source, company=company)
    assert "hidden words" not in text(client, public.get_absolute_url())
    for claim in (hidden, about):
        text(client, f"/claims/{claim.pk}/", status=404)


def test_a_source_without_an_address_is_quoted_without_a_link(client, nothing):
    deal = public_deal(quote="said plainly")
    assert '<blockquote lang="en">“said plainly”</blockquote>' in text(client, deal.get_absolute_url())


def test_a_text_fragment_escapes_what_has_a_meaning_in_it():
    claim = DealClaim(
        source=Source(url="https://example.org/a"), quote_exact="a-b, c", quote_prefix="so", quote_suffix="x"
    )
    assert claim.source_link == "https://example.org/a#:~:text=so-,a%2Db%2C%20c,-x"


def test_the_front_page_says_what_is_here_and_what_is_not_known(client):
    response = client.get("/")
    assert dict(response.context_data["kinds"]) == {"investment": 6, "acquisition": 1, "partnership": 4}
    money = response.context_data["money"]
    assert (money.text, money.summed, money.unknown, money.left_out) == ("US$1.2 billion", 1, 8, 2)
    years = [(year.label, year.total) for year in response.context_data["chart"].years]
    assert years == [("2020", 5), ("2025", 2), ("undated", 4)]


def test_each_bar_leads_to_the_list_with_as_many_rows(client):
    for year in client.get("/").context_data["chart"].years:
        for bar in year.bars:
            assert client.get(bar.url).context_data["total"] == bar.count


def test_the_sum_leaves_out_what_did_not_change_hands(client, nothing):
    public_deal(on=[date(2020, 1, 1)], **exactly(100))
    for left_out in ("total_with_contingent", "deal_value"):
        public_deal(**exactly(10**6) | {"value_measure": left_out})
    reported = draft_deal(**exactly(10**6))
    reported.milestones.create(status="reported")
    published(reported)
    whole = public_deal(**exactly(100))
    part = public_deal(**exactly(10**6))
    part.links.create(other=whole, relation="part_of")
    money = client.get("/").context_data["money"]
    assert (money.dollars, money.summed, money.left_out) == (200, 2, 4)


def test_an_empty_tracker_still_has_all_its_pages(client, nothing):
    for name in ("front_page", "deals", "investments", "acquisitions", "partnerships", "companies", "sources"):
        text(client, reverse(name))
    assert "No deal is published yet" in text(client, "/")


PAGES = {
    "/": 8,
    "/deals/": 3,
    "/deals/?q=cainiao&kind=investment&country=CN": 3,
    "/investments/": 3,
    "/deals/cainiao-jiushi/": 18,
    "/companies/": 3,
    "/companies/cainiao/": 15,
    "/sources/": 3,
    "/sources/asiaict-cainiao-jiushi/": 5,
    "/about/": 2,
    "/about/columns/": 1,
    "/healthz": 0,
}


@pytest.mark.parametrize(("url", "queries"), PAGES.items())
def test_each_page_costs_so_many_queries(client, url, queries, django_assert_num_queries):
    client.get(url)  # whoever asks first reads into memory what lists are counted from
    with django_assert_num_queries(queries):
        client.get(url)


def test_a_company_list_is_filtered_and_sorted(client):
    def names(query):
        return [company.name for company in client.get(f"/companies/?{query}").context_data["page"]]

    assert names("kind=joint_venture") == ["Zhiji Motor"]
    assert names("country=KR") == ["Kia"]
    assert names("q=SAIC") == ["SAIC Motor"]
    assert names("segment=mapping") == ["AutoNavi"]
    assert names("sort=-deals")[0] == "Cainiao"
    assert names("")[:2] == ["Alibaba Cloud", "Alibaba Group"]
    assert client.get("/companies/?kind=shop").status_code == 400
    assert client.get("/companies.csv?colour=red").status_code == 400


def test_a_source_list_is_filtered_and_sorted(client):
    def publishers(query):
        return [source.publisher for source in client.get(f"/sources/?{query}").context_data["page"]]

    assert publishers("kind=blog") == ["ttt-uc.com"]
    assert publishers("publisher=shine") == ["SHINE"]
    assert publishers("q=Bowang") == ["asiaict.com"]
    assert publishers("")[:2] == ["asiaict.com", "podcastzoo.cc"]
    assert publishers("language=de") == []
    assert client.get("/sources/?kind=gossip").status_code == 400


@pytest.mark.parametrize(
    ("address", "says"), [("/companies/?q=zzzz", "No companies match."), ("/sources/?q=zzzz", "No sources match.")]
)
def test_an_empty_company_or_source_list_says_so(client, address, says):
    assert says in text(client, address)


def test_every_example_deal_has_its_facts(client):
    for deal in Deal.objects.published():
        assert "#:~:text=" in text(client, deal.get_absolute_url()), deal


@pytest.mark.parametrize("others", [0, 30])
def test_a_company_of_many_deals_shows_the_newest_and_leads_to_all(client, nothing, monkeypatch, others):
    """Whichever way they are looked for."""
    monkeypatch.setattr(companies_views, "DEALS_SHOWN", 3)
    for _number in range(others):
        public_deal()
    company = published(CompanyFactory(name="Busy"))
    for day in range(1, 6):
        public_deal(companies=[company, published(CompanyFactory())], on=[date(2020, 1, day)], title=f"On day {day}")
    draft_deal(companies=[company, published(CompanyFactory())], on=[date(2021, 1, 1)], title="Draft")
    page = text(client, company.get_absolute_url())
    assert "The newest 3 of 5 deals" in page
    assert [f"On day {day}" in page for day in range(1, 6)] == [False, False, True, True, True]
    assert "Draft" not in page
    assert 'href="/deals/?company=busy"' in page
