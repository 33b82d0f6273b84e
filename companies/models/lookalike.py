from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from records.lookalikes import LookAlike, look_alike_rules

from .company import Company


class CompanyLookAlike(LookAlike):
    """Two companies that may be one."""

    one = models.ForeignKey(Company, models.CASCADE, related_name="+", verbose_name=_("one company"))
    other = models.ForeignKey(Company, models.CASCADE, related_name="+", verbose_name=_("the other company"))

    history = HistoricalRecords()

    class Meta(LookAlike.Meta):
        abstract = False
        verbose_name = _("pair of companies that look alike")
        verbose_name_plural = _("companies that look alike")
        constraints = look_alike_rules("companylookalike")
