"""Amounts of money as reports give them: never a bare number.

Units: amounts are whole currency units as `Decimal`, zero or more; currencies are ISO 4217 codes.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from iso4217 import Currency

from .text import said_once

CURRENCIES = frozenset(currency.code for currency in Currency)  # ISO 4217
SYMBOLS = {"USD": "US$", "EUR": "€", "GBP": "£"}
UNITS = (
    (Decimal(10) ** 12, gettext_lazy("trillion")),
    (Decimal(10) ** 9, gettext_lazy("billion")),
    (Decimal(10) ** 6, gettext_lazy("million")),
)


class Qualifier(models.TextChoices):
    """How the source limits the number."""

    EXACT = "exact", gettext_lazy("exactly")
    ABOUT = "about", gettext_lazy("about")
    NEARLY = "nearly", gettext_lazy("nearly")
    MORE_THAN = "more_than", gettext_lazy("over")
    AT_LEAST = "at_least", gettext_lazy("at least")
    UP_TO = "up_to", gettext_lazy("up to")
    LESS_THAN = "less_than", gettext_lazy("less than")
    RANGE = "range", gettext_lazy("between")
    SEVERAL = "several", gettext_lazy("several")


def validate_currency(code):
    """Accept the codes of ISO 4217 only."""
    if code not in CURRENCIES:
        raise ValidationError(
            _("“%(code)s” is no ISO 4217 code; it has three capital letters, such as USD or CNY."),
            params={"code": code},
        )


POINT = (Qualifier.EXACT, Qualifier.ABOUT, Qualifier.NEARLY)
FLOOR = (Qualifier.MORE_THAN, Qualifier.AT_LEAST)
CEILING = (Qualifier.UP_TO, Qualifier.LESS_THAN)
SPAN = (Qualifier.RANGE, Qualifier.SEVERAL)


def bounds_fit(qualifier, low, high):
    """Whether the two bounds (numbers or None) are those that the qualifier means."""
    if qualifier in POINT:
        return low is not None and low == high
    if qualifier in FLOOR:
        return low is not None and high is None
    if qualifier in CEILING:
        return low is None and high is not None
    if qualifier in SPAN:
        return low is not None and high is not None and low < high
    return low is None and high is None


@dataclass(frozen=True)
class Money:
    """An amount or a span of amounts; either bound may be open (None)."""

    min: Decimal | None
    max: Decimal | None
    currency: str
    qualifier: str

    def __str__(self):
        return amount_text(self.min, self.max, self.qualifier, SYMBOLS.get(self.currency, f"{self.currency} "))


@said_once
def amount_text(low, high, qualifier, prefix=""):
    """Say an amount or count as people read it, e.g. "over US$10 billion"; `prefix` stands before the number."""
    if qualifier in SPAN:
        low_number, low_unit = _scaled(low)
        high_number, high_unit = _scaled(high)
        first = low_number if low_unit == high_unit else f"{low_number}{low_unit}"
        span = f"{prefix}{first}–{high_number}{high_unit}"
        return _("several (%(span)s)") % {"span": span} if qualifier == Qualifier.SEVERAL else span
    number, unit = _scaled(high if low is None else low)
    amount = f"{prefix}{number}{unit}"
    return amount if qualifier == Qualifier.EXACT else f"{Qualifier(qualifier).label} {amount}"


def _scaled(amount):
    """Split 1520000000 into ("1.52", " billion"); amounts that no unit shortens stay grouped digits."""
    amount = Decimal(amount)
    for size, unit in UNITS:
        if amount >= size and (amount / size).normalize().as_tuple().exponent >= -4:
            return f"{_plain(amount / size):,f}", f" {unit}"
    return f"{_plain(amount):,f}", ""


def _plain(amount):
    """Drop trailing zeros without falling into scientific notation."""
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()
