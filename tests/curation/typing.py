"""Filling in the desk's forms as a browser does."""


def typed(desk, address, **changes):
    """What a browser would send for this form: every field as shown, with some of them changed."""
    context = desk.get(address).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is None or value is False:
                continue
            widget = bound.field.widget
            data[bound.html_name] = value if isinstance(value, list) else widget.format_value(value) or ""
            if isinstance(data[bound.html_name], list) and not isinstance(value, list):
                data[bound.html_name] = data[bound.html_name][0] if data[bound.html_name] else ""
    return data | changes
