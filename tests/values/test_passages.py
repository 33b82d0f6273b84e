"""What a passage says: numbers, dates and names in the spellings that reports use."""

from datetime import date
from decimal import Decimal

import pytest

from values.passages import find_passage, numbers_in, says_date, says_number, says_words


@pytest.mark.parametrize(
    ("quote", "number"),
    [
        ("approximately $2 billion in Zelos", 2 * 10**9),
        ("a US$2bn cheque", 2 * 10**9),
        ("$1.2 - billion valuation", 12 * 10**8),
        ("raised over 10 billion yuan (US$1.52 billion)", 1_520_000_000),
        ("1,5 Mrd. Euro", 15 * 10**8),
        ("1.500.000 Euro", 1_500_000),
        ("1,500,000 yuan", 1_500_000),
        ("逾20亿美元", 2 * 10**9),
        ("２０亿美元", 2 * 10**9),
        ("融资3.5亿元", 35 * 10**7),
        ("5000万元", 5 * 10**7),
        ("1.2万亿元", 12 * 10**11),
        ("数亿元", 2 * 10**8),
        ("数亿元", 9 * 10**8),
        ("two billion dollars", 2 * 10**9),
        ("half a billion dollars", 5 * 10**8),
        ("operating hundreds of Robotaxis", 200),
        ("less than a thousand units", 1000),
        ("several hundred million yuan", 2 * 10**8),
        ("a hundred thousand passengers", 10**5),
        ("RMB 1-1.5 billion", 10**9),
        ("RMB 1-1.5 billion", 15 * 10**8),
        ("between 300 and 400 million", 3 * 10**8),
        ("RMB7,053 billion", 7_053 * 10**9),
        ("$122.0714 billion", 122_071_400_000),
        ("22.7 percent", Decimal("22.7")),
        ("half of the shares", 50),
        ("三千万元", 3 * 10**7),
        ("3千万元", 3 * 10**7),
        ("数千万元", 2 * 10**7),
        ("百万辆", 10**6),
        ("近百亿元", 10**10),
        ("二十亿美元", 2 * 10**9),
        ("十五亿", 15 * 10**8),
        ("1亿5000万美元", 15 * 10**7),
        ("5億5000万円", 55 * 10**7),
        ("10-15亿元", 10**9),
        ("二〇二〇", 2020),
        ("twenty million dollars", 2 * 10**7),
        ("fifteen million", 15 * 10**6),
        ("one hundred million", 10**8),
        ("two and a half billion", 25 * 10**8),
        ("three percent", 3),
        ("ten trucks", 10),
        ("twenty-five trucks", 25),
        ("$700-plus million", 7 * 10**8),
        ("$5MM", 5 * 10**6),
        ("2,5 milliards d'euros", 25 * 10**8),
    ],
)
def test_a_number_is_found_in_its_usual_spellings(quote, number):
    assert says_number(quote, number, number)


@pytest.mark.parametrize(
    ("quote", "number"),
    [
        ("approximately $2 billion in Zelos", 3 * 10**9),
        ("approximately $2 billion in Zelos", 2 * 10**6),
        ("in 2 of 5 billion cases", 2 * 10**9),
        ("no figure at all", 1),
        ("100 vehicles", 1000),
        ("Series B round", 2 * 10**9),
        ("the millions-strong crowd", 2 * 10**9),
        ("a billing error", 10**9),
    ],
)
def test_a_number_that_is_not_there_is_not_found(quote, number):
    assert not says_number(quote, number, None)


def test_what_may_group_or_divide_is_read_both_ways():
    assert numbers_in("1,500") == {Decimal("1.5"), Decimal(1500)}


DAY = date(2020, 6, 26)


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("on 26 June 2020", True),
        ("on June 26th, 2020", True),
        ("on June 26", True),  # the year is the source's
        ("2020-06-26", True),
        ("26.06.2020", True),
        ("2020年6月26日", True),
        ("on 27 June 2020", False),
        ("on 26 July 2020", False),
        ("in June 2020", False),
        ("soon", False),
        ("26. Juni 2020", True),
        ("paid 26 million in 2020, and June is near", False),
        ("26 dollars on 1 June 2020", False),
    ],
)
def test_a_day_is_found_in_its_usual_spellings(quote, said):
    assert says_date(quote, DAY, DAY, year=2020, language="de") is said


def test_a_year_may_only_be_left_out_where_it_is_the_sources():
    assert not says_date("on June 26", DAY, DAY, year=2021)
    assert says_date("on June 26, 2020", DAY, DAY, year=2021)


@pytest.mark.parametrize(
    ("quote", "first", "last"),
    [
        ("in June 2020", date(2020, 6, 1), date(2020, 6, 30)),
        ("in the second quarter of 2020", date(2020, 4, 1), date(2020, 6, 30)),
        ("2020年第二季度", date(2020, 4, 1), date(2020, 6, 30)),
        ("the second-quarter 2020 results", date(2020, 4, 1), date(2020, 6, 30)),
        ("2Q 2020", date(2020, 4, 1), date(2020, 6, 30)),
        ("Q2'20", date(2020, 4, 1), date(2020, 6, 30)),
        ("1H 2020", date(2020, 1, 1), date(2020, 6, 30)),
        ("2020/6", date(2020, 6, 1), date(2020, 6, 30)),
        ("in May 2020", date(2020, 5, 1), date(2020, 5, 31)),
        ("in H1 2020", date(2020, 1, 1), date(2020, 6, 30)),
        ("2020年下半年", date(2020, 7, 1), date(2020, 12, 31)),
        ("during 2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("early in 2020", date(2020, 1, 1), date(2020, 4, 15)),
    ],
)
def test_a_span_is_found_by_its_name(quote, first, last):
    assert says_date(quote, first, last)
    assert not says_date(quote, first.replace(year=2019), last.replace(year=2019))


def test_the_verb_may_is_no_month():
    may = date(2020, 5, 1), date(2020, 5, 31)
    assert not says_date("paid 26 million in 2020, may close", *may)
    assert not says_date("paid $5.6 million in 2020", *may)
    assert not says_date("paid $5.6 million in 2020", date(2020, 6, 1), date(2020, 6, 30))


def test_a_name_is_found_whatever_its_case_width_or_accents():
    assert says_words("Société Ａｌｐｈａ and others", "societe alpha")
    assert says_words("阿里巴巴旗下的菜鸟", "Cainiao", "菜鸟")
    assert not says_words("Société Alpha", "Beta", "")
    assert not says_words("a senior manager of Uberlândia", "NIO", "Uber")
    assert says_words("NIO's cars", "NIO")
    assert says_words("菜鸟与NIO合作", "NIO")


def test_a_passage_is_found_across_line_breaks_and_told_apart_by_its_neighbours():
    text = "It paid $2\n billion. Others say it paid $2 billion in shares."
    assert find_passage(text, "paid $2 billion") == 3
    assert find_passage(text, "paid $2 billion", suffix="in shares") == text.rindex("paid")
    assert find_passage(text, "paid $2 billion", prefix="say it") == text.rindex("paid")
    assert find_passage(text, "paid $3 billion") is None


def test_a_passage_is_found_whatever_its_quotation_marks_and_however_its_accents_are_composed():
    text = "Renault’s “société” paid."
    assert find_passage(text, 'Renault\'s "socie\u0301te\u0301"') == 0
