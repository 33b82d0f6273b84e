"""Two versions of one record, field by field: what somebody else saved in between, and what the editor typed."""

from dataclasses import dataclass

from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

# What a form has beside the fields of its record.
OF_THE_FORM = (
    "version",
    "change_reason",
    "id",
    "DELETE",
    "submission",
    "answer",
    "pasted",
    "pasted_source",
    "left_out",
)


@dataclass(frozen=True)
class Difference:
    what: str
    theirs: str
    yours: str


def differences(form, formsets):
    """Return where the typed form and the record as it is now differ; both were just read for this request."""
    return [*_of_form(form, ""), *(row for formset in formsets for row in _of_rows(formset))]


def _of_form(form, where):
    for name in form.changed_data:
        if name in OF_THE_FORM or name not in form.fields:
            continue
        field = form.fields[name]
        theirs = form.get_initial_for_field(field, name)
        yours = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        what = " ".join(filter(None, [where, capfirst(str(field.label or name))]))
        yield Difference(what, _shown(field, theirs), _shown(field, yours))


def _of_rows(formset):
    posted = {str(form.instance.pk) for form in formset.forms if form.instance.pk}
    for form in formset.forms:
        if form.instance._state.adding:
            if form.has_changed():
                typed = (f"{field.what}: {field.yours}" for field in _of_form(form, ""))
                yield Difference(_row(formset), _("(not there)"), f"{_('new')}: {'; '.join(typed)}")
            continue
        where = f"{_row(formset)} “{form.instance}”:"
        if formset.can_delete and formset._should_delete_form(form):
            yield Difference(where, _("kept"), _("deleted"))
        else:
            yield from _of_form(form, where)
    for row in formset.get_queryset():
        if str(row.pk) not in posted:
            yield Difference(_row(formset), f"{_('new')}: {row}", _("(not in your form)"))


def _row(formset):
    return capfirst(formset.model._meta.verbose_name)


def _shown(field, value):
    """A value as the form's reader knows it."""
    if value in (None, "", [], False):
        return _("(empty)") if value is not False else _("no")
    if value is True or value == "on":
        return _("yes")
    if isinstance(field, ModelChoiceField):
        return _records(field, value)
    if choices := getattr(field, "choices", None):
        return str(dict(choices).get(value, value))
    return str(value)


def _records(field, value):
    values = value if isinstance(field, ModelMultipleChoiceField) else [value]
    pks = [getattr(one, "pk", one) for one in values]
    try:
        return ", ".join(str(record) for record in field.queryset.filter(pk__in=pks)) or _("(empty)")
    except ValueError:  # what was typed is no id
        return ", ".join(map(str, pks))
