"""What else the list could be narrowed to: each facet counted with its own parameter left out."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote_plus

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from companies.models import Segment
from sources.standing import Standing

from .filters import DIFFER, INCLUDE
from .index import EXCLUDE, ONLY, UNDATED
from .models import Form, Kind, Status

FACETS = ("kind", "form", "status", "segment", "country", "year", "undisclosed", "standing", "sources_differ")
OPTIONS_SHOWN = 8
ONE_WORD = ("undisclosed", "sources_differ")  # parameters that are given once


class Option(NamedTuple):
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
    n_more: int  # values that are only on the facet's own page


def facets(selection):
    """Return the facets of a list, each with its first options and those that are chosen."""
    names = [name for name in FACETS if name in selection.filters.form.fields]
    return [facet(selection, name, OPTIONS_SHOWN) for name in names]


def facet(selection, name, most=None):
    """Return one facet with at most so many options beside those that are chosen, all where `most` is None.

    An option has its count and the address that adds or drops it.
    """
    filters = selection.filters
    counts, given = _counts(selection, name), filters.data.getlist(name)
    order = sorted({*counts, *given}, key=PLACES.get(name, lambda value: (-counts.get(value, 0), value)))
    shown = [value for place, value in enumerate(order) if most is None or place < most or value in given]
    labels, toggled = _labels(name, selection.index), _toggling(filters, name, given)
    options = [
        Option(value, labels.get(value, value), counts.get(value, 0), value in given, toggled(value)) for value in shown
    ]
    return Facet(name, filters.form.fields[name].label, options, len(order) - len(shown))


def _counts(selection, name):
    """Count a facet with its own parameter left out; a bound in dollars implies one on the amount, which goes too."""
    records = selection.leaving_out(name)
    if name == "undisclosed" and name in selection.sets:
        records = records & selection.filters.worth(selection.index, INCLUDE)
    return selection.index.count(name, records)


def _toggling(filters, name, given):
    """Return the function that gives an option's address: the list with the option dropped, or added."""

    def toggled(value):
        if value in given:
            return filters.address(**{name: [one for one in given if one != value]})
        return f"{before}{name}={_quoted(value)}{after}"

    before, after = filters.address_around(name, keep=name not in ONE_WORD)
    return toggled


_quoted = lru_cache(maxsize=4096)(quote_plus)

# Years run backwards with undated last, statuses in their order, the rest by how many there are.
PLACES = {
    "year": lambda year: 0 if year == UNDATED else -int(year),
    "status": Status.values.index,
}


def _labels(name, index):
    """Return the words of a facet's values."""
    return _segment_names(index.state) if name == "segment" else _known_labels(name, get_language())


@lru_cache(maxsize=2)
def _segment_names(state):
    """The names of all segments in a state of the data."""
    return dict(Segment.objects.values_list("slug", "name"))


@lru_cache(maxsize=64)
def _known_labels(name, language):
    known = dict(countries) if name == "country" else LABELS.get(name, {})
    return {value: str(label) for value, label in known.items()}


LABELS = {
    "standing": dict(Standing.choices),
    "sources_differ": dict(DIFFER),
    "kind": dict(Kind.choices),
    "form": dict(Form.choices),
    "status": dict(Status.choices),
    "year": {UNDATED: _("undated")},
    "undisclosed": {EXCLUDE: _("known"), ONLY: _("not known"), "include": _("any")},
}
