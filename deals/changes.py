"""What changed on a deal's page since it was first published: from the histories, without editors' names or reasons.

News is what came in; a correction is what was changed or taken out again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.money import Money
from sources.versions import published_spans

from .models import Deal, DealClaim, Milestone, Party

SHOWN = 30
ONE_SAVE = timedelta(seconds=2)  # rows of one save follow each other that fast


class Sort(TextChoices):
    NEWS = "news", gettext_lazy("new")
    CORRECTION = "correction", gettext_lazy("corrected")


@dataclass(frozen=True)
class Change:
    when: datetime
    sort: Sort
    words: str


def changes(deal):
    """Return the newest changes that were public, newest first, at most 30; `deal` is published."""
    spans = published_spans(Deal, {deal.pk})[deal.pk]
    first = min((begin for begin, _end in spans), default=deal.published_at)
    since = {"deal_id": deal.pk, "history_date__gt": first + ONE_SAVE}
    parties = Party.history.filter(**since).select_related("company")
    milestones = Milestone.history.filter(**since)
    found = [*_of_columns(deal), *_of_claims(deal), *_of_rows(parties, _party), *_of_rows(milestones, _milestone)]
    public = (
        one for one in found if one.when > first + ONE_SAVE and any(begin < one.when <= end for begin, end in spans)
    )
    return sorted(public, key=lambda one: one.when, reverse=True)[:SHOWN]


def _of_columns(deal):
    entries = list(deal.history.order_by("history_date", "history_id").select_related("valuation_of"))
    for before, after in zip(entries, entries[1:], strict=False):
        old, new = _columns(before), _columns(after)
        for label, value in new.items():
            if value != old[label]:
                words = {"label": label, "old": old[label] or _("nothing"), "new": value or _("nothing")}
                yield Change(after.history_date, Sort.CORRECTION, _("%(label)s: %(old)s → %(new)s") % words)


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


def _of_claims(deal):
    """Claims as they came, changed and went; only what may be shown today is named."""
    shown = {claim.pk: claim for claim in deal.claims.all()}
    entries = DealClaim.history.filter(deal_id=deal.pk).order_by("history_date", "history_id")
    last = {}
    for entry in entries.select_related("source", "company"):
        before, last[entry.id] = last.get(entry.id), entry
        if entry.proposed or entry.id not in shown or not shown[entry.id].is_public:
            continue
        words = {"field": entry.get_field_display(), "source": shown[entry.id].source.publisher}
        if before is None or before.proposed:
            yield Change(entry.history_date, Sort.NEWS, _("%(source)s on %(field)s") % words)
        elif (before.value, before.quote_exact, before.rank) != (entry.value, entry.quote_exact, entry.rank):
            sentence = _("what %(source)s says on %(field)s was read again")
            yield Change(entry.history_date, Sort.CORRECTION, sentence % words)


def _of_rows(entries, words_of):
    for entry in entries:
        words = words_of(entry)
        if words and entry.history_type == "+":
            yield Change(entry.history_date, Sort.NEWS, words)
        elif words and entry.history_type == "-":
            yield Change(entry.history_date, Sort.CORRECTION, _("taken out: %(words)s") % {"words": words})
        elif words:
            yield Change(entry.history_date, Sort.CORRECTION, words)


def _party(entry):
    company = entry.company
    return f"{company.name} ({entry.get_role_display()})" if company.is_published else ""


def _milestone(entry):
    when = Milestone(first_day=entry.first_day, last_day=entry.last_day, words=entry.words).date_text
    return f"{entry.get_status_display()} {when}".strip()
