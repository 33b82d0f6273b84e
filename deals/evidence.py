"""What a deal's claims make of its recorded values: the one place that page, list and files have it from.

Reads a deal as `refresh.read_deals` or `with_page` prepare it, and nothing else.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from companies.groups import owners_above
from sources.agreement import (
    Figure,
    Finding,
    Verdict,
    agrees,
    compare_dates,
    compare_figures,
    compare_money,
    compare_numbers,
    compare_words,
    denied,
    differs,
    nothing,
    overtaken,
)
from sources.models import Claim
from sources.money import Qualifier
from sources.origins import chains, origin_of
from sources.rates import usd_rate
from sources.standing import Judged, Standing, may_cite, sources_differ, standing

from .models.claim import DealClaim
from .models.vocabulary import (
    Consideration,
    DealField,
    Disclosure,
    Form,
    Measure,
    Role,
    Round,
    Status,
    ValuationMeasure,
)

PLANS = (Claim.Modality.PLAN, Claim.Modality.EXPECTATION, Claim.Modality.SPECULATION)
SERIES = [round for round in Round.values if round.startswith("series_")]
STAGE = {status: place for place, status in enumerate(Status.values)}
NEVER = (Status.TERMINATED, Status.DENIED)
DONE = (Status.COMPLETED, Status.ENDED)


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
        return standing(self.judged, unsettled=self.differs and not self.is_settled)

    @property
    def may_cite(self):
        return may_cite(self.standing, self.judged, is_left_open=self.is_left_open) if self.standing else ""


def claim_key(claim):
    """What a decision remembers of a claim, so that a later change of it shows."""
    return "|".join([str(sorted(claim.value.items())), str(claim.company_id or ""), claim.role])


def assess(deal, context, columns=None):
    """Return {field: Evidence} for each field with a value or a public claim.

    `columns` holds derived columns that are newer than the deal's own.
    """
    record = Recorded(deal, context, columns or {})
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
            found[name].other_framing = [one for one in found[other].judged if one.agrees]
    return found


def _with_overtaken(judged):
    """A plan or rumour that a source of a later day contradicts with a fact is overtaken."""
    facts = [one for one in judged if one.agrees and one.claim.modality == Claim.Modality.FACT]
    return [
        Judged(one.claim, overtaken(one.finding), one.origin)
        if one.claim.modality in PLANS and any(_is_later(fact.claim.source, one.claim.source) for fact in facts)
        else one
        for one in judged
    ]


def _is_later(source, other):
    return bool(source.published_on and other.published_until and source.published_on > other.published_until)


class Recorded:
    """A deal's recorded values, against which claims are compared."""

    def __init__(self, deal, context, columns):
        self.deal, self.context, self.columns = deal, context, columns

    def finding(self, claim):
        if not claim.is_readable:
            return nothing(_("Its value cannot be read."))
        if claim.basis == Claim.Basis.CONVERTED:
            return nothing(_("The source's own conversion: its figure in the first currency is what counts."))
        found = self.COMPARE[claim.field](self, claim)
        return denied(found) if claim.modality == Claim.Modality.DENIAL else found

    def now(self, name):
        return self.columns[name] if name in self.columns else getattr(self.deal, name)

    def money(self, slot):
        return getattr(self.deal, slot) if slot in ("value", "valuation") else None

    def has_value(self, name):
        if name == "value":
            return self.deal.value_disclosure not in ("", Disclosure.NOT_MENTIONED)
        if name == "segment":  # our classification
            return False
        return self.value_key(name) not in ("", "None", "[]")

    def value_key(self, name):
        """The recorded value as one text that changes whenever the value does; empty where there is none."""
        match name:
            case "value":
                return f"{self.deal.value}|{self.deal.value_measure}|{self.deal.value_disclosure}"
            case "valuation":
                valued = f"{self.deal.valuation}|{self.deal.valuation_measure}|{self.deal.valuation_of_id}"
                return valued if self.deal.valuation else ""
            case "party":
                return str(sorted((party.company_id, party.role) for party in self.deal.parties.all()))
            case "announced" | "completed":
                return str(self.now(name) and (self.now(name), self.now(f"{name}_last")))
            case "status":
                status = self.now("status")
                return status if self.deal.milestones.all() else ""
            case "stake":
                return str(self.deal.stake_percent)
            case "segment" | "control" | "other_figure":
                return ""
        return str(getattr(self.deal, name))

    def usd(self, currency):
        """US dollars for one unit on the day of the deal, or None."""
        first, last = self.now("announced"), self.now("announced_last")
        if first is None and self.now("dated_basis") != "source":
            first, last = self.now("dated"), self.now("dated_last")
        rate = self.context.rate(currency, first, last)
        return rate and rate.usd

    def _value(self, claim):
        if "disclosure" in claim.value:
            return self._disclosure(claim.value["disclosure"])
        said = claim.shape.money(claim.value)
        if not self.deal.value:
            return self._in_other_slot("valuation", said, claim) or self._amount_not_recorded(said)
        ours = Figure(self.deal.value, self.deal.value_measure)
        return compare_figures(
            Figure(said, claim.value["measure"]),
            ours,
            self.usd,
            vague=(Measure.DEAL_VALUE,),
            labels=dict(Measure.choices),
        )

    def _disclosure(self, said):
        kept = self.deal.value_disclosure
        labels = dict(Disclosure.choices)
        if said == kept or said == Disclosure.NOT_MENTIONED:
            return agrees(_("The same: %(said)s.") % {"said": labels[said]})
        if kept == Disclosure.PRESS_FIGURE:
            return agrees(_("The parties are silent; the recorded amount is the press's. Both can be true."))
        if not kept:
            return nothing(_("The record says nothing of the amount yet."))
        return differs(_("“%(said)s”, where the record has “%(kept)s”.") % {"said": labels[said], "kept": labels[kept]})

    def _amount_not_recorded(self, said):
        if self.deal.value_disclosure == Disclosure.UNDISCLOSED:
            return agrees(_("The parties are silent, and the source has a figure. Both can be true."))
        if self.deal.value_disclosure == Disclosure.NOT_MENTIONED:
            return differs(_("The source gives %(said)s, the record no amount.") % {"said": said})
        return nothing(_("The record has no amount to compare with."))

    def _in_other_slot(self, slot, said, claim):
        """The number may stand in the record with another meaning."""
        ours = self.money(slot)
        if not ours or compare_money(said, ours, self.usd).verdict != Verdict.AGREES:
            return None
        labels = dict(Measure.choices) | dict(ValuationMeasure.choices)
        kept = getattr(self.deal, f"{slot}_measure")
        return Finding(
            Verdict.OTHER_MEANING,
            _("Same number, different meaning: %(said)s here, %(ours)s in the record.")
            % {"said": labels[claim.value["measure"]], "ours": labels[kept]},
        )

    def _valuation(self, claim):
        said = claim.shape.money(claim.value)
        if not self.deal.valuation:
            return self._in_other_slot("value", said, claim) or nothing(_("The record has no valuation."))
        return compare_figures(
            Figure(said, claim.value["measure"], claim.company),
            Figure(self.deal.valuation, self.deal.valuation_measure, self.deal.valuation_of),
            self.usd,
            vague=(ValuationMeasure.VALUATION,),
            labels=dict(ValuationMeasure.choices),
            same_subject=lambda said, ours: said == ours,
        )

    def _day(self, claim):
        ours = self.now(claim.field)
        if ours is None:
            return nothing(_("The record has no such date."))
        if "first" not in claim.value:
            return nothing(_("The source's words give no day to compare."))
        return compare_dates(claim.shape.span(claim.value), (ours, self.now(f"{claim.field}_last")))

    def _status(self, claim):
        said, ours = claim.value["value"], self.now("status")
        if not self.deal.milestones.all():
            return nothing(_("The record has no milestone yet."))
        vague = () if ours in NEVER else (Status.UNKNOWN,)
        found = compare_words(said, ours, dict(Status.choices), vague=vague)
        never_done = ours in NEVER and said in DONE
        if found.contradicts and STAGE[said] < STAGE[ours] and not never_done:
            return Finding(Verdict.SUPERSEDED, _("An earlier stage: it went on from there."))
        return found

    def _form(self, claim):
        return compare_words(
            claim.value["value"], self.deal.form, dict(Form.choices), vague=VAGUE_FORMS.get(self.deal.kind, ())
        )

    def _party(self, claim):
        parties = list(self.deal.parties.all())
        named = [party for party in parties if party.company_id == claim.company_id]
        related = [party for party in parties if self._tie(party.company, claim.company)]
        for party in [*named, *related]:
            if party.role == claim.role or Role.PARTNER in (party.role, claim.role):
                return self._lead(claim, party, parties) if party in named else self._named_by_tie(claim, party)
        words = {"company": claim.company, "role": Role(claim.role).label}
        if named:
            roles = ", ".join(party.get_role_display() for party in named)
            return differs(_("%(company)s as %(role)s, in the record as %(roles)s.") % (words | {"roles": roles}))
        if self.deal.more_parties and not related:
            return agrees(_("The record's list of parties is open, so that one more fits."))
        return differs(_("The record has no %(company)s as %(role)s.") % words)

    def _lead(self, claim, party, parties):
        if not claim.value.get("lead") or party.is_lead:
            return agrees(_("Named by the source in this role."))
        if leads := [one for one in parties if one.is_lead]:
            others = ", ".join(one.company.name for one in leads)
            return differs(
                _("%(company)s led, in the record %(others)s.") % {"company": party.company, "others": others}
            )
        return agrees(_("Named by the source in this role; the record names no lead."))

    def _tie(self, one, other):
        owners = self.context.owners
        return other.pk in owners.get(one.pk, ()) or one.pk in owners.get(other.pk, ())

    def _named_by_tie(self, claim, party):
        is_parent = claim.company_id in self.context.owners.get(party.company_id, ())
        owner, owned = (claim.company, party.company) if is_parent else (party.company, claim.company)
        return agrees(
            _("%(said)s for %(ours)s: %(owned)s belongs to %(owner)s.")
            % {"said": claim.company, "ours": party.company, "owned": owned, "owner": owner}
        )

    def _stake(self, claim):
        ours = self.deal.stake_percent
        if ours is None:
            return nothing(_("The record has no stake."))
        if claim.company_id and claim.company_id not in {party.company_id for party in self.deal.parties.all()}:
            return nothing(_("The stake of a company that is no party."))
        return compare_numbers(claim.shape.bounds(claim.value), (ours, ours, Qualifier.EXACT), claim.shape.text)

    def _consideration(self, claim):
        return self._word(claim, self.deal.consideration, Consideration, (Consideration.OTHER,))

    def _round(self, claim):
        said = claim.value["value"]
        vague = (Round.SERIES_UNKNOWN,) if said in SERIES and self.deal.round in SERIES else ()
        return self._word(claim, self.deal.round, Round, vague)

    def _word(self, claim, ours, words, vague):
        if not ours:
            return nothing(_("The record has no value of its own here."))
        return compare_words(claim.value["value"], ours, dict(words.choices), vague=vague)

    def _sae_level(self, claim):
        if self.deal.sae_level is None:
            return nothing(_("The record has no level."))
        level = str(self.deal.sae_level)
        return compare_words(claim.value["value"], level, {str(number): str(number) for number in range(6)})

    def _other_figure(self, claim):
        """A figure without a column of its own is compared with the claim that editors prefer."""
        preferred = [
            other
            for other in self.deal.claims.all()
            if other.field == claim.field
            and other.rank == Claim.Rank.PREFERRED
            and (other.value["measure"], other.company_id) == (claim.value["measure"], claim.company_id)
        ]
        if not preferred:
            return nothing(_("No claim on this figure is preferred to the others."))
        said, ours = (
            Figure(one.shape.money(one.value), one.value["measure"], as_of=one.as_of) for one in (claim, preferred[0])
        )
        return compare_figures(said, ours, self.usd)

    def _in_words(self, claim):
        return nothing(_("Told in words, which are not compared."))

    COMPARE = {
        DealField.VALUE: _value,
        DealField.VALUATION: _valuation,
        DealField.ANNOUNCED: _day,
        DealField.COMPLETED: _day,
        DealField.STATUS: _status,
        DealField.FORM: _form,
        DealField.PARTY: _party,
        DealField.STAKE: _stake,
        DealField.CONSIDERATION: _consideration,
        DealField.ROUND: _round,
        DealField.SEGMENT: _in_words,
        DealField.SAE_LEVEL: _sae_level,
        DealField.CONTROL: _in_words,
        DealField.OTHER_FIGURE: _other_figure,
    }


VAGUE_FORMS = {"investment": (Form.STAKE,), "partnership": (Form.COOPERATION,)}


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
