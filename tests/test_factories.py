"""What the factories write at once is what publishing makes of a draft."""

from datetime import date

import pytest
from django.db import transaction

from curation.publication import publish
from deals.refresh import stale_records

from .factories import (
    CompanyFactory,
    DealClaimFactory,
    DealFactory,
    MilestoneFactory,
    PartyFactory,
    SourceFactory,
    exactly,
    public_deal,
    published,
)

OWN = ("id", "party_list", "published_at", "added_at", "updated_at")  # ids and moments
AMOUNT = exactly(5_000_000)


def step_by_step(record):
    publish(record)
    return record


def deal_step_by_step():
    deal = DealFactory(**AMOUNT)
    for role in ("acquirer", "target"):
        PartyFactory(deal=deal, company=step_by_step(CompanyFactory()), role=role)
    DealClaimFactory(deal=deal, source=step_by_step(SourceFactory()), quote_exact="a sale")
    MilestoneFactory(deal=deal, first_day=date(2020, 6, 26), last_day=date(2020, 6, 26))
    return step_by_step(deal)


def deal_at_once():
    return public_deal(on=[date(2020, 6, 26)], quote="a sale", **AMOUNT)


def rows(make):
    """Every column of the record and of what it is about, and the history of the record; the same names each time."""
    for factory in (CompanyFactory, SourceFactory, DealFactory):
        factory.reset_sequence(0)
    with transaction.atomic():
        record = make()
        about = [party.company for party in record.parties.all()] if hasattr(record, "parties_text") else []
        about += [claim.source for claim in record.claims.all()] if about else []
        history = list(record.history.values_list("history_type", "history_change_reason", "state"))
        found = [columns(each) for each in (record, *about)]
        assert list(stale_records()) == []
        transaction.set_rollback(True)
    return history, found


def columns(record):
    record.refresh_from_db()
    names = [field.attname for field in record._meta.concrete_fields if field.name not in OWN]
    return {name: getattr(record, name) for name in names}


@pytest.mark.parametrize(
    ("at_once", "by_steps"),
    [
        (lambda: published(CompanyFactory()), lambda: step_by_step(CompanyFactory())),
        (lambda: published(SourceFactory()), lambda: step_by_step(SourceFactory())),
        (deal_at_once, deal_step_by_step),
    ],
    ids=["company", "source", "deal"],
)
def test_a_record_written_at_once_is_the_one_that_publishing_leaves(db, at_once, by_steps):
    assert rows(at_once) == rows(by_steps)
