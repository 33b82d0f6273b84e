"""Deals as rows of a table in HTML: tuples instead of model instances, for the pages that are sent most often."""

from collections import namedtuple
from functools import cache, lru_cache
from html import escape

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext

from lists.jinja import render
from lists.prepared import Prepared
from lists.templatetags.words import lang_attr
from sources.standing import Standing
from values.dates import date_text
from values.money import Money

from .index import MEMORY
from .models import Deal, Form, Kind, Measure, Party, Status
from .models.shown import Shown
from .models.vocabulary import DatedBasis, Disclosure

COLUMNS = (
    *("pk", "slug", "kind", "form", "title", "status", "dated", "dated_last", "dated_basis", "value_min", "value_max"),
    *("value_currency", "value_qualifier", "value_measure", "value_disclosure", "value_standing", "party_list"),
    *("more_parties", "n_sources", "sources_differ", "decided"),
)
DEALS = Prepared(lambda ids: Deal.objects.filter(pk__in=ids).order_by().values_list(*COLUMNS))
# Of all companies: SQLite would rather go through all parties of one company than look up those of a few deals.
ROLES = Prepared(
    lambda ids: Party.objects.filter(deal__in=ids).order_by("pk").values_list("deal_id", "role", "company_id")
)


class Row(Shown, namedtuple("Row", COLUMNS)):
    """One deal of a list."""

    __slots__ = ()


def rows(ids):
    """Return the rows of these deals, in this order; without those that are gone meanwhile."""
    found = {row[0]: Row._make(row) for row in DEALS.rows(ids)}
    return [found[pk] for pk in ids if pk in found]


def newest_of(company, most):
    """Return the rows of the company's newest public deals, at most so many deals, by its role in them."""
    ids = [pk for (pk,) in _newest(company, most).rows([company.pk])]
    found, by_role = {row.pk: row for row in rows(ids)}, {}
    for deal, role, party in sorted(ROLES.rows(ids), key=lambda part: ids.index(part[0])):
        if party == company.pk and deal in found:
            by_role.setdefault(role, []).append(found[deal])
    return by_role


def _newest(company, most):
    """Go through the company's deals, or all deals from the newest on, whichever meets enough of them sooner."""
    walked = most * len(MEMORY.public) / max(company.n_deals, 1)
    return _newest_of_many(most) if walked < company.n_deals else _newest_of_few(most)


@cache
def _newest_of_few(most):
    return Prepared(
        lambda ids: _newest_ids(Deal.objects.filter(pk__in=Party.objects.filter(company=ids[0]).values("deal")), most)
    )


@cache
def _newest_of_many(most):
    parts = Party.objects.filter(deal=OuterRef("pk"))
    return Prepared(lambda ids: _newest_ids(Deal.objects.filter(Exists(parts.filter(company=ids[0]))), most))


def _newest_ids(deals, most):
    return deals.published().by("-dated").values_list("pk")[:most]


def table(rows, caption):
    """Return the rows as an HTML table."""
    said = words()
    written = [_written(row, said) for row in rows]
    return mark_safe(render("deals/rows.jinja", said | {"rows": written, "caption": caption}))  # noqa: S308


def _written(row, said):
    """A row as the template takes it apart: texts, each escaped here.

    Escaping every place of every row in the template would take a third of the page's time.
    """
    return (
        *(row.slug, escape(row.title), lang_attr(row.title), row.kind),
        *(said["kinds"][row.kind], said["forms"][row.form]),
        *(_side(row.left_side, said), _side(row.right_side, said), row.more_parties),
        said["amount"](row.value_min, row.value_max, row.value_currency, row.value_qualifier),
        *(said["measures"][row.value_measure], said["disclosures"][row.value_disclosure]),
        *(row.value_standing, said["standings"][row.value_standing], row.status, said["statuses"][row.status]),
        *(row.dated and row.dated.isoformat(), said["date"](row.dated, row.dated_last), said["bases"][row.dated_basis]),
        *(row.n_sources, "" if row.decided == "yes" else " differ"),
        said["decided" if row.decided == "yes" else "differ"] if row.sources_differ else "",
    )


def _side(parties, said):
    return ", ".join(
        f'<a href="{said["company_url"]}{party["slug"]}/"{lang_attr(party["name"])}>{escape(party["name"])}</a>'
        for party in parties
    )


def words():
    """The words of a table of deals in the language of the request."""
    return _words(get_language())


@lru_cache(maxsize=8)
def _words(language):
    """The words of values and headings, looked up and escaped once."""
    return {
        "kinds": _words_of(Kind),
        "forms": _words_of(Form),
        "statuses": _words_of(Status),
        "measures": _words_of(Measure),
        "disclosures": _words_of(Disclosure),
        "standings": _words_of(Standing),
        "bases": _words_of(DatedBasis),
        "amount": _kept(lambda *money: str(Money(*money)) if money[-1] else ""),
        "date": _kept(date_text),
        "deal_url": reverse("deals"),
        "company_url": reverse("companies"),
        "deal_said": escape(gettext("Deal")),
        "parties_said": escape(gettext("Parties")),
        "value_said": escape(gettext("Value")),
        "status_said": escape(gettext("Status")),
        "dated_said": escape(gettext("Dated")),
        "sources_said": escape(gettext("Sources")),
        "and_said": escape(gettext("and")),
        "others_said": escape(gettext("and others")),
        "undated_said": escape(gettext("undated")),
        "decided": escape(gettext("differ, decided")),
        "differ": escape(gettext("sources differ")),
    }


def _kept(say):
    """Keep what is said of the same values, escaped: asking for the language each time takes longer than the rest."""
    return lru_cache(maxsize=10_000)(lambda *values: escape(say(*values)))


def _words_of(choices):
    return {"": ""} | {value: escape(str(label)) for value, label in choices.choices}
