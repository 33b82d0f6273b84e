from django.db import models
from django.utils.translation import gettext_lazy as _

from records.constraints import one_of
from sources.agreement import Verdict
from sources.models import Claim, claim_rules
from sources.shapes import DateShape, MoneyShape, NumberShape, TextShape

from ..vocabulary import CompanyField, Relation
from .company import Company


class CompanyClaim(Claim):
    """What one source says of a company itself."""

    OWNER = "company"
    PUBLIC_WITH = ("company", "source", "other")
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

    class Meta(Claim.Meta):
        abstract = False
        verbose_name = _("claim on a company")
        verbose_name_plural = _("claims on companies")
        constraints = [
            *claim_rules("companyclaim", CompanyField),
            one_of("companyclaim", "role", Relation, blank=True),
            one_of("companyclaim", "agreement", Verdict, blank=True),
            models.CheckConstraint(
                condition=~models.Q(field__in=["owner", "rival"]) | models.Q(other__isnull=False),
                name="companyclaim_names_the_other",
                violation_error_message=_("A claim on an owner or a rival names that company."),
            ),
        ]

    @property
    def framing(self):
        """Whom the claim names, and how related."""
        return self.other_id, self.role

    def names(self):
        if self.field == CompanyField.NAME:
            return [self.value["text"]]
        if self.field not in (CompanyField.OWNER, CompanyField.RIVAL) or self.other is None:
            return []
        return [self.other.name, *(name.text for name in self.other.names.all())]

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
