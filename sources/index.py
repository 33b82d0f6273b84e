"""What the source list holds in memory."""

from lists.contents import Facet, Held
from lists.index import Memory
from lists.numbers import Day

from .models import Source

MEMORY = Memory(
    Held(
        Source,
        facets={"kind": Facet("kind"), "read": Facet("cited_only", lambda cited: ["no" if cited else "yes"])},
        numbers={"published": Day("published_on")},
        orders=("published",),
    )
)
