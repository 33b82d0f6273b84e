"""How firmly a figure stands, and whether it may be cited: pure, from what its claims say (DESIGN, Agreement)."""

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
    def agrees(self):
        return self.counts and self.finding.verdict == Verdict.AGREES


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
    agreeing = [one for one in judged if one.agrees]
    if not agreeing:
        return Standing.NO_SOURCE
    if any(one.claim.said_by in CONFIRMING for one in agreeing):
        return Standing.PARTY_CONFIRMED
    if len({one.origin for one in agreeing}) > 1:
        return Standing.CORROBORATED
    return Standing.SINGLE_REPORT


def may_cite(found, judged, *, is_left_open=False):
    """Say in one sentence whether the figure may be cited, and how."""
    agreeing = [one for one in judged if one.agrees]
    if found == Standing.PARTY_CONFIRMED:
        return _("May be cited: a party, a filing or a court says so.")
    if found == Standing.CORROBORATED:
        n = len({one.origin for one in agreeing})
        return ngettext(
            "May be cited: %(n)d independent report says so.", "May be cited: %(n)d independent reports say so.", n
        ) % {"n": n}
    if found == Standing.SINGLE_REPORT:
        return _single(agreeing)
    if found == Standing.SOURCES_DIFFER:
        return (
            _("Cite it only with the other version: sources differ, and it was left open which is right.")
            if is_left_open
            else _("Cite it only with the other version: sources differ, not yet decided.")
        )
    return _("Do not cite it: no source supports it yet.")


def _single(agreeing):
    publishers = sorted({one.claim.source.publisher for one in agreeing})
    retold = any(one.origin != one.claim.source_id for one in agreeing)
    names = {"names": ", ".join(publishers)}
    if retold:
        return _("Cite it with its source: it rests on one report, retold by %(names)s.") % names
    return _("Cite it with its source: it rests on one report, by %(names)s.") % names
