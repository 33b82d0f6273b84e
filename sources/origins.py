"""Which report a claim comes from in the end: retellings of one report count once."""

from .models import Source


def chains(source_ids):
    """Return what each of these sources, and each further one on their chains, is based on: {id: id or None}."""
    based_on, newest = {}, set(source_ids)
    while newest:
        based_on |= dict(Source.objects.filter(pk__in=newest).values_list("pk", "based_on"))
        newest = {origin for origin in based_on.values() if origin} - set(based_on)
    return based_on


def origin_of(claim, based_on):
    """Return the id of the report at the end of the claim's chain; `based_on` comes from `chains`.

    A claim's own origin comes first; where that is the source itself, the source speaks in its own words.
    """
    if claim.origin_id == claim.source_id:
        return claim.source_id
    current, seen = claim.origin_id or claim.source_id, set()
    while (further := based_on.get(current)) and current not in seen:
        seen.add(current)
        current = further
    return current


def retellings_of(source_ids):
    """Return the ids of these sources and of all that retell them, directly or through others."""
    found, newest = set(source_ids), set(source_ids)
    while newest:
        newest = set(Source.objects.filter(based_on__in=newest).values_list("pk", flat=True)) - found
        found |= newest
    return found
