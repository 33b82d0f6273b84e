import unicodedata
import uuid
from urllib.parse import quote

import langcodes
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .agreement import Verdict
from .constraints import in_order, one_of
from .dates import date_text
from .passages import find_passage, says_words
from .records import Record, RecordQuerySet, record_permissions, record_rules
from .text import quote_length
from .vocabulary import SourceKind

MAX_QUOTE_WORDS = 15
MAX_QUOTE_HAN = 40


WEB_ADDRESS = URLValidator(
    schemes=["http", "https"], message=_("Write a whole web address that begins with http:// or https://.")
)


def validate_language(tag):
    """Accept BCP 47 tags only, such as en or zh-Hans."""
    if not langcodes.tag_is_valid(tag):
        raise ValidationError(
            _("“%(tag)s” is no BCP 47 language tag; write it like en, de or zh-Hans."), params={"tag": tag}
        )


def validate_quote(text):
    """Refuse more of somebody else's text than evidence needs."""
    words, characters = quote_length(text)
    if words > MAX_QUOTE_WORDS or characters > MAX_QUOTE_HAN:
        raise ValidationError(_("A quote has at most 15 words, or 40 Chinese or Japanese characters."))


class ExchangeRate(models.Model):
    """What one unit of a currency was worth in US dollars, from the European Central Bank's reference rates."""

    currency = models.CharField(_("currency"), max_length=3, help_text=_("ISO 4217 code."))
    day = models.DateField(_("day"))
    usd = models.DecimalField(_("US dollars for one unit"), max_digits=16, decimal_places=10)

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ["-day", "currency"]
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "day"],
                name="exchangerate_once_a_day",
                violation_error_message=_("There is already a rate of this currency for this day."),
            ),
            models.CheckConstraint(
                condition=models.Q(usd__gt=0),
                name="exchangerate_is_positive",
                violation_error_message=_("A rate is more than zero."),
            ),
        ]

    def __str__(self):
        return f"{self.currency} {self.day}"


class SourceQuerySet(RecordQuerySet):
    def with_counts(self):
        """Add how many public claims and deals rest on each source (n_claims, n_deals)."""
        public = models.Q(dealclaims__deal__state=Record.State.PUBLISHED, dealclaims__proposed=False)
        deal_claims = models.Count("dealclaims", filter=public, distinct=True)
        company_claims = models.Count(
            "companyclaims",
            filter=models.Q(companyclaims__company__state=Record.State.PUBLISHED, companyclaims__proposed=False),
            distinct=True,
        )
        return self.annotate(
            n_claims=deal_claims + company_claims,
            n_deals=models.Count("dealclaims__deal", filter=public, distinct=True),
        )


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

    objects = SourceQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version", "updated_at", "full_text"])

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        permissions = record_permissions("source")
        ordering = ["publisher", "pk"]
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


class Claim(models.Model):
    """One source says one thing about one field of one subject."""

    class SaidBy(models.TextChoices):
        PARTY_STATEMENT = "party_statement", _("a party's statement")
        FILING = "filing", _("a filing")
        COURT = "court", _("a court")
        NAMED_PERSON = "named_person", _("a named person")
        UNNAMED_SOURCES = "unnamed_sources", _("unnamed sources")
        OTHER_OUTLET = "other_outlet", _("another outlet")
        OUTLET = "outlet", _("the outlet itself")

    class Basis(models.TextChoices):
        STATED = "stated", _("stated")
        INFERRED = "inferred", _("inferred")
        CONVERTED = "converted", _("converted by the source")

    class Modality(models.TextChoices):
        FACT = "fact", _("as a fact")
        PLAN = "plan", _("as a plan")
        EXPECTATION = "expectation", _("as an expectation")
        SPECULATION = "speculation", _("as speculation")
        DENIAL = "denial", _("as a denial")

    class Rank(models.TextChoices):
        PREFERRED = "preferred", _("preferred")
        NORMAL = "normal", _("normal")
        DEPRECATED = "deprecated", _("set aside")

    SHAPES = {}  # field -> shape; each concrete claim declares its own

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Source, models.RESTRICT, related_name="%(class)ss", verbose_name=_("source"))
    field = models.CharField(_("about"), max_length=20)
    value = models.JSONField(_("value"), default=dict, blank=True)
    quote_exact = models.CharField(
        _("quote"),
        max_length=400,
        blank=True,
        validators=[validate_quote],
        help_text=_("The source's own words, at most 15 words or 40 Chinese or Japanese characters."),
    )
    quote_prefix = models.CharField(
        _("words before"),
        max_length=100,
        blank=True,
        help_text=_("Only where the quote stands more than once."),
    )
    quote_suffix = models.CharField(_("words after"), max_length=100, blank=True)
    paragraph = models.PositiveSmallIntegerField(
        _("paragraph"), null=True, blank=True, help_text=_("Which non-empty line of the text, from 1.")
    )
    said_by = models.CharField(_("said by"), max_length=20, choices=SaidBy, default=SaidBy.OUTLET)
    speaker = models.CharField(
        _("speaker"),
        max_length=200,
        blank=True,
        help_text=_("Name and role of a named person, as the source gives it."),
    )
    origin = models.ForeignKey(
        Source,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("origin"),
        help_text=_("Where the source has it from, if not what it is based on as a whole."),
    )
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, default=Basis.STATED)
    modality = models.CharField(_("how it is said"), max_length=12, choices=Modality, default=Modality.FACT)
    as_of = models.DateField(
        _("as of"), null=True, blank=True, help_text=_("The day that a point-in-time figure is of.")
    )
    translation = models.CharField(_("our translation"), max_length=400, blank=True)
    rank = models.CharField(_("rank"), max_length=10, choices=Rank, default=Rank.NORMAL)
    note = models.TextField(
        _("note"), blank=True, help_text=_("How an inferred value follows, or why it is set aside.")
    )
    proposed = models.BooleanField(
        _("proposed"),
        default=False,
        db_default=False,
        help_text=_("Not public yet: it came with a draft that was merged into a published record."),
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now, db_default=Now(), editable=False)

    # Derived, never typed.
    agreement = models.CharField(
        _("agreement"), max_length=15, choices=Verdict, default="", db_default="", editable=False
    )
    quote_start = models.PositiveIntegerField(_("where the quote begins in the text"), null=True, editable=False)

    DERIVED = ("agreement", "quote_start")

    history = HistoricalRecords(inherit=True, excluded_fields=["agreement", "quote_start"])

    class Meta:
        abstract = True
        ordering = ["source", "paragraph", "added_at", "pk"]

    def __str__(self):
        """Also names a claim whose value was just refused: a form shows it again."""
        return f"{self.get_field_display()}: {self.words}" if self.is_readable else self.get_field_display()

    def get_absolute_url(self):
        return reverse("claim", args=[self.pk])

    def clean(self):
        super().clean()
        shape = self.SHAPES.get(self.field)
        if shape and self.value is not None:
            try:
                self.value = shape.clean(self.value)
            except ValidationError as error:
                raise ValidationError({"value": error.messages}) from error
            self._check_passage()
        self._find_passage()

    def _check_passage(self):
        """A value that the source states stands in the words that are quoted for it."""
        if not self.quote_exact or self.basis == self.Basis.INFERRED or self.source_id is None:
            return
        year = self.source.published_on.year if self.source.published_on else None
        said = self.shape.is_said(self.value, self.quote_exact, year, self.source.language) and (
            not self.names() or says_words(self.quote_exact, self.value.get("text", ""), *self.names())
        )
        if not said:
            words = {"value": ", ".join(filter(None, [self.shape.words(self.value), *self.names()[:1]]))}
            raise ValidationError(
                {
                    "quote_exact": _(
                        "These words do not hold “%(value)s”. Quote the ones that do, "
                        "or mark the value as inferred and say in the note how it follows."
                    )
                    % words
                }
            )

    def names(self):
        """The names of the company that the claim is about to name; one of them must be quoted."""
        return []

    def _find_passage(self):
        """Look the quote up in the source's text, where editors have put it in."""
        text = self.source.full_text if self.source_id else ""
        self.quote_start = None
        if text and self.quote_exact:
            self.quote_start = find_passage(text, self.quote_exact, self.quote_prefix, self.quote_suffix)
            if self.quote_start is None:
                raise ValidationError({"quote_exact": _("This does not stand in the source's text, word for word.")})

    @property
    def is_readable(self):
        """Whether the value has the shape of its field; what went past the rules may not."""
        try:
            self.SHAPES[self.field].clean(self.value)
        except (KeyError, TypeError, ValidationError):
            return False
        return True

    @property
    def shape(self):
        return self.SHAPES[self.field]

    @property
    def source_link(self):
        """The source's address, opening at the quoted words (URL Fragment Text Directives)."""
        if not (self.source.url and self.quote_exact):
            return self.source.url
        prefix = f"{_fragment(self.quote_prefix)}-," if self.quote_prefix else ""
        suffix = f",-{_fragment(self.quote_suffix)}" if self.quote_suffix else ""
        return f"{self.source.url}#:~:text={prefix}{_fragment(self.quote_exact)}{suffix}"


def _fragment(text):
    """Percent-encode for a text directive, in which a hyphen and a comma have a meaning."""
    return quote(text, safe="").replace("-", "%2D")


def claim_rules(model, fields):
    """The row rules of a concrete claim; `model` begins their names, `fields` are its claimable fields."""
    han = "[぀-ヿ㐀-䶿一-鿿豈-﫿]"
    other = "[^぀-ヿ㐀-䶿一-鿿豈-﫿]"
    return [
        one_of(model, "field", fields),
        one_of(model, "said_by", Claim.SaidBy),
        one_of(model, "basis", Claim.Basis),
        one_of(model, "modality", Claim.Modality),
        one_of(model, "rank", Claim.Rank),
        models.CheckConstraint(
            condition=models.Q(quote_exact__regex=rf"^\s*(\S+(\s+|$)){{0,{MAX_QUOTE_WORDS}}}$")
            & models.Q(quote_exact__regex=f"^{other}*({han}{other}*){{0,{MAX_QUOTE_HAN}}}$"),
            name=f"{model}_quote_is_short",
            violation_error_message=_("A quote has at most 15 words, or 40 Chinese or Japanese characters."),
        ),
        models.CheckConstraint(
            condition=~models.Q(basis=Claim.Basis.INFERRED) | ~models.Q(note=""),
            name=f"{model}_inference_has_note",
            violation_error_message=_("An inferred value needs a note that says how it follows."),
        ),
        models.CheckConstraint(
            condition=~models.Q(rank=Claim.Rank.DEPRECATED) | ~models.Q(note=""),
            name=f"{model}_set_aside_has_note",
            violation_error_message=_("A claim that is set aside needs a note that says why."),
        ),
        models.CheckConstraint(
            condition=models.Q(paragraph__isnull=True) | models.Q(paragraph__gte=1),
            name=f"{model}_paragraph_from_1",
            violation_error_message=_("Paragraphs are counted from 1."),
        ),
    ]
