from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from records.constraints import one_of
from records.derived import TypedHistory, derived
from records.models import (
    MergeableQuerySet,
    MergeableRecord,
    merged_rules,
    record_indexes,
    record_permissions,
    record_rules,
)
from sources.models import WEB_ADDRESS
from values.text import fold, said_once

from ..vocabulary import CompanyKind, CompanyStatus
from .segment import Segment


def country_choices():
    """ISO 3166-1 alpha-2 codes with their names."""
    return list(countries)


@said_once
def country_name(code):
    return str(countries.name(code))


class CompanyQuerySet(MergeableQuerySet):
    def by(self, sort):
        """Order by one of the list's sorts; ties by the order of entry, so that pages never overlap."""
        return self.order_by(*SORTS[sort])


SORTS = {"name": ("name_key", "pk"), "-deals": ("-n_deals", "-pk")}


class Company(MergeableRecord):
    """A company or organisation that deals are about. Kind, country and segments are our classification."""

    Kind = CompanyKind

    Status = CompanyStatus

    name = models.CharField(
        _("name"), max_length=200, help_text=_("The usual name in Latin letters where there is one.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, help_text=_("Our classification."))
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.UNKNOWN)
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        choices=country_choices,
        help_text=_("Our classification: where it is run from."),
    )
    founded = models.PositiveSmallIntegerField(
        _("founded"), null=True, blank=True, validators=[MinValueValidator(1700), MaxValueValidator(2100)]
    )
    segments = models.ManyToManyField(
        Segment,
        blank=True,
        related_name="companies",
        verbose_name=_("segments"),
        help_text=_("Our classification."),
    )
    website = models.CharField(_("website"), max_length=500, blank=True, validators=[WEB_ADDRESS])
    description = models.TextField(_("description"), blank=True, help_text=_("In our own words."))

    name_key = derived(models.BinaryField(default=b"", db_default=b""))
    other_names_text = derived(models.TextField(_("other names"), default="", db_default=""))
    owners_text = derived(models.TextField(_("owners"), default="", db_default=""))
    segments_text = derived(models.TextField(_("segments"), default="", db_default=""))
    search_text = derived(models.TextField(default="", db_default=""))
    shown_key = derived(models.CharField(max_length=16, default="", db_default=""))
    n_deals = derived(models.PositiveIntegerField(_("deals"), default=0, db_default=0))

    objects = CompanyQuerySet.as_manager()
    history = TypedHistory(excluded_fields=["version", "updated_at"], m2m_fields=[segments])

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        permissions = record_permissions("company")
        ordering = ["name", "pk"]
        indexes = [*record_indexes("company"), models.Index(fields=["state", "name_key", "id"], name="company_by_name")]
        constraints = [
            *record_rules("company"),
            *merged_rules("company"),
            one_of("company", "kind", CompanyKind),
            one_of("company", "status", CompanyStatus),
            models.CheckConstraint(
                condition=models.Q(country="") | models.Q(country__regex="^[A-Z]{2}$"),
                name="company_country_is_iso",
                violation_error_message=_("The country is an ISO 3166-1 code of two capital letters."),
            ),
            models.CheckConstraint(
                condition=models.Q(founded__isnull=True) | models.Q(founded__range=(1700, 2100)),
                name="company_founded_is_a_year",
                violation_error_message=_("The year of foundation lies between 1700 and 2100."),
            ),
            models.CheckConstraint(
                condition=models.Q(website="") | models.Q(website__regex=r"^https?://[^\s]+$"),
                name="company_website_is_http",
                violation_error_message=_("A website begins with http:// or https://."),
            ),
        ]

    def __str__(self):
        return self.name

    def found_as(self, query):
        """The other name by which a search finds the company, where its own name does not meet the search."""
        words = [word for word in fold(query).split() if word not in fold(self.name)]
        names = (name for name in self.names.all() if any(word in fold(name.text) for word in words))
        return next(names, None)

    def get_country_display(self):
        """The country's name; Django's own goes through all 250 of them each time."""
        return country_name(self.country)

    def get_absolute_url(self):
        return reverse("company", args=[self.slug])
