"""Whose a row is: each model of the site's data says by `OWNER` which of its foreign keys leads to its record."""

from django.apps import apps


def data_models():
    """Return the models of the site's data, those that others point to first."""
    return [model for model in apps.get_models() if hasattr(model, "OWNER") and not model._meta.proxy]


def rows_of(model):
    """Return what belongs to records of this concrete model: {model of the rows: name of its foreign key}."""
    owned = {row: row.OWNER for row in data_models() if row.OWNER}
    return {row: name for row, name in owned.items() if row._meta.get_field(name).related_model is model}


def owner_of(row):
    """Return the record that the row belongs to; a record, and what stands for itself, is its own."""
    name = getattr(row, "OWNER", "")
    return getattr(row, name) if name else row
