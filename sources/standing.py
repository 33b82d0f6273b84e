"""How firmly a figure stands, and whether it may be cited: from what its claims say. Rules: docs/decisions/0006."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .agreement import Verdict
from .models import Claim

CONFIRMING = (Claim.SaidBy.PARTY_STATEMENT, Claim.SaidBy.FILING, Claim.SaidBy.COURT)


class Standing(TextChoices):
    PARTY_CONFIRMED = "party_confirmed", gettext_lazy("confirmed by a party")
    CORROBORATED = "corroborated", gettext_lazy("independent reports agree")
    SINGLE_REPORT = "single_report", gettext_lazy("single report")
    SOURCES_DIFFER = "sources_differ", gettext_lazy("sources differ")
    NO_SOURCE = "no_source", gettext_lazy("no source yet")


@dataclass(frozen=True)
class Judged:
    """A claim with its Finding and the id of the report that it comes from."""

    claim: object
    finding: object
    origin: int

    @property
    def counts(self):
        """Whether it is evidence: not set aside, and from a source that somebody has read."""
        return self.claim.rank != Claim.Rank.DEPRECATED and not self.claim.source.cited_only

    @property
    def contradicts(self):
        return self.counts and self.finding.contradicts

    @property
    def supports(self):
        """Whether it is evidence for the recorded value."""
        return self.counts and self.finding.verdict == Verdict.AGREES and self.finding.supports

    @property
    def confirms(self):
        """Whether a party, filing or court states the value as a fact."""
        return self.supports and self.claim.modality == Claim.Modality.FACT and self.claim.said_by in CONFIRMING

    @property
    def reports(self):
        """Whether it is more than a guess."""
        return self.supports and self.claim.modality != Claim.Modality.SPECULATION


def sources_differ(judged):
    """Whether a claim contradicts the record: from several sources, or as a second framing in one."""
    counted = [one for one in judged if one.counts and one.finding.verdict]
    if not any(one.contradicts for one in counted):
        return False
    framings = {(str(one.claim.value), one.claim.framing) for one in counted}
    return len({one.claim.source_id for one in counted}) > 1 or len(framings) > 1


def standing(judged, *, unsettled):
    """Return the first Standing that holds; `unsettled` says whether sources differ and no decision chose."""
    if not any(one.counts for one in judged):
        return Standing.NO_SOURCE
    if unsettled:
        return Standing.SOURCES_DIFFER
    if not any(one.supports for one in judged):
        return Standing.NO_SOURCE
    if any(one.confirms for one in judged):
        return Standing.PARTY_CONFIRMED
    if len(_origins(judged)) > 1:
        return Standing.CORROBORATED
    return Standing.SINGLE_REPORT


def weakest(standings):
    """Return the standing of what is only as firm as its weakest part."""
    return min(standings, key=FIRMNESS.index)


FIRMNESS = [
    Standing.NO_SOURCE,
    Standing.SOURCES_DIFFER,
    Standing.SINGLE_REPORT,
    Standing.CORROBORATED,
    Standing.PARTY_CONFIRMED,
]


def _origins(judged):
    """The independent reports that say so; guesses do not add up to a report."""
    return {one.origin for one in judged if one.reports}


def may_cite(found, judged, *, is_left_open=False):
    """Say in one sentence whether the figure may be cited, and how."""
    if found == Standing.PARTY_CONFIRMED:
        return _("May be cited: a party, a filing or a court says so.")
    if found == Standing.CORROBORATED:
        n = len(_origins(judged))
        return ngettext(
            "May be cited: %(n)d independent report says so.", "May be cited: %(n)d independent reports say so.", n
        ) % {"n": n}
    if found == Standing.SINGLE_REPORT:
        return _single([one for one in judged if one.supports])
    if found == Standing.SOURCES_DIFFER:
        return (
            _("Cite it only with the other version: sources differ, and it was left open which is right.")
            if is_left_open
            else _("Cite it only with the other version: sources differ, not yet decided.")
        )
    return _("Do not cite it: no source supports it yet.")


def _single(agreeing):
    firsthand = sorted({one.claim.source.publisher for one in agreeing if one.origin == one.claim.source_id})
    retold = sorted({one.claim.source.publisher for one in agreeing if one.origin != one.claim.source_id})
    words = {"by": ", ".join(firsthand), "retold": ", ".join(retold)}
    if not retold:
        return _("Cite it with its source: it rests on one report, by %(by)s.") % words
    if not firsthand:
        return _("Cite it with its source: it rests on one report, retold by %(retold)s.") % words
    return _("Cite it with its source: it rests on one report, by %(by)s, retold by %(retold)s.") % words
