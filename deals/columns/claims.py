"""The columns of claims, on deals and on companies."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from companies.models import company_claim_words
from companies.vocabulary import CompanyField
from lists.columns import column
from sources.agreement import Verdict
from sources.models import Claim
from values.dates import edtf

from ..models.claim import deal_claim_words
from ..models.vocabulary import DealField


def claim_columns(subject_type, subject, named, words):
    """The claims' columns for one of the two tables; `subject` and `named` are its foreign keys' names."""
    return (
        column("id", _("Id"), "pk", str, help=_("The UUID of the claim; it never changes.")),
        column(
            "subject_type",
            _("About a"),
            "pk",
            lambda pk: subject_type,
            help=_(
                "“deal” or “company”, whichever the claim is about; those on companies are in the file only where no "
                "parameter selects deals."
            ),
        ),
        column(
            "subject_id",
            _("Id of what it is about"),
            f"{subject}_id",
            help=_("The id of that deal, as in deals.csv, or of that company, as in companies.csv."),
        ),
        column(
            "subject",
            _("What it is about"),
            f"{subject}__{'title' if subject == 'deal' else 'name'}",
            help=_("The title of that deal or the name of that company."),
        ),
        column("field", _("Field"), choices=(DealField, CompanyField), help=_("Which fact of it the claim is about.")),
        column(
            "value",
            _("Value"),
            f"field value {named}__name role",
            words,
            help=_(
                "What the source says, in words, such as “US$1.2 billion, price paid” or “Zoox (target)”; a company "
                "that the claim names stands there by its usual name, with its role or relation."
            ),
        ),
        column(
            "agreement",
            _("Agreement"),
            choices=(Verdict,),
            help=_("How the claim stands to the recorded value; empty where there is nothing to compare it with."),
        ),
        column("rank", _("Rank"), choices=(Claim.Rank,), help=_("What the editors made of the claim.")),
        column("basis", _("Basis"), choices=(Claim.Basis,), help=_("How the value follows from the source's words.")),
        column(
            "modality",
            _("How it is said"),
            choices=(Claim.Modality,),
            help=_("How firmly the source says it: as a fact, or as something less."),
        ),
        column("said_by", _("Said by"), choices=(Claim.SaidBy,), help=_("Who speaks in the source.")),
        column(
            "quote",
            _("Quote"),
            "quote_exact",
            help=_(
                "The source's own words, at most 15 words or 40 Chinese or Japanese characters; empty where the "
                "passage is not quoted yet."
            ),
        ),
        column("source_id", _("Source id"), help=_("The id of the source, as in sources.csv.")),
        column("source", _("Source"), "source__title", help=_("The title of the source.")),
        column("publisher", _("Publisher"), "source__publisher", help=_("Who published the source.")),
        column(
            "published",
            _("Published"),
            "source__published_on source__published_until",
            edtf,
            help=_(
                "When the source was published, in EDTF (ISO 8601-2) and as precise as it is known: 2020-06-26, "
                "2020-06 or 2020; empty where not known."
            ),
        ),
        column(
            "origin_id",
            _("Id of the origin"),
            "origin_id source__based_on_id",
            first_known,
            help=_(
                "The id of the source that this one has it from; its own id where it speaks for itself though it "
                "retells another one; empty where it retells none."
            ),
        ),
        column(
            "source_url",
            _("Address of the source"),
            "source__url",
            help=_("The web address of the source; empty where not known."),
        ),
        column(
            "claim_url",
            _("Address of the claim"),
            "pk",
            claim_address,
            is_url=True,
            help=_("The whole web address of the claim's page, which says how to cite it."),
        ),
    )


def first_known(*values):
    return next((value for value in values if value is not None), None)


def claim_address(pk):
    return reverse("claim", args=[pk])


DEAL_CLAIM_COLUMNS = claim_columns("deal", "deal", "company", deal_claim_words)
COMPANY_CLAIM_COLUMNS = claim_columns("company", "company", "other", company_claim_words)
