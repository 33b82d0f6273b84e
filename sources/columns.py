"""The sources' columns, as the contract names and orders them; additions only at the end."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lists.columns import column, yes_no
from values.dates import edtf


def source_address(slug):
    return reverse("source", args=[slug])


SOURCE_COLUMNS = (
    column("id", _("Id"), "pk"),
    column("url", _("Page"), "slug", source_address, is_url=True),
    column("title", _("Title")),
    column("publisher", _("Publisher")),
    column("author", _("Author")),
    column("kind", _("Kind")),
    column("language", _("Language")),
    column("published", _("Published"), "published_on"),
    column("published_last", _("Published, last day"), "published_until"),
    column("published_edtf", _("Published, EDTF"), "published_on published_until", edtf),
    column("source_url", _("Address of the source"), "url"),
    column("based_on", _("Based on"), "based_on__title"),
    column("cited_only", _("Known only through others"), show=yes_no),
    column("n_claims", _("Claims")),
    column("n_deals", _("Deals")),
    column("updated", _("Updated"), "updated_at"),
)
