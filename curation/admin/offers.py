"""Claims offered from a pasted passage: rows of the form that the editor confirms by saving it."""

from django import forms
from django.contrib import admin, messages
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sources.models import Source

from ..offers import LONGEST, offers
from .recovery import FormPage
from .widgets import ReadableBox

PASSAGE = (
    gettext_lazy("Claims from a quote"),
    {"fields": ("pasted", "pasted_source"), "classes": ("pasted",)},
)
DEFAULTS = {"said_by": "outlet", "basis": "stated", "modality": "fact", "rank": "normal"}
PREFIX = "claims"
OFFER = '<button name="_read_quote" value="1" accesskey="q">{}</button>'


class PassageForm(forms.ModelForm):
    """A passage may be pasted, out of which claims are offered as rows of the form."""

    pasted = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("Passage"),
        help_text=gettext_lazy("Paste a sentence or a paragraph: each claim takes at most 15 words of it."),
    )
    pasted_source = forms.ModelChoiceField(
        queryset=Source.objects.all(),
        required=False,
        label=gettext_lazy("Its source"),
        help_text=format_lazy(OFFER, gettext_lazy("Offer claims from it")),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        claims = self._meta.model._meta.get_field("claims").related_model
        field = self.fields["pasted_source"]
        field.widget = ReadableBox(claims._meta.get_field("source"), admin.site)
        field.widget.choices = field.choices

    def clean(self):
        data = super().clean()
        if (data.get("pasted") or "").strip():
            self.add_error(
                "pasted", _("No claim was taken from this passage yet: have claims offered, or empty the box.")
            )
        return data


def offer_claims(desk, request, object_id, extra_context):
    """The form of `desk` as typed, with a row for each claim that the passage seems to make."""
    data = request.POST.copy()
    model = desk.model._meta.get_field("claims").related_model
    rows = offers(data.get("pasted", ""), model, _roles(data))
    if not rows:
        desk.message_user(request, _("Paste the passage first."), messages.WARNING)
        return desk.show_typed(request, data, object_id, extra_context)
    first = _first_free_row(data, model)
    _fill_in(data, first, rows)
    words = ngettext(
        "%(n)d claim is offered below and not saved yet: check it, correct it or leave it out, then save.",
        "%(n)d claims are offered below and not saved yet: check each, correct it or leave it out, then save.",
        len(rows),
    )
    desk.message_user(request, words % {"n": len(rows)}, messages.INFO)
    response = desk.show_typed(request, data, object_id, extra_context)
    if page := FormPage.of(response):
        page.put_cursor(PREFIX, first, "field")
    return response


def _fill_in(data, number, rows):
    """Write the rows into the form's data, from the row of that number on."""
    for row in rows:
        given = DEFAULTS | row | {"source": data.get("pasted_source", "")}
        for name, value in given.items():
            data[f"{PREFIX}-{number}-{name}"] = value
        number += 1
    data[f"{PREFIX}-TOTAL_FORMS"] = str(max(number, _count(data, "TOTAL_FORMS")))
    data["pasted"] = data["pasted"].strip()[LONGEST:]  # what was too long to be looked at stays


def _first_free_row(data, model):
    """New rows that nobody has touched, at the end of the form, are filled first."""
    number = _count(data, "TOTAL_FORMS")
    while number > _count(data, "INITIAL_FORMS") and not _is_touched(data, f"{PREFIX}-{number - 1}-", model):
        number -= 1
    return number


def _is_touched(data, prefix, model):
    hidden = {name: data.get(f"{prefix}{name}") for name in ("id", model.OWNER)}
    typed = {name.removeprefix(prefix): data[name] for name in data if name.startswith(prefix)}
    return any(value and value != (DEFAULTS | hidden).get(name) for name, value in typed.items())


def _count(data, name):
    text = data.get(f"{PREFIX}-{name}", "0")
    return min(int(text), 1000) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _roles(data):
    """The roles of the parties in the form, by the ids of their companies."""
    chosen = [name for name in data if name.startswith("parties-") and name.endswith("-company") and data[name]]
    return {
        int(data[name]): data.get(name.replace("-company", "-role"), "") for name in chosen if data[name].isdecimal()
    }
