"""What changed on a company's page since it was first published."""

from records.changes import PublicTime, of_claims, of_columns, of_rows

from .models import Company, CompanyClaim, CompanyName, Identifier, Ownership

COLUMNS = ("name", "kind", "status", "country", "founded", "website", "description")


def changes(company, present):
    """Return the newest changes that were public, newest first, at most 30.

    `company` is published; `present` names the parts that it has, as `page.parts_of` does.
    """
    if "history" not in present:
        return []
    public = PublicTime(company)
    entries = list(company.history.order_by("history_date", "history_id"))
    found = [*of_columns(entries, _columns)]
    if "history_of_claims" in present:
        claims = {claim.pk: claim for claim in company.claims.all()}
        found += of_claims(CompanyClaim.history.filter(company_id=company.pk), claims)
    since = {"history_date__gt": public.after}
    for name, history, owner, words_of in ROWS:
        if name in present:
            found += of_rows(history().filter(**{owner: company.pk}, **since), words_of)
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


ROWS = (
    ("history_of_names", CompanyName.history.all, "company_id", _name),
    ("history_of_identifiers", Identifier.history.all, "company_id", _identifier),
    ("history_of_owners", lambda: Ownership.history.select_related("owner"), "owned_id", _owner),
)
