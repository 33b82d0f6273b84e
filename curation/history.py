"""The history of a record with all its rows: what each save changed, any two versions compared, back to any of them.

Editors call what one save left behind a version. Rows that are saved together by one person belong to one save; the
history tables know rows only.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from records.changes import ONE_SAVE
from records.claim_states import as_row
from records.models import Record
from records.rows import rows_of
from sources.models import Claim

from .conflicts import Difference

NOT_SHOWN = ("id", "added_at", "published_at", "value_key", "covers")
NOT_RESTORED = (
    "id",
    "slug",
    "state",
    "published_at",
    "merged_into",
    "added_at",
)  # publishing and merging undo their own


class CannotGoBack(Exception):
    """The version needs something that is not there any more, or breaks a rule of today; says what."""


@dataclass(frozen=True)
class Save:
    """One save: the entries that it wrote, and the state of every row after it by model and id."""

    number: int
    entries: tuple
    state: dict

    @property
    def last(self):
        return self.entries[-1]

    @property
    def when(self):
        return self.last.history_date

    @property
    def who(self):
        return self.last.history_user

    @property
    def why(self):
        return "; ".join(dict.fromkeys(filter(None, (entry.history_change_reason for entry in self.entries))))


class History:
    """The saves of one record with its rows, or of one row, oldest first."""

    def __init__(self, model, pk):
        self.model, self.pk = model, pk
        self.rows = rows_of(model)  # claims before the milestones that rest on them
        entries = self._entries()
        self.stamp = len(entries)  # grows with every row that is saved, also within one save
        self.saves = self._saves(entries)
        self.names = _Names()

    def _entries(self):
        """Every entry of the record and of the rows that ever were its own."""
        entries = list(self._of(self.model, {"id": self.pk}))
        for model, name in self.rows.items():
            ever = model.history.filter(**{f"{name}_id": self.pk}).values("id")
            entries += self._of(model, {"id__in": ever})
        return sorted(entries, key=lambda entry: (entry.history_date, entry.history_id))

    def _of(self, model, lookup):
        entries = model.history.filter(**lookup).select_related("history_user")
        return entries.prefetch_related(*(f"{many.accessor}__{many.target}" for many in _many(model)))

    def _saves(self, entries):
        saves, state, group = [], {}, []
        for entry in entries:
            if group and self._begins_anew(group[-1], entry):
                saves.append(Save(len(saves) + 1, tuple(group), state))
                group = []
            group.append(entry)
            state = self._after(state, entry)
        return [*saves, Save(len(saves) + 1, tuple(group), state)] if group else saves

    def _begins_anew(self, last, entry):
        is_apart = entry.history_date - last.history_date > ONE_SAVE
        return is_apart or entry.history_user_id != last.history_user_id

    def _after(self, state, entry):
        """The state after this entry; a row that was deleted or went to another record is out of it."""
        name = self.rows.get(entry.instance_type)
        is_elsewhere = name is not None and getattr(entry, f"{name}_id") != self.pk
        rest = {key: last for key, last in state.items() if key != _key(entry)}
        return rest if entry.history_type == "-" or is_elsewhere else rest | {_key(entry): entry}

    def numbered(self, number):
        """The save of that number, or None."""
        return self.saves[number - 1] if 0 < number <= len(self.saves) else None

    def changes(self, save):
        """What this save changed, in words."""
        return self.between(self.numbered(save.number - 1), save)

    def between(self, before, after):
        """Return the differences of two saves, field by field; `before` may be None: there was nothing."""
        old, new = (save.state if save else {} for save in (before, after))
        differences = []
        for key in {**old, **new}:
            differences += self._of_row(old.get(key), new.get(key))
        return differences

    def _of_row(self, old, new):
        if old is new:
            return
        entry = new or old
        what = "" if entry.instance_type is self.model else f"{capfirst(entry.instance_type._meta.verbose_name)}"
        if old is None or new is None:
            name = what or capfirst(entry.instance_type._meta.verbose_name)
            words = self.names.row(entry)
            yield Difference(name, words if old else _("(not there)"), words if new else _("(not there)"))
            return
        where = f"{what} “{self.names.row(new)}”: " if what else ""
        for label, was, now in self.names.fields(old, new):
            yield Difference(f"{where}{label}", was, now)


def _key(entry):
    return entry.instance_type, entry.id


@dataclass(frozen=True)
class _Many:
    """A field that names several others, and where the history keeps them."""

    field: object
    accessor: str
    target: str

    def of(self, entry):
        return getattr(entry, self.accessor).all()

    def words(self, entry):
        return ", ".join(sorted(str(getattr(one, self.target)) for one in self.of(entry)))


def _many(model):
    entries = model.history.model
    fields = getattr(entries, "_history_m2m_fields", ())
    names = [f"{entries._meta.model_name}_{field.name}_set" for field in fields]
    return [_Many(field, name, field.m2m_reverse_field_name()) for field, name in zip(fields, names, strict=True)]


class _Names:
    """Says rows and values in words; what they point to is looked up once each."""

    def __init__(self):
        self.known = defaultdict(dict)

    def row(self, entry):
        """The row as its own model says it."""
        return str(self._instance(entry))

    def fields(self, old, new):
        """Yield label, old words and new words of each field that differs."""
        for field in new.tracked_fields:
            if field.name in NOT_SHOWN or getattr(old, field.attname) == getattr(new, field.attname):
                continue
            yield capfirst(field.verbose_name), self._value(old, field), self._value(new, field)
        for many in _many(new.instance_type):
            was, now = (
                ", ".join(sorted(str(getattr(one, many.target)) for one in many.of(entry))) for entry in (old, new)
            )
            if was != now:
                yield capfirst(many.field.verbose_name), was or _("(empty)"), now or _("(empty)")

    def _value(self, entry, field):
        value = getattr(entry, field.attname)
        if value in (None, "", {}):
            return _("(empty)")
        if field.is_relation:
            return self._named(field.related_model, value)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, datetime):
            return f"{value:%Y-%m-%d %H:%M}"
        if isinstance(value, date):
            return value.isoformat()
        if field.name == "value" and issubclass(entry.instance_type, Claim):
            instance = self._instance(entry)
            return instance.words if instance.is_readable else str(value)
        return str(dict(field.flatchoices).get(value, value))

    def _named(self, model, pk):
        row = self._find(model, pk)
        return str(row) if row else _("(deleted: %(pk)s)") % {"pk": pk}

    def _find(self, model, pk):
        if pk not in self.known[model]:
            self.known[model][pk] = model._default_manager.filter(pk=pk).first()
        return self.known[model][pk]

    def _instance(self, entry):
        """The row as it was, with what it points to."""
        row = as_row(entry)
        for field in entry.tracked_fields:
            pk = getattr(entry, field.attname)
            if field.is_relation and pk is not None:
                setattr(row, field.name, self._find(field.related_model, pk) or field.related_model(pk=pk))
        return row


def go_back(history, save, reason):
    """Put the record and its rows back to what they were after that save, except address, publication and merges.

    Part of the caller's transaction, which has taken the record's version. Raises CannotGoBack.
    """
    main = save.state.get((history.model, history.pk))
    if main is None:
        raise CannotGoBack(_("There was no such record in this version: delete it instead."))
    now = history.saves[-1].state
    for key, entry in now.items():
        if key not in save.state:
            _refuse_merged(history, entry)
            _take_out(entry, reason)
    _put_back(main, now.get((history.model, history.pk)), reason)
    for model in history.rows:
        for key, entry in save.state.items():
            if key[0] is model and (entry is not now.get(key)):
                _put_back(entry, now.get(key), reason)


def _refuse_merged(history, entry):
    """A row that came from another record is not ours to delete: parting the two brings it back."""
    name = history.rows[entry.instance_type]
    if entry.instance_type.history.filter(id=entry.id).exclude(**{f"{name}_id": history.pk}).exists():
        words = _("“%(row)s” came here by a merge: undo that merge first.")
        raise CannotGoBack(words % {"row": history.names.row(entry)})


def _take_out(entry, reason):
    row = entry.instance_type._default_manager.get(pk=entry.id)
    row._change_reason = reason
    row.delete()


def _put_back(entry, current, reason):
    """Write the row's fields as they were; a row that is gone comes back under its old id."""
    model = entry.instance_type
    row = model._default_manager.filter(pk=entry.id).first()
    if row is not None and current is None:
        raise CannotGoBack(
            _("“%(row)s” belongs to another record since a merge: undo that merge first.") % {"row": row}
        )
    row = row or model(pk=entry.id)
    kept = NOT_RESTORED if issubclass(model, Record) else ("id",)
    for field in entry.tracked_fields:
        if field.name not in kept:
            _point(row, field, getattr(entry, field.attname))
    try:
        row.clean_fields(exclude=["version"])
        row.clean()
    except ValidationError as error:
        raise CannotGoBack(" ".join(error.messages)) from error
    row._change_reason = reason
    row.save(force_insert=current is None)
    for many in _many(model):
        getattr(row, many.field.name).set([getattr(one, f"{many.target}_id") for one in many.of(entry)])


def _point(row, field, value):
    points = field.is_relation and value is not None
    if points and not field.related_model._default_manager.filter(pk=value).exists():
        words = {"what": field.verbose_name, "pk": value}
        raise CannotGoBack(_("This version needs a %(what)s that was deleted since (number %(pk)s).") % words)
    setattr(row, field.attname, value)
