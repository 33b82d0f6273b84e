"""Two records that may be about the same thing: why it seems so, and what an editor made of it."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .constraints import one_of
from .visibility import PublicRow, PublicRowQuerySet


class Judgement(models.TextChoices):
    SAME = "same", gettext_lazy("the same")
    DIFFERENT = "different", gettext_lazy("different")
    UNSURE = "unsure", gettext_lazy("unsure")


class Reason(models.TextChoices):
    """Why two records look alike; each goes with a detail in words, such as a name."""

    SIMILAR_NAME = "similar_name", gettext_lazy("similar names")
    SAME_NAME = "same_name", gettext_lazy("the same name")
    SHARED_IDENTIFIER = "shared_identifier", gettext_lazy("shared identifier")
    SAME_PARTIES = "same_parties", gettext_lazy("same parties")
    LOOK_ALIKE_PARTIES = "look_alike_parties", gettext_lazy("parties that may be the same")
    NEAR_DATES = "near_dates", gettext_lazy("dates close to each other")
    SAME_FIGURE = "same_figure", gettext_lazy("same figure")
    EDITOR = "editor", gettext_lazy("an editor's remark")


class LookAlikeQuerySet(PublicRowQuerySet):
    def get_by_natural_key(self, one, other):
        return self.get(Q(one__slug=one, other__slug=other) | Q(one__slug=other, other__slug=one))

    def open(self):
        """Keep the pairs that nobody has merged, or called the same or different yet."""
        unmerged = self.filter(one__merged_into__isnull=True, other__merged_into__isnull=True)
        return unmerged.filter(judgement__in=["", Judgement.UNSURE])

    def of(self, record):
        return self.filter(Q(one=record) | Q(other=record))


class LookAlike(PublicRow, models.Model):
    """A pair of records of one kind; the concrete model has the two foreign keys `one` and `other`."""

    OWNER = ""
    PUBLIC_WITH = ("one", "other")

    reasons = models.JSONField(gettext_lazy("reasons"), default=list, blank=True)
    judgement = models.CharField(
        gettext_lazy("judgement"),
        max_length=10,
        choices=Judgement,
        blank=True,
        help_text=gettext_lazy("Empty: not judged yet."),
    )
    note = models.TextField(
        gettext_lazy("note"), blank=True, help_text=gettext_lazy("What the judgement rests on; public.")
    )
    judged_at = models.DateTimeField(gettext_lazy("judged"), null=True, editable=False)

    objects = LookAlikeQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self):
        return f"{self.one} – {self.other}"

    def natural_key(self):
        return (self.one.slug, self.other.slug)

    def clean(self):
        self.judged_at = (self.judged_at or timezone.now()) if self.judgement else None

    @property
    def reasons_text(self):
        labels = dict(Reason.choices)
        return "; ".join(f"{labels.get(code, code)}: {detail}" for code, detail in self.reasons)

    @property
    def is_open(self):
        return self.judgement in ("", Judgement.UNSURE)

    def other_than(self, record):
        return self.other if self.one_id == record.pk else self.one

    @property
    def state_text(self):
        return _("the editors are unsure") if self.judgement == Judgement.UNSURE else _("not yet judged")


def look_alike_rules(model):
    return [
        one_of(model, "judgement", Judgement, blank=True),
        models.CheckConstraint(
            condition=~Q(one=F("other")),
            name=f"{model}_of_two",
            violation_error_message=gettext_lazy("A record cannot look like itself."),
        ),
        models.UniqueConstraint(
            Least("one", "other"),
            Greatest("one", "other"),
            name=f"{model}_once",
            violation_error_message=gettext_lazy("These two are already a pair."),
        ),
        models.CheckConstraint(
            condition=Q(judgement="") | ~Q(note=""),
            name=f"{model}_judgement_has_note",
            violation_error_message=gettext_lazy("A judgement needs a note that says what it rests on."),
        ),
    ]
