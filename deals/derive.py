"""The derived columns of a deal: a pure function of its own rows, so that `check_data` can compare.

Nothing else computes a status, a date, dollars or a text of parties.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from values.text import index_words, sort_key

from .comparison import converted_on
from .evidence import assess, columns_of
from .models import Status
from .models.vocabulary import BEFORE_ANNOUNCEMENT, BUYERS, BYSTANDERS, FORMS_OF, PARTNERS, TARGETS, DatedBasis

ORDER = {status: place for place, status in enumerate(Status.values)}
NO_DOLLARS_LARGEST, NO_DOLLARS_SMALLEST = Decimal(-1), Decimal(10**19)


class Derived(NamedTuple):
    columns: dict
    agreements: dict  # the id of each claim: its verdict, or empty


def derived(deal, context):
    """Return what follows from a deal read by `refresh.read_deals`; `context` is the evidence's."""
    milestones = list(deal.milestones.all())
    claims = [claim for claim in deal.claims.all() if claim.is_public]
    dates = _dates(milestones, claims)
    columns = (
        _status(milestones)
        | dates
        | _dollars(deal, dates, context.rate)
        | _parties(list(deal.parties.all()))
        | {
            "segments_text": "; ".join(segment.slug for segment in deal.segments.all()),
            "n_claims": len(claims),
            "n_sources": len({claim.source_id for claim in claims if not claim.source.cited_only}),
            "told_as": _told_as(deal, claims),
            "former_ids": deal.former_ids_text(),
            "search_text": _search_text(deal, claims),
            "title_key": sort_key(deal.title),
            "is_counted": deal.is_published,
        }
    )
    evidence = assess(deal, context, columns)
    verdicts = {one.claim.pk: one.finding.verdict or "" for each in evidence.values() for one in each.judged}
    return Derived(
        columns | columns_of(evidence), {claim.pk: verdicts.get(claim.pk, "") for claim in deal.claims.all()}
    )


def _told_as(deal, claims):
    """The other kinds of deal that sources call it by."""
    told = (claim for claim in claims if claim.field == "form" and claim.rank != claim.Rank.DEPRECATED)
    forms = {claim.value.get("value") for claim in told if claim.modality != claim.Modality.DENIAL}
    return "; ".join(kind for kind, known in FORMS_OF.items() if kind != deal.kind and forms & set(known))


def current_milestone(milestones):
    """Return the milestone that says how far the deal has come, or None.

    The latest dated one counts, ties broken by the vocabulary's order; an undated one overtakes it only by that
    order. Once a party has announced, talk and reports from then on no longer count.
    """
    later = [milestone for milestone in milestones if milestone.status not in BEFORE_ANNOUNCEMENT]
    candidates = later or milestones
    dated = [milestone for milestone in candidates if milestone.last_day]
    best = [max(dated, key=lambda milestone: (milestone.last_day, ORDER[milestone.status]))] if dated else []
    best += [milestone for milestone in candidates if not milestone.last_day]
    return max(best, key=lambda milestone: ORDER[milestone.status], default=None)


def _status(milestones):
    current = current_milestone(milestones)
    return {
        "status": current.status if current else Status.UNKNOWN,
        "status_on": current.first_day if current else None,
    }


def _first_dated(milestones, *statuses):
    dated = [one for one in milestones if one.first_day and (not statuses or one.status in statuses)]
    return min(dated, key=lambda one: (one.first_day, one.last_day), default=None)


def _dates(milestones, claims):
    announced = _first_dated(milestones, Status.ANNOUNCED)
    completed = _first_dated(milestones, Status.COMPLETED)
    first, last, basis = _dated(milestones, claims)
    return {
        "announced": announced and announced.first_day,
        "announced_last": announced and announced.last_day,
        "completed": completed and completed.first_day,
        "completed_last": completed and completed.last_day,
        "announced_edtf": announced.edtf if announced else "",
        "completed_edtf": completed.edtf if completed else "",
        "dated": first,
        "dated_last": last,
        "dated_basis": basis,
        "dated_year": first.year if first else 0,
        "newest_key": first or date.min,
        "oldest_key": first or date.max,
    }


def _dated(milestones, claims):
    """The first report or announcement dates a deal, else any milestone, else its first source's publication."""
    if found := _first_dated(milestones, Status.REPORTED, Status.ANNOUNCED):
        return found.first_day, found.last_day, DatedBasis(found.status).value
    if found := _first_dated(milestones):
        return found.first_day, found.last_day, DatedBasis.MILESTONE.value
    sources = {claim.source for claim in claims if claim.source.published_on}
    if first := min(sources, key=lambda source: (source.published_on, source.published_until), default=None):
        return first.published_on, first.published_until, DatedBasis.SOURCE.value
    return None, None, ""


def _dollars(deal, dates, rate):
    first, last = converted_on(dates.get)
    value = rate(deal.value_currency, first, last)
    valuation = rate(deal.valuation_currency, first, last)
    low, high = (value.dollars(amount) if value else None for amount in (deal.value_min, deal.value_max))
    known = high if low is None else low
    return {
        "value_usd_min": low,
        "value_usd_max": high,
        "value_fx_rate": value and value.usd,
        "value_fx_date": value and value.day,
        "valuation_usd_min": valuation and valuation.dollars(deal.valuation_min),
        "valuation_usd_max": valuation and valuation.dollars(deal.valuation_max),
        "largest_key": NO_DOLLARS_LARGEST if known is None else known,
        "smallest_key": NO_DOLLARS_SMALLEST if known is None else known,
    }


def _parties(parties):
    def names(roles):
        return "; ".join(party.company.name for party in parties if party.role in roles)

    countries = {party.company.country for party in parties if party.role not in BYSTANDERS}
    return {
        "parties_text": "; ".join(f"{party.company.name} ({party.role})" for party in parties),
        "buyers_text": names(BUYERS),
        "targets_text": names(TARGETS),
        "partners_text": names(PARTNERS),
        "party_list": [
            {
                "id": party.company_id,
                "name": party.company.name,
                "slug": party.company.slug,
                "role": party.role,
            }
            for party in parties
        ],
        "roles_text": "; ".join(sorted({party.role for party in parties})),
        "countries_text": "; ".join(sorted(country for country in countries if country)),
    }


def _search_text(deal, claims):
    names = [
        text
        for party in deal.parties.all()
        for text in [party.company.name, *(name.text for name in party.company.names.all())]
    ]
    titles = [deal.title, *(absorbed.title for absorbed in deal.everything_absorbed())]
    return " ".join(index_words(" ".join([*titles, *names, *(claim.quote_exact for claim in claims)])))
