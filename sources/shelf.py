"""What the source list holds in memory."""

from .held import Facet, Held
from .memory import Memory
from .models import Source
from .numbers import Day

MEMORY = Memory(
    Held(
        Source,
        facets={"kind": Facet("kind"), "read": Facet("cited_only", lambda cited: ["no" if cited else "yes"])},
        numbers={"published": Day("published_on")},
        orders=("published",),
    )
)
