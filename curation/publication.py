"""The only way to publish and to withdraw: checks what spans rows, then moves the record on."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.groups import group_of
from companies.models import Company, CompanyClaim
from deals.evidence import assess, undecided_fields
from deals.models import Deal, DealClaim, Kind, Role
from deals.models.vocabulary import ROLES_OF, DealField
from deals.refresh import read_deal, refresh
from records.models import Record
from sources.models import Source
from sources.origins import retellings_of

from .models import Submission
from .vocabulary import Asking, Outcome

LEAST_PARTIES = {Kind.INVESTMENT: 1, Kind.ACQUISITION: 2, Kind.PARTNERSHIP: 2}


class NotReady(Exception):
    """The record cannot take this step; `gaps` says in sentences what stands in the way."""

    def __init__(self, gaps):
        super().__init__(" ".join(gaps))
        self.gaps = gaps


def missing(record):
    """Return sentences on what a published record would lack; empty where it is ready."""
    return [*missing_in_itself(record), *_unpublished(_uses_of(record))]


def missing_in_itself(record):
    """The same without the records that would have to be published first."""
    if getattr(record, "merged_into_id", None):
        return [_("It was merged into “%(survivor)s”.") % {"survivor": record.survivor}]
    if isinstance(record, Deal):
        return [*_parties_missing(record), *_claims_missing(record.claims), *_undecided(record)]
    return []


def _uses_of(record):
    if isinstance(record, Deal):
        return _uses_of_deal(record)
    if isinstance(record, Company):
        return _sources_of(record.claims)
    return [record.based_on] if record.based_on else []


def _parties_missing(deal):
    parties = list(deal.parties.select_related("company"))
    gaps = [
        _("%(company)s: a deal of this kind has no role “%(role)s”.")
        % {"company": party.company, "role": party.get_role_display()}
        for party in parties
        if party.role not in ROLES_OF[deal.kind]
    ]
    least = LEAST_PARTIES[deal.kind]
    if len(parties) < least:
        gaps.append(
            _("It needs at least %(least)s parties.") % {"least": least} if least > 1 else _("It needs a party.")
        )
    if deal.kind == Kind.INVESTMENT and not any(party.role == Role.ISSUER for party in parties):
        gaps.append(_("An investment needs the company invested in."))
    return gaps


def _claims_missing(claims):
    return [] if claims.filter(proposed=False).exists() else [_("No source yet: add at least one claim.")]


def _undecided(deal):
    """Before it is first published; a claim that contradicts a published deal later shows as not yet decided."""
    if deal.published_at:
        return []
    return [
        _("Sources differ on “%(field)s”: add a decision, or leave it open and say why.")
        % {"field": DealField(evidence.field).label}
        for evidence in undecided_fields(assess(*read_deal(deal.pk)))
    ]


def _uses_of_deal(deal):
    # One condition for all three would make the database go through every company.
    named = set(deal.parties.values_list("company", flat=True)) | {deal.valuation_of_id}
    named |= set(deal.claims.filter(proposed=False).values_list("company", flat=True))
    return [*Company.objects.filter(pk__in=named - {None}), *_sources_of(deal.claims)]


def _sources_of(claims):
    """The sources and origins of claims; another company that a claim names is shown once it is public itself."""
    uses = claims.filter(proposed=False).select_related("source", "origin")
    return [used for claim in uses for used in (claim.source, claim.origin) if used]


def _unpublished(records):
    return [
        _("Publish first: %(kind)s “%(record)s”.") % {"kind": record._meta.verbose_name, "record": record}
        for record in dict.fromkeys(records)
        if not record.is_published
    ]


def uses(record):
    """Return the published records that use this one, and so forbid to withdraw it."""
    published = {"state": Record.State.PUBLISHED}
    if isinstance(record, Deal):
        return []
    if isinstance(record, Company):
        named = Q(parties__company=record) | Q(claims__company=record) | Q(valuation_of=record)
        return list(Deal.objects.published().filter(named).distinct())
    by_claim = Q(claims__source=record) | Q(claims__origin=record)
    return [
        *Deal.objects.published().filter(by_claim).distinct(),
        *Company.objects.published().filter(by_claim).distinct(),
        *record.retellings.filter(**published),
    ]


@transaction.atomic
def publish(record, reason="published", user=None):
    """Publish a record whose version is the one last saved; a submission that asked for it is thereby approved.

    Raises NotReady, or Conflict if somebody was faster.
    """
    if gaps := missing(record):
        raise NotReady(gaps)
    record.published_at = record.published_at or timezone.now()
    if not record.slug:
        record.give_slug()
    _move(record, Record.State.PUBLISHED, reason)
    asked = Submission.objects.waiting().of(record).filter(asking=Asking.PUBLICATION)
    asked.update(outcome=Outcome.APPROVED, answered_by=user, answered_at=timezone.now())


@transaction.atomic
def withdraw(record, reason="withdrawn"):
    """Take a record out of public view. Raises NotReady with the published records that use it."""
    if users := uses(record):
        raise NotReady([_("“%(record)s” uses it.") % {"record": user} for user in users])
    _move(record, Record.State.WITHDRAWN, reason)


@transaction.atomic
def move(record, state, reason):
    """Send a record that was never published to review or back to draft."""
    _move(record, state, reason)


def _move(record, state, reason):
    before = {name: list(ids) for name, ids in touched_by(record).items()}
    _hold_parties(record)
    record.take_version(record.version)
    record.state = state
    record._change_reason = reason
    record.save()
    refresh(**before)
    refresh(**touched_by(record))


def _hold_parties(record):
    """Hold a deal's companies before the deal itself, in the order in which a change of a company holds the two.

    Each counts the deal; two who held one and waited for the other would wait for ever.
    """
    if isinstance(record, Deal):
        parties = Company.objects.filter(pk__in=record.parties.values("company"))
        list(parties.order_by("pk").select_for_update(no_key=True).values_list("pk"))


def touched_by(record):
    """Return the ids that `refresh` must look at after a change of this record, by its parameters' names."""
    if isinstance(record, Deal):
        return {"deal_ids": [record.pk]}
    if isinstance(record, Company):
        related = group_of([record]) | {record.pk}
        named = DealClaim.objects.filter(company__in=related).values_list("deal", flat=True)
        return {"company_ids": related, "deal_ids": named}
    if isinstance(record, Source):
        told = Q(source__in=retellings_of([record.pk])) | Q(origin__in=retellings_of([record.pk]))
        return {
            "deal_ids": DealClaim.objects.filter(told).values_list("deal", flat=True),
            "company_ids": CompanyClaim.objects.filter(told).values_list("company", flat=True),
            "source_ids": [record.pk],
        }
    return {}
