"""What a deal's claims make of its recorded values: the one place that page, list and files have it from.

Reads a deal as `refresh.read_deals` or `with_page` prepare it, and nothing else.
"""

from dataclasses import dataclass, field
from functools import cached_property

from companies.groups import owners_above
from sources.agreement import (
    overtaken,
)
from sources.models import Claim
from sources.origins import chains, origin_of
from sources.rates import usd_rate
from sources.standing import Judged, Standing, may_cite, sources_differ, standing, weakest

from .comparison import Comparison, aspect
from .models.claim import DealClaim
from .models.vocabulary import (
    DealField,
)

NOT_YET_FACTS = (
    Claim.Modality.PLAN,
    Claim.Modality.EXPECTATION,
    Claim.Modality.SPECULATION,
    Claim.Modality.DENIAL,
)


@dataclass
class Context:
    """What comparing needs beside the deals: chains of origin, owners of companies, exchange rates."""

    based_on: dict
    owners: dict
    rate: object = usd_rate

    @classmethod
    def of(cls, deals, rate=usd_rate):
        claims = [claim for deal in deals for claim in deal.claims.all()]
        sources = {claim.source_id for claim in claims} | {claim.origin_id for claim in claims if claim.origin_id}
        companies = {claim.company_id for claim in claims if claim.company_id}
        companies |= {party.company_id for deal in deals for party in deal.parties.all()}
        return cls(chains(sources), owners_above(companies), rate)


@dataclass
class Evidence:
    """What sources say of one field, how firmly its value stands, and what was decided where they differ."""

    field: str
    judged: list
    has_value: bool
    decision: object = None
    value_key: str = ""
    other_framing: list = field(default_factory=list)  # claims on the other figure, where it has the same number
    parts: list = field(default_factory=list)  # the judged claims on each party: a side is as firm as its weakest

    @cached_property
    def differs(self):
        return sources_differ([*self.judged, *self.other_framing]) and any(one.contradicts for one in self.judged)

    @property
    def undecided(self):
        """The contradicting claims that no decision covers: none was made, or they or the value changed since."""
        covered = self.decision.covers if self.decision and self.decision.value_key == self.value_key else {}
        return [
            one for one in self.judged if one.contradicts and covered.get(str(one.claim.pk)) != claim_key(one.claim)
        ]

    @property
    def label(self):
        return DealField(self.field).label

    @property
    def is_left_open(self):
        return bool(self.decision and self.decision.is_left_open and not self.undecided)

    @property
    def is_settled(self):
        """Whether a decision chose a value against every contradicting claim."""
        return bool(self.differs and self.decision and not self.decision.is_left_open and not self.undecided)

    @property
    def standing(self):
        """The standing of the recorded value; None where there is no value that could stand."""
        if not self.has_value:
            return None
        unsettled = self.differs and not self.is_settled
        return weakest(standing(part, unsettled=unsettled) for part in self.parts or [self.judged])

    @property
    def may_cite(self):
        if not self.standing:
            return ""
        weak = next((part for part in self.parts if standing(part, unsettled=False) == self.standing), self.judged)
        return may_cite(self.standing, weak, is_left_open=self.is_left_open)


def claim_key(claim):
    """What a decision remembers of a claim, so that a later change of it shows."""
    return "|".join([str(sorted(claim.value.items())), str(claim.company_id or ""), claim.role])


def assess(deal, context, columns=None):
    """Return {field: Evidence} for each field with a value or a public claim.

    `columns` holds derived columns that are newer than the deal's own.
    """
    record = Comparison(deal, context, columns or {})
    groups = {}
    for claim in deal.claims.all():
        if claim.is_public:
            judged = Judged(claim, record.finding(claim), origin_of(claim, context.based_on))
            groups.setdefault(claim.field, []).append(judged)
    decisions = {decision.field: decision for decision in deal.decisions.all()}
    found = {
        name: Evidence(
            name,
            _with_overtaken(groups.get(name, [])),
            record.has_value(name),
            decisions.get(name),
            record.value_key(name),
        )
        for name in DealField.values
        if name in groups or record.has_value(name)
    }
    for name, other in (("value", "valuation"), ("valuation", "value")):
        if name in found and other in found and not record.money(name):
            found[name].other_framing = [one for one in found[other].judged if one.supports]
    if "party" in found:
        found["party"].parts = [record.claims_on(party, found["party"].judged) for party in deal.parties.all()]
    return found


def _with_overtaken(judged):
    """A plan, rumour or denial that a source of a later day contradicts with a fact on the same thing is overtaken."""
    facts = [one for one in judged if one.supports and one.claim.modality == Claim.Modality.FACT]
    return [
        Judged(one.claim, overtaken(one.finding), one.origin)
        if one.claim.modality in NOT_YET_FACTS and any(_overtakes(fact.claim, one.claim) for fact in facts)
        else one
        for one in judged
    ]


def _overtakes(fact, claim):
    return _is_later(fact.source, claim.source) and aspect(fact) == aspect(claim)


def _is_later(source, other):
    return bool(source.published_on and other.published_until and source.published_on > other.published_until)


def columns_of(evidence):
    """The derived columns that lists, filters and files have from the evidence."""
    counted = [one for each in evidence.values() for one in each.judged if one.counts]
    differing = [each for each in evidence.values() if each.differs]
    value = evidence.get("value")
    return {
        "n_origins": len({one.origin for one in counted}),
        "value_standing": (value and value.standing) or "",
        "sources_differ": bool(differing),
        "differing_fields": "; ".join(each.field for each in differing),
        "decided": ("yes" if all(each.is_settled for each in differing) else "no") if differing else "",
        "no_source_fields": "; ".join(
            name
            for name in DealClaim.NEEDING_EVIDENCE
            if name in evidence and evidence[name].standing == Standing.NO_SOURCE
        ),
    }


def undecided_fields(evidence):
    """The fields on which sources differ and nobody has decided or left it open."""
    return [each for each in evidence.values() if each.differs and each.undecided]
