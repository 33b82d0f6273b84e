"""Passages are checked when a claim is saved: what is not in the quoted words is refused with a sentence."""

import pytest
from django.core.exceptions import ValidationError

from companies.models import CompanyName
from deals.models import DealClaim
from sources.models import Source

from ..factories import CompanyFactory, DealClaimFactory, SourceFactory, public_deal, published
from .typing import typed

pytestmark = pytest.mark.django_db

TWO_BILLION = {
    "min": "2000000000",
    "max": "2000000000",
    "currency": "USD",
    "qualifier": "exact",
    "measure": "price_paid",
}
TEXT = "Cainiao is poised to invest\napproximately $2 billion in Zelos.\nIt is a big sum."


def claim(source=None, **fields):
    details = {"field": "value", "value": TWO_BILLION, "quote_exact": "approximately $2 billion in Zelos"} | fields
    return DealClaim(deal=public_deal(), source=source or published(SourceFactory()), **details)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"quote_exact": "逾20亿美元"},
        {"quote_exact": ""},
        {"quote_exact": "a big sum", "basis": "inferred", "note": "Two billion, as said before."},
        {
            "field": "announced",
            "value": {"first": "2020-06-26", "last": "2020-06-26"},
            "quote_exact": "on 26 June 2020",
        },
        {"field": "announced", "value": {"words": "in the coming weeks"}, "quote_exact": "closes in the coming weeks"},
        {"field": "status", "value": {"value": "announced"}, "quote_exact": "no such word"},
    ],
    ids=["digits", "Chinese", "not quoted yet", "inferred", "day", "words", "a word of ours"],
)
def test_a_value_that_stands_in_the_quoted_words_is_let_through(fields):
    claim(**fields).clean()


@pytest.mark.parametrize(
    "fields",
    [
        {"quote_exact": "approximately $3 billion in Zelos"},
        {"quote_exact": "a big sum"},
        {"quote_exact": "20亿元人民币"},
        {
            "field": "announced",
            "value": {"first": "2020-06-26", "last": "2020-06-26"},
            "quote_exact": "on 27 June 2020",
        },
        {"field": "stake", "value": {"min": "51", "max": "51", "qualifier": "exact"}, "quote_exact": "49 percent"},
    ],
    ids=["another number", "no number", "another currency", "another day", "another stake"],
)
def test_a_value_that_does_not_stand_in_the_quoted_words_is_refused(fields):
    with pytest.raises(ValidationError, match="These words do not hold"):
        claim(**fields).clean()


def test_a_party_is_named_in_the_quoted_words_by_one_of_its_names_or_as_written():
    company = CompanyFactory(name="Zelos Technology")
    party = {"field": "party", "role": "issuer", "company": company, "value": {}}
    with pytest.raises(ValidationError, match="Zelos Technology"):
        claim(**party).clean()
    claim(**party | {"value": {"text": "Zelos"}}).clean()
    CompanyName.objects.create(company=company, text="Zelos", language="en", kind="brand")
    claim(**party).clean()


def test_a_quote_must_stand_in_the_text_of_its_source_and_its_place_is_kept():
    source = published(SourceFactory(full_text=TEXT))
    found = claim(source, quote_exact="to invest approximately $2 billion")
    found.clean()
    assert found.quote_start == TEXT.index("to invest")
    with pytest.raises(ValidationError, match="does not stand in the source's text"):
        claim(source, quote_exact="to invest some $2 billion").clean()


def test_a_made_up_quote_is_refused_at_the_desk_and_stays_typed(desk):
    claim = DealClaim.objects.filter(field="value", deal__slug="cainiao-zelos").first()
    address = f"/admin/deals/dealclaim/{claim.pk}/change/"
    response = desk.post(address, typed(desk, address, quote_exact="a sum of $7 billion"))
    assert response.status_code == 200
    assert "These words do not hold “US$2 billion, amount invested”" in response.content.decode()
    assert "a sum of $7 billion" in response.content.decode()


def test_putting_in_the_text_looks_up_the_quotes_and_names_those_that_are_lost(desk):
    source = Source.objects.get(slug="24newslatest-cainiao-zelos")
    address = f"/admin/sources/source/{source.pk}/change/"
    response = desk.post(
        address, typed(desk, address, full_text="He said it will not give Cainiao a controlling stake."), follow=True
    )
    said = response.content.decode()
    assert "does not stand in the text: correct the claim." in said
    kept = source.dealclaims.get(field="form", deal__slug="cainiao-zelos")
    assert kept.quote_start == len("He said it ")
    assert source.dealclaims.filter(field="value", quote_start__isnull=True).count() == 2


def test_the_text_of_a_source_is_shown_to_editors_only(client):
    source = published(SourceFactory(full_text="Secret wording of the article."))
    deal = public_deal(source=source)
    claim = deal.claims.get()
    pages = [source, deal, claim]
    files = ["/sources.csv", "/claims.csv", "/deals.csv"]
    for address in [record.get_absolute_url() for record in pages] + files:
        response = client.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"Secret wording" not in content, address
    assert not hasattr(source.history.first(), "full_text")


def test_reports_that_are_based_on_each_other_are_refused():
    first = SourceFactory()
    second = SourceFactory(based_on=first)
    third = SourceFactory(based_on=second)
    first.based_on = third
    with pytest.raises(ValidationError, match="itself based on this one"):
        first.full_clean()
    Source.objects.get(pk=third.pk).full_clean()


@pytest.mark.parametrize(("name", "mixed"), [("Zоox", True), ("Zoox", False), ("九识 Zelos", False), ("Ωmega", True)])
def test_a_name_that_mixes_letters_that_look_alike_is_told(desk, name, mixed):
    company = CompanyFactory()
    address = f"/admin/companies/company/{company.pk}/change/"
    page = desk.post(address, typed(desk, address, name=name), follow=True).content.decode()
    assert ("letters, which look alike" in page) is mixed


def test_a_claim_says_where_its_value_was_looked_for(nothing):
    made = DealClaimFactory(quote_exact="Deal announced")
    made.full_clean()
    assert made.quote_start is None
