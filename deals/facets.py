"""What else the list could be narrowed to: each facet counted with its own parameter left out."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from companies.models import Segment
from sources.standing import Standing

from .filters import DIFFER, EXCLUDE, INCLUDE, ONLY, UNDATED
from .models import Form, Kind, Party, Status
from .models.vocabulary import BYSTANDERS

SHOWN = 8
ONE_WORD = ("undisclosed", "sources_differ")  # parameters that are given once


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    chosen: bool
    url: str


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    options: list

    @property
    def first(self):
        return self.options[:SHOWN]

    @property
    def rest(self):
        return self.options[SHOWN:]

    @property
    def has_chosen_rest(self):
        return any(option.chosen for option in self.rest)


def facets(filterset):
    """Return the facets of a valid list, each option with its count and the address that adds or drops it."""
    return [_facet(filterset, name) for name in COUNTS if name in filterset.form.fields]


def _facet(filterset, name):
    deals = _left_out(filterset, name).qs.order_by()
    counts = dict(COUNTS[name](deals))
    given = filterset.data.getlist(name)
    labels = _labels(name, {*counts, *given})
    options = [
        Option(
            value,
            labels[value],
            counts.get(value, 0),
            value in given,
            _toggled(filterset, name, value, given),
        )
        for value in sorted(labels, key=lambda value: _place(name, value, counts))
    ]
    return Facet(name, filterset.form.fields[name].label, options)


def _left_out(filterset, name):
    """The list without the facet's own parameter; a bound in dollars implies one on the amount, which goes too."""
    return filterset.without(name, INCLUDE if name == "undisclosed" else None)


def _toggled(filterset, name, value, given):
    if name in ONE_WORD:
        return filterset.address(**{name: None if value in given else value})
    return filterset.address(**{name: [one for one in given if one != value] if value in given else [*given, value]})


def _place(name, value, counts):
    """Years run backwards with undated last, statuses in their order, the rest by how many there are."""
    if name == "year":
        return (0 if value == UNDATED else -int(value),)
    if name == "status":
        return (Status.values.index(value),)
    return (-counts.get(value, 0), value)


def _labels(name, values):
    if name == "segment":
        known = dict(Segment.objects.filter(slug__in=values).values_list("slug", "name"))
    elif name == "country":
        known = {code: countries.name(code) for code in values}
    else:
        known = LABELS.get(name, {})
    return {value: str(known.get(value, value)) for value in values}


LABELS = {
    "standing": dict(Standing.choices),
    "sources_differ": dict(DIFFER),
    "kind": dict(Kind.choices),
    "form": dict(Form.choices),
    "status": dict(Status.choices),
    "year": {UNDATED: _("undated")},
    "undisclosed": {EXCLUDE: _("known"), ONLY: _("not known"), "include": _("known or not")},
}


def _by_column(name):
    return lambda deals: deals.values_list(name).annotate(n=Count("pk"))


def _by_segment(deals):
    return deals.filter(segments__isnull=False).values_list("segments__slug").annotate(n=Count("pk", distinct=True))


def _by_country(deals):
    parties = (
        Party.objects.filter(deal__in=deals.values("pk")).exclude(role__in=BYSTANDERS).exclude(company__country="")
    )
    return parties.values_list("company__country").order_by().annotate(n=Count("deal", distinct=True))


def _by_year(deals):
    counts = deals.values_list("dated_year").annotate(n=Count("pk"))
    return [(str(year) if year else UNDATED, count) for year, count in counts]


def _by_amount(deals):
    counts = deals.aggregate(
        known=Count("pk", filter=deals.KNOWN_VALUE), unknown=Count("pk", filter=~deals.KNOWN_VALUE)
    )
    return [(EXCLUDE, counts["known"]), (ONLY, counts["unknown"])]


def _by_standing(deals):
    return deals.exclude(value_standing="").values_list("value_standing").annotate(n=Count("pk"))


def _by_differing(deals):
    counts = deals.values_list("sources_differ").annotate(n=Count("pk"))
    return [("yes" if differ else "no", count) for differ, count in counts]


COUNTS = {
    "kind": _by_column("kind"),
    "form": _by_column("form"),
    "status": _by_column("status"),
    "segment": _by_segment,
    "country": _by_country,
    "year": _by_year,
    "undisclosed": _by_amount,
    "standing": _by_standing,
    "sources_differ": _by_differing,
}
