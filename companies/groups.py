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
