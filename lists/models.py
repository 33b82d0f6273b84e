"""Which state the public data is in, and what changed on the way to it; written by the database's own triggers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DataVersion(models.Model):
    """One row: a number that grows with each change, and a token that no other state ever had."""

    number = models.BigIntegerField()
    token = models.BigIntegerField()

    class Meta:
        db_table = "sources_dataversion"
        verbose_name = _("version of the data")
        verbose_name_plural = _("versions of the data")

    def __str__(self):
        return f"{self.number}.{self.token}"


class DataChange(models.Model):
    """A record that was touched on the way to a version; PostgreSQL numbers it when the transaction ends."""

    number = models.BigIntegerField(null=True, db_index=True)
    token = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=60)
    record = models.BigIntegerField(null=True)

    class Meta:
        db_table = "sources_datachange"
        verbose_name = _("change of the data")
        verbose_name_plural = _("changes of the data")

    def __str__(self):
        return f"{self.subject} {self.record}"
