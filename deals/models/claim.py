from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from records.constraints import one_of
from sources.agreement import Verdict
from sources.models import Claim, claim_rules
from sources.shapes import ChoiceShape, DateShape, MoneyShape, NumberShape, PartyShape, TextShape

from .deal import Deal
from .vocabulary import (
    Consideration,
    DealField,
    Disclosure,
    Form,
    Measure,
    OtherFigure,
    Role,
    Round,
    Status,
    ValuationMeasure,
)

LEVELS = tuple((str(level), str(level)) for level in range(6))


class DealClaim(Claim):
    """What one source says of one field of a deal."""

    OWNER = "deal"
    PUBLIC_WITH = ("deal", "source", "company")
    Field = DealField

    SHAPES = {
        Field.VALUE: MoneyShape(tuple(Measure.choices), tuple(Disclosure.choices[2:])),
        Field.VALUATION: MoneyShape(tuple(ValuationMeasure.choices)),
        Field.ANNOUNCED: DateShape(),
        Field.COMPLETED: DateShape(),
        Field.STATUS: ChoiceShape(tuple(Status.choices)),
        Field.FORM: ChoiceShape(tuple(Form.choices)),
        Field.PARTY: PartyShape(),
        Field.STAKE: NumberShape("%"),
        Field.CONSIDERATION: ChoiceShape(tuple(Consideration.choices)),
        Field.ROUND: ChoiceShape(tuple(Round.choices)),
        Field.SEGMENT: TextShape(),
        Field.SAE_LEVEL: ChoiceShape(LEVELS),
        Field.CONTROL: TextShape(),
        Field.OTHER_FIGURE: MoneyShape(tuple(OtherFigure.choices)),
    }
    NEEDING_EVIDENCE = (
        Field.PARTY,
        Field.VALUE,
        Field.VALUATION,
        Field.ANNOUNCED,
        Field.COMPLETED,
        Field.STATUS,
        Field.FORM,
        Field.STAKE,
        Field.CONSIDERATION,
        Field.ROUND,
    )

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="claims", verbose_name=_("deal"))
    field = models.CharField(_("about"), max_length=20, choices=Field)
    company = models.ForeignKey(
        Company,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="deal_claims",
        verbose_name=_("company"),
        help_text=_("The party, or whose valuation, share or stake it is."),
    )
    role = models.CharField(
        _("role"),
        max_length=20,
        blank=True,
        choices=Role,
        help_text=_("As the source has it, of any kind of deal."),
    )

    class Meta(Claim.Meta):
        abstract = False
        verbose_name = _("claim on a deal")
        verbose_name_plural = _("claims on deals")
        indexes = [models.Index(fields=["deal", "field"], name="dealclaim_by_field")]
        constraints = [
            *claim_rules("dealclaim", DealField),
            one_of("dealclaim", "role", Role, blank=True),
            one_of("dealclaim", "agreement", Verdict, blank=True),
            models.CheckConstraint(
                condition=~models.Q(field="party") | (models.Q(company__isnull=False) & ~models.Q(role="")),
                name="dealclaim_party_has_role",
                violation_error_message=_("A claim on a party names the company and its role."),
            ),
            models.CheckConstraint(
                condition=~models.Q(field="valuation") | models.Q(company__isnull=False),
                name="dealclaim_valuation_is_of_a_company",
                violation_error_message=_("A claim on a valuation says of which company it is."),
            ),
        ]

    @property
    def framing(self):
        """Whom the claim names, and as what."""
        return self.company_id, self.role

    def names(self):
        if self.field != DealField.PARTY or self.company is None:
            return []
        return [self.company.name, *(name.text for name in self.company.names.all())]

    @property
    def words(self):
        return deal_claim_words(self.field, self.value, self.company and self.company.name, self.role)


def deal_claim_words(field, value, company, role):
    """Say a claim's value as people read it, with the company and role it names."""
    words = DealClaim.SHAPES[field].words(value)
    if field == DealField.PARTY:
        lead = ", " + _("lead") if value.get("lead") else ""
        written = f" – “{words}”" if words and words != company else ""
        return f"{company} ({Role(role).label}{lead}){written}"
    return f"{words} ({company})" if company else words
