"""The rows of a record in its form: one line each, or a block each for claims."""

from django.contrib import admin
from django.utils.text import capfirst

from .widgets import SafeInput


class RecordInline(SafeInput):
    """Rows that come with what their own words read."""

    related = ()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.related)


class RowsInline(RecordInline, admin.TabularInline):
    """One line each: a box has no label of its own there, so each is given its name."""

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


class ClaimsInline(RecordInline, admin.StackedInline):
    """A block each."""
