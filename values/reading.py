"""Money and dates as people write them, read into the forms that `values.money` and `values.dates` know. Pure.

What can be meant in two ways is asked about, never guessed: a ValidationError says what was understood and what is
needed.
"""

import re
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .dates import from_edtf, period
from .money import CURRENCIES as KNOWN
from .money import Qualifier
from .passages import ARTICLES, HAN_RUN, HAN_TENS, HAN_UNITS, LETTERS, SMALL, TENS, han_number
from .passages import UNITS as WORDS_OF_UNITS
from .text import fold

# Longest first: "more than" before "than", 超过 before 超.
QUALIFIERS = {
    Qualifier.EXACT: ("exactly", "exact"),
    Qualifier.ABOUT: ("approximately", "about", "around", "roughly", "circa", "some", "ca.", "~", "大约", "约", "左右"),
    Qualifier.NEARLY: ("nearly", "almost", "close to", "将近", "接近", "近"),
    Qualifier.AT_LEAST: (
        "at least",
        "no less than",
        "not less than",
        "at_least",
        "or more",
        ">=",
        "≥",
        "不少于",
        "至少",
        "以上",
    ),
    Qualifier.MORE_THAN: ("more than", "more_than", "upwards of", "over", "above", ">", "超过", "逾", "超", "余", "多"),
    Qualifier.UP_TO: ("up to", "up_to", "as much as", "at most", "no more than", "<=", "≤", "至多", "最多", "不超过"),
    Qualifier.LESS_THAN: ("less than", "less_than", "under", "below", "<", "不到", "低于", "不足"),
    Qualifier.SEVERAL: ("several", "数", "几"),
    Qualifier.RANGE: ("between", "from", "range"),
}
CURRENCIES = {
    "USD": ("us dollars", "u.s. dollars", "us dollar", "us$", "u.s.$", "美元", "美金"),
    "CNY": ("renminbi", "chinese yuan", "yuan", "rmb", "cn¥", "元人民币", "人民币", "元"),
    "EUR": ("euros", "euro", "€", "欧元"),
    "GBP": ("pounds sterling", "pounds", "£", "英镑"),
    "HKD": ("hong kong dollars", "hk$", "港元", "港币"),
    "JPY": ("japanese yen", "yen", "jp¥", "日元", "円"),
    "KRW": ("korean won", "won", "₩", "韩元"),
    "TWD": ("nt$", "新台币"),
    "SGD": ("s$", "新加坡元"),
    "AUD": ("a$",),
    "CAD": ("c$", "ca$"),
    "INR": ("rupees", "₹"),
}
# Signs of several currencies, and which of them the country of a party settles.
AMBIGUOUS = {
    "$": {"US": "USD", "CA": "CAD", "AU": "AUD", "SG": "SGD", "HK": "HKD", "TW": "TWD"},
    "dollars": {"US": "USD", "CA": "CAD", "AU": "AUD", "SG": "SGD", "HK": "HKD", "TW": "TWD"},
    "dollar": {"US": "USD", "CA": "CAD", "AU": "AUD", "SG": "SGD", "HK": "HKD", "TW": "TWD"},
    "¥": {"CN": "CNY", "JP": "JPY"},
}
UNITS = WORDS_OF_UNITS | LETTERS | HAN_UNITS | HAN_TENS
UNITS |= {
    f"{one} {two}": WORDS_OF_UNITS[one] * WORDS_OF_UNITS[two]
    for one in ("hundred", "thousand")
    for two in WORDS_OF_UNITS
}
UNITS |= {
    f"{one}{two}": HAN_UNITS.get(one, HAN_TENS.get(one)) * HAN_UNITS[two] for one in "十百千万" for two in HAN_UNITS
}
UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
NUMBER_WORDS = SMALL | TENS | ARTICLES
UNDISCLOSED = (
    "undisclosed",
    "not disclosed",
    "an undisclosed sum",
    "undisclosed sum",
    "undisclosed amount",
    "未披露",
    "未公开",
)
NUMBER = r"\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
DASH = r"\s*(?:-|–|—|to|and|至|到|~)\s*"
WORD = "|".join(sorted((re.escape(word) for word in NUMBER_WORDS), key=len, reverse=True))
AMOUNT = re.compile(
    rf"(?:(?P<low>{NUMBER})\s*(?P<low_unit>{UNIT})?(?:{DASH}))?(?P<high>{NUMBER}|(?:{WORD})\b)?\s*-?\s*(?P<unit>{UNIT})?"
)


def read_money(text, countries=()):
    """Return {"min", "max", "currency", "qualifier"} as claims keep it, or {"disclosure": "undisclosed"}.

    `countries` are ISO codes of the parties: where one settles what "$" or "¥" is, it is taken; else the question is
    asked. Raises ValidationError.
    """
    rest = fold(text).replace("−", "-")
    if rest in UNDISCLOSED:
        return {"disclosure": "undisclosed"}
    qualifier, rest = _take(rest, QUALIFIERS)
    currency, rest = _currency(rest, countries, text)
    later, rest = (None, rest) if qualifier else _take(rest, QUALIFIERS)
    return _amount(rest.strip(), qualifier or later, text) | {"currency": currency}


def read_number(text):
    """Return {"min", "max", "qualifier"} of a count or percentage, such as "more than 100" or "51 %"."""
    rest = re.sub(r"\s*(%|percent|per cent|％)$", "", fold(text))
    qualifier, rest = _take(rest, QUALIFIERS)
    return _amount(rest.strip(), qualifier, text)


def _take(text, table):
    """Take the longest word of the table off the text; return its key (or None) and what is left."""
    words = sorted(((word, key) for key, words in table.items() for word in words), key=lambda one: -len(one[0]))
    for word, key in words:
        pattern = (
            rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else re.escape(word)
        )
        if match := re.search(pattern, text):
            return key, f"{text[: match.start()]} {text[match.end() :]}"
    return None, text


def _currency(text, countries, typed):
    code, rest = _take(text, CURRENCIES)
    if code:
        again, without = _take(rest, {code: CURRENCIES[code]})
        return code, without if again else rest  # "between RMB 1 billion and RMB 1.5 billion"
    for match in re.finditer(r"(?<![a-z])[a-z]{3}(?![a-z])", text):
        if match[0].upper() in KNOWN:
            return match[0].upper(), f"{text[: match.start()]} {text[match.end() :]}"
    sign, rest = _take(text, {sign: (sign,) for sign in AMBIGUOUS})
    if sign is None:
        raise ValidationError(_("“%(text)s”: say in which currency, such as US$, RMB or EUR.") % {"text": typed})
    settled = {AMBIGUOUS[sign][country] for country in countries if country in AMBIGUOUS[sign]}
    if len(settled) == 1:
        return settled.pop(), rest
    raise ValidationError(
        _("“%(sign)s” may be one of %(codes)s: write the code, or US$ for US dollars.")
        % {"sign": sign, "codes": ", ".join(dict.fromkeys(AMBIGUOUS[sign].values()))}
    )


def _amount(text, qualifier, typed):
    if text and qualifier != Qualifier.SEVERAL and re.fullmatch(HAN_RUN, text) and not text.isascii():
        number = han_number(text)
        return _bounds(number, number, qualifier or Qualifier.EXACT)
    match = AMOUNT.fullmatch(text)
    if not match or not (match["high"] or match["unit"]):
        raise ValidationError(
            _("“%(text)s” is no amount that can be read; write it like “about US$2bn” or “RMB 1–1.5 billion”.")
            % {"text": typed}
        )
    unit = UNITS.get(match["unit"], 1)
    if qualifier == Qualifier.SEVERAL:
        return _bounds(2 * unit, 9 * unit, qualifier)  # 数亿 is 200 to 900 million
    high = _number(match["high"]) * unit if match["high"] else Decimal(unit)
    if match["low"]:
        return _bounds(_number(match["low"]) * UNITS.get(match["low_unit"], unit), high, Qualifier.RANGE)
    return _bounds(high, high, qualifier or Qualifier.EXACT)


def currencies_in(text):
    """Return the codes of the currencies that the text may speak of; a sign of several stands for each of them."""
    rest, found = fold(text), set()
    while True:
        code, rest = _take(rest, CURRENCIES)
        if code is None:
            break
        found.add(str(code))
    found |= {match.upper() for match in re.findall(r"(?<![a-z])[a-z]{3}(?![a-z])", rest) if match.upper() in KNOWN}
    for sign, codes in AMBIGUOUS.items():
        if sign in rest:
            found |= set(codes.values())
    return found


def _number(digits):
    if digits in NUMBER_WORDS:
        return Decimal(NUMBER_WORDS[digits])
    if re.fullmatch(r"\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?", digits):
        return Decimal(re.sub(r"[,' ]", "", digits))
    return Decimal(digits.replace(",", "."))


def _bounds(low, high, qualifier):
    if low > high:
        raise ValidationError(_("The first amount is larger than the second: swap the two."))
    ends = {"qualifier": str(qualifier.value)}
    if qualifier not in (Qualifier.UP_TO, Qualifier.LESS_THAN):
        ends["min"] = f"{Decimal(low).normalize():f}"
    if qualifier not in (Qualifier.MORE_THAN, Qualifier.AT_LEAST):
        ends["max"] = f"{Decimal(high).normalize():f}"
    return ends


MONTHS = ("january", "february", "march", "april", "may", "june", "july")
MONTHS += ("august", "september", "october", "november", "december")
MONTH = "|".join(rf"{name[:3]}(?:{name[3:]})?\.?|{name[:4]}\.?" for name in MONTHS)
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "一": 1, "二": 2, "三": 3, "四": 4}
PARTS_OF_YEAR = {"early": (1, 4), "mid": (5, 4), "late": (9, 4), "年初": (1, 4), "年中": (5, 4), "年底": (9, 4)}


def read_date(text):
    """Return (first day, last day, words) of a date as written; words are kept where the days are our reading.

    "early", "mid" and "late" are the thirds of the year. Raises ValidationError.
    """
    said = fold(text).strip(" .")
    for reader in (_iso, _day_month_year, _quarter_or_half, _part_of_year, _numeric):
        try:
            if found := reader(said):
                first, last, *is_vague = found
                return first, last, text.strip() if is_vague else ""
        except (ValueError, OverflowError):
            break
    raise ValidationError(
        _("“%(text)s” is no date that can be read; write it like 26 June 2020, June 2020, Q3 2021, 2020 or early 2026.")
        % {"text": text}
    )


def _iso(text):
    if re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}-\d{2}-\d{2})?", text):
        return from_edtf(text)
    if match := re.fullmatch(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})", text):
        return (one := date(int(match[1]), int(match[3]), int(match[4]))), one
    return None


def _day_month_year(text):
    patterns = (
        rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?)?(?P<month>{MONTH}),?\s+(?P<year>\d{{4}})",
        rf"(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        r"(?P<year>\d{4})年(?:(?P<month>\d{1,2})月)?(?:(?P<day>\d{1,2})[日号號])?",
    )
    for pattern in patterns:
        if match := re.fullmatch(pattern, text):
            year, month, day = int(match["year"]), _month(match["month"]), match["day"]
            if day:
                return (one := date(year, month, int(day))), one
            return period(year, month, 1) if month else period(year, 1, 12)
    return None


def _month(word):
    if not word or word.isdigit():
        return int(word) if word else None
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(word.rstrip(".")[:3]))


def _quarter_or_half(text):
    if match := re.fullmatch(
        r"(?:q(?P<n>[1-4])|(?P<m>[1-4])q|(?P<word>first|second|third|fourth) quarter(?: of)?) (?P<year>\d{4})", text
    ):
        number = int(match["n"] or match["m"] or ORDINALS[match["word"]])
        return period(int(match["year"]), 3 * number - 2, 3)
    if match := re.fullmatch(r"(?P<year>\d{4})年?\s*(?:q(?P<n>[1-4])|第?(?P<word>[一二三四])季度)", text):
        number = int(match["n"] or ORDINALS[match["word"]])
        return period(int(match["year"]), 3 * number - 2, 3)
    if match := re.fullmatch(r"(?:h(?P<n>[12])|(?P<word>first|second) half(?: of)?) (?P<year>\d{4})", text):
        return period(int(match["year"]), 1 if int(match["n"] or ORDINALS[match["word"]]) == 1 else 7, 6)
    if match := re.fullmatch(r"(?P<year>\d{4})年(?P<half>上|下)半年", text):
        return period(int(match["year"]), 1 if match["half"] == "上" else 7, 6)
    return None


def _part_of_year(text):
    if match := re.fullmatch(r"(?P<part>early|mid|late)[\s-]+(?:in\s+)?(?P<year>\d{4})", text):
        return *period(int(match["year"]), *PARTS_OF_YEAR[match["part"]]), True
    if match := re.fullmatch(r"(?P<year>\d{4})(?P<part>年初|年中|年底)", text):
        return *period(int(match["year"]), *PARTS_OF_YEAR[match["part"]]), True
    return None


def _numeric(text):
    """Days in digits: the first two numbers may be day or month, and are asked about where both can be meant."""
    if re.fullmatch(r"\d{1,2}[日号號]", text):
        raise ValidationError(_("“%(text)s” names a day only: add month and year.") % {"text": text})
    match = re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", text)
    if not match:
        return None
    one, two, year = map(int, match.groups())
    if one <= 12 and two <= 12 and one != two:
        ways = {"one": date(year, two, one).isoformat(), "two": date(year, one, two).isoformat()}
        raise ValidationError(_("“%(text)s” may be %(one)s or %(two)s: write it that way.") % {"text": text, **ways})
    day, month = (one, two) if one > 12 or one == two else (two, one)
    return (one_day := date(year, month, day)), one_day
