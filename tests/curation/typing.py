"""Filling in the desk's forms as a browser does."""

from unittest.mock import patch

from django.template.response import SimpleTemplateResponse

from curation.suggestions import as_typed


def typed(desk, address, **changes):
    """What a browser would send for this form: every field as shown, with some of them changed."""
    with patch.object(SimpleTemplateResponse, "rendered_content", ""):  # what takes longest and is not looked at
        context = desk.get(address).context_data
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    data = as_typed(context["adminform"].form, formsets)
    return {name: values if len(values) != 1 else values[0] for name, values in data.items()} | changes
