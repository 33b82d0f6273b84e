"""What a pasted passage seems to say: figures, who speaks, how, and the words to quote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from values.mentions import fragment, how_said, is_valuation, mentions_in, possible_names, who_speaks


@pytest.mark.parametrize(
    ("passage", "figures"),
    [
        ("to invest approximately $2 billion in Zelos", [("money", "approximately $2 billion")]),
        (
            "raised over 10 billion yuan (US$1.52 billion) on 26 June 2020 for a 51% stake",
            [
                ("money", "over 10 billion yuan"),
                ("money", "US$1.52 billion"),
                ("date", "26 June 2020"),
                ("percent", "51%"),
            ],
        ),
        ("菜鸟逾20亿美元投资九识智能，2026年1月29日宣布", [("money", "逾20亿美元"), ("date", "2026年1月29日")]),
        (
            "between RMB 1 billion and RMB 1.5 billion in Q3 2021",
            [("money", "between RMB 1 billion and RMB 1.5 billion"), ("date", "Q3 2021")],
        ),
        ("融资数亿元", [("money", "数亿元")]),
        ("raised US$2.25 billion from Silver Lake", [("money", "US$2.25 billion")]),
        ("One of two partners won 5 contracts", []),
        ("twenty vehicles and Level 4", []),
        ("", []),
    ],
)
def test_amounts_percentages_and_dates_are_found_in_their_own_words(passage, figures):
    assert [(figure.sort, figure.words) for figure in mentions_in(passage)] == figures


def test_what_is_worth_and_what_is_paid_are_told_apart():
    passage = "Amazon bought Zoox for $1.2 billion in June 2020 after it was once valued at $3.2 billion"
    paid, _date, worth = mentions_in(passage)
    assert not is_valuation(passage, paid)
    assert is_valuation(passage, worth, _date.end)
    assert not is_valuation("a deal worth US$4 billion", mentions_in("a deal worth US$4 billion")[0])
    assert is_valuation("a $1.2 billion valuation", mentions_in("a $1.2 billion valuation")[0])


@pytest.mark.parametrize(
    ("passage", "who", "how"),
    [
        ("according to a Wall Street Journal report", "other_outlet", "fact"),
        ("people familiar with the matter said it may sell", "unnamed_sources", "speculation"),
        ("The company announced that it plans to merge", "party_statement", "plan"),
        ("Cainiao denied the report", "outlet", "denial"),
        ("in a filing it expects to close", "filing", "expectation"),
        ("知情人士称，双方拟合并", "unnamed_sources", "plan"),
        ("Amazon bought Zoox", "outlet", "fact"),
        ("In May 2021 Will Roper raised money.", "outlet", "fact"),
    ],
)
def test_who_speaks_and_how_is_hinted_at(passage, who, how):
    assert (who_speaks(passage), how_said(passage)) == (who, how)


def test_a_quote_stays_in_its_sentence_and_within_its_length():
    passage = "It was late. Amazon paid exactly US$1.2 billion for Zoox, a start-up. Nobody " + "knew it " * 20
    [figure] = mentions_in(passage)
    assert fragment(passage, figure.start, figure.end) == "Amazon paid exactly US$1.2 billion for Zoox, a start-up"
    assert "九识" * 25 not in fragment("九识" * 25 + "20亿美元" + "九识" * 25, 50, 52)


def test_names_are_runs_of_words_without_the_possessive():
    names = possible_names("Alibaba's Cainiao 投资九识智能")
    assert {"Alibaba", "Cainiao", "九识智能"} <= set(names)


@given(st.text(max_size=120), st.integers(0, 119), st.integers(1, 30))
def test_every_figure_and_every_quote_stands_in_the_passage_word_for_word(passage, start, length):
    for figure in mentions_in(passage):
        assert passage[figure.start : figure.end] == figure.words
        quote = fragment(passage, figure.start, figure.end)
        assert quote in passage
        assert len(quote.split()) <= max(15, len(figure.words.split()))
