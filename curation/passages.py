"""Quotes and the text of their source, once an editor has put it in."""

from values.passages import find_passage


def lost_quotes(source):
    """Write down where each quote of the source begins in its text; return the claims whose quote is not in it."""
    lost = []
    for claims in (source.dealclaims.select_related("deal"), source.companyclaims.select_related("company")):
        for claim in claims.exclude(quote_exact=""):
            start = find_passage(source.full_text, claim.quote_exact, claim.quote_prefix, claim.quote_suffix)
            claims.filter(pk=claim.pk).update(quote_start=start)
            if start is None and source.full_text:
                lost.append(claim)
    return lost
