import pytest
from django.core.exceptions import ValidationError

from deals.models import DealClaim

MONEY, DATE, FORM = (DealClaim.SHAPES[name] for name in ("value", "announced", "form"))


@pytest.mark.parametrize(
    ("shape", "line", "words"),
    [
        (MONEY, "about 2000000000 USD amount_invested", "about US$2 billion, amount invested"),
        (MONEY, "1000000000-1500000000 CNY price_paid", "CNY 1–1.5 billion, price paid"),
        (MONEY, "more_than 10000000000 CNY capital_raised", "over CNY 10 billion, capital raised"),
        (MONEY, "undisclosed", "stated as undisclosed"),
        (DATE, "2020-06", "June 2020"),
        (DATE, "“in the coming weeks”", "in the coming weeks"),
        (FORM, "minority_stake", "minority stake"),
        (DealClaim.SHAPES["party"], "lead Alpha", "Alpha"),
        (DealClaim.SHAPES["stake"], "more_than 50", "over 50 %"),
    ],
)
def test_a_typed_line_becomes_a_value_and_comes_back_as_typed(shape, line, words):
    value = shape.clean(shape.from_line(line))
    assert shape.words(value) == words
    assert shape.line(value) == line


@pytest.mark.parametrize(
    ("shape", "line", "kept"),
    [
        (MONEY, "about US$2bn, amount invested", "about 2000000000 USD amount_invested"),
        (MONEY, "RMB 1–1.5 billion", "1000000000-1500000000 CNY deal_value"),
        (MONEY, "逾20亿美元", "more_than 2000000000 USD deal_value"),
        (DATE, "26 June 2020", "2020-06-26"),
        (DATE, "early 2026", "2026-01-01/2026-04-30 “early 2026”"),
        (DealClaim.SHAPES["stake"], "more than 50 %", "more_than 50"),
        (DealClaim.SHAPES["other_figure"], "€20m cash part", "20000000 EUR cash_part"),
    ],
)
def test_a_line_is_read_as_people_write_it_and_shown_as_it_is_kept(shape, line, kept):
    assert shape.line(shape.clean(shape.from_line(line))) == kept


@pytest.mark.parametrize(
    ("shape", "line", "says"),
    [
        (MONEY, "two billion", "in which currency"),
        (MONEY, "about x USD price_paid", "no amount that can be read"),
        (MONEY, "about 5 DOLLARS price_paid", "may be one of USD"),
        (MONEY, "about 5 USD valuation", "no amount that can be read"),
        (MONEY, "range 5 USD price_paid", "do not fit"),
        (MONEY, "", "in which currency"),
        (DealClaim.SHAPES["other_figure"], "about 5 USD", "Say after the amount what the figure is"),
        (DATE, "June", "no date that can be read"),
        (FORM, "takeover", "one of: stake"),
    ],
)
def test_a_line_that_cannot_be_read_says_what_would_be_right(shape, line, says):
    with pytest.raises(ValidationError, match=says):
        shape.clean(shape.from_line(line))


def test_a_currency_that_iso_4217_does_not_know_is_refused():
    with pytest.raises(ValidationError, match="no ISO 4217 code"):
        MONEY.clean({"min": "1", "max": "1", "currency": "ABC", "qualifier": "exact", "measure": "price_paid"})


@pytest.mark.parametrize("value", [{"min": "1"}, {"value": "stake", "more": 1}, {"disclosure": "disclosed"}, {"x": 1}])
def test_a_stored_value_of_another_shape_is_refused(value):
    with pytest.raises(ValidationError):
        MONEY.clean(value)
