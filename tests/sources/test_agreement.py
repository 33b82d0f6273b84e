"""How two figures, dates or words compare: examples, and the laws that hold for all of them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.agreement import (
    Figure,
    Verdict,
    compare_dates,
    compare_figures,
    compare_money,
    compare_numbers,
    compare_words,
    denied,
    half_a_digit,
    overtaken,
    reach,
)
from values.money import CEILING, FLOOR, POINT, Money, Qualifier

BILLION = 10**9
VERDICTS = {"agrees": Verdict.AGREES, "differs": Verdict.DIFFERS, "nothing": None}


def rate(currency):
    return {"USD": Decimal(1), "CNY": Decimal("0.14"), "EUR": Decimal("1.10")}.get(currency)


def money(text, currency="USD"):
    """Money from words such as "over 1.2" (billions)."""
    *qualifier, number = text.split()
    low, dash, high = number.partition("-")
    name = "_".join(qualifier) or ("range" if dash else "exact")
    low, high = (Decimal(part or low) * BILLION for part in (low, high))
    return Money(None if name in CEILING else low, None if name in FLOOR else high, currency, name)


@pytest.mark.parametrize(
    ("said", "ours", "verdict"),
    [
        ("1.2", "1.2", "agrees"),
        ("more_than 1", "1.2", "agrees"),
        ("more_than 1.2", "1.2", "agrees"),
        ("more_than 1.5", "1.2", "differs"),
        ("less_than 1", "1.2", "differs"),
        ("up_to 1.2", "1.2", "agrees"),
        ("at_least 1.2", "1.2", "agrees"),
        ("about 1.25", "1.2", "agrees"),
        ("about 1.4", "1.2", "differs"),
        ("nearly 2", "1.95", "agrees"),
        ("nearly 2", "2.2", "differs"),
        ("2", "2.05", "agrees"),  # an exact number is no looser than "about"
        ("2", "2.3", "differs"),
        ("1.2", "1.3", "differs"),
        ("1.24", "1.2", "agrees"),
        ("1-1.5", "1.2", "agrees"),
        ("1-1.5", "1.8", "differs"),
        ("1-1.5", "1.52", "agrees"),
        ("several 0.2-0.9", "0.5", "agrees"),
        ("more_than 1", "more_than 5", "agrees"),
    ],
)
def test_amounts_compare_as_an_analyst_reads_them(said, ours, verdict):
    assert compare_money(money(said), money(ours), rate).verdict == VERDICTS[verdict]
    assert compare_money(money(ours), money(said), rate).verdict == VERDICTS[verdict]


def test_the_sentence_names_both_amounts():
    finding = compare_money(money("more_than 1"), money("1.2"), rate)
    assert finding.words == "over US$1 billion is compatible with US$1.2 billion."


@pytest.mark.parametrize(
    ("said", "ours", "verdict"),
    [
        (("10", "CNY"), ("1.4", "USD"), "agrees"),
        (("10", "CNY"), ("1.42", "USD"), "agrees"),  # within 2 % of the day's rate
        (("10", "CNY"), ("2", "USD"), "differs"),
        (("10", "TWD"), ("1.4", "USD"), "nothing"),
    ],
)
def test_another_currency_is_compared_at_the_rate_of_the_day(said, ours, verdict):
    assert compare_money(money(*said), money(*ours), rate).verdict == VERDICTS[verdict]


MEASURES = {"deal_value": "deal value", "price_at_closing": "price at closing", "total_with_contingent": "total"}


@pytest.mark.parametrize(
    ("said", "ours", "verdict"),
    [
        ("deal_value", "price_at_closing", Verdict.AGREES),
        ("total_with_contingent", "price_at_closing", Verdict.OTHER_MEANING),
        ("price_at_closing", "price_at_closing", Verdict.AGREES),
    ],
)
def test_what_a_figure_is_comes_before_its_number(said, ours, verdict):
    figures = (Figure(money("1.2"), measure) for measure in (said, ours))
    finding = compare_figures(*figures, rate, vague=("deal_value",), labels=MEASURES)
    assert finding.verdict == verdict
    if verdict == Verdict.OTHER_MEANING:
        assert finding.words == "Same number, different meaning: total here, price at closing in the record."


def test_figures_of_two_dates_are_not_compared():
    first, second = (
        Figure(money(number), "total_raised", as_of=date(2025, 1, day)) for number, day in [("1", 1), ("2", 2)]
    )
    assert compare_figures(first, second, rate).verdict is None


def test_figures_of_two_companies_differ_in_meaning():
    figures = Figure(money("1"), "valuation", "Zoox"), Figure(money("1"), "valuation", "Amazon")
    finding = compare_figures(*figures, rate, same_subject=lambda said, ours: said == ours)
    assert finding.verdict == Verdict.OTHER_MEANING
    assert "Zoox" in finding.words


JUNE = date(2020, 6, 1), date(2020, 6, 30)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ((date(2020, 6, 26), date(2020, 6, 26)), Verdict.AGREES),
        ((date(2020, 1, 1), date(2020, 12, 31)), Verdict.AGREES),
        ((date(2020, 7, 1), date(2020, 7, 1)), Verdict.DIFFERS),
    ],
)
def test_dates_agree_where_they_overlap(said, verdict):
    assert compare_dates(said, JUNE).verdict == verdict
    assert compare_dates(JUNE, said).verdict == verdict


LABELS = {"stake": "stake", "minority_stake": "minority stake", "debt": "debt"}


def test_a_vague_word_goes_with_every_precise_one_and_two_precise_ones_do_not():
    assert compare_words("stake", "debt", LABELS, vague=("stake",)).verdict == Verdict.AGREES
    assert compare_words("minority_stake", "debt", LABELS, vague=("stake",)).verdict == Verdict.DIFFERS


def test_a_denial_turns_what_it_denies_around():
    same = compare_money(money("2"), money("2"), rate)
    assert denied(same).verdict == Verdict.DIFFERS
    assert denied(compare_money(money("3"), money("2"), rate)).verdict is None


def test_only_what_contradicts_is_overtaken():
    assert overtaken(compare_money(money("3"), money("2"), rate)).verdict == Verdict.SUPERSEDED
    assert overtaken(compare_money(money("2"), money("2"), rate)).verdict == Verdict.AGREES


@pytest.mark.parametrize(
    ("number", "half"),
    [
        ("1200000000", "50000000"),
        ("2000000000", "500000000"),
        ("750", "0.5"),
        ("51.1", "0.05"),
        ("10000000000", "5E+8"),
    ],
)
def test_the_last_digit_is_the_one_that_people_write(number, half):
    assert half_a_digit(Decimal(number)) == Decimal(half)


# Laws

amounts = st.decimals(min_value=1, max_value=10**13, places=2, allow_nan=False, allow_infinity=False)


@st.composite
def figures(draw):
    qualifier = draw(st.sampled_from(Qualifier.values))
    low, high = draw(amounts), draw(amounts)
    if qualifier in POINT:
        return low, low, qualifier
    if qualifier in FLOOR:
        return low, None, qualifier
    if qualifier in CEILING:
        return None, low, qualifier
    low, high = sorted((low, high))
    return low, high + 1, qualifier


def words(*figure):
    return str(figure)


@given(figures())
def test_every_figure_agrees_with_itself(figure):
    assert compare_numbers(figure, figure, words).verdict == Verdict.AGREES
    assert reach(*figure).meets(reach(*figure))


@given(figures(), figures())
def test_comparing_does_not_depend_on_who_speaks_first(one, other):
    assert compare_numbers(one, other, words).verdict == compare_numbers(other, one, words).verdict


@given(figures(), amounts, st.sampled_from(["about", "at_least", "up_to"]))
def test_saying_an_exact_number_less_exactly_never_makes_a_conflict(other, number, qualifier):
    wider = {"about": (number, number), "at_least": (number, None), "up_to": (None, number)}[qualifier]
    if compare_numbers((number, number, "exact"), other, words).verdict == Verdict.AGREES:
        assert compare_numbers((*wider, qualifier), other, words).verdict == Verdict.AGREES


@given(figures(), amounts, amounts, amounts)
def test_giving_a_range_around_an_exact_number_never_makes_a_conflict(other, number, less, more):
    wide = (max(number - less, Decimal(0)), number + more, "range")
    if compare_numbers((number, number, "exact"), other, words).verdict == Verdict.AGREES:
        assert compare_numbers(wide, other, words).verdict == Verdict.AGREES


@given(figures(), amounts, amounts, amounts, amounts)
def test_widening_a_range_never_makes_a_conflict(other, low, high, less, more):
    low, high = sorted((low, high + 1))
    narrow, wide = (low, high, "range"), (max(low - less, Decimal(0)), high + more, "range")
    if compare_numbers(narrow, other, words).verdict == Verdict.AGREES:
        assert compare_numbers(wide, other, words).verdict == Verdict.AGREES


@given(st.dates(), st.dates(), st.dates(), st.integers(0, 400))
def test_widening_a_date_never_makes_a_conflict(first, last, other, days):
    first, last = sorted((first, last))
    wide = max(first.toordinal() - days, 1), min(last.toordinal() + days, date.max.toordinal())
    if compare_dates((first, last), (other, other)).verdict == Verdict.AGREES:
        assert compare_dates(tuple(map(date.fromordinal, wide)), (other, other)).verdict == Verdict.AGREES


@given(amounts, st.sampled_from(["about", "exact", "nearly"]))
def test_how_the_digits_are_written_does_not_matter(number, qualifier):
    """12亿, 1,200 million and 1.20 billion are one number, however many zeros their Decimal carries."""
    longer = number.quantize(Decimal("0.0001"))
    assert reach(number, number, qualifier) == reach(longer, longer, qualifier)


def test_a_day_later_is_not_the_same_day():
    day = date(2020, 6, 26)
    assert compare_dates((day, day), (day + timedelta(1), day + timedelta(1))).verdict == Verdict.DIFFERS
