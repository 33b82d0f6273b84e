"""What changed on a company's page since it was first published."""

from sources.changes import PublicTime, of_claims, of_columns, of_rows

from .models import Company, CompanyClaim, CompanyName, Identifier, Ownership

COLUMNS = ("name", "kind", "status", "country", "founded", "website", "description")


def changes(company):
    """Return the newest changes that were public, newest first, at most 30; `company` is published."""
    public = PublicTime(company)
    entries = list(company.history.order_by("history_date", "history_id"))
    since = {"history_date__gt": public.after}
    ties = Ownership.history.filter(owned_id=company.pk, **since).select_related("owner")
    found = [
        *of_columns(entries, _columns),
        *of_claims(
            CompanyClaim.history.filter(company_id=company.pk), {claim.pk: claim for claim in company.claims.all()}
        ),
        *of_rows(CompanyName.history.filter(company_id=company.pk, **since), _name),
        *of_rows(Identifier.history.filter(company_id=company.pk, **since), _identifier),
        *of_rows(ties, _owner),
    ]
    return public.newest(found)


def _columns(entry):
    """What the page shows of the company's own columns, in words."""
    fields = [Company._meta.get_field(name) for name in COLUMNS]
    return {str(field.verbose_name): _words(entry, field) for field in fields}


def _words(entry, field):
    value = getattr(entry, field.attname)
    return "" if value in (None, "") else str(dict(field.flatchoices).get(value, value))


def _name(entry):
    return f"{CompanyName._meta.verbose_name}: {entry.text}"


def _identifier(entry):
    return f"{entry.get_scheme_display()} {entry.value}"


def _owner(entry):
    """An owner that is not public is not named."""
    owner = entry.owner
    return f"{entry.get_relation_display()}: {owner.name}" if owner and owner.is_published else ""
