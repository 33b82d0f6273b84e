from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from companies.models import Company, Segment
from records.constraints import money_rules, one_of
from records.derived import TypedHistory, derived
from records.models import MergeableRecord, merged_rules, record_indexes, record_permissions, record_rules
from sources.standing import Standing
from values.money import Qualifier, validate_currency

from .querysets import DealQuerySet
from .shown import Shown
from .vocabulary import (
    FORMS_OF,
    WITH_AMOUNT,
    Consideration,
    DatedBasis,
    Disclosure,
    Form,
    Kind,
    Measure,
    Round,
    Status,
    ValuationMeasure,
)


class Deal(Shown, MergeableRecord):
    """One investment, acquisition or partnership. The columns are the editor's values; claims say who said them."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    form = models.CharField(_("deal type"), max_length=30, choices=Form, help_text=_("One of the kind's own types."))
    title = models.CharField(_("title"), max_length=200, help_text=_("Such as “Amazon – Zoox”."))

    more_parties = models.BooleanField(
        _("more parties"), default=False, help_text=_("The source names these “among others”.")
    )
    segments = models.ManyToManyField(Segment, blank=True, related_name="deals", verbose_name=_("segments"))

    value_min = models.DecimalField(_("deal value, lowest"), max_digits=20, decimal_places=2, null=True, blank=True)
    value_max = models.DecimalField(_("deal value, highest"), max_digits=20, decimal_places=2, null=True, blank=True)
    value_currency = models.CharField(
        _("currency"),
        max_length=3,
        blank=True,
        validators=[validate_currency],
        help_text=_("ISO 4217, such as CNY."),
    )
    value_qualifier = models.CharField(_("qualifier"), max_length=10, choices=Qualifier, blank=True)
    value_measure = models.CharField(_("what the figure is"), max_length=30, choices=Measure, blank=True)
    value_disclosure = models.CharField(
        _("disclosure"),
        max_length=15,
        choices=Disclosure,
        blank=True,
        help_text=_("“Stated as undisclosed” is a fact that a source states; empty means not looked at yet."),
    )
    valuation_min = models.DecimalField(_("valuation, lowest"), max_digits=20, decimal_places=2, null=True, blank=True)
    valuation_max = models.DecimalField(_("valuation, highest"), max_digits=20, decimal_places=2, null=True, blank=True)
    valuation_currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[validate_currency])
    valuation_qualifier = models.CharField(_("qualifier"), max_length=10, choices=Qualifier, blank=True)
    valuation_measure = models.CharField(
        _("what the valuation is"), max_length=30, choices=ValuationMeasure, blank=True
    )
    valuation_of = models.ForeignKey(
        Company,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="valued_in",
        verbose_name=_("valuation of"),
    )
    stake_percent = models.DecimalField(_("stake in percent"), max_digits=5, decimal_places=2, null=True, blank=True)
    consideration = models.CharField(_("paid in"), max_length=30, choices=Consideration, blank=True)
    round = models.CharField(_("round"), max_length=20, choices=Round, blank=True)
    round_words = models.CharField(
        _("round as reported"), max_length=80, blank=True, help_text=_("Such as “A+” or 战略融资.")
    )
    sae_level = models.PositiveSmallIntegerField(
        _("SAE level"), null=True, blank=True, choices=[(level, str(level)) for level in range(6)]
    )
    sae_words = models.CharField(_("level as reported"), max_length=80, blank=True, help_text=_("Such as “L2+”."))

    summary = models.TextField(_("summary"), blank=True, help_text=_("In our own words, two or three sentences."))

    status = derived(
        models.CharField(_("status"), max_length=20, choices=Status, default=Status.UNKNOWN, db_default=Status.UNKNOWN)
    )
    status_on = derived(models.DateField(_("status since"), null=True))
    announced = derived(models.DateField(_("announced"), null=True))
    announced_last = derived(models.DateField(_("announced, last day"), null=True))
    completed = derived(models.DateField(_("completed"), null=True))
    completed_last = derived(models.DateField(_("completed, last day"), null=True))
    announced_edtf = derived(models.CharField(_("announced, EDTF"), max_length=21, default="", db_default=""))
    completed_edtf = derived(models.CharField(_("completed, EDTF"), max_length=21, default="", db_default=""))
    dated = derived(models.DateField(_("dated"), null=True))
    dated_last = derived(models.DateField(_("dated, last day"), null=True))
    dated_basis = derived(models.CharField(_("dated by"), max_length=10, choices=DatedBasis, default="", db_default=""))
    dated_year = derived(models.PositiveSmallIntegerField(_("year"), default=0, db_default=0))
    value_usd_min = derived(models.DecimalField(_("US$, lowest"), max_digits=22, decimal_places=2, null=True))
    value_usd_max = derived(models.DecimalField(_("US$, highest"), max_digits=22, decimal_places=2, null=True))
    value_fx_rate = derived(models.DecimalField(_("rate"), max_digits=16, decimal_places=10, null=True))
    value_fx_date = derived(models.DateField(_("rate of"), null=True))
    valuation_usd_min = derived(
        models.DecimalField(_("valuation in US$, lowest"), max_digits=22, decimal_places=2, null=True)
    )
    valuation_usd_max = derived(
        models.DecimalField(_("valuation in US$, highest"), max_digits=22, decimal_places=2, null=True)
    )
    parties_text = derived(models.TextField(_("parties"), default="", db_default=""))
    buyers_text = derived(models.TextField(_("acquirer or investor"), default="", db_default=""))
    targets_text = derived(models.TextField(_("target or company invested in"), default="", db_default=""))
    partners_text = derived(models.TextField(_("partners"), default="", db_default=""))
    party_list = derived(models.JSONField(default=list))
    segments_text = derived(models.TextField(_("segments"), default="", db_default=""))
    roles_text = derived(models.CharField(_("roles"), max_length=200, default="", db_default=""))
    countries_text = derived(models.CharField(_("countries"), max_length=200, default="", db_default=""))
    n_claims = derived(models.PositiveIntegerField(_("claims"), default=0, db_default=0))
    n_sources = derived(models.PositiveIntegerField(_("sources"), default=0, db_default=0))
    n_origins = derived(models.PositiveIntegerField(_("independent reports"), default=0, db_default=0))
    value_standing = derived(
        models.CharField(_("standing of the value"), max_length=20, choices=Standing, default="", db_default="")
    )
    sources_differ = derived(models.BooleanField(_("sources differ"), default=False, db_default=False))
    differing_fields = derived(models.TextField(_("sources differ on"), default="", db_default=""))
    decided = derived(models.CharField(_("decided"), max_length=3, default="", db_default=""))
    no_source_fields = derived(models.TextField(_("no source yet for"), default="", db_default=""))
    told_as = derived(models.CharField(_("also told as"), max_length=60, default="", db_default=""))
    search_text = derived(models.TextField(default="", db_default=""))
    is_counted = derived(models.BooleanField(default=False, db_default=False))  # in its parties' n_deals
    title_key = derived(models.BinaryField(default=b"", db_default=b""))
    newest_key = derived(models.DateField(default=date.min, db_default=date.min))
    oldest_key = derived(models.DateField(default=date.max, db_default=date.max))
    largest_key = derived(models.DecimalField(max_digits=22, decimal_places=2, default=-1, db_default=-1))
    smallest_key = derived(models.DecimalField(max_digits=22, decimal_places=2, default=10**19, db_default=10**19))

    Kind, Form, Status, Measure, Disclosure = Kind, Form, Status, Measure, Disclosure

    objects = DealQuerySet.as_manager()
    history = TypedHistory(excluded_fields=["version", "updated_at"], m2m_fields=[segments])

    class Meta:
        verbose_name = _("deal")
        verbose_name_plural = _("deals")
        permissions = record_permissions("deal")
        ordering = ["-newest_key", "-pk"]
        indexes = [
            *record_indexes("deal"),
            models.Index(fields=["state", "-newest_key", "-id"], name="deal_newest"),
            models.Index(fields=["state", "oldest_key", "id"], name="deal_oldest"),
            models.Index(fields=["state", "-largest_key", "-id"], name="deal_largest"),
            models.Index(fields=["state", "smallest_key", "id"], name="deal_smallest"),
            models.Index(fields=["state", "title_key", "id"], name="deal_by_title"),
            models.Index(fields=["state", "-updated_at", "-id"], name="deal_updated"),
            models.Index(fields=["state", "kind", "-newest_key", "-id"], name="deal_kind_newest"),
            models.Index(fields=["state", "sources_differ", "-newest_key", "-id"], name="deal_differing_newest"),
            models.Index(fields=["state", "value_standing", "-newest_key", "-id"], name="deal_standing_newest"),
        ]
        constraints = [
            *record_rules("deal"),
            *merged_rules("deal"),
            one_of("deal", "kind", Kind),
            one_of("deal", "status", Status),
            one_of("deal", "value_standing", Standing, blank=True),
            one_of("deal", "consideration", Consideration, blank=True),
            one_of("deal", "round", Round, blank=True),
            one_of("deal", "value_measure", Measure, blank=True),
            one_of("deal", "valuation_measure", ValuationMeasure, blank=True),
            one_of("deal", "value_disclosure", Disclosure, blank=True),
            models.CheckConstraint(
                condition=Q(
                    ~Q(kind__in=Kind.values),
                    *(Q(kind=kind, form__in=list(forms)) for kind, forms in FORMS_OF.items()),
                    _connector=Q.OR,
                ),
                name="deal_form_belongs_to_kind",
                violation_error_message=_("This deal type belongs to another kind of deal."),
            ),
            *money_rules("deal", "value", _("deal value"), disclosed=WITH_AMOUNT),
            *money_rules("deal", "valuation", _("valuation")),
            models.CheckConstraint(
                condition=Q(valuation_qualifier="", valuation_of__isnull=True)
                | (~Q(valuation_qualifier="") & Q(valuation_of__isnull=False)),
                name="deal_valuation_is_of_a_company",
                violation_error_message=_("A valuation says of which company it is."),
            ),
            models.CheckConstraint(
                condition=Q(stake_percent__isnull=True) | Q(stake_percent__gt=0, stake_percent__lte=100),
                name="deal_stake_in_range",
                violation_error_message=_("A stake is more than 0 and at most 100 percent."),
            ),
            models.CheckConstraint(
                condition=Q(sae_level__isnull=True) | Q(sae_level__lte=5),
                name="deal_sae_level_in_range",
                violation_error_message=_("An SAE level is a whole number from 0 to 5."),
            ),
            models.CheckConstraint(
                condition=Q(round="") | Q(kind=Kind.INVESTMENT),
                name="deal_round_is_of_investment",
                violation_error_message=_("Only an investment has a round."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("deal", args=[self.slug])

    def as_deal(self):
        """The concrete record: history is written for it and not for the proxies."""
        if type(self) is Deal:
            return self
        concrete = Deal.from_db(self._state.db, *zip(*self._columns(), strict=True))
        concrete._state.adding = self._state.adding
        return concrete

    def _columns(self):
        return [(field.attname, getattr(self, field.attname)) for field in self._meta.concrete_fields]


class OfKind(models.Manager.from_queryset(DealQuerySet)):
    """The deals of one kind; what it makes is of that kind."""

    def __init__(self, kind):
        super().__init__()
        self.kind = kind

    def get_queryset(self):
        return super().get_queryset().filter(kind=self.kind)


class Investment(Deal):
    objects = OfKind(Kind.INVESTMENT)
    KIND = Kind.INVESTMENT

    class Meta:
        proxy = True
        verbose_name = _("investment")
        verbose_name_plural = _("investments")


class Acquisition(Deal):
    objects = OfKind(Kind.ACQUISITION)
    KIND = Kind.ACQUISITION

    class Meta:
        proxy = True
        verbose_name = _("acquisition")
        verbose_name_plural = _("acquisitions")


class Partnership(Deal):
    objects = OfKind(Kind.PARTNERSHIP)
    KIND = Kind.PARTNERSHIP

    class Meta:
        proxy = True
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
