"""What changed on a deal's page since it was first published."""

from django.utils.translation import gettext as _

from records.changes import PublicTime, of_claims, of_columns, of_rows
from values.money import Money

from .models import Deal, DealClaim, Milestone, Party


def changes(deal):
    """Return the newest changes that were public, newest first, at most 30; `deal` is published."""
    public = PublicTime(deal)
    entries = list(deal.history.order_by("history_date", "history_id").select_related("valuation_of"))
    since = {"deal_id": deal.pk, "history_date__gt": public.after}
    found = [
        *of_columns(entries, _columns),
        *of_claims(DealClaim.history.filter(deal_id=deal.pk), {claim.pk: claim for claim in deal.claims.all()}),
        *of_rows(Party.history.filter(**since).select_related("company"), _party),
        *of_rows(Milestone.history.filter(**since), _milestone),
    ]
    return public.newest(found)


def _columns(entry):
    """What the page shows of the deal's own columns, in words."""
    return {
        str(Deal._meta.get_field("title").verbose_name): entry.title,
        str(Deal._meta.get_field("form").verbose_name): entry.get_form_display(),
        _("deal value"): _money(entry, "value") or str(entry.get_value_disclosure_display()),
        _("valuation"): _money(entry, "valuation"),
        str(Deal._meta.get_field("stake_percent").verbose_name): str(entry.stake_percent or ""),
        str(Deal._meta.get_field("consideration").verbose_name): entry.get_consideration_display(),
        str(Deal._meta.get_field("round").verbose_name): entry.get_round_display(),
        str(Deal._meta.get_field("sae_level").verbose_name): str(
            entry.sae_level if entry.sae_level is not None else ""
        ),
        str(Deal._meta.get_field("summary").verbose_name): entry.summary,
    }


def _money(entry, slot):
    qualifier = getattr(entry, f"{slot}_qualifier")
    if not qualifier:
        return ""
    low, high, currency = (getattr(entry, f"{slot}_{part}") for part in ("min", "max", "currency"))
    return f"{Money(low, high, currency, qualifier)}, {getattr(entry, f'get_{slot}_measure_display')()}"


def _party(entry):
    company = entry.company
    return f"{company.name} ({entry.get_role_display()})" if company and company.is_published else ""


def _milestone(entry):
    when = Milestone(first_day=entry.first_day, last_day=entry.last_day, words=entry.words).date_text
    return f"{entry.get_status_display()} {when}".strip()
