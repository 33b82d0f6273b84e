"""How each claim stands to a deal's recorded values: one comparison for each field."""

from django.utils.translation import gettext as _

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
)
from sources.models import Claim
from values.money import Qualifier

from .models.vocabulary import (
    FORMS_OF,
    Consideration,
    DatedBasis,
    DealField,
    Disclosure,
    Form,
    Measure,
    Role,
    Round,
    Status,
    ValuationMeasure,
)

SERIES = [round for round in Round.values if round.startswith("series_")]
# How far a deal has come; one that merely exists is past talk and before any step that a party has confirmed.
STAGE = {status: place for place, status in enumerate(Status.values)} | {Status.UNKNOWN: 2.5}
EXISTS = (Status.UNKNOWN, Status.ANNOUNCED, Status.REGULATORY_REVIEW, Status.COMPLETED, Status.ENDED)
NEVER = (Status.TERMINATED, Status.DENIED)
DONE = (Status.COMPLETED, Status.ENDED)
VAGUE_FORMS = {"investment": (Form.STAKE,), "partnership": (Form.COOPERATION,)}


def aspect(claim):
    """What exactly a claim on a field is about: whose role, which figure, whose valuation."""
    if claim.field == DealField.PARTY:
        return claim.role
    if claim.field == DealField.OTHER_FIGURE:
        return claim.value.get("measure"), claim.company_id
    return claim.company_id if claim.field == DealField.VALUATION else None


def converted_on(value):
    """Return the first and last day at whose rate a deal's money is converted, or a pair of None.

    They are those of the announcement, else of the milestone that dates the deal; the day on which a source was
    published is none of the deal's. `value` gives the deal's column of a name.
    """
    if value("announced") is not None:
        return value("announced"), value("announced_last")
    if value("dated_basis") == DatedBasis.SOURCE:
        return None, None
    return value("dated"), value("dated_last")


class Comparison:
    """Compares what claims say with a deal's recorded values."""

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
                return f"{self._amount('value')}|{self.deal.value_disclosure}"
            case "valuation":
                return f"{self._amount('valuation')}|{self.deal.valuation_of_id}" if self.deal.valuation else ""
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

    def _amount(self, slot):
        return "|".join(
            str(getattr(self.deal, f"{slot}_{part}")) for part in ("min", "max", "currency", "qualifier", "measure")
        )

    def usd(self, currency):
        """US dollars for one unit on the day of the deal, or None."""
        rate = self.context.rate(currency, *converted_on(self.now))
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
            sentence = _("The parties are silent; the recorded amount is the press's. Both can be true.")
            return agrees(sentence, supports=False)
        if not kept:
            return nothing(_("The record says nothing of the amount yet."))
        return differs(_("“%(said)s”, where the record has “%(kept)s”.") % {"said": labels[said], "kept": labels[kept]})

    def _amount_not_recorded(self, said):
        if self.deal.value_disclosure == Disclosure.UNDISCLOSED:
            sentence = _("The parties are silent, and the source has a figure. Both can be true.")
            return agrees(sentence, supports=False)
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
        vague = (Status.UNKNOWN,) if {said, ours} <= set(EXISTS) else ()
        found = compare_words(said, ours, dict(Status.choices), vague=vague)
        cannot_follow = ours in NEVER and said in (*DONE, *NEVER)
        if found.contradicts and STAGE[said] < STAGE[ours] and not cannot_follow:
            return Finding(Verdict.SUPERSEDED, _("An earlier stage: it went on from there."))
        return found

    def _form(self, claim):
        said, ours = claim.value["value"], self.deal.form
        is_one_kind = said in FORMS_OF[self.deal.kind]
        vague = VAGUE_FORMS.get(self.deal.kind, ()) if is_one_kind else ()
        return compare_words(said, ours, dict(Form.choices), vague=vague)

    def _party(self, claim):
        parties = list(self.deal.parties.all())
        named = [party for party in parties if party.company_id == claim.company_id]
        related = [] if named else [party for party in parties if self._tie(party.company, claim.company)]
        for party in [*named, *related]:
            if party.role == claim.role or Role.PARTNER in (party.role, claim.role):
                found = self._lead(claim, party, parties)
                return found if named or found.contradicts else self._named_by_tie(claim, party)
        words = {"company": claim.company, "role": Role(claim.role).label}
        if named:
            roles = ", ".join(party.get_role_display() for party in named)
            return differs(_("%(company)s as %(role)s, in the record as %(roles)s.") % (words | {"roles": roles}))
        if self.deal.more_parties and not related:
            return agrees(_("The record's list of parties is open, so that one more fits."), supports=False)
        return differs(_("The record has no %(company)s as %(role)s.") % words)

    def _lead(self, claim, party, parties):
        if not claim.value.get("lead") or party.is_lead:
            return agrees(_("Named by the source in this role."))
        if leads := [one for one in parties if one.is_lead]:
            others = ", ".join(one.company.name for one in leads)
            return differs(
                _("%(company)s led, in the record %(others)s.") % {"company": party.company, "others": others}
            )
        is_denial = claim.modality == Claim.Modality.DENIAL
        return agrees(_("Named by the source in this role; the record names no lead."), supports=not is_denial)

    def claims_on(self, party, judged):
        """The claims on one party: those that name it, or a company that it belongs to or owns."""
        return [
            one
            for one in judged
            if one.claim.company_id == party.company_id
            or (one.claim.company and self._tie(party.company, one.claim.company))
        ]

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
        ours = self._recorded_stake(claim)
        if ours is None:
            return nothing(_("The record has no stake to compare with."))
        return compare_numbers(claim.shape.bounds(claim.value), (ours, ours, Qualifier.EXACT), claim.shape.text)

    def _recorded_stake(self, claim):
        """The party's own stake where the claim names one; the deal's where nobody is named or nobody shares it."""
        if claim.company_id is None:
            return self.deal.stake_percent
        parties = list(self.deal.parties.all())
        for party in parties:
            if party.company_id == claim.company_id:
                is_alone = sum(one.role == party.role for one in parties) == 1
                return party.stake_percent or (self.deal.stake_percent if is_alone else None)
        return None

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
            and other.is_public
            and other.is_readable
            and other.as_of == claim.as_of
            and aspect(other) == aspect(claim)
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
