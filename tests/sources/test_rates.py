from datetime import date
from decimal import Decimal
from itertools import islice

import pytest

from sources.models import ExchangeRate
from sources.rates import ecb_rates, load_rates, usd_rate

pytestmark = pytest.mark.django_db


@pytest.fixture
def yuan():
    load_rates([("CNY", date(2020, 6, day), Decimal("0.14") + Decimal(day) / 1000) for day in (1, 2, 26)])


def test_a_day_takes_the_last_rate_known_within_a_week_before_it(yuan):
    assert usd_rate("CNY", date(2020, 6, 8), date(2020, 6, 8)).day == date(2020, 6, 2)
    assert usd_rate("CNY", date(2020, 6, 26), date(2020, 6, 26)).usd == Decimal("0.166")
    assert usd_rate("CNY", date(2020, 6, 10), date(2020, 6, 10)) is None


def test_a_month_takes_the_average_of_its_days_and_a_year_has_no_rate(yuan):
    rate = usd_rate("CNY", date(2020, 6, 1), date(2020, 6, 30))
    assert (rate.usd.quantize(Decimal("0.000001")), rate.day) == (Decimal("0.149667"), date(2020, 6, 26))
    assert usd_rate("CNY", date(2020, 1, 1), date(2020, 12, 31)) is None


def test_dollars_are_dollars_on_any_day_and_other_money_needs_a_date(yuan):
    assert usd_rate("USD", None, None).usd == 1
    assert usd_rate("CNY", None, None) is None


def test_loading_again_leaves_known_rates_as_they_were(yuan):
    assert load_rates([("CNY", date(2020, 6, 1), Decimal(9)), ("CNY", date(2020, 6, 3), Decimal(9))]) == 1
    assert ExchangeRate.objects.get(currency="CNY", day=date(2020, 6, 1)).usd == Decimal("0.141")


def test_the_european_central_banks_history_is_read_as_dollars_for_one_unit():
    rows = list(islice(ecb_rates(), 60))
    euro = next(usd for currency, _day, usd in rows if currency == "EUR")
    yuan = next(usd for currency, _day, usd in rows if currency == "CNY")
    assert 0.5 < euro < 2
    assert 0.05 < yuan < 0.5
