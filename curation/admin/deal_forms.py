"""The form of a deal and those of its rows: amounts and dates are typed as they are written."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from deals.models import Deal, DealClaim, Decision, Milestone, Party
from deals.models.vocabulary import FORMS_OF, WITH_AMOUNT, Disclosure
from values.reading import read_date

from .forms import VersionedForm
from .lines import countries_typed, reads, write_down
from .names import CompanyNameForm
from .offers import PassageForm


class MoneyForm(forms.ModelForm):
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


class DealForm(PassageForm, MoneyForm, VersionedForm):
    class Meta:
        model = Deal
        fields = "__all__"  # noqa: DJ007  (the admin's fieldsets choose)


class OneKindForm(PassageForm, MoneyForm, VersionedForm):
    """A deal of one kind: the kind is given and only its own deal types are offered."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.kind = kind = self._meta.model.KIND
        labels = dict(Deal.Form.choices)
        self.fields["form"].choices = [("", "---------")] + [(form, labels[form]) for form in FORMS_OF[kind]]


class PartyForm(CompanyNameForm):
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


class DecisionForm(forms.ModelForm):
    anew = forms.BooleanField(
        required=False,
        label=gettext_lazy("decide again"),
        help_text=gettext_lazy(
            "It then covers what contradicts the value now; changing the note alone covers nothing new."
        ),
    )

    class Meta:
        model = Decision
        fields = ("field", "reason", "note")
