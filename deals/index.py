"""What the deal lists hold in memory: their facets, the numbers that bounds are about, and the orders."""

from lists.contents import Facet, Held
from lists.index import Memory
from lists.numbers import Cents, Day, Moment

from .models import Deal
from .models.vocabulary import WITH_AMOUNT

UNDATED, EXCLUDE, ONLY = "undated", "exclude", "only"


def split(text):
    return text.split("; ") if text else []


HELD = Held(
    Deal,
    facets={
        "kind": Facet("kind"),
        "form": Facet("form"),
        "status": Facet("status"),
        "segment": Facet("segments_text", split),
        "country": Facet("countries_text", split),
        "role": Facet("roles_text", split),
        "year": Facet("dated_year", lambda year: [str(year) if year else UNDATED]),
        "undisclosed": Facet("value_disclosure", lambda word: [EXCLUDE if word in WITH_AMOUNT else ONLY]),
        "standing": Facet("value_standing"),
        "measure": Facet("value_measure"),
        "told_as": Facet("told_as", split),
        "sources_differ": Facet("sources_differ", lambda differ: ["yes" if differ else "no"]),
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
MEMORY = Memory(HELD)
