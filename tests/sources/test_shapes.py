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
        (DealClaim.SHAPES["stake"], "more_than 50", "over 50 %"),
    ],
)
def test_a_typed_line_becomes_a_value_and_comes_back_as_typed(shape, line, words):
    value = shape.clean(shape.from_line(line))
    assert shape.words(value) == words
    assert shape.line(value) == line


@pytest.mark.parametrize(
    ("shape", "line", "says"),
    [
        (MONEY, "two billion", "Write it like this"),
        (MONEY, "about x USD price_paid", "is not an amount"),
        (MONEY, "about 5 DOLLARS price_paid", "three capital letters"),
        (MONEY, "about 5 USD valuation", "Say what the figure is"),
        (MONEY, "range 5 USD price_paid", "do not fit"),
        (MONEY, "", "Write it like this"),
        (DATE, "June", "is not a date"),
        (FORM, "takeover", "one of: stake"),
    ],
)
def test_a_line_that_cannot_be_read_says_what_would_be_right(shape, line, says):
    with pytest.raises(ValidationError, match=says):
        shape.clean(shape.from_line(line))


@pytest.mark.parametrize("value", [{"min": "1"}, {"value": "stake", "more": 1}, {"disclosure": "disclosed"}, {"x": 1}])
def test_a_stored_value_of_another_shape_is_refused(value):
    with pytest.raises(ValidationError):
        MONEY.clean(value)
