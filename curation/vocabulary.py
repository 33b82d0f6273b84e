"""The words of the editors' work as database values."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MergeKind(TextChoices):
    COMPANY = "company", _("company")
    DEAL = "deal", _("deal")


class Asking(TextChoices):
    """What is asked of the editors."""

    PUBLICATION = "publication", _("publication")
    CHANGE = "change", _("change of a public record")


class Outcome(TextChoices):
    WAITING = "waiting", _("waiting")
    APPROVED = "approved", _("approved")
    SENT_BACK = "sent_back", _("sent back")
    CLOSED = "closed", _("closed by its author")
