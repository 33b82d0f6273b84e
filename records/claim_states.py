"""What a claim's public page has said over time, from its history: so that what was cited can be found again.

A state of the claim was public where its subject was published while it held; what was entered in a draft, or while the
subject was withdrawn, was never shown and is not shown now.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import prefetch_related_objects

from .models import Record

SHOWN_COLUMNS = (
    "field",
    "value",
    "company_id",
    "other_id",
    "role",
    "source_id",
    "quote_exact",
    "paragraph",
    "said_by",
    "speaker",
    "basis",
    "modality",
    "as_of",
    "rank",
    "note",
)
END = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class ClaimState:
    """One state of a claim, numbered from 1, as it was shown from `since` on."""

    number: int
    since: datetime
    claim: object

    @property
    def anchor(self):
        return f"v{self.number}"

    @property
    def is_readable(self):
        """Whether all that it names is still public."""
        return self.claim.is_public


def public_states(claim):
    """Return the states of a claim, oldest first, that were public; what changed nothing that is shown makes none."""
    entries = sorted(claim.history.all(), key=lambda entry: (entry.history_date, entry.history_id))
    subject = f"{claim.OWNER}_id"
    published = published_spans(type(claim.subject), {getattr(entry, subject) for entry in entries})
    states, last = [], None
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        until = following.history_date if following else END
        since = _first_moment(published[getattr(entry, subject)], entry.history_date, until)
        content = [getattr(entry, name, None) for name in SHOWN_COLUMNS]
        if entry.history_type == "-" or entry.proposed or since is None or content == last:
            continue
        states.append(ClaimState(len(states) + 1, since, as_row(entry)))
        last = content
    named = [name for name in claim.PUBLIC_WITH if name != claim.OWNER]
    prefetch_related_objects([state.claim for state in states], *named)
    return states


def published_spans(model, subjects):
    """When each of the records was published: {id: [(from, until)]}."""
    spans = {pk: [] for pk in subjects}
    began = {}
    entries = model.history.filter(id__in=subjects).order_by("history_date", "history_id")
    for pk, moment, publication in entries.values_list("id", "history_date", "state"):
        if publication == Record.State.PUBLISHED:
            began.setdefault(pk, moment)
        elif pk in began:
            spans[pk].append((began.pop(pk), moment))
    for pk, moment in began.items():
        spans[pk].append((moment, END))
    return spans


def _first_moment(spans, since, until):
    """The first moment from `since` to `until` that lies in one of the spans, or None."""
    return min((max(since, begin) for begin, end in spans if begin < until and since < end), default=None)


def as_row(entry):
    """The row as it was; the entry's own `instance` would ask the database for the columns that it leaves out."""
    names = [field.attname for field in entry.tracked_fields]
    return entry.instance_type(**{name: getattr(entry, name) for name in names})
