"""What was typed into a record's form, kept apart from the record: extracted from one form, laid over another.

Only fields that were changed are held, each with what it was, and rows by their ids: so that what others change in
between stays, and what they changed in the same field can be told.
"""

from dataclasses import dataclass, field

from django.forms import CheckboxInput
from django.http import QueryDict
from django.utils.translation import gettext as _

from .conflicts import OF_THE_FORM, differences


@dataclass(frozen=True)
class SuggestedChange:
    """The changes of one form as JSON, and the same in words: [what, before, after]."""

    changes: dict
    words: list = field(default_factory=list)


def as_typed(form, formsets):
    """Return what a browser would send for this form if nobody touched it: {name: [values]}."""
    data = {}
    for part in [form, *(part for formset in formsets for part in (formset.management_form, *formset.forms))]:
        for box in part:
            data |= _sent(box)
    return data


def _sent(box):
    values = _as_sent(box.field.widget, box.value())
    return {} if values is None else {box.html_name: values}


def _as_sent(widget, value):
    """The values that a browser sends for a box that shows this value; None for a box that is not sent at all."""
    if value is None or value is False:
        return None
    if isinstance(widget, CheckboxInput):
        return ["on"]
    if isinstance(value, list | tuple):
        return [str(getattr(one, "pk", one)) for one in value]
    shown = widget.format_value(value)
    return [str(one) for one in (shown if isinstance(shown, list) else [shown]) if one is not None] or [""]


def suggested_change(form, formsets):
    """Return what the bound form and its rows change of the record that they were shown for."""
    rows = [row for formset in formsets for row in _rows(formset)]
    words = [[str(each.what), str(each.theirs), str(each.yours)] for each in differences(form, formsets)]
    return SuggestedChange({"fields": _fields(form), "rows": rows}, words)


def _fields(form):
    names = [name for name in form.changed_data if name not in OF_THE_FORM]
    return {name: {"was": _was(form, name), "typed": form.data.getlist(form.add_prefix(name))} for name in names}


def _was(form, name):
    """The field as the page showed it before it was changed."""
    field = form.fields[name]
    value = field.prepare_value(form.get_initial_for_field(field, name))
    return _as_sent(field.widget, value) or []


def _rows(formset):
    for form in formset.forms:
        is_new = form.instance._state.adding
        is_deleted = formset.can_delete and formset._should_delete_form(form)
        if not form.has_changed() or (is_new and is_deleted):
            continue
        pk = None if is_new else str(form.instance.pk)
        yield {"prefix": formset.prefix, "pk": pk, "deleted": is_deleted, "fields": _fields(form)}


def lay_over(changes, form, formsets):
    """Return the form's data with the suggested changes in it (a QueryDict), and what could not be laid over in words.

    `form` and `formsets` are as shown for the record now.
    """
    data = as_typed(form, formsets)
    remarks = [_changed_since(form.fields[name].label) for name in _moved_on(changes["fields"], form)]
    data |= {name: change["typed"] for name, change in changes["fields"].items() if name in form.fields}
    for formset in formsets:
        rows = [row for row in changes["rows"] if row["prefix"] == formset.prefix]
        remarks += _lay_rows(data, formset, rows)
    typed = QueryDict(mutable=True)
    for name, values in data.items():
        typed.setlist(name, values)
    return typed, remarks


def _moved_on(fields, form):
    """The names of fields that somebody else changed since, to something else than what is held."""
    for name, change in fields.items():
        if name in form.fields and _was(form, name) not in (change["was"], change["typed"]):
            yield name


def _lay_rows(data, formset, rows):
    places = {str(form.instance.pk): form for form in formset.initial_forms}
    number, remarks = formset.initial_form_count(), []
    empty = as_typed(formset.empty_form, [])
    for form in formset.extra_forms:  # an untouched empty row makes way for a held one
        for name in [name for name in data if name.startswith(f"{form.prefix}-")]:
            del data[name]
    for row in rows:
        fields = {name: change["typed"] for name, change in row["fields"].items()}
        if row["pk"] is None:
            prefix = formset.add_prefix(number)
            data |= {name.replace("__prefix__", str(number)): values for name, values in empty.items()}
            number += 1
        elif form := places.get(row["pk"]):
            prefix = form.prefix
            remarks += [_changed_since(f"{form.instance}") for _name in _moved_on(row["fields"], form)]
        else:
            remarks.append(_gone(formset.model._meta.verbose_name))
            continue
        data |= {f"{prefix}-{name}": typed for name, typed in fields.items()}
        if row["deleted"]:
            data[f"{prefix}-DELETE"] = ["on"]
    data[f"{formset.prefix}-TOTAL_FORMS"] = [str(number)]
    return remarks


def _changed_since(what):
    return _("“%(what)s” was changed by somebody else after this was sent.") % {"what": what}


def _gone(what):
    return _("A row (%(what)s) that this would change is not there any more.") % {"what": what}
