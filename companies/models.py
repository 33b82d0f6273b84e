from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from simple_history.models import HistoricalRecords

from sources.constraints import one_of
from sources.models import WEB_ADDRESS, Claim, claim_rules, validate_language
from sources.records import Record, RecordQuerySet, record_rules
from sources.shapes import DateShape, MoneyShape, NumberShape, TextShape
from sources.text import fold

from .identifiers import validate_identifier
from .vocabulary import (
    CompanyField,
    CompanyKind,
    CompanyStatus,
    NameKind,
    Relation,
    Scheme,
    SegmentGroup,
)


def country_choices():
    """ISO 3166-1 alpha-2 codes with their names."""
    return list(countries)


class SegmentManager(models.Manager):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class Segment(models.Model):
    """A part of the industry; the table comes with the usual ones and editors add their own."""

    Group = SegmentGroup

    slug = models.SlugField(
        _("value"), unique=True, help_text=_("As in addresses and files, such as last_mile_delivery.")
    )
    name = models.CharField(_("name"), max_length=80)
    group = models.CharField(_("group"), max_length=20, choices=Group)

    objects = SegmentManager()

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering = ["group", "slug"]
        constraints = [one_of("segment", "group", SegmentGroup)]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.slug,)


class CompanyQuerySet(RecordQuerySet):
    def matching(self, query):
        """Keep companies in whose names, of any language, every word of the query occurs."""
        companies = self
        for word in fold(query).split():
            companies = companies.filter(search_text__contains=word)
        return companies

    def with_page(self):
        """Add all that a company's page shows, in a fixed number of queries."""
        return self.prefetch_related(
            "names",
            "identifiers",
            "segments",
            models.Prefetch("owners", Ownership.objects.public()),
            models.Prefetch("owned", Ownership.objects.public()),
            models.Prefetch("claims", CompanyClaim.objects.public()),
        )


class Company(Record):
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

    # Derived by deals.refresh, never typed.
    name_key = models.BinaryField(editable=False, default=b"", db_default=b"")
    other_names_text = models.TextField(_("other names"), editable=False, default="", db_default="")
    owners_text = models.TextField(_("owners"), editable=False, default="", db_default="")
    segments_text = models.TextField(_("segments"), editable=False, default="", db_default="")
    search_text = models.TextField(editable=False, default="", db_default="")
    n_deals = models.PositiveIntegerField(_("deals"), editable=False, default=0, db_default=0)

    DERIVED = ("name_key", "other_names_text", "owners_text", "segments_text", "search_text", "n_deals")

    objects = CompanyQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version", "updated_at", *DERIVED], m2m_fields=[segments])

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["state", "name_key", "id"], name="company_by_name")]
        constraints = [
            *record_rules("company"),
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

    def get_absolute_url(self):
        return reverse("company", args=[self.slug])


class CompanyNameManager(models.Manager):
    def get_by_natural_key(self, company, text):
        return self.get(company__slug=company, text=text)


class CompanyName(models.Model):
    """Another name of a company, in any script."""

    Kind = NameKind

    company = models.ForeignKey(Company, models.CASCADE, related_name="names", verbose_name=_("company"))
    text = models.CharField(_("name"), max_length=200, help_text=_("As the source writes it."))
    language = models.CharField(
        _("language"),
        max_length=35,
        validators=[validate_language],
        help_text=_("BCP 47, such as en or zh-Hans."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)

    objects = CompanyNameManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["company", "pk"]
        constraints = [
            one_of("companyname", "kind", NameKind),
            models.UniqueConstraint(
                fields=["company", "text"],
                name="companyname_once",
                violation_error_message=_("The company already has this name."),
            ),
        ]

    def __str__(self):
        return self.text

    def natural_key(self):
        return (self.company.slug, self.text)

    natural_key.dependencies = ["companies.company"]


class IdentifierManager(models.Manager):
    def get_by_natural_key(self, scheme, value):
        return self.get(scheme=scheme, value=value)


class Identifier(models.Model):
    """What registers call the company."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="identifiers", verbose_name=_("company"))
    scheme = models.CharField(_("scheme"), max_length=10, choices=Scheme)
    value = models.CharField(_("identifier"), max_length=40)

    objects = IdentifierManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["company", "scheme", "value"]
        constraints = [
            one_of("identifier", "scheme", Scheme),
            models.UniqueConstraint(
                fields=["scheme", "value"],
                name="identifier_is_unique",
                violation_error_message=_("Another company already has this identifier."),
            ),
        ]

    def __str__(self):
        return f"{self.get_scheme_display()} {self.value}"

    def natural_key(self):
        return (self.scheme, self.value)

    def clean(self):
        try:
            self.value = validate_identifier(self.scheme, self.value)
        except ValidationError as error:
            raise ValidationError({"value": error.messages}) from error


class OwnershipQuerySet(models.QuerySet):
    def get_by_natural_key(self, owner, owned, relation):
        return self.get(owner__slug=owner, owned__slug=owned, relation=relation)

    def public(self):
        """Keep those whose two companies are published."""
        return self.filter(owner__state=Record.State.PUBLISHED, owned__state=Record.State.PUBLISHED).select_related(
            "owner", "owned"
        )


class Ownership(models.Model):
    """One company owns, part-owns or is close to another."""

    owner = models.ForeignKey(Company, models.RESTRICT, related_name="owned", verbose_name=_("owner"))
    owned = models.ForeignKey(Company, models.CASCADE, related_name="owners", verbose_name=_("owned company"))
    relation = models.CharField(_("relation"), max_length=20, choices=Relation)
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2, null=True, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = OwnershipQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("ownership")
        verbose_name_plural = _("ownerships")
        ordering = ["owned", "pk"]
        constraints = [
            one_of("ownership", "relation", Relation),
            models.UniqueConstraint(
                fields=["owner", "owned", "relation"],
                name="ownership_once",
                violation_error_message=_("This ownership is already recorded."),
            ),
            models.CheckConstraint(
                condition=~models.Q(owner=models.F("owned")),
                name="ownership_of_another",
                violation_error_message=_("A company cannot own itself."),
            ),
            models.CheckConstraint(
                condition=models.Q(percent__isnull=True) | models.Q(percent__gt=0, percent__lte=100),
                name="ownership_percent_in_range",
                violation_error_message=_("A percentage is more than 0 and at most 100."),
            ),
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(since__lte=models.F("until")),
                name="ownership_in_order",
                violation_error_message=_("An ownership cannot end before it began."),
            ),
        ]

    def __str__(self):
        return f"{self.owner} → {self.owned}"

    def natural_key(self):
        return (self.owner.slug, self.owned.slug, self.relation)

    natural_key.dependencies = ["companies.company"]


class CompanyClaimQuerySet(models.QuerySet):
    def public(self):
        """Keep claims whose company, source and named company are published; with what a page shows."""
        published = Record.State.PUBLISHED
        return (
            self.filter(company__state=published, source__state=published)
            .filter(models.Q(other__isnull=True) | models.Q(other__state=published))
            .select_related("company", "source", "other", "origin")
        )


class CompanyClaim(Claim):
    """What one source says of a company itself."""

    Field = CompanyField

    VALUATION_MEASURES = (
        ("valuation", _("valuation")),
        ("pre_money", _("pre-money valuation")),
        ("post_money", _("post-money valuation")),
        ("enterprise_value", _("enterprise value")),
        ("equity_value", _("equity value")),
    )
    SHAPES = {
        Field.NAME: TextShape(),
        Field.OWNER: TextShape(optional=True),
        Field.FOUNDED: DateShape(),
        Field.VALUATION: MoneyShape(VALUATION_MEASURES),
        Field.TOTAL_RAISED: MoneyShape((("total_raised", _("raised so far")),)),
        Field.MARKET_VALUE: MoneyShape((("market_value", _("market value")),)),
        Field.REVENUE: MoneyShape((("revenue", _("revenue")),)),
        Field.GMV: MoneyShape((("gmv", _("gross merchandise volume")),)),
        Field.FLEET_SIZE: NumberShape(_("vehicles")),
        Field.SERVICE_FEE: MoneyShape((("service_fee", _("service fee")),)),
        Field.RIVAL: TextShape(optional=True),
        Field.DISPUTE: TextShape(),
        Field.NOTE: TextShape(),
    }

    company = models.ForeignKey(Company, models.CASCADE, related_name="claims", verbose_name=_("company"))
    field = models.CharField(_("about"), max_length=20, choices=Field)
    other = models.ForeignKey(
        Company,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="claims_naming",
        verbose_name=_("other company"),
        help_text=_("The owner, rival or opponent that the claim names."),
    )
    role = models.CharField(_("relation"), max_length=20, blank=True, choices=Relation)

    objects = CompanyClaimQuerySet.as_manager()

    class Meta(Claim.Meta):
        abstract = False
        verbose_name = _("claim on a company")
        verbose_name_plural = _("claims on companies")
        constraints = [
            *claim_rules("companyclaim", CompanyField),
            one_of("companyclaim", "role", Relation, blank=True),
            models.CheckConstraint(
                condition=~models.Q(field__in=["owner", "rival"]) | models.Q(other__isnull=False),
                name="companyclaim_names_the_other",
                violation_error_message=_("A claim on an owner or a rival names that company."),
            ),
        ]

    @property
    def subject(self):
        return self.company

    @property
    def words(self):
        return company_claim_words(self.field, self.value, self.other and self.other.name, self.role)


def company_claim_words(field, value, other, role):
    """Say a claim's value as people read it, with the company and relation it names."""
    words = CompanyClaim.SHAPES[field].words(value)
    if other is None:
        return words
    named = f"{other} ({Relation(role).label})" if role else other
    return f"{named} – {words}" if words else named
