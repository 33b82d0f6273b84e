"""A deal, what sources claim of it, and what comes of that."""

from deals.decisions import cover
from deals.evidence import assess
from deals.models import Decision
from deals.refresh import read_deal, refresh

from ..factories import (
    DealClaimFactory,
    SourceFactory,
    exactly,
    published,
)

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
