"""Whether a quoted passage says what a claim has from it: pure, on text alone.

Numbers, dates and names are found in their usual spellings: "$2bn", "20亿", "1,5 Mrd.", "two billion", "hundreds";
"26 June 2020", "June 26", "2020年6月26日". What cannot be found was not said, or not in these words.
"""

import re
from decimal import Decimal

from django.utils.dates import MONTHS, MONTHS_AP

from .dates import Precision, precision
from .text import fold

UNITS = {
    **dict.fromkeys(["trillion", "tn", "万亿", "萬億"], 10**12),
    **dict.fromkeys(["billion", "billions", "bn", "b", "milliard", "milliarden", "mrd"], 10**9),
    **dict.fromkeys(["亿", "億"], 10**8),
    "crore": 10**7,
    **dict.fromkeys(["million", "millions", "mn", "mio", "m", "millionen"], 10**6),
    "lakh": 10**5,
    **dict.fromkeys(["万", "萬"], 10**4),
    **dict.fromkeys(["thousand", "thousands", "k", "千"], 10**3),
    **dict.fromkeys(["hundred", "hundreds", "百"], 100),
    **dict.fromkeys(["dozen", "dozens"], 12),
    "hundred thousand": 10**5,
    "hundred million": 10**8,
    "hundred billion": 10**11,
}
UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBER_WORDS = {
    **{word: number for number, word in enumerate(ENGLISH, 1)},
    **{word: number for number, word in enumerate("一二三四五六七八九十", 1)},
    "两": 2,
    "a": 1,
    "half a": Decimal("0.5"),
    "half": Decimal("0.5"),
    "quarter of a": Decimal("0.25"),
}
DIGITS = r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
AMOUNT = re.compile(
    rf"(?<![\d.,])(?P<number>{DIGITS})(?P<gap>\s*-?\s*)(?:(?P<unit>{UNIT})(?![a-z]))?"
    rf"|(?<![a-z])(?P<word>{WORDS})[\s-]*(?P<word_unit>{UNIT})(?![a-z])"
    rf"|(?P<several>(?:several|数|數|几|a few)\s*)?(?<![a-z0-9])(?P<many>{UNIT})(?![a-z])"
)
SPAN_MARK = re.compile(r"\s*(?:-|–|—|to|and|至|到|~)\s*")


def numbers_in(text):
    """Return every number that the text may mean, as a set of Decimals; a span lends its unit to its first number."""
    text, found, waiting = fold(text), set(), []
    end = 0
    for match in AMOUNT.finditer(text):
        if waiting and not SPAN_MARK.fullmatch(text[end : match.start()]) and match.start() != end:
            waiting = []
        readings, unit = _readings(match)
        found |= {reading * unit for reading in readings}
        if match["number"] and match["unit"]:
            found |= {reading * unit for reading in waiting}
        waiting = readings if match["number"] and not match["unit"] else []
        end = match.end() if not match["gap"] else match.end("number")
    return found | ({Decimal(50)} if re.search(r"\bhalf\b|一半", text) else set())


def _readings(match):
    """The numbers without their unit, and the unit."""
    if match["number"]:
        return _as_written(match["number"]), UNITS.get(match["unit"], 1)
    if match["word"]:
        return {Decimal(NUMBER_WORDS[match["word"]])}, UNITS[match["word_unit"]]
    several = {Decimal(2), Decimal(9)}  # 数亿 is 200 to 900 million (VOCABULARY: Money)
    return several, UNITS[match["many"]]


def _as_written(digits):
    """A comma or point may group thousands or begin the decimals; where both can be meant, both are read."""
    bare = re.sub(r"['’\u00a0\u202f ]", "", digits)
    readings = set()
    for decimal_mark, group_mark in ((".", ","), (",", ".")):
        if re.fullmatch(rf"\d+(?:\{group_mark}\d{{3}})*(?:\{decimal_mark}\d+)?", bare):
            readings.add(Decimal(bare.replace(group_mark, "").replace(decimal_mark, ".")))
    return readings


def says_number(quote, *bounds):
    """Whether each given bound (None: open) occurs in the quote."""
    numbers = numbers_in(quote)
    return all(Decimal(bound) in numbers for bound in bounds if bound is not None)


def says_date(quote, first, last, year=None):
    """Whether the date occurs; its year may be left out where it is `year`, that of the source."""
    text = fold(quote)
    has_year = str(first.year) in text or first.year == year
    match precision(first, last):
        case Precision.YEAR:
            return str(first.year) in text
        case Precision.QUARTER:
            quarter = 1 + (first.month - 1) // 3
            return has_year and _any(text, QUARTERS[quarter - 1])
        case Precision.HALF:
            return has_year and _any(text, HALVES[first.month > 1])
        case Precision.MONTH:
            return has_year and _says_month(text, first)
        case Precision.DAY:
            day = rf"(?<!\d)0?{first.day}(?:st|nd|rd|th|日|号|號|\.)?(?!\d)"
            return has_year and _says_month(text, first) and bool(re.search(day, text))
    return has_year


QUARTERS = [
    (f"q{number}", f"{ordinal} quarter", f"{han}季度")
    for number, ordinal, han in zip(range(1, 5), ("first", "second", "third", "fourth"), "一二三四", strict=True)
]
HALVES = (("h1", "first half", "上半年"), ("h2", "second half", "下半年"))


def _any(text, words):
    return any(word in text for word in words)


def _says_month(text, day):
    number = day.month
    names = (fold(str(MONTHS[number])), fold(str(MONTHS_AP[number])).rstrip("."), fold(str(MONTHS[number]))[:3])
    written = rf"(?<!\d)0?{number}月|[-/.]0?{number}[-/.]|(?<!\d)0?{number}[/.]\d|\d{{4}}-0?{number}(?!\d)"
    return any(re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", text) for name in names) or bool(
        re.search(written, text)
    )


def says_words(quote, *words):
    """Whether one of the words or names occurs, in whatever case, width or accent."""
    text = fold(quote)
    return any(fold(one) in text for one in words if one)


def find_passage(text, exact, prefix="", suffix=""):
    """Return where the passage begins in the text, or None; runs of white space count as one space.

    `prefix` and `suffix` tell apart passages that occur more than once.
    """
    parts = [r"\s+".join(map(re.escape, part.split())) for part in (prefix, exact, suffix)]
    before = rf"{parts[0]}\s*" if parts[0] else ""
    after = rf"\s*{parts[2]}" if parts[2] else ""
    found = re.search(rf"{before}(?P<exact>{parts[1]}){after}", text)
    return found.start("exact") if found else None
