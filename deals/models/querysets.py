from django.db.models import F, Prefetch

from records.models import MergeableQuerySet, where_published


class DealQuerySet(MergeableQuerySet):
    """The vocabulary of deals: adjectives filter, with_* adds, by_* orders."""

    def by(self, sort):
        """Order by one of the list's sorts; ties by the order of entry, so that pages never overlap."""
        key, *_rest = names = SORTS[sort]
        return self.order_by(*names, "-pk" if key.startswith("-") else "pk")

    def with_page(self):
        """Add all that a deal's page shows, in a fixed number of queries."""
        related = self.model._meta.get_field
        links = related("links").related_model.objects
        claims = related("claims").related_model.objects.public()
        milestones = related("milestones").related_model.objects.order_by(F("first_day").asc(nulls_first=True), "pk")
        return self.select_related("valuation_of").prefetch_related(
            Prefetch("parties", related("parties").related_model.objects.select_related("company")),
            Prefetch("milestones", milestones.select_related("claim__source")),
            Prefetch("claims", claims),
            Prefetch("links", links.select_related("other").filter(where_published("other"))),
            Prefetch("linked_from", links.select_related("deal").filter(where_published("deal"))),
            "segments",
            "decisions",
        )


SORTS = {
    "-dated": ("-newest_key",),
    "dated": ("oldest_key",),
    "-usd": ("-largest_key",),
    "usd": ("smallest_key",),
    "title": ("title_key",),
    "-updated": ("-updated_at",),
}
