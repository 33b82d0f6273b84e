"""Money and dates as people write them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from values.reading import read_date, read_money

BILLION = 10**9


@pytest.mark.parametrize(
    ("text", "low", "high", "currency", "qualifier"),
    [
        ("about US$2bn", 2 * BILLION, 2 * BILLION, "USD", "about"),
        ("US$2 billion", 2 * BILLION, 2 * BILLION, "USD", "exact"),
        ("RMB 1–1.5 billion", BILLION, 15 * 10**8, "CNY", "range"),
        ("between 300 million and 400 million euros", 3 * 10**8, 4 * 10**8, "EUR", "range"),
        ("over 10 billion yuan", 10 * BILLION, None, "CNY", "more_than"),
        ("€450m", 45 * 10**7, 45 * 10**7, "EUR", "exact"),
        ("逾20亿美元", 2 * BILLION, None, "USD", "more_than"),
        ("近5亿元人民币", 5 * 10**8, 5 * 10**8, "CNY", "nearly"),
        ("至多3亿美元", None, 3 * 10**8, "USD", "up_to"),
        ("数亿元", 2 * 10**8, 9 * 10**8, "CNY", "several"),
        ("several hundred million US dollars", 2 * 10**8, 9 * 10**8, "USD", "several"),
        ("2000000000 USD", 2 * BILLION, 2 * BILLION, "USD", "exact"),
        ("1,200,000,000 USD", 12 * 10**8, 12 * 10**8, "USD", "exact"),
        ("1,2 billion EUR", 12 * 10**8, 12 * 10**8, "EUR", "exact"),
        ("at least £20 million", 2 * 10**7, None, "GBP", "at_least"),
        ("less than 5 million HKD", None, 5 * 10**6, "HKD", "less_than"),
        ("two billion US dollars", 2 * BILLION, 2 * BILLION, "USD", "exact"),
        ("１０亿元", BILLION, BILLION, "CNY", "exact"),
        ("近三千万元", 3 * 10**7, 3 * 10**7, "CNY", "nearly"),
        ("1亿5000万美元", 15 * 10**7, 15 * 10**7, "USD", "exact"),
    ],
)
def test_money_is_read_as_it_is_written(text, low, high, currency, qualifier):
    ends = {name: str(end) for name, end in (("min", low), ("max", high)) if end is not None}
    assert read_money(text) == {"currency": currency, "qualifier": qualifier} | ends


@pytest.mark.parametrize("text", ["undisclosed", "Not disclosed", "未披露"])
def test_silence_is_a_fact_of_its_own(text):
    assert read_money(text) == {"disclosure": "undisclosed"}


def test_a_sign_of_several_currencies_is_settled_by_the_country_or_asked_about():
    assert read_money("$2bn", countries=["US", "CN"])["currency"] == "USD"
    with pytest.raises(ValidationError, match="may be one of USD, CAD"):
        read_money("$2bn")
    with pytest.raises(ValidationError, match="may be one of USD"):
        read_money("$2bn", countries=["US", "CA"])
    with pytest.raises(ValidationError, match="may be one of CNY, JPY"):
        read_money("¥2bn")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2 billion", "in which currency"),
        ("lots of US$", "no amount that can be read"),
        ("US$", "no amount that can be read"),
        ("US$ 2-1 billion", "swap the two"),
        ("", "in which currency"),
        ("US$2bn or so, maybe 3", "no amount that can be read"),
    ],
)
def test_what_cannot_be_read_as_money_says_what_it_needs(text, told):
    with pytest.raises(ValidationError, match=told):
        read_money(text)


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("26 June 2020", "2020-06-26", "2020-06-26", ""),
        ("June 26, 2020", "2020-06-26", "2020-06-26", ""),
        ("26th of June 2020", "2020-06-26", "2020-06-26", ""),
        ("26 Jun. 2020", "2020-06-26", "2020-06-26", ""),
        ("2020-06-26", "2020-06-26", "2020-06-26", ""),
        ("26.06.2020", "2020-06-26", "2020-06-26", ""),
        ("06/26/2020", "2020-06-26", "2020-06-26", ""),
        ("June 2020", "2020-06-01", "2020-06-30", ""),
        ("Sept 2020", "2020-09-01", "2020-09-30", ""),
        ("2020-06", "2020-06-01", "2020-06-30", ""),
        ("2026年1月29日", "2026-01-29", "2026-01-29", ""),
        ("2026年1月", "2026-01-01", "2026-01-31", ""),
        ("2026年", "2026-01-01", "2026-12-31", ""),
        ("Q3 2021", "2021-07-01", "2021-09-30", ""),
        ("third quarter of 2021", "2021-07-01", "2021-09-30", ""),
        ("2021年第三季度", "2021-07-01", "2021-09-30", ""),
        ("H2 2021", "2021-07-01", "2021-12-31", ""),
        ("2021年上半年", "2021-01-01", "2021-06-30", ""),
        ("2020", "2020-01-01", "2020-12-31", ""),
        ("early 2026", "2026-01-01", "2026-04-30", "early 2026"),
        ("mid-2026", "2026-05-01", "2026-08-31", "mid-2026"),
        ("late 2026", "2026-09-01", "2026-12-31", "late 2026"),
        ("2020-01-10/2020-02-20", "2020-01-10", "2020-02-20", ""),
    ],
)
def test_dates_are_read_as_they_are_written(text, first, last, words):
    assert read_date(text) == (date.fromisoformat(first), date.fromisoformat(last), words)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("01/02/2020", "may be 2020-02-01 or 2020-01-02"),
        ("29日", "names a day only"),
        ("soon", "no date that can be read"),
        ("31 February 2020", "no date that can be read"),
        ("2020-13-01", "no date that can be read"),
        ("", "no date that can be read"),
    ],
)
def test_a_date_of_two_meanings_is_asked_about(text, told):
    with pytest.raises(ValidationError, match=told):
        read_date(text)
