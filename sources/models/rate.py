from django.db import models
from django.utils.translation import gettext_lazy as _


class ExchangeRate(models.Model):
    """What one unit of a currency was worth in US dollars, from the European Central Bank's reference rates."""

    currency = models.CharField(_("currency"), max_length=3, help_text=_("ISO 4217 code."))
    day = models.DateField(_("day"))
    usd = models.DecimalField(_("US dollars for one unit"), max_digits=16, decimal_places=10)

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ["-day", "currency"]
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "day"],
                name="exchangerate_once_a_day",
                violation_error_message=_("There is already a rate of this currency for this day."),
            ),
            models.CheckConstraint(
                condition=models.Q(usd__gt=0),
                name="exchangerate_is_positive",
                violation_error_message=_("A rate is more than zero."),
            ),
        ]

    def __str__(self):
        return f"{self.currency} {self.day}"
