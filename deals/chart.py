"""Deals by year and kind as figures and as bars for one SVG; widths and heights in its own units."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from .filters import UNDATED
from .models import Kind

MOST_YEARS = 12
BAR, GAP, HEIGHT, LABEL = 44, 20, 160, 34


@dataclass(frozen=True)
class Bar:
    kind: str
    label: str
    count: int
    url: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Year:
    label: str
    x: int
    counts: list
    bars: list
    total: int
    top: int


@dataclass(frozen=True)
class Chart:
    years: list
    width: int
    height: int
    base: int
    kinds: list


def deals_by_year(by_kind):
    """Chart the counts of each kind by the year that dates the deals; the newest years, then the undated ones."""
    counts = {}
    for kind, by_year in by_kind.items():
        for year, count in by_year.items():
            counts.setdefault(0 if year == UNDATED else int(year), {})[kind] = count
    years = sorted(year for year in counts if year)[-MOST_YEARS:] + ([0] if 0 in counts else [])
    tallest = max((sum(counts[year].values()) for year in years), default=1)
    columns = [_year(place, year, counts[year], tallest) for place, year in enumerate(years)]
    width = GAP + len(years) * (BAR + GAP)
    return Chart(columns, max(width, 240), HEIGHT + LABEL, HEIGHT, list(Kind))


def _year(place, year, counts, tallest):
    x, y, bars = GAP + place * (BAR + GAP), HEIGHT, []
    label = str(year) if year else _("undated")
    for kind in Kind:
        if count := counts.get(kind.value, 0):
            height = round(count / tallest * (HEIGHT - 24))
            y -= height
            url = f"{reverse('deals')}?year={year or UNDATED}&kind={kind.value}"
            bars.append(Bar(kind.value, kind.label, count, url, x, y, BAR, height))
    listed = [(kind, counts.get(kind.value, 0), f"?year={year or UNDATED}&kind={kind.value}") for kind in Kind]
    return Year(label, x + BAR // 2, listed, bars, sum(counts.values()), y - 6)
