"""The boxes and rows of the forms: autocomplete that survives what is typed into addresses, a name for every box."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import ModelMultipleChoiceField
from django.utils.text import capfirst
from django.utils.translation import gettext as _


class ReadableBox(AutocompleteSelect):
    """An autocomplete box that shows nothing for a value that cannot be an id, instead of failing."""

    def optgroups(self, name, value, attrs=None):
        return super().optgroups(name, [one for one in value if self._is_readable(one)], attrs)

    def _is_readable(self, value):
        field = self.field.target_field
        try:
            field.run_validators(field.to_python(value))
        except ValidationError:
            return False
        return True


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


class Boxes:
    """Autocomplete everywhere, with boxes and list filters that survive what is typed into addresses."""

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


class Labelled:
    """Fields of a tabular inline have no label of their own on the page: give each its name."""

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        for field in formset.form.declared_fields.values():
            field.widget.attrs.setdefault("aria-label", capfirst(field.label))
        return formset

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs.setdefault("aria-label", capfirst(db_field.verbose_name))
            if inner := getattr(field.widget, "widget", None):
                inner.attrs.setdefault("aria-label", capfirst(db_field.verbose_name))
        return field


class Related(Boxes):
    """An inline whose rows come with what their own words read."""

    related = ()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.related)


class RowsInline(Related, Labelled, admin.TabularInline):
    """Rows of a record, one line each."""


class ClaimsInline(Related, admin.StackedInline):
    """What sources say of a record."""
