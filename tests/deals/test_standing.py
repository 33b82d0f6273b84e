"""How firmly a deal's values stand, and what a decision covers."""

import pytest

from deals.models import Deal, DealClaim
from deals.refresh import refresh

from ..factories import (
    SourceFactory,
    draft_deal,
    public_deal,
    published,
)
from .claiming import ONE_BILLION, PRICE, claimed, decided, evidence, usd

pytestmark = pytest.mark.django_db


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
