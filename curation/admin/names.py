"""A company by its name as it is typed; where no company has it, buttons offer the likely ones and a new one."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..names import companies_named, likely_companies, make_company
from .lines import reads


class CompanyNameForm(forms.ModelForm):
    """A row whose company may be typed by its name instead of chosen in the box."""

    company_field = "company"

    company_named = forms.CharField(
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=reads("name")),
        label=gettext_lazy("Or its name"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if box := self.fields.get(self.company_field):
            self.needs_company, box.required = box.required, False

    def clean(self):
        data = super().clean()
        name, chosen = data.get("company_named", "").strip(), data.get(self.company_field)
        if name:
            self._take_named(data, name, chosen)
        elif self.company_field in self.fields and self.needs_company and not chosen:
            self.add_error(self.company_field, self.fields[self.company_field].error_messages["required"])
        return data

    def _take_named(self, data, name, chosen):
        known = companies_named(name)
        if chosen and chosen not in known:
            words = _("The box says “%(chosen)s”: choose in the box or type the name, not both.")
            self.add_error("company_named", words % {"chosen": chosen})
        elif len(known) == 1 or chosen:
            data[self.company_field] = chosen or known[0]
        else:
            self.add_error("company_named", self._which(name, known or likely_companies(name)))

    def _which(self, name, likely):
        """The question which company is meant, with a button for each that is likely and one for a new one."""
        box = self.add_prefix(self.company_field)
        button = '<button name="_choose" value="{}:{}">{}</button> '
        known = format_html_join("", button, ((box, company.pk, company) for company in likely))
        new = format_html(button, box, "new", _("a new company “%(name)s”") % {"name": name})
        return format_html("{} {}{}", _("No company has exactly this name. Is it:"), known, new)


def choose_company(desk, request, object_id, extra_context):
    """The form of `desk` as typed, the chosen company in its box; a new one is entered as a draft."""
    _refuse_who_may_not_save(desk, request, object_id)
    data = request.POST.copy()
    box, _colon, chosen = request.POST["_choose"].rpartition(":")
    name = f"{box.rpartition('-')[0]}-company_named".lstrip("-")
    if chosen == "new":
        chosen = _new_company(desk, request, data.get(name, "").strip())
    if chosen:
        data[box], data[name] = chosen, ""
    return desk.show_typed(request, data, object_id, extra_context)


def _refuse_who_may_not_save(desk, request, object_id):
    record = object_id and desk.get_object(request, unquote(object_id))
    may = desk.has_change_permission(request, record) if record else desk.has_add_permission(request)
    if not may:
        raise PermissionDenied


def _new_company(desk, request, name):
    if not request.user.has_perm("companies.add_company"):
        raise PermissionDenied
    try:
        with transaction.atomic():
            company = make_company(name)
    except ValidationError as error:
        desk.message_user(request, " ".join(error.messages), messages.ERROR)
        return None
    words = _("“%(company)s” was added as a draft company. Complete it on its own page before this is published.")
    desk.message_user(request, words % {"company": company}, messages.SUCCESS)
    return str(company.pk)
