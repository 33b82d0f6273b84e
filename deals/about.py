"""What `/about/` explains: the words of badges and marks, each at an address of its own, with a deal that shows it."""

from dataclasses import dataclass

from django.db.models import TextChoices

from records.changes import Sort
from sources.agreement import Verdict
from sources.models import Claim
from sources.standing import Standing
from values.money import Qualifier

from .meanings import MEANINGS
from .models import Deal, Kind, Status
from .models.vocabulary import DatedBasis, DecisionReason, Disclosure

EXPLAINED = {
    "kind": Kind,
    "status": Status,
    "dated-by": DatedBasis,
    "qualifier": Qualifier,
    "disclosure": Disclosure,
    "standing": Standing,
    "verdict": Verdict,
    "reason": DecisionReason,
    "said-by": Claim.SaidBy,
    "modality": Claim.Modality,
    "basis": Claim.Basis,
    "rank": Claim.Rank,
    "change": Sort,
}
# The address of a deal, and the fact on its page, that shows what is meant.
EXAMPLES = {
    Status: {
        Status.UNKNOWN: "amazon-rivian#status",
        Status.REPORTED: "cainiao-zelos#status",
        Status.ANNOUNCED: "amazon-zoox#status",
        Status.COMPLETED: "zhiji-motor#status",
        Status.TERMINATED: "cainiao-autonomous-vehicles-financing#status",
    },
    Qualifier: {
        Qualifier.ABOUT: "cainiao-zelos#value",
        Qualifier.MORE_THAN: "zhiji-motor#value",
        Qualifier.RANGE: "cainiao-autonomous-vehicles-financing#valuation",
    },
    Disclosure: {
        Disclosure.PRESS_FIGURE: "amazon-zoox#value",
        Disclosure.UNDISCLOSED: "cainiao-jiushi#value",
        Disclosure.NOT_MENTIONED: "amazon-rivian#value",
    },
    Standing: {Standing.SINGLE_REPORT: "cainiao-zelos#value"},
    Verdict: {
        Verdict.DIFFERS: "cainiao-jiushi#form",
        Verdict.OTHER_MEANING: "amazon-zoox#valuation",
        Verdict.SUPERSEDED: "zhiji-motor#status",
    },
    DecisionReason: {DecisionReason.EDITOR_JUDGEMENT: "cainiao-jiushi#form"},
    Claim.SaidBy: {
        Claim.SaidBy.UNNAMED_SOURCES: "cainiao-autonomous-vehicles-financing#valuation",
        Claim.SaidBy.OTHER_OUTLET: "cainiao-zelos#value",
    },
    Claim.Modality: {
        Claim.Modality.PLAN: "cainiao-zelos-robovan-network#form",
        Claim.Modality.EXPECTATION: "cainiao-zelos#value",
        Claim.Modality.SPECULATION: "apple-kia#status",
    },
    Claim.Basis: {
        Claim.Basis.INFERRED: "cainiao-zelos#consideration",
        Claim.Basis.CONVERTED: "zhiji-motor#value",
    },
}


@dataclass(frozen=True)
class Entry:
    """A word of a badge, what it means, and a public deal that shows it with the fact on its page."""

    name: str
    word: TextChoices
    meaning: str
    example: Deal | None
    fact: str

    @property
    def anchor(self):
        return f"{self.name}-{self.word}"


def about():
    """Return the entries of each EXPLAINED name, and the deals of the examples that are public, by address."""
    slugs = {place.partition("#")[0] for places in EXAMPLES.values() for place in places.values()}
    deals = {deal.slug: deal for deal in Deal.objects.published().filter(slug__in=slugs)}
    entries = {name: [_entry(name, word, deals) for word in words] for name, words in EXPLAINED.items()}
    return {"entries": entries, "examples": deals}


def _entry(name, word, deals):
    slug, _mark, fact = EXAMPLES.get(type(word), {}).get(word, "").partition("#")
    return Entry(name, word, MEANINGS[type(word)][word], deals.get(slug), fact)
