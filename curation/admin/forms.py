from decimal import Decimal
from hashlib import sha256

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from companies.models import CompanyClaim
from deals.models import Deal, DealClaim, Milestone
from deals.models.vocabulary import FORMS_OF, WITH_AMOUNT, Disclosure
from sources.reading import read_date

CONFLICT = gettext_lazy(
    "Somebody else saved this record after you opened it, so nothing was saved yet and nothing of theirs is lost. "
    "Where the two versions differ stands below; what you typed is still in the form. "
    "Mend it as you see fit and save once more."
)


class VersionedForm(forms.ModelForm):
    """Carries the version that was seen, and refuses to save over a newer one."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    change_reason = forms.CharField(
        required=False,
        max_length=100,
        label=gettext_lazy("why this change"),
        help_text=gettext_lazy("For the history; other editors see it."),
    )
    refusal = ()  # sentences of a save that was rolled back, told on the second showing
    is_only_shown = False  # typed text that is put back into the form, not sent off

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.version_now()

    def owner(self):
        """The saved record whose version counts: the record itself, or the one that a part belongs to."""
        return self.instance if self.instance.pk else None

    def version_now(self):
        owner = self.owner()
        return owner.version if owner else 1

    def is_valid(self):
        return not self.is_only_shown and super().is_valid()

    def clean(self):
        data = super().clean()
        for sentence in self.refusal:
            self.add_error(None, sentence)
        if self.owner() is None:
            data["version"] = self.version_now()
        elif not self.refusal and data.get("version") != self.initial["version"]:
            self.add_error(None, CONFLICT)
        if self.has_conflict:
            self._has_been_seen()
        return data

    @property
    def has_conflict(self):
        return CONFLICT in self.errors.get("__all__", ()) or CONFLICT in self.refusal

    def _has_been_seen(self):
        """The page that follows shows both versions, so that the next save stands on the newer one."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = self.initial["version"]


class UnversionedForm(VersionedForm):
    """A row without a version of its own: a digest of what was shown stands for it."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def owner(self):
        return self.instance if not self.instance._state.adding else None

    def version_now(self):
        shown = sorted((name, str(value)) for name, value in self.initial.items() if name != "version")
        return sha256(repr(shown).encode()).hexdigest()


class PartForm(VersionedForm):
    """A row that belongs to a record: the record's version counts."""

    owner_name = "deal"

    def owner(self):
        return getattr(self.instance, self.owner_name) if not self.instance._state.adding else None


class TypedMoney(forms.ModelForm):
    """A deal's two amounts may be typed as they are written; what is typed there goes before the columns."""

    value_typed = forms.CharField(
        required=False,
        label=gettext_lazy("as it is written"),
        help_text=gettext_lazy(
            "About US$2bn price_paid, RMB 1–1.5 billion, 逾20亿美元, undisclosed; fills the boxes below."
        ),
    )
    valuation_typed = forms.CharField(
        required=False,
        label=gettext_lazy("as it is written"),
        help_text=gettext_lazy("Nearly €3bn post_money; fills the boxes below."),
    )

    def clean(self):
        data = super().clean()
        for slot in ("value", "valuation"):
            if line := (data.get(f"{slot}_typed") or "").strip():
                try:
                    data |= self._read(slot, line, data)
                except ValidationError as error:
                    self.add_error(f"{slot}_typed", error)
        return data

    def _read(self, slot, line, data):
        shape = DealClaim.SHAPES[slot]
        value = shape.clean(shape.from_line(line, self.instance.countries_text.split("; ")))
        columns = {f"{slot}_{part}": value.get(part, "") for part in ("currency", "qualifier", "measure")}
        columns |= {f"{slot}_{end}": value.get(end) and Decimal(value[end]) for end in ("min", "max")}
        if slot == "value":
            columns["value_disclosure"] = value.get("disclosure") or self._disclosure(data)
        return columns

    def _disclosure(self, data):
        """An amount was given by a party or by the press; the press unless the editor says otherwise."""
        given = data.get("value_disclosure")
        return given if given in WITH_AMOUNT else Disclosure.PRESS_FIGURE


class DealForm(TypedMoney, VersionedForm):
    class Meta:
        model = Deal
        fields = "__all__"  # noqa: DJ007  (the admin's fieldsets choose)


class OneKindForm(TypedMoney, VersionedForm):
    """A deal of one kind: the kind is given and only its own deal types are offered."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.kind = kind = self._meta.model.KIND
        labels = dict(Deal.Form.choices)
        self.fields["form"].choices = [("", "---------")] + [(form, labels[form]) for form in FORMS_OF[kind]]


class MilestoneForm(forms.ModelForm):
    """A milestone whose date may be typed as it is written."""

    date_typed = forms.CharField(
        required=False,
        label=gettext_lazy("date as it is written"),
        help_text=gettext_lazy("June 2020, Q3 2021, early 2026, 2026年1月29日; fills the boxes beside it."),
    )

    class Meta:
        model = Milestone
        fields = ("status", "date_typed", "first_day", "last_day", "words", "claim")

    def clean(self):
        data = super().clean()
        if line := (data.get("date_typed") or "").strip():
            try:
                data["first_day"], data["last_day"], words = read_date(line)
            except ValidationError as error:
                self.add_error("date_typed", error)
            else:
                data["words"] = words or data.get("words", "")
        return data


class ClaimForm(forms.ModelForm):
    """A claim whose value is typed in one line, as its shape reads it."""

    value = forms.CharField(
        required=False,
        label=gettext_lazy("value"),
        help_text=gettext_lazy(
            "An amount: about US$2bn amount_invested, or RMB 1–1.5 billion. A date: 26 June 2020, Q3 2021, early 2026. "
            "A status, type or the like: its value, such as minority_stake. A party: the name as written, or nothing."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.field in self.instance.SHAPES:
            self.initial["value"] = self.instance.shape.line(self.instance.value)

    def clean(self):
        data = super().clean()
        shape = self.instance.SHAPES.get(data.get("field"))
        try:
            line = data.get("value", "").strip()
            data["value"] = shape.from_line(line, self.countries()) if shape else {}
        except ValidationError as error:
            self.add_error("value", error)
            self.instance.value = None  # nothing left for the model to check
        return data

    def countries(self):
        """Where the parties are, which may settle what "$" is."""
        deal = getattr(self.instance, "deal", None) if getattr(self.instance, "deal_id", None) else None
        return deal.countries_text.split("; ") if deal else ()


class DealClaimForm(PartForm, ClaimForm):
    class Meta:
        model = DealClaim
        fields = "__all__"  # noqa: DJ007


class CompanyClaimForm(PartForm, ClaimForm):
    owner_name = "company"

    class Meta:
        model = CompanyClaim
        fields = "__all__"  # noqa: DJ007
