"""The forms of claims: a value is typed in one line, in a row of a record's form or on a page of its own."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from companies.models import CompanyClaim
from deals.models import DealClaim

from .forms import VersionedForm
from .lines import countries_typed, reads
from .names import CompanyNameForm


class ClaimForm(CompanyNameForm):
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
