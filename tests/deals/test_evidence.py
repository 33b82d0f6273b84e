"""What claims make of a deal's values: the known kinds of disagreement."""

from datetime import date

import pytest

from companies.models import Ownership
from deals.models import Deal, Milestone, Party
from deals.refresh import refresh
from sources.models import ExchangeRate

from ..factories import (
    CompanyFactory,
    SourceFactory,
    exactly,
    public_deal,
    published,
)
from .claiming import ONE_BILLION, PRICE, claimed, evidence, usd

pytestmark = pytest.mark.django_db

CLOSING = PRICE | {"value_measure": "price_at_closing"}
RAISED = exactly(10**8) | {"value_measure": "capital_raised"}
WORTH = {
    "valuation_min": ONE_BILLION,
    "valuation_max": ONE_BILLION,
    "valuation_currency": "USD",
    "valuation_qualifier": "exact",
    "valuation_measure": "equity_value",
}


@pytest.mark.parametrize(
    ("columns", "field", "value", "verdict"),
    [
        pytest.param(PRICE, "value", usd(ONE_BILLION, "more_than"), "agrees", id="over"),
        pytest.param(PRICE, "value", usd(1_250_000_000, "about"), "agrees", id="about"),
        pytest.param(PRICE, "value", usd(1_300_000_000), "differs", id="exact"),
        pytest.param(
            CLOSING, "value", usd(15 * 10**8, measure="total_with_contingent"), "other_meaning", id="contingent"
        ),
        pytest.param(CLOSING, "value", usd(12 * 10**8, measure="price_paid"), "other_meaning", id="at closing"),
        pytest.param(CLOSING, "value", usd(12 * 10**8, measure="deal_value"), "agrees", id="no more said"),
        pytest.param(CLOSING, "other_figure", usd(5 * 10**8, measure="cash_part"), "", id="cash part"),
        pytest.param(CLOSING, "other_figure", usd(3 * 10**8, measure="contingent_part"), "", id="earn-out"),
        pytest.param(RAISED, "value", usd(15 * 10**7, measure="committed"), "other_meaning", id="conditional tranche"),
        pytest.param(RAISED, "value", usd(15 * 10**7, measure="capital_raised"), "differs", id="round with tranche in"),
        pytest.param(PRICE, "value", {"disclosure": "undisclosed"}, "agrees", id="parties silent, press figure"),
        pytest.param(
            {"value_disclosure": "not_mentioned"}, "value", usd(ONE_BILLION), "differs", id="amount not recorded"
        ),
        pytest.param({"form": "acquisition"}, "form", {"value": "majority_stake"}, "differs", id="how much"),
        pytest.param({"form": "acquisition"}, "form", {"value": "funding_round"}, "differs", id="another kind"),
        pytest.param({"consideration": "cash"}, "consideration", {"value": "shares"}, "differs", id="paid in"),
        pytest.param(
            {"stake_percent": "51.1"}, "stake", {"min": "51", "max": "51", "qualifier": "exact"}, "agrees", id="51"
        ),
        pytest.param(
            {"stake_percent": "51.1"}, "stake", {"min": "49", "max": "49", "qualifier": "exact"}, "differs", id="49"
        ),
        pytest.param({"sae_level": 4}, "sae_level", {"value": "3"}, "differs", id="level"),
    ],
)
def test_known_kinds_of_disagreement(nothing, columns, field, value, verdict):
    assert claimed(public_deal(**columns), field, value).agreement == verdict


def test_enterprise_and_equity_value_are_different_things(nothing):
    deal = public_deal(**PRICE)
    target = deal.parties.get(role="target").company
    Deal.objects.filter(pk=deal.pk).update(valuation_of=target, **WORTH)
    said = usd(ONE_BILLION, measure="enterprise_value")
    assert claimed(deal, "valuation", said, company=target).agreement == "other_meaning"
    assert claimed(deal, "valuation", usd(ONE_BILLION, measure="valuation"), company=target).agreement == "agrees"
    other = deal.parties.get(role="acquirer").company
    assert claimed(deal, "valuation", usd(ONE_BILLION, measure="valuation"), company=other).agreement == "other_meaning"


def test_the_price_told_as_a_valuation_is_the_same_number_with_another_meaning(nothing):
    deal = public_deal(**PRICE)
    source = published(SourceFactory())
    claimed(deal, "value", usd(12 * 10**8), source=source)
    target = deal.parties.get(role="target").company
    claim = claimed(deal, "valuation", usd(12 * 10**8, measure="valuation"), company=target, source=source)
    assert claim.agreement == "other_meaning"
    assert deal.differing_fields == "valuation"
    assert deal.value_standing == "single_report"


def test_announced_and_completed_are_different_days(nothing):
    deal = public_deal(on=[date(2020, 6, 26)])
    Milestone.objects.create(
        deal=deal, status="completed", first_day=date(2020, 9, 1), last_day=date(2020, 9, 1), words=""
    )
    refresh([deal.pk])
    september = {"first": "2020-09-01", "last": "2020-09-30"}
    assert claimed(deal, "completed", september).agreement == "agrees"
    assert claimed(deal, "announced", september).agreement == "differs"


def test_two_sources_name_different_leads(nothing):
    deal = public_deal(kind="investment", companies=[published(CompanyFactory()), published(CompanyFactory())])
    first, second = deal.parties.get(role="investor"), published(CompanyFactory())
    Party.objects.create(deal=deal, company=second, role="investor")
    Party.objects.filter(pk=first.pk).update(is_lead=True)
    assert claimed(deal, "party", {"lead": True}, company=first.company, role="investor").agreement == "agrees"
    assert claimed(deal, "party", {"lead": True}, company=second, role="investor").agreement == "differs"
    assert claimed(deal, "party", {}, company=second, role="investor").agreement == "agrees"


def test_a_renamed_party_is_the_same_company(nothing):
    deal = public_deal()
    party = deal.parties.get(role="target")
    assert claimed(deal, "party", {"text": "Its Old Name"}, company=party.company, role="target").agreement == "agrees"


def test_a_subsidiary_and_its_parent_agree_and_it_is_said(nothing):
    deal, parent = public_deal(), published(CompanyFactory(name="Parent"))
    buyer = deal.parties.get(role="acquirer").company
    assert claimed(deal, "party", {}, company=parent, role="acquirer").agreement == "differs"
    Ownership.objects.create(owner=parent, owned=buyer, relation="subsidiary")
    refresh(company_ids=[buyer.pk])
    last = evidence(deal, "party").judged[-1]
    assert last.finding.verdict == "agrees"
    assert f"{buyer} belongs to Parent" in last.finding.words


def test_more_parties_than_the_record_fit_where_its_list_is_open(nothing):
    deal, another = public_deal(kind="partnership"), published(CompanyFactory())
    assert claimed(deal, "party", {}, company=another, role="partner").agreement == "differs"
    Deal.objects.filter(pk=deal.pk).update(more_parties=True)
    assert claimed(deal, "party", {}, company=another, role="partner").agreement == "agrees"


def test_an_earlier_stage_is_overtaken_and_a_later_one_differs(nothing):
    deal = public_deal(on=[date(2020, 6, 26)])
    assert claimed(deal, "status", {"value": "talks"}).agreement == "superseded"
    assert claimed(deal, "status", {"value": "completed"}).agreement == "differs"
    assert claimed(deal, "status", {"value": "unknown"}).agreement == "agrees"


def test_a_rumour_is_overtaken_by_a_later_fact_in_any_field(nothing):
    deal = public_deal(**PRICE)
    earlier = published(SourceFactory(published_on=date(2020, 5, 1), published_until=date(2020, 5, 1)))
    later = published(SourceFactory(published_on=date(2020, 6, 26), published_until=date(2020, 6, 26)))
    rumour = claimed(deal, "value", usd(3 * ONE_BILLION), source=earlier, modality="speculation")
    assert rumour.agreement == "differs"
    claimed(deal, "value", usd(12 * 10**8), source=later)
    rumour.refresh_from_db()
    assert rumour.agreement == "superseded"
    assert deal.sources_differ is False


def test_a_conversion_in_brackets_is_never_compared_by_itself(nothing):
    deal = public_deal(**PRICE)
    assert claimed(deal, "value", usd(9 * ONE_BILLION, currency="CNY"), basis="converted", note="x").agreement == ""


def test_another_currency_is_compared_at_the_rate_of_the_announcement(nothing):
    ExchangeRate.objects.create(currency="CNY", day=date(2020, 6, 26), usd="0.14")
    deal = public_deal(on=[date(2020, 6, 26)], **PRICE)
    assert claimed(deal, "value", usd(86 * 10**8, currency="CNY")).agreement == "agrees"
    assert claimed(deal, "value", usd(5 * ONE_BILLION, currency="CNY")).agreement == "differs"
    undated = public_deal(**PRICE)
    assert claimed(undated, "value", usd(5 * ONE_BILLION, currency="CNY")).agreement == ""


def test_totals_raised_at_two_dates_are_not_compared(nothing):
    deal = public_deal()
    raised = usd(10**8, measure="total_raised")
    claimed(deal, "other_figure", raised, as_of=date(2024, 1, 1), rank="preferred")
    doubled = usd(2 * 10**8, measure="total_raised")
    assert claimed(deal, "other_figure", doubled, as_of=date(2025, 1, 1)).agreement == ""
    assert claimed(deal, "other_figure", doubled, as_of=date(2024, 1, 1)).agreement == "differs"


def test_a_denial_contradicts_what_it_denies(nothing):
    assert claimed(public_deal(**PRICE), "value", usd(12 * 10**8), modality="denial").agreement == "differs"


def test_a_vague_type_goes_with_the_types_of_its_own_kind_only(nothing):
    deal = public_deal(kind="investment", form="stake")
    assert claimed(deal, "form", {"value": "minority_stake"}).agreement == "agrees"
    assert claimed(deal, "form", {"value": "acquisition"}).agreement == "differs"


@pytest.mark.parametrize(
    ("recorded", "said", "verdict"),
    [
        ("unknown", "terminated", "differs"),
        ("unknown", "denied", "differs"),
        ("talks", "unknown", "differs"),
        ("unknown", "talks", "superseded"),
        ("denied", "terminated", "differs"),
        ("terminated", "announced", "superseded"),
        ("terminated", "completed", "differs"),
        ("completed", "announced", "superseded"),
    ],
)
def test_how_stages_follow_each_other(nothing, recorded, said, verdict):
    deal = public_deal()
    Milestone.objects.create(deal=deal, status=recorded)
    refresh([deal.pk])
    assert claimed(deal, "status", {"value": said}).agreement == verdict


def test_the_two_sides_are_not_exchanged_by_a_tie_between_them(nothing):
    deal = public_deal()
    buyer, target = (deal.parties.get(role=role).company for role in ("acquirer", "target"))
    Ownership.objects.create(owner=buyer, owned=target, relation="subsidiary")
    assert claimed(deal, "party", {}, company=target, role="acquirer").agreement == "differs"


def test_a_parent_named_as_lead_is_compared_with_who_led(nothing):
    deal, parent = public_deal(kind="investment"), published(CompanyFactory())
    investor, lead = deal.parties.get(role="investor"), published(CompanyFactory())
    Party.objects.create(deal=deal, company=lead, role="investor", is_lead=True)
    Ownership.objects.create(owner=parent, owned=investor.company, relation="subsidiary")
    assert claimed(deal, "party", {"lead": True}, company=parent, role="investor").agreement == "differs"
    assert claimed(deal, "party", {}, company=parent, role="investor").agreement == "agrees"


def test_a_denial_of_what_the_record_does_not_have_contradicts_nothing(nothing):
    deal, other = public_deal(kind="partnership", more_parties=True), published(CompanyFactory())
    assert claimed(deal, "party", {}, company=other, role="partner", modality="denial").agreement == ""
    claimed(deal, "form", {"value": "acquisition"}, modality="denial")
    assert deal.told_as == ""


def test_a_rumour_is_only_overtaken_by_a_fact_on_the_same_thing(nothing):
    deal = public_deal(kind="investment")
    issuer, stranger = deal.parties.get(role="issuer").company, published(CompanyFactory())
    earlier = published(SourceFactory(published_on=date(2020, 5, 1), published_until=date(2020, 5, 1)))
    later = published(SourceFactory(published_on=date(2020, 6, 26), published_until=date(2020, 6, 26)))
    rumour = claimed(deal, "party", {}, company=stranger, role="investor", source=earlier, modality="speculation")
    claimed(deal, "party", {}, company=issuer, role="issuer", source=later)
    rumour.refresh_from_db()
    assert rumour.agreement == "differs"


def test_one_investors_stake_is_not_the_stake_of_all(nothing):
    deal = public_deal(kind="investment", stake_percent=25)
    first = deal.parties.get(role="investor")
    second = Party.objects.create(deal=deal, company=published(CompanyFactory()), role="investor", stake_percent=15)
    ten, fifteen = ({"min": number, "max": number, "qualifier": "exact"} for number in ("10", "15"))
    assert claimed(deal, "stake", ten, company=first.company).agreement == ""
    assert claimed(deal, "stake", fifteen, company=second.company).agreement == "agrees"
    assert claimed(deal, "stake", ten).agreement == "differs"
