"""US dollars from the European Central Bank's reference rates, copied to a table so that they never drift.

Rates are US dollars for one unit of the currency. Rules: docs/decisions/0003-dollars.md.
"""

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from currency_converter import CURRENCY_FILE
from django.db import connection
from django.db.models import Avg, Max

from values.dates import Precision, precision

from .models import ExchangeRate

LAST_KNOWN = timedelta(days=7)
CENT = Decimal("0.01")
RATE_PLACES = Decimal("0.0000000001")
NAMED_SPANS = (Precision.MONTH, Precision.QUARTER)


@dataclass(frozen=True)
class Rate:
    usd: Decimal
    day: date | None

    def dollars(self, amount):
        """Convert an amount (or None, which stays None) into US dollars, rounded to cents."""
        return None if amount is None else (amount * self.usd).quantize(CENT)


def usd_rate(currency, first, last):
    """Return the Rate for a date known from `first` to `last` (both None: not at all), or None.

    A day takes its own rate, else the last one known in the 7 days before it; a month or quarter takes the
    average of its days and names the last of them; a coarser or missing date has no rate. US dollars are always 1.
    """
    if currency == "USD":
        return Rate(Decimal(1), None)
    if not currency or first is None:
        return None
    rates = ExchangeRate.objects.filter(currency=currency)
    if first == last:
        found = rates.filter(day__lte=first, day__gte=first - LAST_KNOWN).order_by("-day").first()
        return found and Rate(found.usd, found.day)
    if precision(first, last) in NAMED_SPANS:
        found = rates.filter(day__range=(first, last)).aggregate(usd=Avg("usd"), day=Max("day"))
        return Rate(Decimal(found["usd"]).quantize(RATE_PLACES), found["day"]) if found["day"] else None
    return None


def ecb_rates(file=CURRENCY_FILE):
    """Yield (currency, day, US dollars for one unit) from the European Central Bank's zipped history."""
    with zipfile.ZipFile(file) as archive, archive.open(archive.namelist()[0]) as raw:
        for row in csv.DictReader(io.TextIOWrapper(raw, "utf-8")):
            day, dollars = date.fromisoformat(row.pop("Date")), Decimal(row["USD"])
            yield "EUR", day, dollars
            for currency, per_euro in row.items():
                if currency != "USD" and per_euro not in ("", "N/A", None):
                    yield currency, day, (dollars / Decimal(per_euro)).quantize(RATE_PLACES)


def load_rates(rows):
    """Add the rates that are not there yet; those that are stay as they were. Returns how many were added."""
    before = ExchangeRate.objects.count()
    with connection.cursor() as cursor:
        # Plain rows: making 200,000 model instances takes five times as long as writing them.
        cursor.executemany(
            "INSERT INTO sources_exchangerate (currency, day, usd) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [(currency, day.isoformat(), str(usd)) for currency, day, usd in rows],
        )
    return ExchangeRate.objects.count() - before
