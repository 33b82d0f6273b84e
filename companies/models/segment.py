from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from records.constraints import one_of

from ..vocabulary import SegmentGroup


class SegmentManager(models.Manager):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class Segment(models.Model):
    """A part of the industry; the table comes with the usual ones and editors add their own."""

    OWNER = ""

    Group = SegmentGroup

    slug = models.SlugField(
        _("value"), unique=True, help_text=_("As in addresses and files, such as last_mile_delivery.")
    )
    name = models.CharField(_("name"), max_length=80)
    group = models.CharField(_("group"), max_length=20, choices=Group)

    objects = SegmentManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering = ["group", "slug"]
        constraints = [one_of("segment", "group", SegmentGroup)]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.slug,)
