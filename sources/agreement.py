"""How what a source says stands to what the record has: pure comparisons, without a database.

Amounts and counts are `Decimal`, zero or more; dates are pairs of a first and a last day. Each comparison returns a
Finding, whose verdict is None where there is nothing to compare. Rules: docs/decisions/0006-agreement.md.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from values.dates import date_text
from values.money import FLOOR, POINT, UNITS, Qualifier

ABOUT = Decimal("0.05")  # "about" reaches 5 % to either side
EXCHANGE = Decimal("0.02")  # what rates of one day differ by


class Verdict(TextChoices):
    AGREES = "agrees", gettext_lazy("agrees")
    DIFFERS = "differs", gettext_lazy("differs")
    OTHER_MEANING = "other_meaning", gettext_lazy("different meaning")
    SUPERSEDED = "superseded", gettext_lazy("overtaken by a later report")


CONTRADICTS = (Verdict.DIFFERS, Verdict.OTHER_MEANING)


@dataclass(frozen=True)
class Finding:
    """A verdict (None: nothing to compare) and the sentence that says it to people."""

    verdict: Verdict | None
    words: str
    supports: bool = True  # an agreement that says less than the record goes with it and is no evidence for it

    @property
    def contradicts(self):
        return self.verdict in CONTRADICTS


def agrees(words, *, supports=True):
    return Finding(Verdict.AGREES, words, supports)


def differs(words):
    return Finding(Verdict.DIFFERS, words)


def nothing(words):
    return Finding(None, words)


@dataclass(frozen=True)
class Span:
    """The numbers from `low` to `high` (None: no end); an open end does not belong to it."""

    low: Decimal
    high: Decimal | None
    is_low_open: bool = False
    is_high_open: bool = False

    def meets(self, other):
        return self._begins_before_end_of(other) and other._begins_before_end_of(self)

    def _begins_before_end_of(self, other):
        if other.high is None or self.low < other.high:
            return True
        return self.low == other.high and not (self.is_low_open or other.is_high_open)

    def at(self, rate, margin):
        """The span in another currency, wider by the margin at either end."""
        return replace(
            self,
            low=self.low * rate * (1 - margin),
            high=None if self.high is None else self.high * rate * (1 + margin),
        )


@dataclass(frozen=True)
class Reach:
    """What a figure says (`core`) and what it may be, as firmly as it is given (`extent`)."""

    core: Span
    extent: Span

    def meets(self, other):
        """Whether both can be true: what the one says lies in what the other may be."""
        return self.core.meets(other.extent) or self.extent.meets(other.core)

    def at(self, rate, margin=EXCHANGE):
        return Reach(self.core.at(rate, margin), self.extent.at(rate, margin))


def tolerance(number):
    """Return how far an exact number may be off: half of its last digit, and never more than "about" allows."""
    return min(half_a_digit(number), Decimal(number) * ABOUT)


def half_a_digit(number):
    """Return half of the last digit given, as people write it: 0.05 billion for 1.2 billion, 0.5 for 750.

    The number's own value decides, in the units of `values.money`, so that 12亿 and 1,200 million are 1.2 billion.
    """
    size = next((size for size, _word in UNITS if number >= size), Decimal(1))
    exponent = (Decimal(number) / size).normalize().as_tuple().exponent
    return size * Decimal(10) ** min(exponent, 0) / 2


def reach(low, high, qualifier):
    """Return the Reach of an amount or count with its qualifier; the bounds fit it (`money.bounds_fit`)."""
    if qualifier in POINT:
        return _reach_of_point(low, qualifier)
    if qualifier == Qualifier.AT_LEAST:
        return Reach(Span(low, None), Span(low - tolerance(low), None))
    if qualifier == Qualifier.UP_TO:
        return Reach(Span(Decimal(0), high), Span(Decimal(0), high + tolerance(high)))
    if qualifier in FLOOR:
        core = Span(low, None, is_low_open=True)
    elif qualifier == Qualifier.LESS_THAN:
        core = Span(Decimal(0), high, is_high_open=True)
    else:
        return Reach(Span(low, high), Span(low * (1 - ABOUT), high * (1 + ABOUT)))
    return Reach(core, core)


def _reach_of_point(number, qualifier):
    core = Span(number, number)
    if qualifier == Qualifier.EXACT:
        return Reach(core, Span(number - tolerance(number), number + tolerance(number)))
    wide = number * ABOUT
    return Reach(core, Span(number - wide, number if qualifier == Qualifier.NEARLY else number + wide))


def compare_numbers(said, ours, words):
    """Compare two (low, high, qualifier); `words` says such a triple."""
    if said == ours:
        return agrees(_("The same: %(ours)s.") % {"ours": words(*ours)})
    if reach(*said).meets(reach(*ours)):
        return agrees(_("%(said)s is compatible with %(ours)s.") % {"said": words(*said), "ours": words(*ours)})
    return differs(_("%(said)s is not %(ours)s.") % {"said": words(*said), "ours": words(*ours)})


def compare_money(said, ours, usd_rate):
    """Compare two Money; `usd_rate` maps a currency to US dollars for one unit of it on the day, or None."""
    pair = {"said": said, "ours": ours}
    if said == ours:
        return agrees(_("The same: %(ours)s.") % pair)
    reaches = [reach(money.min, money.max, money.qualifier) for money in (said, ours)]
    if said.currency != ours.currency:
        rates = [usd_rate(money.currency) for money in (said, ours)]
        if None in rates:
            return nothing(_("%(said)s and %(ours)s: there is no exchange rate of the day to compare them.") % pair)
        reaches = [one.at(rate) for one, rate in zip(reaches, rates, strict=True)]
    if reaches[0].meets(reaches[1]):
        return agrees(_("%(said)s is compatible with %(ours)s.") % pair)
    return differs(_("%(said)s is not %(ours)s.") % pair)


@dataclass(frozen=True)
class Figure:
    """Money and what it is; `of` names whose figure it is (any key), `as_of` the day of a point-in-time figure."""

    money: object
    measure: str
    of: object = None
    as_of: object = None


def compare_figures(said, ours, usd_rate, *, vague=(), labels=None, same_subject=None):
    """Compare what two figures are before their numbers.

    `vague` measures say no more than their slot and go with each other one; `labels` name the measures;
    `same_subject(a, b)` tells whether both figures are of the same one.
    """
    if said.as_of != ours.as_of:
        return nothing(_("Figures of two dates are not compared."))
    numbers = compare_money(said.money, ours.money, usd_rate)
    label = (labels or {}).get
    if said.measure != ours.measure and not {said.measure, ours.measure} & set(vague):
        return _other_meaning(numbers, label(said.measure, said.measure), label(ours.measure, ours.measure))
    if same_subject and not same_subject(said.of, ours.of):
        return Finding(Verdict.OTHER_MEANING, _("The figure of another company (%(of)s).") % {"of": said.of})
    return numbers


def _other_meaning(numbers, said, ours):
    same = numbers.verdict == Verdict.AGREES
    sentence = (
        _("Same number, different meaning: %(said)s here, %(ours)s in the record.")
        if same
        else _("Another number, too: %(said)s here, %(ours)s in the record.")
    )
    return Finding(Verdict.OTHER_MEANING, sentence % {"said": said, "ours": ours})


def compare_dates(said, ours):
    """Compare two (first day, last day); they agree where they overlap."""
    words = {"said": date_text(*said), "ours": date_text(*ours)}
    if said == ours:
        return agrees(_("The same: %(ours)s.") % words)
    if said[0] <= ours[1] and ours[0] <= said[1]:
        return agrees(_("%(said)s is compatible with %(ours)s.") % words)
    return differs(_("%(said)s is not %(ours)s.") % words)


def compare_words(said, ours, labels, *, vague=()):
    """Compare two words of one list; a vague one says no more than the others and goes with each."""
    words = {"said": labels[said], "ours": labels[ours]}
    if said == ours:
        return agrees(_("The same: %(ours)s.") % words)
    if said in vague or ours in vague:
        sentence = _("“%(said)s” is compatible with “%(ours)s”: one says no more than the other.") % words
        return agrees(sentence, supports=said not in vague)
    return differs(_("“%(said)s” is not “%(ours)s”.") % words)


def denied(finding):
    """What a source's denial makes of a comparison with what it denies."""
    if finding.verdict == Verdict.AGREES and finding.supports:
        return differs(_("The source denies what the record has."))
    return nothing(_("A denial of something else than the record has."))


def overtaken(finding):
    """A plan, rumour or denial that a later fact has overtaken."""
    if not finding.contradicts:
        return finding
    return Finding(Verdict.SUPERSEDED, _("%(words)s A later report states it as a fact.") % {"words": finding.words})
