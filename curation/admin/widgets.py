"""Boxes, list filters and actions that answer in words whatever somebody types into an address."""

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import ModelMultipleChoiceField
from django.utils.translation import gettext as _


class ReadableBox(AutocompleteSelect):
    """An autocomplete box that shows nothing for a value that cannot be an id, instead of failing."""

    def optgroups(self, name, value, attrs=None):
        readable = [pk for pk in value if is_readable_id(self.field.target_field.model, pk)]
        return super().optgroups(name, readable, attrs)


class ReadableChoices(ModelMultipleChoiceField):
    """Boxes to tick that refuse an id no record can have, instead of failing."""

    def _check_values(self, value):
        try:
            return super()._check_values(value)
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid_pk_value"], params={"pk": _("(too long)")}) from error


def is_readable_id(model, text):
    """Whether a row of the model could have this id."""
    field = model._meta.pk
    try:
        field.run_validators(field.to_python(text))
    except ValidationError:
        return False
    return True


LOOKUPS = ("exact", "in", "isnull", "gt", "gte", "lt", "lte", "range", "year", "month", "day", "date")


class SafeInput:
    """Mixed into an admin or an inline: what cannot be an id, and what would keep a worker busy, is refused."""

    def lookup_allowed(self, lookup, value, request):
        """A regular expression in an address could keep a worker busy for hours; lists need no more than these."""
        last = lookup.rpartition("__")[2]
        is_lookup = "__" in lookup and last in models.Field.get_lookups()
        return (not is_lookup or last in LOOKUPS) and super().lookup_allowed(lookup, value, request)

    def response_action(self, request, queryset):
        """An action on rows that cannot be is refused in words."""
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(is_readable_id(self.model, pk) for pk in chosen):
            self.message_user(request, _("One of the chosen rows does not exist."), messages.ERROR)
            return None
        return super().response_action(request, queryset)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ReadableBox(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
