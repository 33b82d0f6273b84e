"""The parameters of a list as its address gives them: checked by fields, told where they are wrong, shown as typed.

A form of Django's copies all its fields for each request, some thirty here with hundreds of choices; these fields are
made once and hold nothing of a request.
"""

from dataclasses import dataclass
from functools import lru_cache

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

OF_RECORDS = forms.ModelMultipleChoiceField  # its choices come and go
REPEATABLE = (forms.MultipleChoiceField, OF_RECORDS)


@dataclass(frozen=True)
class Parameter:
    """One parameter as a template shows it."""

    name: str
    field: forms.Field
    values: list
    errors: list

    @property
    def id(self):
        return f"id_{self.name}"

    @property
    def label(self):
        return _label(self.field, get_language())

    @property
    def value(self):
        return self.values[0] if self.values else ""

    @property
    def type(self):
        """The type of the input; empty for a choice."""
        return "" if hasattr(self.field, "choices") else self.field.widget.input_type

    @property
    def is_many(self):
        return isinstance(self.field, REPEATABLE)

    @property
    def attributes(self):
        """What the box is beside its type, name and value."""
        wrong = {"aria-invalid": "true", "aria-describedby": f"{self.id}_error"} if self.errors else {}
        return self.field.widget.attrs | wrong

    @property
    def choices(self):
        """Pairs of value and label, each with whether it is chosen; the first one is what holds where none is."""
        chosen = self.values or [] if self.is_many else [self.value or self.field.choices[0][0]]
        known = self.field.choices if isinstance(self.field, OF_RECORDS) else _choices(self.field, get_language())
        return [(value, label, value in chosen) for value, label in known]


@lru_cache(maxsize=1000)
def _label(field, language):
    """The field's label, looked up once in each language."""
    return str(field.label)


@lru_cache(maxsize=1000)
def _choices(field, language):
    """The values and labels of a field's choices, looked up once in each language."""
    return [(value, str(label)) for value, label in field.choices]


class Parameters:
    """All parameters of one list, those that were given checked; `unknown` are names that the list does not know.

    `check` is called once, after each parameter was checked by itself, and may add errors about several together.
    """

    def __init__(self, data, fields, check, unknown=()):
        self.data, self.fields, self.check, self.unknown = data, fields, check, unknown
        self._results = None

    def __getitem__(self, name):
        return Parameter(name, self.fields[name], self.data.getlist(name), self.errors.get(name, []))

    def _checked(self):
        if self._results is None:
            self._results = self._each_checked()
            self.check(self)
        return self._results

    def _each_checked(self):
        cleaned, errors = dict.fromkeys(self.fields), {}
        known = ", ".join(sorted(self.fields)) if self.unknown else ""
        for name in self.unknown:
            message = _("“%(name)s” is no parameter of this list. Known are: %(known)s.")
            errors.setdefault("", []).append(message % {"name": name, "known": known})
        for name, values in self.data.lists():
            if name in self.fields:
                try:
                    cleaned[name] = self._clean(self.fields[name], values)
                except ValidationError as error:
                    errors[name] = error.messages
        return cleaned, errors

    def _clean(self, field, values):
        if isinstance(field, REPEATABLE):
            return field.clean(values)
        cleaned = field.clean(values[0])
        if len(values) > 1:
            raise ValidationError(_("Give this parameter once."))
        return cleaned

    @property
    def cleaned_data(self):
        return self._checked()[0]

    @property
    def errors(self):
        return self._checked()[1]

    def is_valid(self):
        return not self.errors

    def add_error(self, name, message):
        self.errors.setdefault(name, []).append(str(message))

    def messages(self):
        """Return pairs of a parameter, None for what belongs to none, and what is wrong with it."""
        return [(name or None, errors) for name, errors in self.errors.items()]
