from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from values.dates import date_text, edtf, from_edtf, precision

days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
spans = st.tuples(days, st.integers(0, 900)).map(lambda pair: (pair[0], pair[0] + timedelta(pair[1])))


@pytest.mark.parametrize(
    ("code", "unit", "words"),
    [
        ("2020-06-26", "day", "26 June 2020"),
        ("2020-06", "month", "June 2020"),
        ("2021-35", "quarter", "Q3 2021"),
        ("2020-41", "half", "second half of 2020"),
        ("2020", "year", "2020"),
        ("2020-01-10/2020-03-02", "vague", "between 10 January 2020 and 2 March 2020"),
    ],
)
def test_a_date_is_read_named_and_said_at_its_precision(code, unit, words):
    span = from_edtf(code)
    assert (precision(*span), date_text(*span), edtf(*span)) == (unit, words, code)


@given(spans)
def test_every_span_survives_being_written_as_edtf(span):
    assert from_edtf(edtf(*span)) == span


@pytest.mark.parametrize("text", ["", "2020-13", "2020-02-30", "2020-37", "20", "June", "2020-05-02/2020-05-01", "x/y"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        from_edtf(text)


def test_an_unknown_date_is_said_in_the_words_of_the_source():
    assert date_text(None, None, "in the coming weeks") == "in the coming weeks"
    assert edtf(None, None) == ""
