"""The sources' columns, as the contract names and orders them; additions only at the end."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lists.columns import column, yes_no
from values.dates import edtf

from .vocabulary import SourceKind


def source_address(slug):
    return reverse("source", args=[slug])


SOURCE_COLUMNS = (
    column("id", _("Id"), "pk", help=_("The number of the source's record; it never changes.")),
    column(
        "url",
        _("Page"),
        "slug",
        source_address,
        is_url=True,
        help=_("The whole web address of the page that says what we took from the source."),
    ),
    column(
        "title",
        _("Title"),
        help=_("The title as the source writes it; in our own words where we know the source only through others."),
    ),
    column("publisher", _("Publisher"), help=_("Who published it.")),
    column("author", _("Author"), help=_("The author as the source names one; empty where it names none.")),
    column("kind", _("Kind"), choices=(SourceKind,), help=_("What kind of text it is.")),
    column(
        "language",
        _("Language"),
        help=_("The language of the text as a BCP 47 tag, such as en or zh-Hans."),
    ),
    column(
        "published",
        _("Published"),
        "published_on",
        help=_("The first day on which it may have been published, such as 2020-06-26; empty where not known."),
    ),
    column(
        "published_last",
        _("Published, last day"),
        "published_until",
        help=_(
            "The last day on which it may have been published: the same as the first where the day is known, "
            "31 December where only the year is; empty where not known."
        ),
    ),
    column(
        "published_edtf",
        _("Published, EDTF"),
        "published_on published_until",
        edtf,
        help=_(
            "The same date as one text in EDTF (ISO 8601-2), as precise as it is known: 2020-06-26, 2020-06 or 2020; "
            "empty where not known."
        ),
    ),
    column(
        "source_url",
        _("Address of the source"),
        "url",
        help=_("The web address of the text itself; empty where not known."),
    ),
    column(
        "based_on",
        _("Based on"),
        "based_on__title",
        help=_(
            "The title of the report that the source retells, with which it counts as one; empty where it is not "
            "recorded as retelling one."
        ),
    ),
    column(
        "cited_only",
        _("Known only through others"),
        show=yes_no,
        help=_("“yes” where we have not read it and know of it only because others cite it, else “no”."),
    ),
    column(
        "n_claims",
        _("Claims"),
        help=_("How many public claims, on deals and on companies, we took from it."),
    ),
    column("n_deals", _("Deals"), help=_("How many public deals it says something of.")),
    column(
        "updated",
        _("Updated"),
        "updated_at",
        help=_("When the record was last changed, in UTC, such as 2026-01-31T09:30:00+00:00."),
    ),
)
