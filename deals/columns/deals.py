"""The deals' columns, as the contract names and orders them; additions only at the end."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lists.columns import column, yes_no
from sources.standing import Standing
from values.money import Qualifier

from ..models.vocabulary import (
    Consideration,
    DatedBasis,
    DealField,
    Disclosure,
    Form,
    Kind,
    Measure,
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
