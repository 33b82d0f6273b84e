"""Row rules as database constraints, each with a sentence that an editor understands."""

import re

from django.apps import apps
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from values.money import CEILING, FLOOR, POINT, SPAN


def one_of(model, field, choices, *, blank=False):
    """The column holds one of the choices' values: fixtures and bulk inserts skip the form's own check."""
    values = ([""] if blank else []) + list(choices.values)
    return CheckConstraint(
        condition=Q(**{f"{field}__in": values}),
        name=f"{model}_{field}_is_known",
        violation_error_message=format_lazy(_("The value of “{field}” is not one of the known ones."), field=field),
    )


def in_order(model, first, last, message):
    """Both days are given or neither, and the first is not after the last."""
    given = Q(**{f"{first}__isnull": False, f"{last}__isnull": False, f"{first}__lte": F(last)})
    return CheckConstraint(
        condition=given | Q(**{f"{first}__isnull": True, f"{last}__isnull": True}),
        name=f"{model}_{first}_in_order",
        violation_error_message=message,
    )


def sentence_for(error):
    """Return the sentence of the constraint that an IntegrityError names, else the database's own words."""
    message = str(error)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if re.search(rf"\b{constraint.name}\b", message) or _is_unique_of(model, constraint, message):
                return str(constraint.get_violation_error_message())
    return message


def _is_unique_of(model, constraint, message):
    """SQLite names the columns of a broken UNIQUE constraint, not the constraint."""
    if not isinstance(constraint, UniqueConstraint):
        return False
    table = model._meta.db_table
    columns = ", ".join(f"{table}.{model._meta.get_field(name).column}" for name in constraint.fields)
    return bool(columns) and message.endswith(f"UNIQUE constraint failed: {columns}")


def money_rules(model, slot, nouns, *, disclosed=None):
    """The rules of one money slot: bounds fit the qualifier; currency, qualifier and measure come together.

    `nouns` is how the sentences call the slot; `disclosed` names the disclosure values that need an amount.
    """
    low, high, qualifier = f"{slot}_min", f"{slot}_max", f"{slot}_qualifier"
    none = Q(**{f"{low}__isnull": True, f"{high}__isnull": True})
    shapes = {
        POINT: Q(**{f"{low}__isnull": False, low: F(high)}),
        FLOOR: Q(**{f"{low}__isnull": False, f"{high}__isnull": True}),
        CEILING: Q(**{f"{low}__isnull": True, f"{high}__isnull": False}),
        SPAN: Q(**{f"{low}__isnull": False, f"{high}__isnull": False, f"{low}__lt": F(high)}),
    }
    fits = Q(**{qualifier: ""}) & none
    for qualifiers, shape in shapes.items():
        fits |= Q(**{f"{qualifier}__in": qualifiers}) & shape
    complete = Q(**{f"{slot}_currency__regex": r"^[A-Z]{3}$"}) & ~Q(**{f"{slot}_measure": ""})
    bare = Q(**{f"{slot}_currency": "", f"{slot}_measure": ""})
    rules = {
        "bounds_fit_qualifier": (
            fits,
            _(
                "The amounts of the {slot} do not fit its qualifier: exactly, about and nearly need the same lowest "
                "and highest amount; over and at least only the lowest; up to and less than only the highest; "
                "a range both, the lower first."
            ),
        ),
        "is_complete": (
            (none & bare) | (~none & complete),
            _(
                "An amount needs its currency (three capital letters) and what the figure is; "
                "without an amount leave both empty ({slot})."
            ),
        ),
        "is_not_negative": (
            (Q(**{f"{low}__isnull": True}) | Q(**{f"{low}__gte": 0}))
            & (Q(**{f"{high}__isnull": True}) | Q(**{f"{high}__gte": 0})),
            _("The {slot} cannot be negative."),
        ),
    }
    if disclosed:
        known = Q(**{f"{slot}_disclosure__in": disclosed})
        rules["disclosure_fits"] = (
            (~none & known) | (none & ~known),
            _(
                "“Disclosed” and “press figure” need an amount; "
                "“stated as undisclosed” and “not mentioned” have none ({slot})."
            ),
        )
    return [
        CheckConstraint(
            condition=condition,
            name=f"{model}_{slot}_{name}",
            violation_error_message=format_lazy(message, slot=nouns),
        )
        for name, (condition, message) in rules.items()
    ]
