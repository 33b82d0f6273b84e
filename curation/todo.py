"""What waits for an editor: each count with the list behind it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.models import Company, CompanyClaim, CompanyLookAlike
from deals.models import Deal, DealClaim, DealLookAlike
from records.models import Record
from sources.models import Source

from .models import Submission

RECENT = 8
OWN_NAMES = ("open", "mine", "outcome", "no_source_fields__isempty")  # parameters that are no column's value


@dataclass(frozen=True)
class Waiting:
    """A heap of work: what it is, how much, and the address of the list that shows it."""

    label: str
    hint: str
    count: int
    url: str


def waiting_for(user):
    """Return the heaps that are the user's own: what came back, what is not yet answered, drafts not yet handed in."""
    mine = Submission.objects.by(user)
    return [
        _heap(
            _("Sent back to you"),
            _("With a note on what needs fixing"),
            mine.sent_back(),
            outcome="sent_back",
            mine="yes",
        ),
        _heap(_("Your submissions"), _("Wait for an editor"), mine.waiting(), outcome="waiting", mine="yes"),
        *(
            _heap(
                _("Your draft %(records)s") % {"records": model._meta.verbose_name_plural},
                _("Entered by you, not handed in yet"),
                entered_by(user, model).filter(state=Record.State.DRAFT),
                state="draft",
                mine="yes",
            )
            for model in (Deal, Company, Source)
        ),
    ]


def entered_by(user, model):
    """Keep the records of the model that the user entered, by their history."""
    entered = model.history.filter(history_type="+", history_user=user).values("id")
    return model._default_manager.filter(pk__in=entered)


def waiting():
    """Return the heaps in the order in which they matter to readers; empty heaps are in, so that they can be seen."""
    published = {"state": Record.State.PUBLISHED}
    return [
        _heap(
            _("Submissions"),
            _("Drafts and changes that wait for review"),
            Submission.objects.waiting(),
            outcome="waiting",
        ),
        _heap(
            _("Differences not yet decided"),
            _("Public deals on which sources differ"),
            Deal.objects.filter(decided="no", **published),
            decided="no",
            state="published",
        ),
        _heap(
            _("Figures without a source"),
            _("Public deals with a field that no source supports"),
            Deal.objects.filter(**published).exclude(no_source_fields=""),
            no_source_fields__isempty="0",
            state="published",
        ),
        _heap(_("Companies that look alike"), _("Pairs to be judged"), CompanyLookAlike.objects.open(), open="yes"),
        _heap(_("Deals that look alike"), _("Pairs to be judged"), DealLookAlike.objects.open(), open="yes"),
        _heap(
            _("Proposed claims on deals"),
            _("Came with a merged draft"),
            DealClaim.objects.filter(proposed=True),
            proposed="1",
        ),
        _heap(
            _("Proposed claims on companies"),
            _("Came with a merged draft"),
            CompanyClaim.objects.filter(proposed=True),
            proposed="1",
        ),
    ]


def _heap(label, hint, rows: QuerySet, **filters):
    meta = rows.model._meta
    query = urlencode({name if name in OWN_NAMES else f"{name}__exact": value for name, value in filters.items()})
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    return Waiting(label, hint, rows.count(), f"{address}?{query}")


@dataclass(frozen=True)
class RecentSave:
    """One entry of a record's history."""

    record: str
    url: str
    what: str
    who: str
    why: str
    when: object


def recent_changes():
    """Return the newest entries of the histories of deals, companies and sources."""
    entries = [
        entry for model in (Deal, Company, Source) for entry in model.history.select_related("history_user")[:RECENT]
    ]
    entries.sort(key=lambda entry: entry.history_date, reverse=True)
    return [
        RecentSave(
            record=getattr(entry, "title", "") or entry.name,
            url=_history_address(entry),
            what=entry.get_history_type_display(),
            who=str(entry.history_user or ""),
            why=entry.history_change_reason or "",
            when=entry.history_date,
        )
        for entry in entries[:RECENT]
    ]


def _history_address(entry):
    meta = entry.instance_type._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_history", args=[entry.id])
