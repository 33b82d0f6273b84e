import uuid
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.constraints import one_of
from records.derived import TypedHistory, derived
from records.rows import owner_of
from records.visibility import PublicRow, PublicRowQuerySet
from values.passages import find_passage, says_words
from values.text import quote_length

from ..agreement import Verdict
from .source import Source

MAX_QUOTE_WORDS = 15
MAX_QUOTE_HAN = 40


def validate_quote(text):
    """Refuse more of somebody else's text than evidence needs."""
    words, characters = quote_length(text)
    if words > MAX_QUOTE_WORDS or characters > MAX_QUOTE_HAN:
        raise ValidationError(_("A quote has at most 15 words, or 40 Chinese or Japanese characters."))


class ClaimQuerySet(PublicRowQuerySet):
    def public(self):
        """Keep public claims, with what a page shows of them."""
        return super().public().select_related("origin")


class Claim(PublicRow, models.Model):
    """One source says one thing about one field of one subject."""

    WITHHELD_BY = "proposed"

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

    agreement = derived(models.CharField(_("agreement"), max_length=15, choices=Verdict, default="", db_default=""))
    quote_start = derived(models.PositiveIntegerField(_("where the quote begins in the text"), null=True))

    objects = ClaimQuerySet.as_manager()
    history = TypedHistory(inherit=True)

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
    def subject(self):
        """The record that it is about."""
        return owner_of(self)

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
