"""The words of the editors' work as database values."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MergeKind(TextChoices):
    COMPANY = "company", _("company")
    DEAL = "deal", _("deal")
