"""What a pasted passage seems to say: figures, dates, who speaks and how. Pure; all of it is offered, none decided.

What is found are the passage's own words, to be read by `values.reading` and confirmed by an editor.
"""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from .money import CURRENCIES as KNOWN
from .passages import ARTICLES, SMALL, TENS
from .reading import AMBIGUOUS, CURRENCIES, MONTH, PARTS_OF_YEAR, QUALIFIERS, read_date, read_money, read_number
from .text import HAN_OR_KANA, fold

TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\s\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+"
)
LONGEST = 12  # tokens of one figure: "between RMB 1 billion and RMB 1.5 billion", 2026年1月29日
LONGEST_NAME = 10
EDGES = " \t\n.,;:!?()[]\"'“”‘’，。；：！？（）、《》"
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])|(?<=[。！？])")
MAX_WORDS, MAX_HAN = 15, 40

# Words that hint at who speaks and how, the first that is found; nothing found: the outlet itself, as a fact.
SAID_BY = (
    ("filing", r"\bfiling\b|\bprospectus\b|\bfiled with\b|招股书|公告"),
    ("court", r"\bcourt\b|\blawsuit\b|法院"),
    ("unnamed_sources", r"\bpeople familiar\b|\bsources? (?:said|say|familiar|close)\b|知情人士|据传"),
    (
        "other_outlet",
        r"\baccording to (?:an? |the )?[\w.& ]*(?:report|journal|times|news|bloomberg|reuters)|据\w{0,12}报道",
    ),
    ("party_statement", r"\bannounced\b|\bsaid in a statement\b|\bpress release\b|宣布"),
    ("named_person", r"[”\",] (?:said|says)\b|\baccording to\b"),
)
MODALITY = (
    ("denial", r"\bden(?:y|ies|ied)\b|否认"),
    ("speculation", r"\bmay\b|\bmight\b|\bcould\b|\brumou?r|\bseems?\b|传闻|或将|可能"),
    ("expectation", r"\bexpect(?:s|ed)?\b|\bset to\b|\bpoised to\b|\blikely\b|预计|有望"),
    ("plan", r"\bplans?\b|\bplanned\b|\bintends?\b|\baims?\b|\bwill\b|\bwould\b|拟|计划|将"),
)
NEAR = 40  # characters before a figure, and a third as many after it, that say what it is
VALUED = re.compile(r"\bvalu(?:ation|ed|es|ing)\b|估值")


@dataclass(frozen=True)
class Mention:
    """An amount, percentage or date in the passage: its own words and where they stand."""

    sort: str  # money, percent or date
    words: str
    start: int
    end: int


def mentions_in(passage):
    """Return what the passage mentions, from left to right; of overlapping readings the longest."""
    tokens = [(match.start(), match.end()) for match in TOKEN.finditer(passage)]
    found, place = [], 0
    while place < len(tokens):
        taken = _longest_at(passage, tokens, place)
        if taken is None:
            place += 1
        else:
            mention, place = taken
            found.append(mention)
    return found


def _longest_at(passage, tokens, first):
    if not _may_begin(passage[slice(*tokens[first])]):
        return None
    for last in range(min(first + LONGEST, len(tokens)) - 1, first - 1, -1):
        start, end = _trimmed(passage, tokens[first][0], tokens[last][1])
        words = passage[start:end]
        if words.split()[-1:] and words.split()[-1].casefold() in LEADING:
            continue  # "US$2 billion from": the word belongs to what follows
        if any(char.isdigit() for char in fold(words)) or _has_number_word(words):
            for sort, reads in READERS:
                if reads(words):
                    return Mention(sort, words, start, end), last + 1
    return None


def _trimmed(passage, start, end):
    while start < end and passage[start] in EDGES:
        start += 1
    while end > start and passage[end - 1] in EDGES:
        end -= 1
    return start, end


WORDS = [word for table in (QUALIFIERS, CURRENCIES) for words in table.values() for word in words]
FIRST_WORDS = {re.split(r"[\s_-]", word)[0] for word in (*WORDS, *AMBIGUOUS, *SMALL, *TENS, *ARTICLES, *PARTS_OF_YEAR)}
FIRST_WORDS |= {"first", "second", "third", "fourth", "第"} | {word[0] for word in WORDS if not word[0].isascii()}
LEADING = {word for words in QUALIFIERS.values() for word in words if word.isascii() and word.isalpha()}
MONTH_NAME = re.compile(MONTH)


def _may_begin(token):
    """Whether a figure may begin with this token: spares reading at every word of the passage."""
    word = fold(token).strip(EDGES)
    is_code = len(word) == 3 and word.upper() in KNOWN
    return is_code or any(char.isdigit() for char in word) or word in FIRST_WORDS or bool(MONTH_NAME.fullmatch(word))


NUMBER_WORDS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|several|hundreds?)\b|[数几十百千万亿]"
)


def _has_number_word(words):
    return bool(NUMBER_WORDS.search(fold(words)))


def _is_money(words):
    """An amount with its currency; a sign of several currencies counts, and is asked about when it is saved.

    "won 5 contracts" is no Korean money: that word follows its number.
    """
    if fold(words).startswith("won "):
        return False
    for countries in ((), ("US",), ("CN",)):  # these settle every sign of several currencies
        try:
            return "currency" in read_money(words, countries)
        except (ValidationError, ValueError, ArithmeticError):
            continue
    return False


def _is_percent(words):
    if not re.search(r"(?:%|percent|per cent|％)$", words.casefold()):
        return False
    try:
        read_number(words)
    except (ValidationError, ValueError, ArithmeticError):
        return False
    return True


def _is_date(words):
    try:
        read_date(words)
    except ValidationError:
        return False
    return True


READERS = (("money", _is_money), ("percent", _is_percent), ("date", _is_date))


def is_valuation(passage, figure, after=0):
    """Whether the words beside the amount say what something is worth, not what is paid.

    The words begin at `after`, where the figure before it ends.
    """
    before = max(figure.start - NEAR, after)
    return bool(VALUED.search(fold(f"{passage[before : figure.end]}{passage[figure.end : figure.end + NEAR // 3]}")))


def who_speaks(passage):
    """Return the value of `said_by` that the passage's words hint at."""
    return _first_hint(SAID_BY, fold(passage), "outlet")


def how_said(passage):
    """Return the modality that the passage's words hint at; in small letters, since May is a month and Will a name."""
    return _first_hint(MODALITY, passage, "fact")


def _first_hint(table, text, otherwise):
    return next((value for value, pattern in table if re.search(pattern, text)), otherwise)


def fragment(passage, start, end):
    """Return the words around that place, of one sentence, no more than a quote may have."""
    low, high = _sentence(passage, start)
    tokens = [match.span() for match in TOKEN.finditer(passage, low, high)]
    inside = [place for place, (begin, stop) in enumerate(tokens) if begin < end and stop > start]
    first, last = inside[0], inside[-1]
    grows = True
    while grows:
        grows = False
        for wider in ((first - 1, last), (first, last + 1)):
            if wider[0] >= 0 and wider[1] < len(tokens) and _is_short(passage, tokens, *wider):
                first, last, grows = *wider, True
    return _unquoted(passage[tokens[first][0] : tokens[last][1]])


def sentence_at(passage, place):
    """Return the sentence that this place lies in."""
    return passage[slice(*_sentence(passage, place))]


def _sentence(passage, place):
    ends = [match.end() for match in SENTENCE_END.finditer(passage)]
    return max((end for end in ends if end <= place), default=0), min(
        (end for end in ends if end > place), default=len(passage)
    )


def _is_short(passage, tokens, first, last):
    words = passage[tokens[first][0] : tokens[last][1]]
    return len(words.split()) <= MAX_WORDS and len(HAN_OR_KANA.findall(words)) <= MAX_HAN


def _unquoted(words):
    """Without the marks at its edges; a point after the last word is no part of the quote."""
    return words.strip(EDGES.replace("(", "").replace(")", ""))


def possible_names(passage):
    """Return every run of words that could be a name, with where it stands: {words: (start, end)}."""
    tokens = [match.span() for match in TOKEN.finditer(passage)]
    names = {}
    for first in range(len(tokens)):
        for last in range(first, min(first + LONGEST_NAME, len(tokens))):
            start, end = _trimmed(passage, tokens[first][0], tokens[last][1])
            words = re.sub(r"['’]s$", "", passage[start:end])
            if len(words) > 1:
                names.setdefault(words, (start, start + len(words)))
    return names
