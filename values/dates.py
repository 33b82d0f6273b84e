"""Dates as precise as a report gives them: a first day, a last day and the words.

Written after EDTF (ISO 8601-2:2019, levels 0 to 2): quarters are the "months" 33-36, halves 40-41.
"""

import calendar
import re
from datetime import date

from django.db import models
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .text import said_once


class Precision(models.TextChoices):
    DAY = "day", gettext_lazy("day")
    MONTH = "month", gettext_lazy("month")
    QUARTER = "quarter", gettext_lazy("quarter")
    HALF = "half", gettext_lazy("half-year")
    YEAR = "year", gettext_lazy("year")
    VAGUE = "vague", gettext_lazy("vague")


MONTHS_OF = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}
QUARTER_CODE, HALF_CODE = 33, 40


def period(year, month, months):
    """Return the first and last day of the `months` months that begin in `month` (1-12) of `year`."""
    end = month + months - 1
    return date(year, month, 1), date(year, end, calendar.monthrange(year, end)[1])


def precision(first, last):
    """Name the calendar unit that the two days span; anything that is no whole unit is vague."""
    if first == last:
        return Precision.DAY
    for name, months in MONTHS_OF.items():
        if (first.month - 1) % months == 0 and (first, last) == period(first.year, first.month, months):
            return name
    return Precision.VAGUE


def edtf(first, last):
    """Write the span as EDTF; an unknown date (None) is the empty text."""
    if first is None:
        return ""
    match precision(first, last):
        case Precision.DAY:
            return first.isoformat()
        case Precision.MONTH:
            return f"{first:%Y-%m}"
        case Precision.QUARTER:
            return f"{first.year:04}-{QUARTER_CODE + (first.month - 1) // 3}"
        case Precision.HALF:
            return f"{first.year:04}-{HALF_CODE + (first.month - 1) // 6}"
        case Precision.YEAR:
            return f"{first.year:04}"
    return f"{first.isoformat()}/{last.isoformat()}"


def from_edtf(text):
    """Read what `edtf` writes back into (first, last). Raises ValueError for anything else."""
    if "/" in text:
        first, last = (date.fromisoformat(part) for part in text.split("/", 1))
        if first > last:
            raise ValueError(text)
        return first, last
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        raise ValueError(text)
    if len(text) == 10:
        return (day := date.fromisoformat(text)), day
    year, code = int(text[:4]), int(text[5:] or 0)
    if code == 0:
        return period(year, 1, 12)
    if code <= 12:
        return period(year, code, 1)
    if QUARTER_CODE <= code < QUARTER_CODE + 4:
        return period(year, 1 + 3 * (code - QUARTER_CODE), 3)
    if HALF_CODE <= code < HALF_CODE + 2:
        return period(year, 1 + 6 * (code - HALF_CODE), 6)
    raise ValueError(text)


@said_once
def date_text(first, last, words=""):
    """Say the date as people read it, no more precisely than it is known; vague ones in the source's words."""
    if first is None:
        return words
    last = last or first
    match precision(first, last):
        case Precision.DAY:
            return _day(first)
        case Precision.MONTH:
            return f"{MONTHS[first.month]} {first.year}"
        case Precision.QUARTER:
            return f"Q{1 + (first.month - 1) // 3} {first.year}"
        case Precision.HALF:
            half = _("first half of %(year)s") if first.month == 1 else _("second half of %(year)s")
            return half % {"year": first.year}
        case Precision.YEAR:
            return str(first.year)
    return words or _("between %(first)s and %(last)s") % {"first": _day(first), "last": _day(last)}


def _day(day):
    return f"{day.day} {MONTHS[day.month]} {day.year}"
