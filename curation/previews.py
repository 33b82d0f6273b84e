"""What a merge would do: found out by doing it and taking it back."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from companies.evidence import finding
from deals.evidence import assess
from deals.models import Deal, DealClaim
from deals.refresh import read_companies, read_deal

from .merges import carry_out, deals_of
from .models import Merge


@dataclass(frozen=True)
class Preview:
    """What a merge would do: rows that move, rows that stay and why, contradictions that it brings."""

    moves: list
    stayed: list
    contradictions: list


def preview(survivor, loser):
    """Return what merging the two would do, by doing it and taking it back. Raises MergeRefused."""
    survivor, loser = (type(record)._default_manager.get(pk=record.pk) for record in (survivor, loser))
    deals = deals_of(survivor, loser)
    before = _contradictions(deals) | _company_contradictions(survivor, loser)
    with transaction.atomic():
        log = carry_out(survivor, loser, Merge())
        after = _contradictions(deals) | _company_contradictions(survivor)
        transaction.set_rollback(True)
    new = [words for key, words in after.items() if key not in before]
    return Preview([move["words"] for move in log.moves], log.stayed, new)


def _company_contradictions(*records):
    """What contradicts the record in claims on companies, by claim, in words."""
    contradictions = {}
    for company in (record for record in records if not isinstance(record, Deal)):
        [[current]] = read_companies([company.pk])
        for claim in current.claims.all():
            read = finding(current, claim)
            if read.contradicts and claim.is_public:
                words = {"company": current, "field": claim.get_field_display(), "finding": read.words}
                contradictions[claim.pk] = _("%(company)s, %(field)s: %(finding)s") % words
    return contradictions


def _contradictions(deals):
    """What contradicts the record in these deals, by claim, in words."""
    labels = dict(DealClaim.Field.choices)
    contradictions = {}
    for pk in deals:
        deal, context = read_deal(pk)
        for field, evidence in assess(deal, context).items():
            for judged in evidence.judged:
                if judged.contradicts:
                    words = {"deal": deal, "field": labels[field], "finding": judged.finding.words}
                    contradictions[judged.claim.pk, field] = _("%(deal)s, %(field)s: %(finding)s") % words
    return contradictions
