"""What the source list holds in memory."""

from lists.contents import Contents, FacetColumn
from lists.index import Index
from lists.numbers import Day

from .models import Source

INDEX = Index(
    Contents(
        Source,
        facets={
            "kind": FacetColumn("kind"),
            "read": FacetColumn("cited_only", lambda cited: ["no" if cited else "yes"]),
        },
        numbers={"published": Day("published_on")},
        orders=("published",),
    )
)
