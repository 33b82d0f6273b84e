"""Deciding where sources differ: what a decision covers is written down when it is made."""

from django.utils import timezone

from .evidence import assess, claim_key
from .models import Deal
from .refresh import read_deal


def cover(decisions, decided_at=None):
    """Write down the recorded value and the contradicting claims that these decisions are about, all as they are now.

    Call after `refresh`, and `refresh` once more: whether the deal is decided follows from it.
    """
    for deal in Deal.objects.filter(decisions__in=decisions).distinct():
        evidence = assess(*read_deal(deal.pk))
        for decision in decisions:
            if decision.deal_id == deal.pk and decision.field in evidence:
                each = evidence[decision.field]
                decision.value_key = each.value_key
                decision.covers = {str(one.claim.pk): claim_key(one.claim) for one in each.judged if one.contradicts}
                decision.decided_at = decided_at or timezone.now()
                decision.save()
