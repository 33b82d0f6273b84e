from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from records.lookalikes import LookAlike, look_alike_rules

from .deal import Deal


class DealLookAlike(LookAlike):
    """Two deals that may be one."""

    one = models.ForeignKey(Deal, models.CASCADE, related_name="+", verbose_name=_("one deal"))
    other = models.ForeignKey(Deal, models.CASCADE, related_name="+", verbose_name=_("the other deal"))

    history = HistoricalRecords()

    class Meta(LookAlike.Meta):
        abstract = False
        verbose_name = _("pair of deals that look alike")
        verbose_name_plural = _("deals that look alike")
        constraints = look_alike_rules("deallookalike")
