"""The deals' columns, as the contract names and orders them; additions only at the end."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from companies.models import company_claim_words
from companies.vocabulary import CompanyField
from lists.columns import column, yes_no
from sources.agreement import Verdict
from sources.models import Claim
from sources.standing import Standing
from values.dates import edtf
from values.money import Qualifier

from .models.claim import deal_claim_words
from .models.vocabulary import (
    Consideration,
    DatedBasis,
    DealField,
    Disclosure,
    Form,
    Kind,
    Measure,
    Role,
    Round,
    Status,
    ValuationMeasure,
)


def deal_address(slug):
    return reverse("deal", args=[slug])


DEAL_COLUMNS = (
    column("id", _("Id"), "pk", help=_("The number of the deal's record; it never changes.")),
    column("url", _("Address"), "slug", deal_address, is_url=True, help=_("The whole web address of the deal's page.")),
    column("kind", _("Kind"), choices=(Kind,), help=_("Which of the three kinds of deal it is.")),
    column(
        "form",
        _("Deal type"),
        choices=(Form,),
        help=_("What exactly the deal is; each type belongs to one kind, and the types stand here by kind."),
    ),
    column("title", _("Title"), help=_("The name that we give the deal, mostly that of its parties.")),
    column(
        "status",
        _("Status"),
        choices=(Status,),
        help=_(
            "How far the deal has come, by its latest milestone; once a party has announced it, talk and reports count "
            "no more."
        ),
    ),
    column(
        "status_date",
        _("Status since"),
        "status_on",
        help=_("The first day on which it may have come so far, such as 2020-06-26; empty where not known."),
    ),
    column(
        "dated",
        _("Dated"),
        help=_(
            "The first day of the date by which lists sort the deal and count its year: that of its first report or "
            "announcement, else of another milestone, else of its first source; empty where none is dated."
        ),
    ),
    column(
        "dated_basis",
        _("Dated by"),
        choices=(DatedBasis,),
        help=_("What that date is the date of; empty where there is none."),
    ),
    column(
        "announced",
        _("Announced"),
        help=_("The first day on which it may have been announced, such as 2020-06-26; empty where not known."),
    ),
    column(
        "announced_last",
        _("Announced, last day"),
        help=_("The last such day: the same as the first where the day is known; empty where the first is."),
    ),
    column(
        "announced_edtf",
        _("Announced, EDTF"),
        help=_(
            "Both days as one text in EDTF (ISO 8601-2), as precise as the date is known: 2020-06-26, 2020-06, 2020-34 "
            "(the second quarter), 2020-40 (the first half), 2020, or the two days with a slash; empty where they are."
        ),
    ),
    column(
        "completed",
        _("Completed"),
        help=_("The first day on which it may have been completed, such as 2020-06-26; empty where not known."),
    ),
    column(
        "completed_last",
        _("Completed, last day"),
        help=_("The last such day: the same as the first where the day is known; empty where the first is."),
    ),
    column(
        "completed_edtf",
        _("Completed, EDTF"),
        help=_("Both days as one text in EDTF, as in announced_edtf; empty where they are."),
    ),
    column(
        "parties",
        _("Parties"),
        "parties_text",
        help=_("All its parties as “Name (role); Name (role)”, roles as in parties.csv; empty where none is known."),
    ),
    column(
        "acquirer_or_investor",
        _("Acquirer or investor"),
        "buyers_text",
        help=_("The names of those who buy or invest, joined by “; ”; empty where there are none."),
    ),
    column(
        "target_or_issuer",
        _("Target or company invested in"),
        "targets_text",
        help=_(
            "The names of what is bought, of the company invested in or of the joint venture that is set up, joined by "
            "“; ”; empty where there are none."
        ),
    ),
    column(
        "partners",
        _("Partners"),
        "partners_text",
        help=_(
            "The names of partners, suppliers, customers, licensors and licensees, joined by “; ”; empty where there "
            "are none."
        ),
    ),
    column(
        "value_min",
        _("Value, lowest"),
        help=_(
            "The lowest amount that the deal value may be, as a plain decimal in units of its currency; empty where no "
            "amount is known or it has no lower end (up to, less than)."
        ),
    ),
    column(
        "value_max",
        _("Value, highest"),
        help=_(
            "The highest amount that it may be; the same as the lowest for one number; empty where no amount is known "
            "or it has no upper end (over, at least)."
        ),
    ),
    column(
        "value_currency",
        _("Currency"),
        help=_("The currency of the deal value as an ISO 4217 code, such as CNY; empty where no amount is known."),
    ),
    column(
        "value_qualifier",
        _("Qualifier"),
        choices=(Qualifier,),
        help=_("How the number is limited in words; empty where no amount is known."),
    ),
    column(
        "value_measure",
        _("What the figure is"),
        choices=(Measure,),
        help=_("What the deal value is the amount of; empty where no amount is known."),
    ),
    column(
        "value_disclosure",
        _("Disclosure"),
        choices=(Disclosure,),
        help=_("Whether an amount is known, and from whom; empty where nobody has looked at it yet."),
    ),
    column(
        "value_usd_min",
        _("Value in US$, lowest"),
        help=_("The lowest amount in US dollars, to the cent; empty where that amount or the exchange rate is."),
    ),
    column(
        "value_usd_max",
        _("Value in US$, highest"),
        help=_("The highest amount in US dollars, to the cent; empty where that amount or the exchange rate is."),
    ),
    column(
        "value_fx_rate",
        _("Exchange rate"),
        help=_(
            "US dollars for one unit of the currency by the European Central Bank: of the day on which the deal "
            "was announced, else of the milestone that dates it, or the average of that month or quarter; 1 for US "
            "dollars; empty where no amount, no such date or no rate is known."
        ),
    ),
    column(
        "value_fx_date",
        _("Rate of"),
        help=_(
            "The day of that rate, at most seven days before the date, or the last one of the month or quarter; empty "
            "for US dollars and where there is no rate."
        ),
    ),
    column(
        "valuation_min",
        _("Valuation, lowest"),
        help=_(
            "The lowest amount that a company is said to be worth in this deal, as a plain decimal in units of its "
            "currency; empty where none is recorded or it has no lower end."
        ),
    ),
    column(
        "valuation_max",
        _("Valuation, highest"),
        help=_(
            "The highest such amount; the same as the lowest for one number; empty where none is recorded or it has no "
            "upper end."
        ),
    ),
    column(
        "valuation_currency",
        _("Valuation currency"),
        help=_("The currency of the valuation as an ISO 4217 code, such as CNY; empty where there is none."),
    ),
    column(
        "valuation_qualifier",
        _("Valuation qualifier"),
        choices=(Qualifier,),
        help=_("How that number is limited in words; empty where there is no valuation."),
    ),
    column(
        "valuation_measure",
        _("What the valuation is"),
        choices=(ValuationMeasure,),
        help=_("What the valuation is the worth of; empty where there is none."),
    ),
    column(
        "valuation_of",
        _("Valuation of"),
        "valuation_of__name",
        help=_("The usual name of the company that is valued; empty where there is no valuation."),
    ),
    column(
        "valuation_usd_min",
        _("Valuation in US$, lowest"),
        help=_("The lowest valuation in US dollars, by the same rules as the value; empty where it or the rate is."),
    ),
    column(
        "valuation_usd_max",
        _("Valuation in US$, highest"),
        help=_("The highest valuation in US dollars, by the same rules as the value; empty where it or the rate is."),
    ),
    column(
        "stake_percent",
        _("Stake in percent"),
        help=_("The part of the company that changes hands, more than 0 and at most 100; empty where not recorded."),
    ),
    column(
        "consideration",
        _("Paid in"),
        choices=(Consideration,),
        help=_("What is given in return; empty where not recorded."),
    ),
    column(
        "round",
        _("Round"),
        choices=(Round,),
        help=_("Which financing round it is; empty where not recorded, and for acquisitions and partnerships."),
    ),
    column(
        "segments",
        _("Segments"),
        "segments_text",
        help=_(
            "The parts of the industry that it is about, by our classification, such as “mapping; robotaxi”, joined by "
            "“; ”; empty where none is recorded."
        ),
    ),
    column(
        "sae_level",
        _("SAE level"),
        help=_(
            "The level of automation from 0 to 5 by SAE J3016 that it is about; empty where not recorded, also where "
            "words such as “L2+” name no level."
        ),
    ),
    column(
        "countries",
        _("Countries"),
        "countries_text",
        help=_(
            "The countries of its parties but for advisers and regulators, as ISO 3166-1 codes joined by “; ”; empty "
            "where none is recorded."
        ),
    ),
    column("n_claims", _("Claims"), help=_("How many public claims there are on the deal, those set aside included.")),
    column("n_sources", _("Sources"), help=_("How many sources that we have read these claims come from.")),
    column(
        "n_origins",
        _("Independent reports"),
        help=_("How many reports they go back to: retellings of one count once, claims set aside not at all."),
    ),
    column(
        "value_standing",
        _("Standing of the value"),
        choices=(Standing,),
        help=_(
            "How firmly the deal value stands, also where the value is that parties do not disclose it; empty where "
            "nothing is recorded or no source mentions an amount."
        ),
    ),
    column(
        "sources_differ",
        _("Sources differ"),
        show=yes_no,
        help=_("“yes” where sources differ on one fact of the deal or more, decided or not, else “no”."),
    ),
    column(
        "differing_fields",
        _("Sources differ on"),
        choices=(DealField,),
        help=_("The facts on which sources differ, joined by “; ”; empty where they do not."),
    ),
    column(
        "decided",
        _("Decided"),
        help=_(
            "“yes” where the editors chose a value on each of these facts; “no” where one of them is not decided yet, "
            "was left open or has changed since; empty where sources do not differ."
        ),
    ),
    column(
        "no_source_fields",
        _("No source yet for"),
        choices=(DealField,),
        help=_("The recorded facts that no source supports yet, joined by “; ”; empty where each has one."),
    ),
    column(
        "added",
        _("Added"),
        "added_at",
        help=_("When the record was made, in UTC, such as 2026-01-31T09:30:00+00:00."),
    ),
    column(
        "updated",
        _("Updated"),
        "updated_at",
        help=_("When the record was last changed, in UTC, such as 2026-01-31T09:30:00+00:00."),
    ),
    column(
        "former_ids",
        _("Former ids"),
        help=_("The ids of public records that were merged into this one, joined by “; ”; empty where there are none."),
    ),
)
PARTY_COLUMNS = (
    column("deal_id", _("Deal id"), help=_("The id of the deal, as in deals.csv.")),
    column("deal", _("Deal"), "deal__title", help=_("The deal's title.")),
    column("company_id", _("Company id"), help=_("The id of the party's company, as in companies.csv.")),
    column("company", _("Company"), "company__name", help=_("The usual name of the party's company.")),
    column("role", _("Role"), choices=(Role,), help=_("What the company is in the deal.")),
    column("is_lead", _("Lead"), show=yes_no, help=_("“yes” where it leads, such as a lead investor, else “no”.")),
    column(
        "amount",
        _("Its amount"),
        help=_("This party's own part of the money as a plain decimal in units; empty where not recorded."),
    ),
    column(
        "currency",
        _("Currency"),
        help=_("The currency of its amount as an ISO 4217 code, such as CNY; empty where there is no amount."),
    ),
    column(
        "stake_percent",
        _("Its stake in percent"),
        help=_("This party's own stake in percent, more than 0 and at most 100; empty where not recorded."),
    ),
    column(
        "country",
        _("Country"),
        "company__country",
        help=_(
            "The country that the company is run from, by our classification, as two letters of ISO 3166-1; "
            "empty where not recorded."
        ),
    ),
)
MILESTONE_COLUMNS = (
    column("deal_id", _("Deal id"), help=_("The id of the deal, as in deals.csv.")),
    column("deal", _("Deal"), "deal__title", help=_("The deal's title.")),
    column("status", _("Status"), choices=(Status,), help=_("The stage that the deal came to.")),
    column(
        "first_day",
        _("First day"),
        help=_("The first day on which it may have come there, such as 2020-06-26; empty where not known."),
    ),
    column(
        "last_day",
        _("Last day"),
        help=_("The last such day: the same as the first where the day is known; empty where not known."),
    ),
    column(
        "edtf",
        _("EDTF"),
        "first_day last_day",
        edtf,
        help=_(
            "Both days as one text in EDTF (ISO 8601-2), as precise as the date is known: 2020-06-26, 2020-06, 2020-34 "
            "(the second quarter) or 2020; empty where not known."
        ),
    ),
    column(
        "source_id",
        _("Source id"),
        "claim__source_id",
        help=_("The id of the source that says so, as in sources.csv; empty where no claim is named."),
    ),
)


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
