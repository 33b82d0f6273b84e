"""Columns that follow from other rows: marked where they are declared, so that forms and histories leave them out."""

from simple_history.models import HistoricalRecords


def derived(field):
    """Mark a column that only `deals.refresh` writes."""
    field.editable, field.is_derived = False, True
    return field


def derived_columns(model):
    """Return the names of the model's marked columns."""
    return [field.name for field in model._meta.concrete_fields if getattr(field, "is_derived", False)]


class TypedHistory(HistoricalRecords):
    """Keeps what was typed, not what follows from it."""

    def create_history_model(self, model, inherited):
        self.excluded_fields = [*dict.fromkeys([*self.excluded_fields, *derived_columns(model)])]
        return super().create_history_model(model, inherited)
