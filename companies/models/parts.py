"""What belongs to one company: its names, its identifiers, its owners."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from records.constraints import one_of
from records.visibility import PublicRow, PublicRowQuerySet
from sources.models import validate_language

from ..identifiers import validate_identifier
from ..vocabulary import NameKind, Relation, Scheme
from .company import Company


class CompanyNameManager(models.Manager):
    def get_by_natural_key(self, company, text):
        return self.get(company__slug=company, text=text)


class CompanyName(models.Model):
    """Another name of a company, in any script."""

    OWNER = "company"

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

    OWNER = "company"

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


class OwnershipQuerySet(PublicRowQuerySet):
    def get_by_natural_key(self, owner, owned, relation):
        return self.get(owner__slug=owner, owned__slug=owned, relation=relation)


class Ownership(PublicRow, models.Model):
    """One company owns, part-owns or is close to another."""

    OWNER = "owned"
    PUBLIC_WITH = ("owner", "owned")

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
