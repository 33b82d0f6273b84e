"""What claims make of a deal's values: the known kinds of disagreement, and how firmly a value stands."""

from datetime import date

import pytest

from companies.models import Ownership
from deals.decisions import cover
from deals.evidence import assess
from deals.models import Deal, DealClaim, Decision, Milestone, Party
from deals.refresh import read_deal, refresh
from sources.models import ExchangeRate

from ..factories import (
    CompanyFactory,
    DealClaimFactory,
    SourceFactory,
    draft_deal,
    exactly,
    public_deal,
    published,
)

pytestmark = pytest.mark.django_db

ONE_BILLION = 10**9


def usd(amount, qualifier="exact", measure="price_paid", currency="USD"):
    low = {} if qualifier in ("up_to", "less_than") else {"min": str(amount)}
    high = {} if qualifier in ("more_than", "at_least") else {"max": str(amount)}
    return {"currency": currency, "qualifier": qualifier, "measure": measure} | low | high


def claimed(deal, field, value, **details):
    details.setdefault("source", published(SourceFactory()))
    claim = DealClaimFactory(deal=deal, field=field, value=value, **details)
    refresh([deal.pk])
    deal.refresh_from_db()
    claim.refresh_from_db()
    return claim


def evidence(deal, field):
    return assess(*read_deal(deal.pk))[field]


def decided(deal, field, reason="editor_judgement"):
    decision = Decision.objects.create(deal=deal, field=field, reason=reason, note="Both were read again.")
    cover([decision])
    refresh([deal.pk])
    deal.refresh_from_db()
    return decision


PRICE = exactly(12 * 10**8)
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


# Standing


def test_silence_of_the_parties_is_no_evidence_for_the_amount(nothing):
    deal = public_deal(**PRICE)
    claimed(deal, "value", {"disclosure": "undisclosed"}, said_by="party_statement")
    assert deal.value_standing == "no_source"
    claimed(deal, "value", usd(12 * 10**8))
    assert deal.value_standing == "single_report"


def test_a_plan_or_a_guess_confirms_nothing(nothing):
    deal = public_deal(**PRICE)
    claimed(deal, "value", usd(12 * 10**8), said_by="party_statement", modality="plan")
    assert deal.value_standing == "single_report"
    claimed(deal, "value", usd(12 * 10**8), modality="speculation")
    assert deal.value_standing == "single_report"


def test_the_parties_are_as_firm_as_the_one_that_least_is_known_of(nothing):
    deal = public_deal()
    buyer, target = (deal.parties.get(role=role).company for role in ("acquirer", "target"))
    claimed(deal, "party", {}, company=buyer, role="acquirer", said_by="filing")
    assert evidence(deal, "party").standing == "no_source"
    assert "party" in deal.no_source_fields
    claimed(deal, "party", {}, company=target, role="target")
    assert evidence(deal, "party").standing == "single_report"


def test_proposals_are_not_what_others_are_compared_with(nothing):
    deal = public_deal()
    raised = usd(10**8, measure="total_raised")
    claimed(deal, "other_figure", raised, rank="preferred", proposed=True)
    assert claimed(deal, "other_figure", usd(2 * 10**8, measure="total_raised")).agreement == ""


def test_a_value_without_a_claim_has_no_source(nothing):
    deal = public_deal(**PRICE)
    assert deal.value_standing == "no_source"
    assert deal.no_source_fields == "party; value; form"
    assert "Do not cite" in evidence(deal, "value").may_cite


def test_one_report_and_its_retelling_are_one_origin(nothing):
    deal = public_deal(**PRICE)
    report = published(SourceFactory())
    first = published(SourceFactory(based_on=report))
    claimed(deal, "value", usd(12 * 10**8), source=report)
    claimed(deal, "value", usd(12 * 10**8), source=published(SourceFactory(based_on=first)))
    assert (deal.value_standing, evidence(deal, "value").standing.label) == ("single_report", "single report")
    claimed(deal, "value", usd(12 * 10**8))
    assert deal.value_standing == "corroborated"
    assert "2 independent reports" in evidence(deal, "value").may_cite


def test_a_claim_with_an_origin_of_its_own_counts_for_that_one(nothing):
    deal, wire = public_deal(**PRICE), published(SourceFactory())
    claimed(deal, "value", usd(12 * 10**8), source=wire)
    claimed(deal, "value", usd(12 * 10**8), origin=wire)
    assert deal.value_standing == "single_report"


def test_own_words_of_a_source_that_else_retells_count_for_itself(nothing):
    deal, wire = public_deal(**PRICE), published(SourceFactory())
    retelling = published(SourceFactory(based_on=wire))
    claimed(deal, "value", usd(12 * 10**8), source=wire)
    claimed(deal, "value", usd(12 * 10**8), source=retelling, origin=retelling)
    assert deal.value_standing == "corroborated"


def test_changing_what_a_source_is_based_on_changes_the_standing(nothing, desk):
    deal = public_deal(**PRICE)
    wire, other = published(SourceFactory()), published(SourceFactory())
    claimed(deal, "value", usd(12 * 10**8), source=wire)
    claimed(deal, "value", usd(12 * 10**8), source=other)
    assert deal.value_standing == "corroborated"
    form = desk.get(f"/admin/sources/source/{other.pk}/change/").context["adminform"].form
    data = {name: "" if value is None else value for name, value in form.initial.items()} | {"based_on": wire.pk}
    assert desk.post(f"/admin/sources/source/{other.pk}/change/", data).status_code == 302
    deal.refresh_from_db()
    assert deal.value_standing == "single_report"


def test_a_source_known_only_through_others_does_not_count_as_read(nothing):
    deal = public_deal(**PRICE)
    claimed(deal, "value", usd(12 * 10**8), source=published(SourceFactory(cited_only=True)))
    assert deal.value_standing == "no_source"
    assert deal.n_sources == 1


def test_a_party_that_speaks_confirms(nothing):
    deal = public_deal(**PRICE)
    claimed(deal, "value", usd(12 * 10**8), said_by="party_statement")
    assert deal.value_standing == "party_confirmed"


def test_where_sources_differ_the_figure_says_so_until_it_is_decided(nothing):
    deal = public_deal(**PRICE)
    claimed(deal, "value", usd(12 * 10**8))
    claimed(deal, "value", usd(3 * ONE_BILLION))
    assert (deal.value_standing, deal.sources_differ, deal.decided) == ("sources_differ", True, "no")
    decided(deal, "value")
    assert (deal.value_standing, deal.differing_fields, deal.decided) == ("single_report", "value", "yes")


def test_left_open_is_a_decision_that_keeps_the_difference(nothing):
    deal = public_deal(**PRICE)
    claimed(deal, "value", usd(12 * 10**8))
    claimed(deal, "value", usd(3 * ONE_BILLION))
    decided(deal, "value", "left_open")
    assert (deal.value_standing, deal.decided) == ("sources_differ", "no")
    assert "left open" in evidence(deal, "value").may_cite


@pytest.mark.parametrize(
    "change",
    [
        lambda deal, claim: claimed(deal, "value", usd(4 * ONE_BILLION)),
        lambda deal, claim: DealClaim.objects.filter(pk=claim.pk).update(value=usd(5 * ONE_BILLION)),
        lambda deal, claim: Deal.objects.filter(pk=deal.pk).update(value_min=13 * 10**8, value_max=13 * 10**8),
    ],
    ids=["another claim", "the claim is edited", "the value is edited"],
)
def test_a_decision_covers_what_it_was_made_on_and_nothing_later(nothing, change):
    deal = public_deal(**PRICE)
    claimed(deal, "value", usd(12 * 10**8))
    claim = claimed(deal, "value", usd(3 * ONE_BILLION))
    decided(deal, "value")
    change(deal, claim)
    refresh([deal.pk])
    deal.refresh_from_db()
    assert (deal.value_standing, deal.decided) == ("sources_differ", "no")


def test_a_claim_set_aside_neither_supports_nor_contradicts(nothing):
    deal = public_deal(**PRICE)
    claimed(deal, "value", usd(12 * 10**8))
    claimed(deal, "value", usd(3 * ONE_BILLION), rank="deprecated", note="Misread.")
    assert (deal.value_standing, deal.sources_differ) == ("single_report", False)


def test_one_source_that_says_something_else_than_the_record_is_no_difference_of_sources(nothing):
    deal = public_deal(**PRICE)
    claimed(deal, "value", usd(3 * ONE_BILLION))
    assert (deal.value_standing, deal.sources_differ) == ("no_source", False)


def test_two_framings_in_one_source_are_a_difference(nothing):
    deal, source = public_deal(**PRICE), published(SourceFactory())
    claimed(deal, "value", usd(12 * 10**8), source=source)
    claimed(deal, "value", usd(12 * 10**8, measure="asset_value"), source=source)
    assert deal.sources_differ is True


def test_proposed_claims_and_claims_of_drafts_leave_no_trace(nothing):
    deal = public_deal(**PRICE)
    claimed(deal, "value", usd(12 * 10**8))
    claimed(deal, "value", usd(3 * ONE_BILLION), proposed=True)
    claimed(deal, "value", usd(3 * ONE_BILLION), source=SourceFactory())
    assert (deal.value_standing, deal.n_claims, deal.n_origins) == ("single_report", 2, 2)


def test_a_draft_is_assessed_like_a_public_deal(nothing):
    deal = draft_deal(**PRICE)
    claimed(deal, "value", usd(12 * 10**8))
    assert deal.value_standing == "single_report"
