"""Forms that carry the version that was seen: a save over a newer one is refused and both are shown."""

from hashlib import sha256

from django import forms
from django.utils.translation import gettext_lazy

from records.rows import owner_of

SHOW = "_show"  # sent along with typed text that is put back into its form and not saved
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
        label=gettext_lazy("Why this change"),
        help_text=gettext_lazy("For the history; other editors see it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.version_now()

    def owner(self):
        """The saved record whose version counts: the record itself, or the one that a row belongs to."""
        return None if self.instance._state.adding else owner_of(self.instance)

    def version_now(self):
        owner = self.owner()
        return owner.version if owner else 1

    def is_valid(self):
        """What is only shown is not saved, whatever is in it."""
        return SHOW not in self.data and super().is_valid()

    def clean(self):
        data = super().clean()
        if self.owner() is None:
            data["version"] = self.version_now()
        elif data.get("version") != self.initial["version"]:
            self.add_error(None, CONFLICT)
        return data

    @property
    def has_conflict(self):
        return CONFLICT in self.non_field_errors()

    def stand_on_the_newest(self):
        """What is saved next was typed by somebody who has seen both versions."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = self.initial["version"]


class UnversionedForm(VersionedForm):
    """A row without a version of its own: a digest of what was shown stands for it."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def version_now(self):
        shown = sorted((name, str(value)) for name, value in self.initial.items() if name != "version")
        return sha256(repr(shown).encode()).hexdigest()
