"""Who belongs together: the companies that a company owns, directly or through others."""

from .models import Ownership
from .vocabulary import Relation


def group_of(companies, *, wide=False):
    """Return the ids of the companies and of their subsidiaries today; `wide` adds every other kind of tie."""
    members = {company.pk for company in companies}
    ties = Ownership.objects.public().filter(until__isnull=True)
    if not wide:
        ties = ties.filter(relation=Relation.SUBSIDIARY)
    newest = members
    while newest:
        newest = set(ties.filter(owner__in=newest).values_list("owned", flat=True)) - members
        members |= newest
    return members


def owners_above(company_ids):
    """Return the ids of the companies that each of these belongs to today, directly or through others: {id: ids}."""
    ties = Ownership.objects.public().filter(until__isnull=True, relation=Relation.SUBSIDIARY)
    direct, newest = {}, set(company_ids)
    while newest:
        found = ties.filter(owned__in=newest).values_list("owned", "owner")
        direct |= {company: set() for company in newest}
        for owned, owner in found:
            direct[owned].add(owner)
        newest = set().union(*direct.values()) - set(direct)
    return {company: _closure(direct, company) for company in company_ids}


def _closure(direct, company):
    above, newest = set(), {company}
    while newest:
        newest = set().union(*(direct.get(one, ()) for one in newest)) - above
        above |= newest
    return above
