"""What the deal lists hold in memory: their facets, the numbers that bounds are about, and the orders."""

from lists.contents import Contents, FacetColumn
from lists.index import Index
from lists.numbers import Cents, Day, Moment

from .models import Deal
from .models.vocabulary import WITH_AMOUNT

UNDATED, EXCLUDE, ONLY = "undated", "exclude", "only"


def split(text):
    return text.split("; ") if text else []


INDEX = Index(
    Contents(
        Deal,
        facets={
            "kind": FacetColumn("kind"),
            "form": FacetColumn("form"),
            "status": FacetColumn("status"),
            "segment": FacetColumn("segments_text", split),
            "country": FacetColumn("countries_text", split),
            "role": FacetColumn("roles_text", split),
            "year": FacetColumn("dated_year", lambda year: [str(year) if year else UNDATED]),
            "undisclosed": FacetColumn("value_disclosure", lambda word: [EXCLUDE if word in WITH_AMOUNT else ONLY]),
            "standing": FacetColumn("value_standing"),
            "measure": FacetColumn("value_measure"),
            "told_as": FacetColumn("told_as", split),
            "sources_differ": FacetColumn("sources_differ", lambda differ: ["yes" if differ else "no"]),
        },
        numbers={
            "newest": Day("newest_key"),
            "oldest": Day("oldest_key"),
            "largest": Cents("largest_key"),
            "smallest": Cents("smallest_key"),
            "updated": Moment("updated_at"),
            "added": Moment("added_at"),
            "announced": Day("announced"),
            "announced_last": Day("announced_last"),
            "usd_min": Cents("value_usd_min"),
            "usd_max": Cents("value_usd_max"),
        },
        texts={"title": "title_key"},
        orders=("newest", "oldest", "largest", "smallest", "updated"),
    )
)


def of_kind(index, kind):
    """Return the public deals of a kind, all where it is None."""
    return index.having("kind", [kind]) if kind else index.public
