"""Claims from a pasted passage, and companies by their names: rows of the form that the editor confirms by saving."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..naming import make_company
from ..offers import LONGEST, offers
from .boxes import ReadableBox

QUOTED = (
    gettext_lazy("Claims from a quote"),
    {"fields": ("pasted", "pasted_source"), "classes": ("pasted",)},
)
DEFAULTS = {"said_by": "outlet", "basis": "stated", "modality": "fact", "rank": "normal"}
PREFIX = "claims"


class Choosing:
    """Mixed into an admin with a NamesCompany form: the buttons under a name that is not known."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and "_choose" in request.POST and "_show" not in request.POST:
            self._must_be_open(request, object_id)
            data = self._with_company(request)
            return self.show_typed(request, data, object_id, extra_context)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _must_be_open(self, request, object_id):
        record = object_id and self.get_object(request, unquote(object_id))
        may = self.has_change_permission(request, record) if record else self.has_add_permission(request)
        if not may:
            raise PermissionDenied

    def _with_company(self, request):
        """The form as typed, the chosen company in its box; a new one is entered as a draft."""
        data = request.POST.copy()
        box, _colon, chosen = request.POST["_choose"].rpartition(":")
        name = f"{box.rpartition('-')[0]}-company_named".lstrip("-")
        if chosen == "new":
            chosen = self._new_company(request, data.get(name, "").strip())
        if chosen:
            data[box], data[name] = chosen, ""
        return data

    def _new_company(self, request, name):
        if not request.user.has_perm("companies.add_company"):
            raise PermissionDenied
        try:
            with transaction.atomic():
                company = make_company(name)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return None
        words = _("“%(company)s” is a draft company now. Complete it on its own page before this is published.")
        self.message_user(request, words % {"company": company}, messages.SUCCESS)
        return str(company.pk)


class Quoting(Choosing):
    """Mixed into an admin whose form is a QuoteForm and whose claims are an inline."""

    claim_model = None

    def get_fieldsets(self, request, obj=None):
        """The passage stands last, right before the rows."""
        return [*super().get_fieldsets(request, obj), QUOTED]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        field = form.base_fields["pasted_source"]
        field.widget = ReadableBox(self.claim_model._meta.get_field("source"), self.admin_site)
        field.widget.choices = field.choices
        button = '<button name="_read_quote" value="1" accesskey="q">{}</button>'
        field.help_text = format_html(button, _("Offer claims from it"))
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and "_read_quote" in request.POST and "_show" not in request.POST:
            data = self._with_offers(request)
            return self.show_typed(request, data, object_id, extra_context)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _with_offers(self, request):
        """The form as typed, with a row for each claim that the passage seems to make."""
        data = request.POST.copy()
        rows = offers(data.get("pasted", ""), self.claim_model, _roles(data))
        if not rows:
            self.message_user(request, _("Paste the passage first."), messages.WARNING)
            return data
        number = request.first_offer = self._first_free_row(data)
        for row in rows:
            given = DEFAULTS | row | {"source": data.get("pasted_source", "")}
            for name, value in given.items():
                data[f"{PREFIX}-{number}-{name}"] = value
            number += 1
        data[f"{PREFIX}-TOTAL_FORMS"] = str(max(number, _count(data, "TOTAL_FORMS")))
        data["pasted"] = data["pasted"].strip()[LONGEST:]  # what was too long to be looked at stays
        words = ngettext(
            "%(n)d claim is offered below and not saved yet: look at it, mend it or leave it out, then save.",
            "%(n)d claims are offered below and not saved yet: look at each, mend it or leave it out, then save.",
            len(rows),
        )
        self.message_user(request, words % {"n": len(rows)}, messages.INFO)
        return data

    def _first_free_row(self, data):
        """New rows that nobody has touched, at the end of the form, are filled first."""
        number = _count(data, "TOTAL_FORMS")
        while number > _count(data, "INITIAL_FORMS") and not self._is_touched(data, f"{PREFIX}-{number - 1}-"):
            number -= 1
        return number

    def _is_touched(self, data, prefix):
        hidden = {name: data.get(f"{prefix}{name}") for name in ("id", self.claim_model.OWNER)}
        typed = {name.removeprefix(prefix): data[name] for name in data if name.startswith(prefix)}
        return any(value and value != (DEFAULTS | hidden).get(name) for name, value in typed.items())

    def render_change_form(self, request, context, *args, **kwargs):
        if (first := getattr(request, "first_offer", None)) is not None:
            for inline in context["inline_admin_formsets"]:
                if inline.formset.prefix == PREFIX and first < len(inline.formset.forms):
                    inline.formset.forms[first].fields["field"].widget.attrs["autofocus"] = True
        return super().render_change_form(request, context, *args, **kwargs)


def _count(data, name):
    text = data.get(f"{PREFIX}-{name}", "0")
    return min(int(text), 1000) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _roles(data):
    """The roles of the parties in the form, by the ids of their companies."""
    chosen = [name for name in data if name.startswith("parties-") and name.endswith("-company") and data[name]]
    return {
        int(data[name]): data.get(name.replace("-company", "-role"), "") for name in chosen if data[name].isdecimal()
    }
