"""The columns of what belongs to deals: parties and milestones."""

from django.utils.translation import gettext_lazy as _

from lists.columns import column, yes_no
from values.dates import edtf

from ..models.vocabulary import Role, Status

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
