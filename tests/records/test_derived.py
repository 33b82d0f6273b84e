"""Derived columns: marked once, and left out wherever only what was typed counts."""

import pytest

from companies.models import Company
from deals.models import Deal, DealClaim
from records.derived import derived_columns
from sources.models import Source


@pytest.mark.parametrize(
    ("model", "name"),
    [(Deal, "value_usd_min"), (Company, "former_ids"), (Source, "search_text"), (DealClaim, "agreement")],
)
def test_a_derived_column_is_in_no_form_and_no_history(model, name):
    assert name in derived_columns(model)
    for column in derived_columns(model):
        assert not model._meta.get_field(column).editable
        assert column not in [field.name for field in model.history.model._meta.fields]


@pytest.mark.parametrize("name", ["title", "state", "version", "merged_into"])
def test_what_is_written_by_an_editors_step_is_not_derived(name):
    assert name not in derived_columns(Deal)
