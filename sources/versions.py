"""What a claim's public page has said over time, from its history: so that what was cited can be found again."""

from dataclasses import dataclass
from datetime import datetime

SHOWN = (
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


@dataclass(frozen=True)
class Version:
    """One state of the claim, numbered from 1, as it was shown from `since` on."""

    number: int
    since: datetime
    claim: object

    @property
    def anchor(self):
        return f"v{self.number}"


def public_versions(history, published_at):
    """Return the versions, oldest first, that were public since the subject was published.

    `history` is the claim's history, whatever its order. What changed nothing that is shown makes no version.
    """
    entries = [entry for entry in history if entry.history_type != "-" and not entry.proposed]
    entries.sort(key=lambda entry: (entry.history_date, entry.history_id))
    before = [entry for entry in entries if entry.history_date < published_at]
    shown = before[-1:] + [entry for entry in entries if entry.history_date >= published_at]
    versions, last = [], None
    for entry in shown:
        content = [getattr(entry, name, None) for name in SHOWN]
        if content != last:
            since = max(entry.history_date, published_at)
            versions.append(Version(len(versions) + 1, since, entry.instance))
            last = content
    return versions
