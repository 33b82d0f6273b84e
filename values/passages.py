"""Whether a quoted passage says what a claim has from it: pure, on text alone.

Numbers, dates and names are found in their usual spellings: "$2bn", "二十亿", "1亿5000万", "1,5 Mrd.", "two and a
half billion", "hundreds of"; "26 June 2020", "June 26", "26. Juni", "2020年6月26日". What cannot be found was not said,
or not in these words.
"""

import re
import unicodedata
from decimal import Decimal
from math import prod

from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_AP

from .dates import Precision, precision
from .text import HAN_OR_KANA, fold

LETTERS = {"b": 10**9, "k": 10**3, "m": 10**6, "t": 10**12}  # units only straight after digits
UNITS = {
    **dict.fromkeys(["trillion", "trillions", "tn", "trn"], 10**12),
    **dict.fromkeys(["billion", "billions", "bn", "mrd", "mia", "milliard", "milliards", "milliarde"], 10**9),
    **dict.fromkeys(["milliarden", "miliardo", "miliardi"], 10**9),
    "crore": 10**7,
    **dict.fromkeys(["million", "millions", "mn", "mm", "mio", "mln", "millionen", "millones"], 10**6),
    "lakh": 10**5,
    **dict.fromkeys(["thousand", "thousands"], 10**3),
    **dict.fromkeys(["hundred", "hundreds"], 100),
    **dict.fromkeys(["dozen", "dozens"], 12),
}
PLURALS = ("hundreds", "thousands", "millions", "billions", "trillions", "dozens")
SMALL_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SMALL_WORDS += ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
SMALL = {word: number for number, word in enumerate(SMALL_WORDS, 1)}
TENS = {
    word: 10 * number
    for number, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)
}
ARTICLES = {"half a": Decimal("0.5"), "quarter of a": Decimal("0.25"), "an": 1, "a": 1}
HAN_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
HAN_TENS = {"十": 10, "百": 100, "千": 1000}
HAN_UNITS = {"万": 10**4, "萬": 10**4, "만": 10**4, "亿": 10**8, "億": 10**8, "억": 10**8, "兆": 10**12, "조": 10**12}
SEVERAL = (Decimal(2), Decimal(9))  # 数亿 is 200 to 900 million


def _any_of(words):
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


DIGITS = r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
WORD_NUMBER = rf"(?:{_any_of(TENS)})(?:[- ](?:{_any_of(SMALL)}))?|{_any_of(SMALL)}"
UNIT_RUN = rf"(?:{_any_of(UNITS)})(?:\s(?:{_any_of(UNITS)}))*(?![a-z])"
AMOUNT = re.compile(
    rf"(?:(?<![\d.,])(?P<digits>{DIGITS})|(?<![a-z])(?P<word>{WORD_NUMBER})(?![a-z]))"
    rf"(?P<half>\sand\sa\shalf)?(?P<plus>\s?(?:-?plus\b|\+))?"
    rf"(?:(?P<letter>[{''.join(LETTERS)}])(?![a-z])|[\s-]*(?P<unit>{UNIT_RUN}))?"
    rf"|(?<![a-z])(?P<article>{_any_of(ARTICLES)})\s(?P<article_unit>{UNIT_RUN})"
    rf"|(?<![a-z])(?:several|a few)\s(?P<several>{UNIT_RUN})|(?<![a-z])(?P<many>{_any_of(PLURALS)})(?![a-z])"
)
HAN_RUN = rf"[{''.join([*HAN_DIGITS, *HAN_TENS, *HAN_UNITS])}\d.,]*"
HAN_AMOUNT = re.compile(rf"(?P<several>[数數几幾])?(?P<run>{HAN_RUN})")
SPAN_MARK = re.compile(r"\s*(?:-|–|—|to|and|至|到|~)\s*")


def numbers_in(text):
    """Return every number that the text may mean, as a set of Decimals; a span lends its unit to its first number."""
    text = re.sub(r"(?<=[\d十百千])[余多](?=[十百千万亿])", "", fold(text))  # 20余亿: a little over
    found = {Decimal(50)} if re.search(r"\bhalf (?:of|the)\b|一半", text) else set()
    return found | _latin_numbers(text) | _han_numbers(text)


def _latin_numbers(text):
    found, waiting, end = set(), set(), 0
    for match in AMOUNT.finditer(text):
        if not SPAN_MARK.fullmatch(text[end : match.start()]):
            waiting = set()
        readings, unit = _readings(match)
        found |= {reading * unit for reading in readings}
        if unit > 1:
            found |= {reading * unit for reading in waiting}
        waiting = readings if unit == 1 else set()
        end = match.end()
    return found


def _readings(match):
    """The numbers without their unit, and the unit."""
    if match["several"] or match["many"]:
        return set(SEVERAL), _unit(match["several"] or match["many"])
    if match["article"]:
        return {Decimal(ARTICLES[match["article"]])}, _unit(match["article_unit"])
    readings = _as_written(match["digits"]) if match["digits"] else {_word_number(match["word"])}
    if match["half"]:
        readings = {reading + Decimal("0.5") for reading in readings}
    return readings, LETTERS[match["letter"]] if match["letter"] else _unit(match["unit"] or "")


def _unit(words):
    return prod(UNITS[word] for word in words.split())


def _word_number(words):
    return Decimal(sum((TENS | SMALL)[word] for word in re.split(r"[- ]", words)))


def _as_written(digits):
    """A comma or point may group thousands or begin the decimals; where both can be meant, both are read."""
    bare = re.sub(r"['’\u00a0\u202f ]", "", digits)
    readings = set()
    for decimal_mark, group_mark in ((".", ","), (",", ".")):
        if re.fullmatch(rf"\d+(?:\{group_mark}\d{{3}})*(?:\{decimal_mark}\d+)?", bare):
            readings.add(Decimal(bare.replace(group_mark, "").replace(decimal_mark, ".")))
    return readings


def _han_numbers(text):
    found = set()
    for match in HAN_AMOUNT.finditer(text):
        run = match["run"].strip(".,")
        if not any(char in HAN_DIGITS or char in HAN_TENS or char in HAN_UNITS for char in run):
            continue
        if match["several"]:
            found |= {number * han_number(run) for number in SEVERAL}
            continue
        found.add(han_number(run))
        if lent := re.search(rf"({DIGITS})(?:-|–|—|至|到|~)$", text[: match.start("run")]):
            unit = prod((HAN_TENS | HAN_UNITS).get(char, 1) for char in run)
            found |= {reading * unit for reading in _as_written(lent[1])}
    return found


def han_number(run):
    """Read digits and Han numerals with their units, such as 三千万, 1亿5000万 or 1.2万亿, as a Decimal."""
    total = section = Decimal(0)
    number, last_unit = None, 0
    for token in re.findall(r"[\d.,]+|.", run):
        if token[0].isdigit() and token.isascii():
            number = Decimal(token.replace(",", "").rstrip("."))
        elif token in HAN_DIGITS:
            number = HAN_DIGITS[token] if number is None else number * 10 + HAN_DIGITS[token]
        elif token in HAN_TENS:
            section += (1 if number is None else number) * HAN_TENS[token]
            number = None
        elif token in HAN_UNITS:
            section += number or 0
            unit = HAN_UNITS[token]
            total = (total + section) * unit if unit > last_unit and total else total + (section or 1) * unit
            section, number, last_unit = Decimal(0), None, unit
    return total + section + (number or 0)


def says_number(quote, *bounds):
    """Whether each given bound (None: open) occurs in the quote."""
    numbers = numbers_in(quote)
    return all(Decimal(bound) in numbers for bound in bounds if bound is not None)


def says_date(quote, first, last, year=None, language="en"):
    """Whether the date occurs, months by their names in English or the source's language.

    Its year may be left out where it is `year`, that of the source.
    """
    text = fold(quote)
    has_year = str(first.year) in text or bool(re.search(rf"['’]{first.year % 100:02}(?!\d)", text))
    has_year = has_year or first.year == year
    match precision(first, last):
        case Precision.YEAR:
            return str(first.year) in text
        case Precision.QUARTER:
            quarter = 1 + (first.month - 1) // 3
            return has_year and bool(re.search(QUARTERS[quarter - 1], text))
        case Precision.HALF:
            return has_year and bool(re.search(HALVES[first.month > 1], text))
        case Precision.MONTH:
            return has_year and _says_month(text, first.month, _months(first.month, language))
        case Precision.DAY:
            return has_year and _says_day(text, first, _months(first.month, language))
    return has_year


QUARTERS = [
    rf"\bq{number}\b|\bq{number}['’]|\b{number}q|\b{ordinal}[\s-]quarter|{han}季度"
    for number, ordinal, han in zip(range(1, 5), ("first", "second", "third", "fourth"), "一二三四", strict=True)
]
HALVES = (r"\bh1\b|\b1h|\bfirst[\s-]half|上半年", r"\bh2\b|\b2h|\bsecond[\s-]half|下半年")


def _months(number, language):
    """A pattern of the month's names."""
    names = set()
    for tongue in ("en", language):
        with translation.override(tongue):
            names |= {fold(str(table[number])).rstrip(".") for table in (MONTHS, MONTHS_3, MONTHS_AP)}
    return rf"(?:{_any_of(names)})\.?"


def _says_month(text, number, names):
    numeric = rf"(?<!\d)0?{number}月|\d{{4}}[-/.]0?{number}(?!\d)|(?<!\d)0?{number}[/.]\d{{4}}(?!\d)"
    named = rf"(?<![a-z]){names}(?![a-z])"
    if number == 5:  # "may" is a verb unless a number or a word of time stands beside it
        times = r"(?:in|of|since|by|until|early|mid|late|this|last|next)"
        named = rf"{times}[\s-]+{names}(?![a-z])|(?<![a-z]){names},?\s+\d|\d\s*{names}(?![a-z])"
    return bool(re.search(rf"{numeric}|{named}", text))


def _says_day(text, day, names):
    number, month = rf"0?{day.day}(?:st|nd|rd|th|er|\.)?", day.month
    patterns = (
        rf"(?<!\d){number}\s*(?:of\s|de\s)?\s*{names}(?![a-z])",
        rf"(?<![a-z]){names}\s*(?:the\s)?{number}(?!\d)",
        rf"(?<!\d)0?{month}月0?{day.day}[日号號]?(?!\d)",
        rf"\d{{4}}[-/.]0?{month}[-/.]0?{day.day}(?!\d)",
        rf"(?<![\d.]){number}[./-]0?{month}(?:[./-]|(?!\d))",
        rf"(?<!\d)0?{month}/0?{day.day}(?!\d)",
    )
    return any(re.search(pattern, text) for pattern in patterns)


def says_words(quote, *words):
    """Whether one of the words or names occurs as a whole, in whatever case, width or accent."""
    text = fold(quote)
    return any(_occurs(fold(one), text) for one in words if one and fold(one))


def _occurs(words, text):
    """Latin words are not found inside others ("NIO" in "senior"); Han is written without spaces."""
    return any(
        not (_goes_on(text[: match.start()][-1:], words[0]) or _goes_on(text[match.end() :][:1], words[-1]))
        for match in re.finditer(re.escape(words), text)
    )


def _goes_on(neighbour, letter):
    """Whether a word goes on past its first or last letter."""
    return _is_of_words(neighbour) and _is_of_words(letter)


def _is_of_words(char):
    return char.isalnum() and not HAN_OR_KANA.match(char)


def find_passage(text, exact, prefix="", suffix=""):
    """Return where the passage begins in the text, or None.

    Runs of white space count as one space, straight and curly quotation marks as one; `prefix` and `suffix` tell
    apart passages that occur more than once.
    """
    parts = [
        r"\s+".join(map(_verbatim, unicodedata.normalize("NFC", part).split())) for part in (prefix, exact, suffix)
    ]
    before = rf"{parts[0]}\s*" if parts[0] else ""
    after = rf"\s*{parts[2]}" if parts[2] else ""
    found = re.search(rf"{before}(?P<exact>{parts[1]}){after}", text)
    return found.start("exact") if found else None


def _verbatim(word):
    return re.sub(r'["“”]', '["“”]', re.sub(r"['‘’]", "['‘’]", re.escape(word)))
