"""What the company list holds in memory."""

from django.db.models import F

from lists.contents import Facet, Held
from lists.index import Memory

from .models import Company

MEMORY = Memory(
    Held(
        Company,
        facets={
            "kind": Facet("kind"),
            "country": Facet("country"),
            "segment": Facet("segments_text", lambda text: text.split("; ") if text else []),
        },
        numbers={"deals": F("n_deals")},
        texts={"name": "name_key"},
        orders=("deals",),
    )
)
