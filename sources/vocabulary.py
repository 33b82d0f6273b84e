"""The words of the field as database values."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SourceKind(TextChoices):
    NEWS = "news", _("news")
    BLOG = "blog", _("blog")
    PODCAST_NOTES = "podcast_notes", _("podcast notes")
    PRESS_RELEASE = "press_release", _("press release")
    COMPANY_SITE = "company_site", _("company site")
    FILING = "filing", _("filing")
    COURT_RECORD = "court_record", _("court record")
    DATASET = "dataset", _("dataset")
