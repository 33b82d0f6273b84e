from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from records.constraints import one_of

from .deal import Deal
from .vocabulary import DealField, DecisionReason


class DecisionManager(models.Manager):
    def get_by_natural_key(self, deal, field):
        return self.get(deal__slug=deal, field=field)


class Decision(models.Model):
    """Why the recorded value of a field stands where sources differ, or that it was left open."""

    OWNER = "deal"

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="decisions", verbose_name=_("deal"))
    field = models.CharField(_("about"), max_length=20, choices=DealField)
    reason = models.CharField(_("reason"), max_length=20, choices=DecisionReason)
    note = models.TextField(_("note"), help_text=_("One or two sentences; the public page shows them."))
    decided_at = models.DateTimeField(_("decided"), default=timezone.now, editable=False)

    # What was decided: the value as it was, and each contradicting claim. A later change of either reopens it.
    value_key = models.TextField(editable=False, default="")
    covers = models.JSONField(editable=False, default=dict)

    objects = DecisionManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["deal", "field"]
        constraints = [
            one_of("decision", "field", DealField),
            one_of("decision", "reason", DecisionReason),
            models.UniqueConstraint(
                fields=["deal", "field"],
                name="decision_once",
                violation_error_message=_("The deal already has a decision on this; change that one."),
            ),
            models.CheckConstraint(
                condition=~models.Q(note=""),
                name="decision_has_note",
                violation_error_message=_("A decision needs a note that says why."),
            ),
        ]

    def __str__(self):
        return f"{self.get_field_display()}: {self.get_reason_display()}"

    def natural_key(self):
        return (self.deal.slug, self.field)

    natural_key.dependencies = ["deals.deal"]

    @property
    def is_left_open(self):
        return self.reason == DecisionReason.LEFT_OPEN
