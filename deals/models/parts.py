"""What belongs to one deal: its parties, its milestones, its links to other deals."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from companies.models import Company
from records.constraints import in_order, one_of
from values.dates import date_text, edtf
from values.money import validate_currency

from .claim import DealClaim
from .deal import Deal
from .vocabulary import LinkRelation, Role, Status


class PartyManager(models.Manager):
    def get_by_natural_key(self, deal, company, role):
        return self.get(deal__slug=deal, company__slug=company, role=role)

    def of(self, companies, roles=()):
        """Return the companies' parts in deals, those in one of the roles if any are given."""
        parties = self.filter(company__in=companies)
        return parties.filter(role__in=roles) if roles else parties


class Party(models.Model):
    """A company in a deal, and what it is there."""

    OWNER = "deal"

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="parties", verbose_name=_("deal"))
    company = models.ForeignKey(
        Company, models.RESTRICT, related_name="parties", verbose_name=_("company"), db_index=False
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    is_lead = models.BooleanField(_("lead"), default=False)
    amount = models.DecimalField(_("its amount"), max_digits=20, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[validate_currency])
    stake_percent = models.DecimalField(
        _("its stake in percent"), max_digits=5, decimal_places=2, null=True, blank=True
    )

    objects = PartyManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["deal", "pk"]
        indexes = [models.Index(fields=["company", "role", "deal"], name="deals_party_of_company")]
        constraints = [
            one_of("party", "role", Role),
            models.UniqueConstraint(
                fields=["deal", "company", "role"],
                name="party_once",
                violation_error_message=_("This company is already in the deal in this role."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, currency="") | Q(amount__gte=0, currency__regex=r"^[A-Z]{3}$"),
                name="party_amount_has_currency",
                violation_error_message=_(
                    "A party's amount is not negative and has a currency of three capital letters."
                ),
            ),
            models.CheckConstraint(
                condition=Q(stake_percent__isnull=True) | Q(stake_percent__gt=0, stake_percent__lte=100),
                name="party_stake_in_range",
                violation_error_message=_("A stake is more than 0 and at most 100 percent."),
            ),
        ]

    def __str__(self):
        return f"{self.company} ({self.get_role_display()})"

    def natural_key(self):
        return (self.deal.slug, self.company.slug, self.role)

    natural_key.dependencies = ["deals.deal", "companies.company"]


class MilestoneManager(models.Manager):
    def get_by_natural_key(self, deal, status, first_day):
        return self.get(deal__slug=deal, status=status, first_day=first_day)


class Milestone(models.Model):
    """What happened when: the truth that a deal's status and dates are derived from."""

    OWNER = "deal"

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="milestones", verbose_name=_("deal"))
    status = models.CharField(_("status"), max_length=20, choices=Status)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    words = models.CharField(_("the source's words for the date"), max_length=80, blank=True)
    claim = models.ForeignKey(
        DealClaim, models.SET_NULL, null=True, blank=True, related_name="milestones", verbose_name=_("claim")
    )

    objects = MilestoneManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["deal", models.F("first_day").asc(nulls_last=True), "pk"]
        constraints = [
            one_of("milestone", "status", Status),
            in_order(
                "milestone",
                "first_day",
                "last_day",
                _("A date has a first and a last day, the first not after the last."),
            ),
            models.UniqueConstraint(
                fields=["deal", "status", "first_day"],
                name="milestone_once_a_day",
                violation_error_message=_("The deal already has this milestone."),
            ),
            models.UniqueConstraint(
                fields=["deal", "status"],
                condition=Q(first_day__isnull=True),
                name="milestone_once_undated",
                violation_error_message=_("The deal already has this milestone without a date."),
            ),
        ]

    def __str__(self):
        return f"{self.get_status_display()} {self.date_text}".strip()

    def natural_key(self):
        return (self.deal.slug, self.status, self.first_day)

    natural_key.dependencies = ["deals.deal"]

    def clean(self):
        """A date of one day may be typed once; the claim is one on the same deal."""
        self.last_day = self.last_day or self.first_day
        if self.claim and self.claim.deal_id not in (self.deal_id, self.deal.merged_into_id):
            raise ValidationError({"claim": _("This claim is about another deal.")})

    @property
    def date_text(self):
        return date_text(self.first_day, self.last_day, self.words)

    @property
    def edtf(self):
        return edtf(self.first_day, self.last_day)


class DealLinkManager(models.Manager):
    def get_by_natural_key(self, deal, other, relation):
        return self.get(deal__slug=deal, other__slug=other, relation=relation)


class DealLink(models.Model):
    """How one deal stands to another: part of it, alongside, extending or replacing it."""

    OWNER = "deal"

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="links", verbose_name=_("deal"))
    relation = models.CharField(_("relation"), max_length=20, choices=LinkRelation)
    other = models.ForeignKey(Deal, models.CASCADE, related_name="linked_from", verbose_name=_("other deal"))

    objects = DealLinkManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("link to another deal")
        verbose_name_plural = _("links to other deals")
        ordering = ["deal", "pk"]
        constraints = [
            one_of("deallink", "relation", LinkRelation),
            models.UniqueConstraint(
                fields=["deal", "other", "relation"],
                name="deallink_once",
                violation_error_message=_("These two deals are already linked this way."),
            ),
            models.CheckConstraint(
                condition=~Q(deal=models.F("other")),
                name="deallink_to_another",
                violation_error_message=_("A deal cannot be linked to itself."),
            ),
        ]

    def __str__(self):
        return f"{self.deal} {self.get_relation_display()} {self.other}"

    def natural_key(self):
        return (self.deal.slug, self.other.slug, self.relation)

    natural_key.dependencies = ["deals.deal"]

    @property
    def words_from_other_side(self):
        """What follows the deal's name on the page of the other one."""
        return FROM_OTHER_SIDE[self.relation]


FROM_OTHER_SIDE = {
    LinkRelation.PART_OF: _("is part of this deal"),
    LinkRelation.ALONGSIDE: _("goes alongside this deal"),
    LinkRelation.EXTENDS: _("extends this deal"),
    LinkRelation.REPLACES: _("replaces this deal"),
}
