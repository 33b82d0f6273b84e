"""Deals as rows of a table: tuples instead of model instances, for the pages that are sent most often."""

from collections import namedtuple
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language, gettext

from lists.prepared import Prepared
from sources.standing import Standing
from values.dates import date_text
from values.money import Money

from .index import INDEX
from .models import Deal, Form, Kind, Measure, Party, Role, Status
from .models.shown import Shown
from .models.vocabulary import DatedBasis, Disclosure

COLUMNS = (
    *("pk", "slug", "kind", "form", "title", "status", "dated", "dated_last", "dated_basis", "value_min", "value_max"),
    *("value_currency", "value_qualifier", "value_measure", "value_disclosure", "value_standing", "party_list"),
    *("more_parties", "n_sources", "sources_differ", "decided"),
)


class Row(Shown, namedtuple("Row", COLUMNS)):
    """One deal of a list."""

    __slots__ = ()


def rows(ids):
    """Return the rows of these deals, in this order; without those that are gone meanwhile."""
    found = {row[0]: Row._make(row) for row in Deal.objects.filter(pk__in=ids).order_by().values_list(*COLUMNS)}
    return [found[pk] for pk in ids if pk in found]


def deals_by_role(company, most):
    """Return the rows of the company's newest public deals, at most so many, as pairs of its role in them and rows."""
    ids = [pk for (pk,) in _newest(company, most).rows(company.pk)]
    # Of all companies: SQLite would rather go through all parties of one company than look up those of a few deals.
    parties = Party.objects.filter(deal__in=ids).order_by("pk").values_list("deal_id", "role", "company_id")
    found, by_role = {row.pk: row for row in rows(ids)}, {}
    for deal, role, party in sorted(parties, key=lambda part: ids.index(part[0])):
        if party == company.pk and deal in found:
            by_role.setdefault(role, []).append(found[deal])
    roles = dict(Role.choices)
    return [(roles[role], deals) for role, deals in sorted(by_role.items())]


def _newest(company, most):
    """Go through the company's deals, or all deals from the newest on, whichever meets enough of them sooner."""
    walked = most * len(INDEX.public) / max(company.n_deals, 1)
    return _newest_of_many(most) if walked < company.n_deals else _newest_of_few(most)


@cache
def _newest_of_few(most):
    parts = Party.objects.all()
    return Prepared(lambda pk: _newest_ids(Deal.objects.filter(pk__in=parts.filter(company=pk).values("deal")), most))


@cache
def _newest_of_many(most):
    parts = Party.objects.filter(deal=OuterRef("pk"))
    return Prepared(lambda pk: _newest_ids(Deal.objects.filter(Exists(parts.filter(company=pk))), most))


def _newest_ids(deals, most):
    return deals.published().by("-dated").values_list("pk")[:most]


@dataclass(frozen=True)
class Labels:
    """The words of a table of deals in one language: headings, and those of each value."""

    headings: dict
    kind: dict
    form: dict
    measure: dict
    disclosure: dict
    standing: dict
    status: dict
    basis: dict
    decided: dict
    amount: Callable
    date: Callable
    between: str  # the two sides, for who cannot see the arrow
    others: str
    undated: str


def labels():
    """Return the labels in the language of the request: each text of a thousand cells is looked up once."""
    return _labels(get_language())


@cache
def _labels(language):
    return Labels(
        headings={
            "deal": gettext("Deal"),
            "parties": gettext("Parties"),
            "value": gettext("Value"),
            "status": gettext("Status"),
            "dated": gettext("Dated"),
            "sources": gettext("Sources"),
        },
        kind=_words_of(Kind),
        form=_words_of(Form),
        measure=_words_of(Measure),
        disclosure=_words_of(Disclosure),
        standing=_words_of(Standing),
        status=_words_of(Status),
        basis=_words_of(DatedBasis),
        decided={
            "yes": gettext("differ, decided"),
            "no": gettext("sources differ"),
            "": gettext("sources differ"),
        },
        # Said once for the same values; each asks for the language by itself, which takes longer than the rest.
        amount=lru_cache(maxsize=10_000)(lambda *money: str(Money(*money))),
        date=lru_cache(maxsize=10_000)(date_text),
        between=gettext("and"),
        others=gettext("and others"),
        undated=gettext("undated"),
    )


def _words_of(choices):
    return {"": ""} | {value: str(label) for value, label in choices.choices}
