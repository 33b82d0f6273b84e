"""What a company's page is made of, read in as few queries as the company has parts.

Most companies have but a few of the dozen kinds of parts: one query, compiled once, tells which, so that the others
are not asked for.
"""

from django.db.models import Exists, Prefetch, Q, prefetch_related_objects

from lists.prepared import Prepared

from .models import Company, CompanyClaim, CompanyLookAlike, CompanyName, Identifier, Ownership

SHOWN_PARTS = {
    "names": lambda pk: CompanyName.objects.filter(company=pk),
    "identifiers": lambda pk: Identifier.objects.filter(company=pk),
    "segments": lambda pk: Company.segments.through.objects.filter(company=pk),
    "owners": lambda pk: Ownership.objects.filter(owned=pk),
    "owned": lambda pk: Ownership.objects.filter(owner=pk),
    "claims": lambda pk: CompanyClaim.objects.filter(company=pk),
}
OTHERS = {
    "look_alikes": lambda pk: CompanyLookAlike.objects.filter(Q(one=pk) | Q(other=pk)),
    "history": lambda pk: Company.history.filter(id=pk),
    "history_of_claims": lambda pk: CompanyClaim.history.filter(company_id=pk),
    "history_of_names": lambda pk: CompanyName.history.filter(company_id=pk),
    "history_of_identifiers": lambda pk: Identifier.history.filter(company_id=pk),
    "history_of_owners": lambda pk: Ownership.history.filter(owned_id=pk),
}
PARTS = SHOWN_PARTS | OTHERS
COMPARED = {"names", "owners"}  # with what claims say
PREFETCHED = {
    "owners": Prefetch("owners", Ownership.objects.public()),
    "owned": Prefetch("owned", Ownership.objects.public()),
    "claims": Prefetch("claims", CompanyClaim.objects.public()),
}
WHICH = Prepared(lambda pk: Company.objects.filter(pk=pk).values_list(*(Exists(rows(pk)) for rows in PARTS.values())))


def parts_of(company):
    """Return which parts the company has, as a set of names, and those that are shown, as lists by name."""
    (flags,) = WHICH.rows(company.pk) or [()]
    present = {name for name, there in zip(PARTS, flags, strict=False) if there}
    wanted = present | COMPARED if "claims" in present else present
    prefetch_related_objects([company], *(PREFETCHED.get(name, name) for name in SHOWN_PARTS if name in wanted))
    return present, {name: list(getattr(company, name).all()) if name in present else [] for name in SHOWN_PARTS}
