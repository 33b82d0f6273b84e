from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from values.money import Money, Qualifier, amount_text, bounds_fit

BILLION = Decimal(10**9)


@pytest.mark.parametrize(
    ("money", "words"),
    [
        (Money(2 * BILLION, 2 * BILLION, "USD", "about"), "about US$2 billion"),
        (Money(BILLION, Decimal("1.5") * BILLION, "CNY", "range"), "CNY 1–1.5 billion"),
        (Money(10 * BILLION, None, "CNY", "more_than"), "over CNY 10 billion"),
        (Money(None, Decimal(450_000_000), "EUR", "up_to"), "up to €450 million"),
        (Money(Decimal("1.52") * BILLION, Decimal("1.52") * BILLION, "USD", "exact"), "US$1.52 billion"),
        (Money(Decimal(20000), Decimal(20000), "CNY", "exact"), "CNY 20,000"),
        (Money(Decimal(200_000_000), Decimal(900_000_000), "CNY", "several"), "several (CNY 200–900 million)"),
        (Money(Decimal(900_000), BILLION, "USD", "range"), "US$900,000–1 billion"),
        (Money(Decimal("7053") * BILLION, Decimal("7053") * BILLION, "CNY", "exact"), "CNY 7.053 trillion"),
    ],
)
def test_money_reads_as_an_analyst_would_say_it(money, words):
    assert str(money) == words


@given(st.integers(min_value=0, max_value=10**15))
def test_no_digit_of_an_amount_is_lost_in_words(amount):
    number, _space, unit = amount_text(amount, amount, Qualifier.EXACT).partition(" ")
    size = {"": 1, "million": 10**6, "billion": 10**9, "trillion": 10**12}[unit]
    assert Decimal(number.replace(",", "")) * size == amount


@given(st.sampled_from(Qualifier.values), st.none() | st.integers(0, 9), st.none() | st.integers(0, 9))
def test_a_qualifier_fits_exactly_the_bounds_that_it_means(qualifier, low, high):
    shape = (low is not None, high is not None)
    meant = {
        "exact": shape == (True, True) and low == high,
        "about": shape == (True, True) and low == high,
        "nearly": shape == (True, True) and low == high,
        "more_than": shape == (True, False),
        "at_least": shape == (True, False),
        "up_to": shape == (False, True),
        "less_than": shape == (False, True),
        "range": shape == (True, True) and low < high,
        "several": shape == (True, True) and low < high,
    }
    assert bounds_fit(qualifier, low, high) == meant[qualifier]
