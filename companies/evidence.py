"""What a company's claims make of its recorded names, owners and year: the same comparisons as for deals."""

from datetime import date

from django.utils.translation import gettext as _

from sources.agreement import Figure, agrees, compare_dates, compare_figures, compare_numbers, denied, differs, nothing
from sources.models import Claim
from sources.shapes import MoneyShape, NumberShape
from values.text import fold

from .vocabulary import CompanyField


def finding(company, claim):
    """Compare one claim with the company read by `refresh.read_companies` or `page.parts_of`."""
    if not claim.is_readable:
        return nothing(_("Its value cannot be read."))
    if claim.basis == Claim.Basis.CONVERTED:
        return nothing(_("The source's own conversion: its figure in the first currency is what counts."))
    compare = {
        CompanyField.NAME: _name,
        CompanyField.OWNER: _owner,
        CompanyField.FOUNDED: _founded,
    }.get(claim.field, _figure)
    found = compare(company, claim)
    return denied(found) if claim.modality == Claim.Modality.DENIAL else found


def agreements(company):
    """Return the verdict on each public claim as its column holds it: {id: verdict or empty}."""
    return {
        claim.pk: (finding(company, claim).verdict or "") if claim.is_public else "" for claim in company.claims.all()
    }


def _name(company, claim):
    known = {fold(name) for name in [company.name, *(name.text for name in company.names.all())]}
    if fold(claim.value["text"]) in known:
        return agrees(_("One of its recorded names."))
    return differs(_("“%(name)s” is none of its recorded names.") % {"name": claim.value["text"]})


def _owner(company, claim):
    ties = [tie for tie in company.owners.all() if tie.owner_id == claim.other_id]
    if any(not claim.role or tie.relation == claim.role for tie in ties):
        return agrees(_("Recorded as its owner."))
    if ties:
        words = {"said": claim.get_role_display(), "ours": ties[0].get_relation_display()}
        return differs(_("“%(said)s”, where the record has “%(ours)s”.") % words)
    return differs(_("The record does not have %(owner)s as an owner.") % {"owner": claim.other})


def _founded(company, claim):
    if company.founded is None or "first" not in claim.value:
        return nothing(_("There is no recorded year to compare."))
    year = date(company.founded, 1, 1), date(company.founded, 12, 31)
    return compare_dates(claim.shape.span(claim.value), year)


def _figure(company, claim):
    """A figure has no column of its own: it is compared with the claim of the same day that editors prefer."""
    shape = claim.shape
    if not isinstance(shape, (MoneyShape, NumberShape)):
        return nothing(_("Told in words, which are not compared."))
    others = (
        other for other in company.claims.all() if other.field == claim.field and other.is_public and other.is_readable
    )
    preferred = [other for other in others if other.rank == Claim.Rank.PREFERRED and other.as_of == claim.as_of]
    if not preferred:
        return nothing(_("No claim on this figure of that day is preferred to the others."))
    if isinstance(shape, NumberShape):
        return compare_numbers(shape.bounds(claim.value), shape.bounds(preferred[0].value), shape.text)
    said, ours = (Figure(shape.money(one.value), one.value["measure"]) for one in (claim, preferred[0]))
    return compare_figures(said, ours, lambda currency: None)
