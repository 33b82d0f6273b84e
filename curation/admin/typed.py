"""What is typed as it is written: amounts, dates, claims in one line, companies by their names."""

import re
from decimal import Decimal

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.models import Company, CompanyClaim
from deals.models import Deal, DealClaim, Milestone, Party
from deals.models.vocabulary import FORMS_OF, WITH_AMOUNT, Disclosure
from sources.models import Source
from values.reading import read_date

from ..naming import companies_named, likely_companies
from ..understood import countries_of
from .forms import VersionedForm
from .widgets import ReadableBox

PARTY_BOX = re.compile(r"parties-\d+-company")
PARTY_NAME = re.compile(r"parties-\d+-company_named")


def countries_typed(form):
    """Where the parties are, as saved and as chosen in the form just now: it may settle what "$" is."""
    deal = getattr(form.instance, "deal", form.instance) if getattr(form.instance, "deal_id", None) else form.instance
    saved = getattr(deal, "countries_text", "").split("; ")
    ids, names = ([form.data[name] for name in form.data if box.fullmatch(name)] for box in (PARTY_BOX, PARTY_NAME))
    return {*saved, *countries_of(ids, names)}


def write_down(form, values):
    """Put what a line was read as into the form's own boxes: there it is seen, compared and held."""
    form.data = form.data.copy()
    for name, value in values.items():
        form.data[form.add_prefix(name)] = "" if value is None else str(value)
    form.__dict__.pop("changed_data", None)  # was found out before


OFFER = '<button name="_read_quote" value="1" accesskey="q">{}</button>'


def reads(what):
    """The attributes of a box whose line is read at once (static/js/desk.js)."""
    return {"data-reads": what, "autocomplete": "off"}


class QuoteForm(forms.ModelForm):
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


class TypedMoney(forms.ModelForm):
    """A deal's two amounts may be typed as they are written; what is typed there goes before the columns."""

    read_slots = ()  # whose lines were read into the columns
    value_typed = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs=reads("deal.value")),
        label=gettext_lazy("As it is written"),
        help_text=gettext_lazy(
            "About US$2bn price_paid, RMB 1–1.5 billion, 逾20亿美元, undisclosed; fills the boxes below."
        ),
    )
    valuation_typed = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs=reads("deal.valuation")),
        label=gettext_lazy("As it is written"),
        help_text=gettext_lazy("Nearly €3bn post_money; fills the boxes below."),
    )

    def clean(self):
        data = super().clean()
        for slot in ("value", "valuation"):
            if line := (data.get(f"{slot}_typed") or "").strip():
                try:
                    read = self._read(slot, line, data)
                except ValidationError as error:
                    self.add_error(f"{slot}_typed", error)
                else:
                    data |= read
                    self.read_slots = [*self.read_slots, slot]
                    write_down(self, read | {f"{slot}_typed": ""})
        return data

    def _read(self, slot, line, data):
        shape = DealClaim.SHAPES[slot]
        measure = data.get(f"{slot}_measure")
        if measure and not shape.names_measure(line):
            line = f"{line} {measure}"  # chosen in its own box
        value = shape.clean(shape.from_line(line, countries_typed(self)))
        columns = {f"{slot}_{part}": value.get(part, "") for part in ("currency", "qualifier", "measure")}
        columns |= {f"{slot}_{end}": value.get(end) and Decimal(value[end]) for end in ("min", "max")}
        if slot == "value":
            columns["value_disclosure"] = value.get("disclosure") or self._disclosure(data)
        return columns

    def _disclosure(self, data):
        """An amount was given by a party or by the press; the press unless the editor says otherwise."""
        given = data.get("value_disclosure")
        return given if given in WITH_AMOUNT else Disclosure.PRESS_FIGURE


class DealForm(QuoteForm, TypedMoney, VersionedForm):
    class Meta:
        model = Deal
        fields = "__all__"  # noqa: DJ007  (the admin's fieldsets choose)


class OneKindForm(QuoteForm, TypedMoney, VersionedForm):
    """A deal of one kind: the kind is given and only its own deal types are offered."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.kind = kind = self._meta.model.KIND
        labels = dict(Deal.Form.choices)
        self.fields["form"].choices = [("", "---------")] + [(form, labels[form]) for form in FORMS_OF[kind]]


class NamesCompany(forms.ModelForm):
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
        found = companies_named(name)
        if chosen and chosen not in found:
            words = _("The box says “%(chosen)s”: choose in the box or type the name, not both.")
            self.add_error("company_named", words % {"chosen": chosen})
        elif len(found) == 1 or chosen:
            data[self.company_field] = chosen or found[0]
        else:
            self.add_error("company_named", self._which(name, found or likely_companies(name)))

    def _which(self, name, likely):
        """The question which company is meant, with a button for each that is likely and one for a new one."""
        box = self.add_prefix(self.company_field)
        button = '<button name="_choose" value="{}:{}">{}</button> '
        known = format_html_join("", button, ((box, company.pk, company) for company in likely))
        new = format_html(button, box, "new", _("a new company “%(name)s”") % {"name": name})
        return format_html("{} {}{}", _("No company has exactly this name. Is it:"), known, new)


class PartyForm(NamesCompany):
    class Meta:
        model = Party
        fields = ("company", "company_named", "role", "is_lead", "amount", "currency", "stake_percent")


class MilestoneForm(forms.ModelForm):
    """A milestone whose date may be typed as it is written."""

    date_typed = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs=reads("date")),
        label=gettext_lazy("Date as it is written"),
        help_text=gettext_lazy("June 2020, Q3 2021, early 2026, 2026年1月29日; fills the boxes beside it."),
    )

    class Meta:
        model = Milestone
        fields = ("status", "date_typed", "first_day", "last_day", "words", "claim")

    def clean(self):
        data = super().clean()
        if line := (data.get("date_typed") or "").strip():
            try:
                first, last, words = read_date(line)
            except ValidationError as error:
                self.add_error("date_typed", error)
            else:
                given = data.get("words", "") if "words" in self.changed_data else ""
                read = {"first_day": first, "last_day": last, "words": words or given}
                data |= read
                write_down(self, read | {"date_typed": ""})
        return data


class ClaimForm(NamesCompany):
    """A claim whose value is typed in one line, as its shape reads it."""

    left_out = forms.BooleanField(
        required=False, label=gettext_lazy("Leave this new row out"), help_text=gettext_lazy("It is not saved.")
    )
    value = forms.CharField(
        required=False,
        label=gettext_lazy("Value"),
        help_text=gettext_lazy(
            "An amount: about US$2bn amount_invested, or RMB 1–1.5 billion. A date: 26 June 2020, Q3 2021, early 2026. "
            "A status, type or the like: its value, such as minority_stake. A party: the name as written, or nothing."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"].widget.attrs |= reads(self.subject)
        if not self.instance._state.adding:
            self.fields["left_out"].widget, self.fields["left_out"].disabled = forms.HiddenInput(), True
        if self.instance.field in self.instance.SHAPES:
            self.initial["value"] = self.instance.shape.line(self.instance.value)

    def clean(self):
        data = super().clean()
        shape = self.instance.SHAPES.get(data.get("field"))
        try:
            line = data.get("value", "").strip()
            data["value"] = shape.from_line(line, countries_typed(self)) if shape else {}
        except ValidationError as error:
            self.add_error("value", error)
            self.instance.value = None  # nothing left for the model to check
        return data

    def has_changed(self):
        """A new row that is left out counts as empty."""
        left_out = self.instance._state.adding and self.add_prefix("left_out") in self.data
        return not left_out and super().has_changed()


class DealClaimRow(ClaimForm):
    subject = "deal"


class CompanyClaimRow(ClaimForm):
    subject = "company"
    company_field = "other"


class DealClaimForm(VersionedForm, DealClaimRow):
    class Meta:
        model = DealClaim
        fields = "__all__"  # noqa: DJ007


class CompanyClaimForm(VersionedForm, CompanyClaimRow):
    class Meta:
        model = CompanyClaim
        fields = "__all__"  # noqa: DJ007


class CompanyForm(QuoteForm, VersionedForm):
    class Meta:
        model = Company
        fields = "__all__"  # noqa: DJ007
