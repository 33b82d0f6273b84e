"""What a claim's public page has said over time, from its history: so that what was cited can be found again."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects

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


def public_versions(claim):
    """Return the versions of a public claim, oldest first, since its subject was published; there is at least one.

    What changed nothing that is shown makes no version. A claim that came without history has one version.
    """
    published_at = claim.subject.published_at
    entries = [entry for entry in claim.history.all() if entry.history_type != "-" and not entry.proposed]
    entries.sort(key=lambda entry: (entry.history_date, entry.history_id))
    before = [entry for entry in entries if entry.history_date < published_at]
    shown = before[-1:] + [entry for entry in entries if entry.history_date >= published_at]
    versions, last = [], None
    for entry in shown:
        content = [getattr(entry, name, None) for name in SHOWN]
        if content != last:
            since = max(entry.history_date, published_at)
            versions.append(Version(len(versions) + 1, since, _claim(entry)))
            last = content
    if not versions:
        return [Version(1, max(claim.added_at, published_at), claim)]
    claims = [version.claim for version in versions]
    prefetch_related_objects(claims, "source", *(["company"] if hasattr(claims[0], "deal_id") else ["other"]))
    return versions


def _claim(entry):
    """The claim as it was; the entry's own `instance` would ask the database for the columns it leaves out."""
    names = [field.attname for field in entry.tracked_fields]
    return entry.instance_type(**{name: getattr(entry, name) for name in names})
