"""Every row rule holds in the database itself and tells an editor its sentence."""

from datetime import date
from functools import partial

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from companies.models import Company, CompanyClaim, CompanyLookAlike, CompanyName, Identifier, Ownership, Segment
from curation.models import Merge, Submission
from deals.models import Deal, DealClaim, DealLink, DealLookAlike, Decision, Milestone, Party
from records.constraints import sentence_for
from sources.models import ExchangeRate, Source

from .factories import (
    CompanyFactory,
    DealClaimFactory,
    DealFactory,
    MilestoneFactory,
    PartyFactory,
    SourceFactory,
    exactly,
)

pytestmark = pytest.mark.django_db

OURS = ("sources", "companies", "deals", "curation")
SOME_VALUE = {"value_currency": "USD", "value_measure": "price_paid", "value_disclosure": "disclosed"}
SOME_VALUATION = {"valuation_currency": "USD", "valuation_measure": "valuation"}


def valuation(**fields):
    return DealFactory.build(**SOME_VALUATION | fields)


def claim_of(**fields):
    return DealClaim(deal=DealFactory(), source=SourceFactory(), **{"field": "status", "value": {}} | fields)


def company_claim(**fields):
    fields = {"company": CompanyFactory(), "field": "note", "value": {"text": "x"}} | fields
    return CompanyClaim(source=SourceFactory(), **fields)


def duplicate(model, **fields):
    model(**fields).save()
    return model(**fields)


def decision(**fields):
    return Decision(deal=DealFactory(), **{"field": "value", "reason": "left_open", "note": "x"} | fields)


def merged_but_public(factory):
    return factory.build(merged_into=factory(), state="published", slug="merged", published_at=timezone.now())


def merged_into_itself(record):
    record.merged_into = record
    return record


def broken_pair(model, factory, *, with_itself=False, swapped=False, **fields):
    one = factory()
    other = one if with_itself else factory()
    if swapped:
        model.objects.create(one=other, other=one)
    return model(one=one, other=other, **fields)


def merge_of(**fields):
    details = {"kind": "deal", "survivor_id": 1, "loser_id": 2, "reason": "x", "source": Source.objects.first()}
    return Merge(**details | fields)


def submission(**fields):
    """A submission of a draft; the times of an answer are given with its outcome."""
    about = {} if {"deal", "company", "source"} & {*fields} else {"deal": DealFactory()}
    answered = {"answered_at": timezone.now()} if "outcome" in fields else {}
    return Submission(**about | {"asking": "publication"} | answered | fields)


def waits_twice(subject, factory):
    record = factory()
    submission(**{subject: record}).save()
    return submission(**{subject: record})


BREAKS = {
    "exchangerate_once_a_day": lambda: duplicate(ExchangeRate, currency="XTS", day=date(2020, 1, 1), usd=1),
    "exchangerate_is_positive": lambda: ExchangeRate(currency="XTS", day=date(2020, 1, 1), usd=0),
    "source_state_is_known": lambda: SourceFactory.build(state="loud"),
    "source_address_is_unique": lambda: (SourceFactory(slug="same"), SourceFactory.build(slug="same"))[1],
    "source_published_has_address": lambda: SourceFactory.build(state="published"),
    "source_kind_is_known": lambda: SourceFactory.build(kind="rumour"),
    "source_published_on_in_order": lambda: SourceFactory.build(published_on=date(2020, 1, 2)),
    "source_url_is_http": lambda: SourceFactory.build(url="javascript:alert(1)"),
    "source_not_based_on_itself": lambda: _based_on_itself(),
    "segment_group_is_known": lambda: Segment(slug="x", name="x", group="other"),
    "company_state_is_known": lambda: CompanyFactory.build(state="loud"),
    "company_address_is_unique": lambda: (CompanyFactory(slug="same"), CompanyFactory.build(slug="same"))[1],
    "company_published_has_address": lambda: CompanyFactory.build(state="published"),
    "company_kind_is_known": lambda: CompanyFactory.build(kind="shop"),
    "company_status_is_known": lambda: CompanyFactory.build(status="asleep"),
    "company_country_is_iso": lambda: CompanyFactory.build(country="cn"),
    "company_founded_is_a_year": lambda: CompanyFactory.build(founded=12),
    "company_website_is_http": lambda: CompanyFactory.build(website="ftp://x"),
    "companyname_kind_is_known": lambda: CompanyName(company=CompanyFactory(), text="x", language="en", kind="pet"),
    "companyname_once": lambda: duplicate(CompanyName, company=CompanyFactory(), text="x", language="en", kind="legal"),
    "identifier_scheme_is_known": lambda: Identifier(company=CompanyFactory(), scheme="duns", value="1"),
    "identifier_is_unique": lambda: duplicate(Identifier, company=CompanyFactory(), scheme="cik", value="1"),
    "ownership_relation_is_known": lambda: Ownership(owner=CompanyFactory(), owned=CompanyFactory(), relation="pal"),
    "ownership_once": lambda: duplicate(
        Ownership, owner=CompanyFactory(), owned=CompanyFactory(), relation="affiliate"
    ),
    "ownership_of_another": lambda: _owns_itself(),
    "ownership_percent_in_range": lambda: Ownership(
        owner=CompanyFactory(), owned=CompanyFactory(), relation="affiliate", percent=101
    ),
    "ownership_in_order": lambda: Ownership(
        owner=CompanyFactory(),
        owned=CompanyFactory(),
        relation="affiliate",
        since=date(2020, 1, 2),
        until=date(2020, 1, 1),
    ),
    "companyclaim_field_is_known": lambda: company_claim(field="mood"),
    "companyclaim_said_by_is_known": lambda: company_claim(said_by="birds"),
    "companyclaim_basis_is_known": lambda: company_claim(basis="guessed"),
    "companyclaim_modality_is_known": lambda: company_claim(modality="dream"),
    "companyclaim_rank_is_known": lambda: company_claim(rank="best"),
    "companyclaim_quote_is_short": lambda: company_claim(quote_exact="word " * 16),
    "companyclaim_inference_has_note": lambda: company_claim(basis="inferred"),
    "companyclaim_paragraph_from_1": lambda: company_claim(paragraph=0),
    "companyclaim_role_is_known": lambda: company_claim(role="pal"),
    "companyclaim_names_the_other": lambda: company_claim(field="owner", value={}),
    "deal_state_is_known": lambda: DealFactory.build(state="loud"),
    "deal_address_is_unique": lambda: (DealFactory(slug="same"), DealFactory.build(slug="same"))[1],
    "deal_published_has_address": lambda: DealFactory.build(state="published"),
    "deal_kind_is_known": lambda: DealFactory.build(kind="merger"),
    "deal_status_is_known": lambda: DealFactory.build(status="soon"),
    "deal_consideration_is_known": lambda: DealFactory.build(consideration="favours"),
    "deal_round_is_known": lambda: DealFactory.build(kind="investment", form="stake", round="series_z"),
    "deal_value_measure_is_known": lambda: DealFactory.build(**exactly(5) | {"value_measure": "worth"}),
    "deal_valuation_measure_is_known": lambda: valuation(
        valuation_min=5,
        valuation_max=5,
        valuation_qualifier="exact",
        valuation_of=CompanyFactory(),
        valuation_measure="worth",
    ),
    "deal_value_disclosure_is_known": lambda: DealFactory.build(value_disclosure="secret"),
    "deal_form_belongs_to_kind": lambda: DealFactory.build(kind="acquisition", form="stake"),
    "deal_value_bounds_fit_qualifier": lambda: DealFactory.build(
        **SOME_VALUE, value_min=5, value_max=6, value_qualifier="exact"
    ),
    "deal_value_is_complete": lambda: DealFactory.build(**exactly(5) | {"value_currency": "usd"}),
    "deal_value_is_not_negative": lambda: DealFactory.build(**exactly(-5)),
    "deal_value_disclosure_fits": lambda: DealFactory.build(**exactly(5) | {"value_disclosure": "undisclosed"}),
    "deal_valuation_bounds_fit_qualifier": lambda: valuation(
        valuation_min=5, valuation_qualifier="range", valuation_of=CompanyFactory()
    ),
    "deal_valuation_is_complete": lambda: valuation(),
    "deal_valuation_is_not_negative": lambda: valuation(
        valuation_min=-1, valuation_qualifier="more_than", valuation_of=CompanyFactory()
    ),
    "deal_valuation_is_of_a_company": lambda: valuation(valuation_min=1, valuation_qualifier="more_than"),
    "deal_stake_in_range": lambda: DealFactory.build(stake_percent=0),
    "deal_sae_level_in_range": lambda: DealFactory.build(sae_level=6),
    "deal_round_is_of_investment": lambda: DealFactory.build(round="seed"),
    "dealclaim_field_is_known": lambda: claim_of(field="mood"),
    "dealclaim_said_by_is_known": lambda: claim_of(said_by="birds"),
    "dealclaim_basis_is_known": lambda: claim_of(basis="guessed"),
    "dealclaim_modality_is_known": lambda: claim_of(modality="dream"),
    "dealclaim_rank_is_known": lambda: claim_of(rank="best"),
    "dealclaim_quote_is_short": lambda: claim_of(quote_exact="字" * 41),
    "dealclaim_inference_has_note": lambda: claim_of(basis="inferred"),
    "dealclaim_paragraph_from_1": lambda: claim_of(paragraph=0),
    "dealclaim_role_is_known": lambda: claim_of(role="pal"),
    "dealclaim_party_has_role": lambda: claim_of(field="party", value={}),
    "dealclaim_valuation_is_of_a_company": lambda: claim_of(field="valuation"),
    "party_role_is_known": lambda: PartyFactory.build(deal=DealFactory(), company=CompanyFactory(), role="pal"),
    "party_once": lambda: duplicate(Party, deal=DealFactory(), company=CompanyFactory(), role="target"),
    "party_amount_has_currency": lambda: Party(deal=DealFactory(), company=CompanyFactory(), role="target", amount=5),
    "party_stake_in_range": lambda: Party(
        deal=DealFactory(), company=CompanyFactory(), role="target", stake_percent=101
    ),
    "milestone_status_is_known": lambda: Milestone(deal=DealFactory(), status="soon"),
    "milestone_first_day_in_order": lambda: Milestone(
        deal=DealFactory(), status="announced", first_day=date(2020, 1, 2), last_day=date(2020, 1, 1)
    ),
    "milestone_once_a_day": lambda: duplicate(
        Milestone, deal=DealFactory(), status="announced", first_day=date(2020, 1, 1), last_day=date(2020, 1, 1)
    ),
    "milestone_once_undated": lambda: duplicate(Milestone, deal=DealFactory(), status="announced"),
    "deallink_relation_is_known": lambda: DealLink(deal=DealFactory(), other=DealFactory(), relation="near"),
    "deallink_once": lambda: duplicate(DealLink, deal=DealFactory(), other=DealFactory(), relation="extends"),
    "deallink_to_another": lambda: _linked_to_itself(),
    "dealclaim_set_aside_has_note": lambda: claim_of(rank="deprecated"),
    "companyclaim_set_aside_has_note": lambda: company_claim(rank="deprecated"),
    "dealclaim_agreement_is_known": lambda: claim_of(agreement="perhaps"),
    "companyclaim_agreement_is_known": lambda: company_claim(agreement="perhaps"),
    "deal_value_standing_is_known": lambda: DealFactory.build(value_standing="firm"),
    "deal_merged_is_not_public": lambda: merged_but_public(DealFactory),
    "company_merged_is_not_public": lambda: merged_but_public(CompanyFactory),
    "deal_not_merged_into_itself": lambda: merged_into_itself(DealFactory()),
    "company_not_merged_into_itself": lambda: merged_into_itself(CompanyFactory()),
    "submission_asking_is_known": lambda: submission(asking="money"),
    "submission_outcome_is_known": lambda: submission(outcome="lost"),
    "submission_of_one_record": lambda: submission(deal=DealFactory(), company=CompanyFactory()),
    "submission_sent_back_with_note": lambda: submission(outcome="sent_back"),
    "submission_answered_when_decided": lambda: submission(answered_at=timezone.now()),
    "submission_deal_waits_once": lambda: waits_twice("deal", DealFactory),
    "submission_company_waits_once": lambda: waits_twice("company", CompanyFactory),
    "submission_source_waits_once": lambda: waits_twice("source", SourceFactory),
    "decision_field_is_known": lambda: decision(field="weather"),
    "decision_reason_is_known": lambda: decision(reason="whim"),
    "decision_has_note": lambda: decision(note=""),
    "decision_once": lambda: duplicate(Decision, deal=DealFactory(), field="value", reason="left_open", note="x"),
    **{
        f"{model._meta.model_name}_{rule}": partial(broken_pair, model, factory, **fields)
        for model, factory in ((DealLookAlike, DealFactory), (CompanyLookAlike, CompanyFactory))
        for rule, fields in {
            "judgement_is_known": {"judgement": "maybe", "note": "x"},
            "judgement_has_note": {"judgement": "same"},
            "of_two": {"with_itself": True},
            "once": {"swapped": True},
        }.items()
    },
    "merge_kind_is_known": lambda: merge_of(kind="source"),
    "merge_of_two": lambda: merge_of(loser_id=1),
    "merge_has_reason": lambda: merge_of(reason=""),
    "merge_once": lambda: (merge_of().save(), merge_of(survivor_id=3))[1],
}


def _based_on_itself():
    source = SourceFactory()
    source.based_on = source
    return source


def _owns_itself():
    company = CompanyFactory()
    return Ownership(owner=company, owned=company, relation="affiliate")


def _linked_to_itself():
    deal = DealFactory()
    return DealLink(deal=deal, other=deal, relation="extends")


def our_constraints():
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    return {constraint.name: constraint for model in models for constraint in model._meta.constraints}


def test_every_rule_has_a_test_that_breaks_it():
    assert set(BREAKS) == set(our_constraints())


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_the_database_refuses_what_breaks_the_rule_and_its_name_leads_to_the_sentence(name):
    record = BREAKS[name]()
    sentence = str(our_constraints()[name].get_violation_error_message())
    assert sentence.endswith(".")
    assert "violated" not in sentence
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        record.save()
    assert sentence_for(caught.value) == sentence


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_the_form_tells_the_sentence_before_the_database_must(name):
    record = BREAKS[name]()
    constraint = our_constraints()[name]
    with pytest.raises(ValidationError) as caught:
        record.validate_constraints()
    assert str(constraint.get_violation_error_message()) in caught.value.messages


def test_a_valid_record_of_each_kind_is_let_through():
    """The control: what the breaking records are made from is right without the break."""
    for record in (
        DealFactory(**exactly(5)),
        Deal.objects.get(slug="cainiao-zelos"),
        CompanyFactory(country="CN", founded=2000),
        Company.objects.get(slug="cainiao"),
        SourceFactory(url="https://example.org/a", published_on=date(2020, 1, 1), published_until=date(2020, 1, 1)),
        Source.objects.first(),
        MilestoneFactory(),
        DealClaimFactory(quote_exact="word " * 15),
        PartyFactory(),
    ):
        record.validate_constraints()
