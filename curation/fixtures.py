"""Fixtures into records: the same checks, history and refresh as an editor's save, all or nothing."""

from pathlib import Path

import yaml
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.base import DeserializationError
from django.core.serializers.python import Deserializer
from django.db import IntegrityError, transaction

from companies.models import Company
from deals.decisions import cover
from deals.models import Deal, Decision
from deals.refresh import refresh
from records.constraints import sentence_for
from records.lookalikes import LookAlike
from records.models import Record
from records.rows import owner_of
from sources.models import Source

from .publication import NotReady, publish, touched_by

RECORDS = (Source, Company, Deal)  # in the order in which they need each other


class FixtureError(Exception):
    """A fixture that breaks a rule: says which file, which record and the rule's sentence."""


def fixture_files():
    return sorted(Path(settings.FIXTURE_DIRS[0]).glob("*.yaml"))


def is_untouched():
    """Whether no record was ever entered, removed examples included."""
    return not any(model.history.exists() for model in RECORDS)


@transaction.atomic
def load(files):
    """Bring the records of the files to what the files say and publish them; return how many changed."""
    changed = []
    for file in files:
        for entry in _entries(file):
            with _named(file, entry):
                changed += _apply(entry)
    owners = [owner for row in changed for owner in _owners(row)]
    decisions = [row for row in changed if isinstance(row, Decision)]
    for model in RECORDS:
        for record in model.objects.filter(pk__in={owner.pk for owner in owners if type(owner) is model}).order_by(
            "pk"
        ):
            with _named("fixtures", {"model": model._meta.label_lower, "fields": {"slug": record.slug}}):
                _finish(record, [decision for decision in decisions if decision.deal == record])
    return len(changed)


def _entries(file):
    try:
        entries = yaml.safe_load(file.read_text(encoding="utf-8")) or []
    except yaml.YAMLError as error:
        raise FixtureError(f"{file.name}: this is not YAML: {error}") from error
    if not all(isinstance(entry, dict) and {"model", "fields"} <= set(entry) for entry in entries):
        raise FixtureError(f"{file.name}: each entry needs “model” and “fields”.")
    return entries


class _named:
    """Names the file and the record in whatever goes wrong inside."""

    def __init__(self, file, entry):
        key = entry.get("pk") or {name: entry["fields"][name] for name in list(entry["fields"])[:3]}
        self.where = f"{getattr(file, 'name', file)}: {entry['model']} {key}"

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        match error:
            case ValidationError():
                why = "; ".join(error.messages)
            case NotReady():
                why = str(error)
            case IntegrityError():
                why = sentence_for(error)
            case DeserializationError() | KeyError() | TypeError():
                why = f"cannot be read: {error.__cause__ or error}"
            case _:
                return
        raise FixtureError(f"{self.where}: {why}") from error


def _apply(entry):
    """Write one entry where it differs; return what was written, if anything, in a list."""
    [read] = Deserializer([entry])
    model = type(read.object)
    record = model._default_manager.filter(pk=read.object.pk).first() if read.object.pk else None
    wanted = record or read.object
    names = [name for name in entry["fields"] if name not in read.m2m_data]
    changed = record is None or _differs(record, read.object, names)
    for name in names:
        field = model._meta.get_field(name)
        setattr(wanted, field.attname, getattr(read.object, field.attname))
    links = {} if record is None else {name: set(getattr(record, name).all()) for name in read.m2m_data}
    m2m_changed = any({one.pk for one in links.get(name, ())} != set(pks) for name, pks in read.m2m_data.items())
    if not (changed or m2m_changed):
        return []
    wanted.full_clean()
    wanted._change_reason = "fixtures"
    if record and isinstance(record, Record):
        record.take_version(record.version)
    wanted.save()
    for name, pks in read.m2m_data.items():
        getattr(wanted, name).set(pks)
    return [wanted]


def _differs(record, read, names):
    fields = [record._meta.get_field(name) for name in names]
    return any(
        field.get_prep_value(getattr(record, field.attname))
        != field.get_prep_value(field.to_python(getattr(read, field.attname)))
        for field in fields
    )


def _owners(row):
    """The records whose pages show this row."""
    return [row.one, row.other] if isinstance(row, LookAlike) else [owner_of(row)]


def _finish(record, decisions):
    """Publish what is new; check, refresh and mark as changed what already is public."""
    if decisions:
        refresh(**touched_by(record))
        cover(decisions)
    if record.state == Record.State.DRAFT:
        publish(record, reason="fixtures")
    else:
        refresh(**touched_by(record))


def read_slugs(files):
    """Return the addresses of the records in the files, by model label."""
    slugs = {model._meta.label_lower: [] for model in RECORDS}
    for entry in (entry for file in files for entry in _entries(file)):
        if entry["model"] in slugs:
            slugs[entry["model"]].append(entry["fields"]["slug"])
    return slugs
