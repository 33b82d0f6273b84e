"""A deal's facts as its page shows them: each value in words, and beside it what sources say."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from sources.agreement import Finding, Verdict
from sources.models import Claim
from values.dates import date_text
from values.money import Money

from .evidence import Evidence
from .models.claim import DealClaim
from .models.vocabulary import BUYERS, PARTNERS, TARGETS, WITHOUT_CASH, Role


@dataclass(frozen=True)
class Fact:
    name: str
    label: str
    text: str
    evidence: Evidence | None
    notes: list = field(default_factory=list)
    warnings: list = field(default_factory=list)

    @property
    def judged(self):
        return self.evidence.judged if self.evidence else []

    @property
    def versions(self):
        """The versions side by side, where sources differ."""
        return versions(self.evidence) if self.evidence and self.evidence.differs else []


@dataclass(frozen=True)
class Version:
    """One way in which sources tell a fact: its words, what it is to the record, and the claims that tell it."""

    words: str
    finding: Finding
    judged: list
    is_decided: bool


def versions(evidence):
    """Group the claims on a field by what they say: what agrees with the record first, then what contradicts it."""
    undecided = {one.claim.pk for one in evidence.undecided}
    groups = {}
    for one in sorted(evidence.judged, key=lambda one: PLACE[one.finding.verdict]):
        groups.setdefault((one.claim.words, one.finding), []).append(one)
    return [
        Version(words, finding, judged, not any(one.claim.pk in undecided for one in judged))
        for (words, finding), judged in groups.items()
    ]


PLACE = {
    verdict: place
    for place, verdict in enumerate([Verdict.AGREES, Verdict.OTHER_MEANING, Verdict.DIFFERS, Verdict.SUPERSEDED, None])
}


def claims_by_field(claims):
    """Group claims by what they are about, each group in the order of its sources' texts."""
    groups = {}
    for claim in claims:
        groups.setdefault(claim.field, []).append(claim)
    return groups


def facts(deal, evidence, warnings=()):
    """Return the facts that the deal has or that a source speaks of; needs `with_page`.

    `warnings` are sentences that belong to its figures.
    """
    claims = claims_by_field(deal.claims.all())
    values = {
        "value": value_text(deal, claims.get("value", [])),
        "valuation": valuation_text(deal, claims.get("valuation", [])),
        "form": deal.get_form_display(),
        "status": deal.get_status_display(),
        "party": parties_text(deal),
        "announced": date_text(deal.announced, deal.announced_last),
        "completed": date_text(deal.completed, deal.completed_last),
        "stake": f"{deal.stake_percent.normalize():f} %" if deal.stake_percent else "",
        "consideration": deal.get_consideration_display(),
        "round": " ".join(filter(None, [deal.get_round_display(), deal.round_words and f"“{deal.round_words}”"])),
        "segment": ", ".join(segment.name for segment in deal.segments.all()),
        "sae_level": deal.sae_words or ("" if deal.sae_level is None else _("Level %d") % deal.sae_level),
        "control": "",
    }
    notes = {"value": dollar_notes(deal, "value"), "valuation": dollar_notes(deal, "valuation")}
    labels = dict(DealClaim.Field.choices)
    return [
        Fact(name, labels[name], text, evidence.get(name), notes.get(name, []), warnings if name in notes else ())
        for name, text in values.items()
        if text or claims.get(name)
    ]


def sides(deal):
    """Return the deal's sides as (heading, parties), the one that pays or leads first."""
    parties = list(deal.parties.all())
    groups = [
        (_("Who buys or invests"), BUYERS),
        (_("Partners"), PARTNERS),
        (_("What is bought or invested in"), TARGETS),
    ]
    named = {role for _heading, roles in groups for role in roles}
    groups.append((_("Also involved"), [role for role in Role.values if role not in named]))
    found = [(heading, [party for party in parties if party.role in roles]) for heading, roles in groups]
    return [(heading, members) for heading, members in found if members]


def parties_text(deal):
    names = [str(party) for party in deal.parties.all()]
    return ", ".join([*names, *([_("and others")] if deal.more_parties else [])])


def look_alike_warnings(deal, pairs):
    """Say of each unjudged pair that the figure may be another deal's, and how its sources tell that one."""
    for pair in pairs:
        other = pair.other_than(deal)
        words = {"other": other, "state": pair.state_text, "told": told_as(other)}
        yield _("This may be the deal that other sources describe as %(told)s (%(other)s, %(state)s).") % words


def told_as(deal):
    """How the deal is told in one breath, such as "assets for equity, without cash, stated as undisclosed"."""
    parts = [deal.get_form_display()]
    if deal.consideration:
        parts.append(deal.get_consideration_display())
    if deal.consideration in WITHOUT_CASH:
        parts.append(_("without cash"))
    parts.append(str(deal.value or deal.get_value_disclosure_display() or _("no amount")))
    return ", ".join(parts)


def value_text(deal, claims):
    """Say the deal value as an analyst reads it: amount, what it is, who gave it, any conversion by the source."""
    if not deal.value:
        return deal.get_value_disclosure_display()
    parts = [
        _hedged(deal.value, claims),
        deal.get_value_measure_display(),
        deal.get_value_disclosure_display(),
    ]
    return ", ".join([*parts, *_conversions(claims)])


def amount_text(deal):
    """The amount at a glance, hedged as the sources hedge it."""
    return _hedged(deal.value, [claim for claim in deal.claims.all() if claim.field == "value"]) if deal.value else ""


def valuation_text(deal, claims):
    if not deal.valuation:
        return ""
    named = _("%(measure)s of %(company)s") % {
        "measure": deal.get_valuation_measure_display(),
        "company": deal.valuation_of,
    }
    return ", ".join([_hedged(deal.valuation, claims), named, *_conversions(claims)])


def _hedged(money: Money, claims):
    """The amount, and "expected" or the like where no source states it as a fact."""
    said = {claim.modality for claim in claims if claim.basis != Claim.Basis.CONVERTED}
    hedge = _hedge_words().get(said.pop()) if len(said) == 1 else None
    return f"{money} {hedge}" if hedge else str(money)


def _hedge_words():
    return {
        Claim.Modality.PLAN: _("planned"),
        Claim.Modality.EXPECTATION: _("expected"),
        Claim.Modality.SPECULATION: _("rumoured"),
        Claim.Modality.DENIAL: _("denied"),
    }


def _conversions(claims):
    return [
        _("which %(source)s puts at %(amount)s")
        % {"source": claim.source.publisher, "amount": claim.shape.money(claim.value)}
        for claim in claims
        if claim.basis == Claim.Basis.CONVERTED
    ]


def dollar_notes(deal, slot):
    """Say what the amount is in US dollars and by which rate."""
    low, high = getattr(deal, f"{slot}_usd_min"), getattr(deal, f"{slot}_usd_max")
    money = getattr(deal, slot)
    if not money or money.currency == "USD" or (low is None and high is None):
        return []
    low, high = (None if amount is None else round(amount, -5) for amount in (low, high))
    dollars = Money(low, high, "USD", money.qualifier)
    if slot == "value":
        rate = {
            "dollars": dollars,
            "rate": deal.value_fx_rate.normalize(),
            "day": deal.value_fx_date.isoformat(),
        }
        return [_("%(dollars)s at the European Central Bank's rate of %(rate)s on %(day)s") % rate]
    return [_("%(dollars)s at the European Central Bank's rate") % {"dollars": dollars}]
