"""The shapes that a claim's value may have: one per field, checked, readable, and typed in one line.

A shape turns JSON as stored into a checked form (`clean`), words for people (`words`) and the line
that an editor types (`line`, read back by `from_line`). All refuse with a ValidationError that says what is right.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from values.dates import date_text, edtf, from_edtf
from values.money import SPAN, Money, Qualifier, amount_text, bounds_fit, validate_currency
from values.passages import says_date, says_number, says_words
from values.reading import currencies_in, read_date, read_money, read_number


class Shape:
    """What every shape can be asked."""

    def is_said(self, value, quote, year, language):
        """Whether the quoted words hold the value; `year` and `language` are its source's. Our own words never are."""
        return True


SAYS_ENOUGH = ("deal_value", "valuation")  # measures that say no more than their slot
AMOUNT = re.compile(r"[0-9]{1,18}(\.[0-9]{1,2})?")


def _refuse_unknown_keys(value, known):
    if not isinstance(value, dict) or not set(value) <= set(known):
        raise ValidationError(_("Expected only these parts: %(parts)s.") % {"parts": ", ".join(known)})


def _decimal(text):
    if not AMOUNT.fullmatch(str(text)):
        raise ValidationError(_("“%(text)s” is not an amount; write digits such as 1200000000.") % {"text": text})
    return Decimal(str(text))


def _canonical(value, low, high):
    """The value with its bounds written one way only, and an open bound left out."""
    ends = {"min": low, "max": high}
    return {name: part for name, part in value.items() if name not in ends} | {
        name: f"{end.normalize():f}" for name, end in ends.items() if end is not None
    }


def _bounds(value):
    """Check qualifier and bounds, whether they fit each other, and return them."""
    qualifier = value.get("qualifier", "")
    if qualifier not in Qualifier.values:
        raise ValidationError(
            _("“%(word)s” is no qualifier; one of: %(known)s.")
            % {"word": qualifier, "known": ", ".join(Qualifier.values)}
        )
    low, high = (None if value.get(end) is None else _decimal(value[end]) for end in ("min", "max"))
    if not bounds_fit(qualifier, low, high):
        raise ValidationError(_("The amounts do not fit “%(qualifier)s”.") % {"qualifier": Qualifier(qualifier).label})
    return low, high, qualifier


def _bounds_line(value):
    low, high, qualifier = value.get("min"), value.get("max"), value["qualifier"]
    number = f"{low}-{high}" if qualifier in SPAN else (high if low is None else low)
    return number if qualifier in (Qualifier.EXACT, Qualifier.RANGE) else f"{qualifier} {number}"


@dataclass(frozen=True)
class ChoiceShape(Shape):
    """One word of a list: {"value": "announced"}."""

    choices: tuple

    @property
    def example(self):
        return _("one of: %(words)s") % {"words": ", ".join(value for value, label in self.choices)}

    def clean(self, value):
        _refuse_unknown_keys(value, ("value",))
        if value.get("value") not in dict(self.choices):
            raise ValidationError(self.example)
        return value

    def words(self, value):
        return str(dict(self.choices).get(value.get("value"), value.get("value", "")))

    def line(self, value):
        return value.get("value", "")

    def from_line(self, line, countries=()):
        return {"value": line}


@dataclass(frozen=True)
class TextShape(Shape):
    """Words of our own or a name as written: {"text": "Jiushi"}; may be left empty where `optional`."""

    optional: bool = False
    example: str = ""

    def clean(self, value):
        _refuse_unknown_keys(value, ("text",))
        text = value.get("text", "")
        if not isinstance(text, str) or not (text.strip() or self.optional):
            raise ValidationError(_("Write the words of this claim."))
        return value

    def words(self, value):
        return value.get("text", "")

    def line(self, value):
        return value.get("text", "")

    def from_line(self, line, countries=()):
        return {"text": line} if line else {}


@dataclass(frozen=True)
class PartyShape(Shape):
    """The name as the source writes it, and whether it is said to lead: {"text": "Jiushi", "lead": true}."""

    LEAD = "lead"
    example: str = ""

    def clean(self, value):
        _refuse_unknown_keys(value, ("text", "lead"))
        if not isinstance(value.get("text", ""), str) or value.get("lead", True) is not True:
            raise ValidationError(_("Write the name as the source has it, or “lead” and then the name."))
        return value

    def words(self, value):
        return value.get("text", "")

    def line(self, value):
        return " ".join([*([self.LEAD] if value.get("lead") else []), value.get("text", "")]).strip()

    def from_line(self, line, countries=()):
        first, _space, rest = line.partition(" ")
        lead = {"lead": True} if first == self.LEAD else {}
        text = rest.strip() if lead else line
        return lead | ({"text": text} if text else {})


@dataclass(frozen=True)
class DateShape(Shape):
    """A day or span, and the source's words: {"first": …, "last": …, "words": "early 2026"}."""

    example: str = "26 June 2020, June 2020, Q3 2021, early 2026, 2020-06-26; “in the coming weeks”"

    def clean(self, value):
        _refuse_unknown_keys(value, ("first", "last", "words"))
        if ("first" in value) != ("last" in value) or not value:
            raise ValidationError(_("A date has a first and a last day, or only the source's words."))
        if "first" in value:
            try:
                from_edtf(f"{value['first']}/{value['last']}")
            except (ValueError, TypeError):
                raise ValidationError(_("Write days as 2020-06-26, the first not after the last.")) from None
        return value

    def is_said(self, value, quote, year, language):
        if value.get("words"):
            return says_words(quote, value["words"])
        return says_date(quote, *self.span(value), year, language)

    def span(self, value):
        return from_edtf(f"{value['first']}/{value['last']}") if "first" in value else (None, None)

    def words(self, value):
        return date_text(*self.span(value), value.get("words", ""))

    def line(self, value):
        said = f"“{value['words']}”" if value.get("words") else ""
        return " ".join(part for part in (edtf(*self.span(value)), said) if part)

    def from_line(self, line, countries=()):
        code, _quote, rest = line.partition("“")
        value, words = {}, ""
        if code.strip():
            first, last, words = read_date(code)
            value |= {"first": first.isoformat(), "last": last.isoformat()}
        words = rest.rstrip("”").strip() or words
        return value | ({"words": words} if words else {})


@dataclass(frozen=True)
class MoneyShape(Shape):
    """An amount with currency, qualifier and what it is; or, where allowed, only whether it is disclosed."""

    measures: tuple
    disclosures: tuple = ()

    @property
    def example(self):
        return _("about US$2bn %(measure)s; what the figure is: %(measures)s") % {
            "measure": self.measures[0][0],
            "measures": ", ".join(value for value, label in self.measures),
        }

    def clean(self, value):
        _refuse_unknown_keys(value, ("min", "max", "currency", "qualifier", "measure", "disclosure"))
        if value.get("disclosure") in dict(self.disclosures) and set(value) == {"disclosure"}:
            return value
        low, high, qualifier = _bounds(value)
        currency = value.get("currency", "")
        validate_currency(currency)
        if value.get("measure") not in dict(self.measures):
            raise ValidationError(
                _("Say what the figure is; one of: %(measures)s.")
                % {"measures": ", ".join(word for word, label in self.measures)}
            )
        return _canonical(value, low, high)

    def is_said(self, value, quote, year, language):
        if "disclosure" in value:
            return True
        said = currencies_in(quote)
        return says_number(quote, value.get("min"), value.get("max")) and (not said or value["currency"] in said)

    def money(self, value):
        low, high, qualifier = _bounds(value)
        return Money(low, high, value["currency"], qualifier)

    def words(self, value):
        if "disclosure" in value:
            return str(dict(self.disclosures)[value["disclosure"]])
        return f"{self.money(value)}, {dict(self.measures)[value['measure']]}"

    def line(self, value):
        return value.get("disclosure") or f"{_bounds_line(value)} {value['currency']} {value['measure']}"

    def from_line(self, line, countries=()):
        """Read an amount as people write it, and after it what the figure is, by its value or label.

        `countries` may settle what "$" is. Where a figure may only be one thing, or a vague word says enough, it may
        be left out.
        """
        if line in dict(self.disclosures):
            return {"disclosure": line}
        measure, amount = self._split_measure(line)
        value = read_money(amount, countries)
        if "disclosure" in value and value["disclosure"] not in dict(self.disclosures):
            raise ValidationError(_("Write it like this: %(example)s") % {"example": self.example})
        return value if "disclosure" in value else value | {"measure": measure}

    def names_measure(self, line):
        """Whether the line says at its end what the figure is, or needs no measure."""
        return line in dict(self.disclosures) or any(self._measures_in(line))

    def _measures_in(self, line):
        for word, label in self.measures:
            for name in (word, str(label)):
                if line.casefold().endswith(name.casefold()) and len(line) > len(name):
                    yield word, line[: -len(name)].rstrip(" ,")

    def _split_measure(self, line):
        for found in self._measures_in(line):
            return found
        first, _label = self.measures[0]
        if first not in SAYS_ENOUGH and len(self.measures) > 1:
            raise ValidationError(
                _("Say after the amount what the figure is; one of: %(measures)s.")
                % {"measures": ", ".join(word for word, _label in self.measures)}
            )
        return first, line


@dataclass(frozen=True)
class NumberShape(Shape):
    """A count or percentage: {"min": "20", "max": "20", "qualifier": "up_to"} and its unit."""

    unit: str
    example: str = "more_than 100"

    def clean(self, value):
        _refuse_unknown_keys(value, ("min", "max", "qualifier"))
        low, high, _qualifier = _bounds(value)
        return _canonical(value, low, high)

    def is_said(self, value, quote, year, language):
        return says_number(quote, value.get("min"), value.get("max"))

    def bounds(self, value):
        """Lowest and highest number (None: open) and qualifier."""
        return _bounds(value)

    def text(self, low, high, qualifier):
        return f"{amount_text(low, high, qualifier)} {self.unit}"

    def words(self, value):
        return self.text(*self.bounds(value))

    def line(self, value):
        return _bounds_line(value)

    def from_line(self, line, countries=()):
        try:
            return read_number(line)
        except ValidationError:
            raise ValidationError(_("Write it like this: %(example)s") % {"example": self.example}) from None
