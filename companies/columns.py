"""The companies' columns, as the contract names and orders them; additions only at the end."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lists.columns import column

from .vocabulary import CompanyKind, CompanyStatus


def company_address(slug):
    return reverse("company", args=[slug])


COMPANY_COLUMNS = (
    column("id", _("Id"), "pk", help=_("The number of the company's record; it never changes.")),
    column(
        "url",
        _("Address"),
        "slug",
        company_address,
        is_url=True,
        help=_("The whole web address of the company's page."),
    ),
    column("name", _("Name"), help=_("The company's usual name, in Latin letters where it has one.")),
    column(
        "other_names",
        _("Other names"),
        "other_names_text",
        help=_("Its other names in any language, as sources write them, joined by “; ”; empty where there are none."),
    ),
    column("kind", _("Kind"), choices=(CompanyKind,), help=_("What kind of company it is, by our classification.")),
    column(
        "status",
        _("Status"),
        choices=(CompanyStatus,),
        help=_("What has become of the company; “unknown” where nobody has recorded it."),
    ),
    column(
        "country",
        _("Country"),
        help=_(
            "The country it is run from, by our classification, as two letters of ISO 3166-1; empty where not recorded."
        ),
    ),
    column(
        "owners",
        _("Owners"),
        "owners_text",
        help=_(
            "The companies that own it or are tied to it as affiliate, joint owner or related party today, by name, "
            "joined by “; ”; empty where none is recorded."
        ),
    ),
    column(
        "segments",
        _("Segments"),
        "segments_text",
        help=_(
            "Its parts of the industry, by our classification, such as “mapping; robotaxi”, joined by “; ”; "
            "empty where none is recorded."
        ),
    ),
    column("founded", _("Founded"), help=_("The year of its foundation, in four digits; empty where not recorded.")),
    column("website", _("Website"), help=_("The web address of its own site; empty where not recorded.")),
    column("n_deals", _("Deals"), help=_("How many public deals it is a party to, in any role.")),
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
