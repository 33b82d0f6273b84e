"""The companies' columns, as the contract names and orders them; additions only at the end."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lists.columns import column


def company_address(slug):
    return reverse("company", args=[slug])


COMPANY_COLUMNS = (
    column("id", _("Id"), "pk"),
    column("url", _("Address"), "slug", company_address, is_url=True),
    column("name", _("Name")),
    column("other_names", _("Other names"), "other_names_text"),
    column("kind", _("Kind")),
    column("status", _("Status")),
    column("country", _("Country")),
    column("owners", _("Owners"), "owners_text"),
    column("segments", _("Segments"), "segments_text"),
    column("founded", _("Founded")),
    column("website", _("Website")),
    column("n_deals", _("Deals")),
    column("updated", _("Updated"), "updated_at"),
    column("former_ids", _("Former ids")),
)
