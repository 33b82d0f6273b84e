import unicodedata

import langcodes
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from records.constraints import in_order, one_of
from records.derived import TypedHistory, derived
from records.models import (
    Record,
    RecordQuerySet,
    record_indexes,
    record_permissions,
    record_rules,
    where_published,
)
from values.dates import date_text

from ..vocabulary import SourceKind

WEB_ADDRESS = URLValidator(
    schemes=["http", "https"], message=_("Write a whole web address that begins with http:// or https://.")
)


def validate_language(tag):
    """Accept BCP 47 tags only, such as en or zh-Hans."""
    if not langcodes.tag_is_valid(tag):
        raise ValidationError(
            _("“%(tag)s” is no BCP 47 language tag; write it like en, de or zh-Hans."), params={"tag": tag}
        )


class SourceQuerySet(RecordQuerySet):
    def by(self, sort):
        """Order by one of the list's sorts; ties by the order of entry, so that pages never overlap."""
        return self.order_by(*SORTS[sort])

    def with_counts(self):
        """Add how many public claims and deals rest on each source (n_claims, n_deals)."""
        public = where_published("dealclaims__deal") & models.Q(dealclaims__proposed=False)
        deal_claims = models.Count("dealclaims", filter=public, distinct=True)
        company_claims = models.Count(
            "companyclaims",
            filter=where_published("companyclaims__company") & models.Q(companyclaims__proposed=False),
            distinct=True,
        )
        return self.annotate(
            n_claims=deal_claims + company_claims,
            n_deals=models.Count("dealclaims__deal", filter=public, distinct=True),
        )


SORTS = {"-published": (models.F("published_on").desc(nulls_last=True), "-pk")}


class Source(Record):
    """Who said it: an article, a filing, a press release; also one that we know only through others."""

    Kind = SourceKind

    title = models.CharField(_("title"), max_length=300, help_text=_("As the source writes it."))
    publisher = models.CharField(_("publisher"), max_length=200)
    author = models.CharField(_("author"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    language = models.CharField(
        _("language"),
        max_length=35,
        validators=[validate_language],
        help_text=_("BCP 47, such as en or zh-Hans."),
    )
    url = models.CharField(
        _("web address"),
        max_length=1000,
        blank=True,
        validators=[WEB_ADDRESS],
        help_text=_("http or https; leave it empty where it is not known."),
    )
    published_on = models.DateField(_("published on"), null=True, blank=True, help_text=_("The first day it may be."))
    published_until = models.DateField(_("published until"), null=True, blank=True, help_text=_("The last day."))
    published_note = models.CharField(
        _("how the date is known"),
        max_length=300,
        blank=True,
        help_text=_("Empty where the source states it."),
    )
    based_on = models.ForeignKey(
        "self",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="retellings",
        verbose_name=_("based on"),
        help_text=_("The report that this one retells: together they count as one origin."),
    )
    cited_only = models.BooleanField(
        _("known only through others"), default=False, help_text=_("We have not read it ourselves.")
    )
    reliability_note = models.TextField(_("reliability"), blank=True, help_text=_("What a reader should know of it."))
    full_text = models.TextField(
        _("its text"),
        blank=True,
        help_text=_("For editors only, never shown or exported: quotes are looked up in it."),
    )

    search_text = derived(models.TextField(default="", db_default=""))

    objects = SourceQuerySet.as_manager()
    history = TypedHistory(excluded_fields=["version", "updated_at", "full_text"])

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        permissions = record_permissions("source")
        ordering = ["publisher", "pk"]
        indexes = record_indexes("source")
        constraints = [
            *record_rules("source"),
            one_of("source", "kind", SourceKind),
            in_order(
                "source",
                "published_on",
                "published_until",
                _("A publication date has a first and a last day, the first not after the last."),
            ),
            models.CheckConstraint(
                condition=models.Q(url="") | models.Q(url__regex=r"^https?://[^\s]+$"),
                name="source_url_is_http",
                violation_error_message=_("A source's address begins with http:// or https://."),
            ),
            models.CheckConstraint(
                condition=~models.Q(based_on=models.F("pk")),
                name="source_not_based_on_itself",
                violation_error_message=_("A source cannot be based on itself."),
            ),
        ]

    def __str__(self):
        return f"{self.publisher}: {self.title}"

    def get_absolute_url(self):
        return reverse("source", args=[self.slug])

    def clean(self):
        """A date of one day may be typed once."""
        self.published_until = self.published_until or self.published_on
        self.full_text = unicodedata.normalize("NFC", self.full_text)
        if self._is_circular():
            raise ValidationError({"based_on": _("That report is itself based on this one, so neither can be first.")})

    def _is_circular(self):
        """Whether the chain of what it is based on comes back to it."""
        further, seen = self.based_on, set()
        while further and further.pk not in seen:
            seen.add(further.pk)
            further = further.based_on
        return bool(self.pk) and self.pk in seen

    @property
    def published_text(self):
        return date_text(self.published_on, self.published_until)
