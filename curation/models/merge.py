"""The log of merges: what moved, so that it can move back."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from deals.models import Deal
from records.constraints import one_of
from sources.models import Source

from ..vocabulary import MergeKind

MODELS = {MergeKind.COMPANY: Company, MergeKind.DEAL: Deal}


class Merge(models.Model):
    """One record was found to be another one; every row that moved is listed."""

    Kind = MergeKind

    kind = models.CharField(_("what"), max_length=10, choices=MergeKind)
    survivor_id = models.BigIntegerField(_("id of the record that stays"))
    loser_id = models.BigIntegerField(_("id of the record that leads there"))
    reason = models.TextField(_("reason"))
    source = models.ForeignKey(Source, models.RESTRICT, related_name="+", verbose_name=_("source"))
    # What was done, so that it can be undone: rows by model, id, foreign key and words.
    moves = models.JSONField(default=list, editable=False)
    added = models.JSONField(default=list, editable=False)
    removed = models.JSONField(default=list, editable=False)  # whole rows, as serialized
    stayed = models.JSONField(_("what stayed"), default=list, editable=False)  # row in words, why
    loser_state = models.CharField(max_length=10, editable=False)
    merged_at = models.DateTimeField(_("merged"), default=timezone.now, editable=False)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("by")
    )
    undone_at = models.DateTimeField(_("undone"), null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    not_restored = models.JSONField(_("what could not go back"), default=list, editable=False)  # row in words, why

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-merged_at", "-pk"]
        constraints = [
            one_of("merge", "kind", MergeKind),
            models.CheckConstraint(
                condition=~models.Q(survivor_id=models.F("loser_id")),
                name="merge_of_two",
                violation_error_message=_("A record cannot be merged with itself."),
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="merge_has_reason",
                violation_error_message=_("A merge needs a reason."),
            ),
            models.UniqueConstraint(
                fields=["kind", "loser_id"],
                condition=models.Q(undone_at__isnull=True),
                name="merge_once",
                violation_error_message=_("This record has already been merged into another one."),
            ),
        ]

    def __str__(self):
        return f"{self.loser} → {self.survivor}"

    @property
    def survivor(self):
        return self._record(self.survivor_id)

    @property
    def loser(self):
        return self._record(self.loser_id)

    def _record(self, pk):
        return MODELS[self.kind].objects.filter(pk=pk).first()
