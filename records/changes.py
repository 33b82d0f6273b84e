"""What changed on a record's page since it was first published: from the histories, without editors' names or reasons.

News is what came in; a correction is what was changed or taken out again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .claim_states import published_spans

MOST_SHOWN = 30
ONE_SAVE = timedelta(seconds=2)  # rows of one save follow each other that fast


class Sort(TextChoices):
    NEWS = "news", gettext_lazy("new")
    CORRECTION = "correction", gettext_lazy("corrected")


@dataclass(frozen=True)
class Change:
    when: datetime
    sort: Sort
    words: str


class PublicTime:
    """When a published record was public, and which changes fall into that time."""

    def __init__(self, record):
        self.spans = published_spans(type(record), {record.pk})[record.pk]
        first = min((begin for begin, _end in self.spans), default=record.published_at)
        self.after = first + ONE_SAVE

    def newest(self, changes):
        """Return the newest of the changes that were public, newest first, at most 30."""
        public = (change for change in changes if change.when > self.after and self._covers(change.when))
        return sorted(public, key=lambda change: change.when, reverse=True)[:MOST_SHOWN]

    def _covers(self, moment):
        return any(begin < moment <= end for begin, end in self.spans)


def of_columns(entries, columns):
    """Yield what changed in the record's own columns; `columns` gives an entry's labels and values in words."""
    for before, after in zip(entries, entries[1:], strict=False):
        old, new = columns(before), columns(after)
        for label, value in new.items():
            if value != old[label]:
                words = {"label": label, "old": old[label] or _("nothing"), "new": value or _("nothing")}
                yield Change(after.history_date, Sort.CORRECTION, _("%(label)s: %(old)s → %(new)s") % words)


def of_claims(entries, shown):
    """Yield claims as they came and changed; only what may be shown today (`shown`, by id) is named."""
    last = {}
    for entry in entries.order_by("history_date", "history_id"):
        before, last[entry.id] = last.get(entry.id), entry
        if entry.proposed or entry.id not in shown or not shown[entry.id].is_public:
            continue
        words = {"field": entry.get_field_display(), "source": shown[entry.id].source.publisher}
        if before is None or before.proposed:
            yield Change(entry.history_date, Sort.NEWS, _("%(source)s on %(field)s") % words)
        elif (before.value, before.quote_exact, before.rank) != (entry.value, entry.quote_exact, entry.rank):
            sentence = _("what %(source)s says on %(field)s was read again")
            yield Change(entry.history_date, Sort.CORRECTION, sentence % words)


def of_rows(entries, words_of):
    """Yield rows as they came, changed and went; `words_of` says an entry, or nothing where it may not be shown."""
    for entry in entries:
        words = words_of(entry)
        if words and entry.history_type == "+":
            yield Change(entry.history_date, Sort.NEWS, words)
        elif words and entry.history_type == "-":
            yield Change(entry.history_date, Sort.CORRECTION, _("removed: %(words)s") % {"words": words})
        elif words:
            yield Change(entry.history_date, Sort.CORRECTION, words)
