"""What the company list holds in memory."""

from django.db.models import F

from lists.contents import Contents, FacetColumn
from lists.index import Index

from .models import Company

INDEX = Index(
    Contents(
        Company,
        facets={
            "kind": FacetColumn("kind"),
            "country": FacetColumn("country"),
            "segment": FacetColumn("segments_text", lambda text: text.split("; ") if text else []),
        },
        numbers={"deals": F("n_deals")},
        texts={"name": "name_key"},
        orders=("deals",),
    )
)
