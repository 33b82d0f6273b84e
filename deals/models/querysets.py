from django.db.models import Case, Exists, F, IntegerField, OuterRef, Prefetch, Q, When

from records.models import MergeableQuerySet

from .vocabulary import BYSTANDERS, WITH_AMOUNT

KNOWN_VALUE = Q(value_disclosure__in=WITH_AMOUNT)


class DealQuerySet(MergeableQuerySet):
    """The vocabulary of deals: adjectives filter, with_* adds, by_* orders."""

    KNOWN_VALUE = KNOWN_VALUE

    def matching(self, query):
        """Keep deals of whose names, titles or quotes every word of the query begins a word."""
        return self.filter(search_text__finds=query) if query.strip() else self

    def involving(self, companies, roles=()):
        """Keep deals that one of the companies is a party to, in one of the roles if any are given."""
        return self._with_one_of(self._parties().of(companies, roles))

    def with_role(self, roles):
        """Keep deals that have a party in one of the roles."""
        return self._with_one_of(self._parties().filter(role__in=roles))

    def in_countries(self, countries):
        """Keep deals with a party from one of the countries; advisers and regulators do not count."""
        return self._with_one_of(self._parties().filter(company__country__in=countries).exclude(role__in=BYSTANDERS))

    def _parties(self):
        return self.model._meta.get_field("parties").related_model.objects

    def _with_one_of(self, parties):
        return self.filter(Exists(parties.filter(deal=OuterRef("pk"))))

    def in_segments(self, segments):
        return self.filter(
            Exists(self.model.segments.through.objects.filter(deal=OuterRef("pk"), segment__in=segments))
        )

    def reported_by(self, sources):
        """Keep deals of which one of the sources says something."""
        claims = self.model._meta.get_field("claims").related_model.objects
        return self.filter(Exists(claims.filter(deal=OuterRef("pk"), source__in=sources, proposed=False)))

    def dated_in(self, years):
        """Keep deals dated in one of the years; 0 stands for undated."""
        return self.filter(dated_year__in=years)

    def announced_after(self, day):
        """Keep deals that may have been announced on the day or later."""
        return self.filter(announced_last__gte=day)

    def announced_before(self, day):
        """Keep deals that may have been announced on the day or earlier."""
        return self.filter(announced__lte=day)

    def worth(self, low, high, *, known=True, unknown=True):
        """Keep deals that may be worth `low` to `high` US dollars (None: open), and those of no known amount.

        `known` and `unknown` say which of the two are wanted; an amount without dollars meets no bound.
        """
        if low is None and high is None:
            bounds = Q()
        else:
            bounds = Q(value_usd_min__isnull=False) | Q(value_usd_max__isnull=False)
            bounds &= Q() if low is None else Q(value_usd_max__gte=low) | Q(value_usd_max__isnull=True)
            bounds &= Q() if high is None else Q(value_usd_min__lte=high) | Q(value_usd_min__isnull=True)
        if known and unknown:
            return self.filter(bounds | ~KNOWN_VALUE) if bounds else self
        return self.filter(KNOWN_VALUE & bounds if known else ~KNOWN_VALUE)

    def where_sources_differ(self, differ=True):
        return self.filter(sources_differ=differ)

    def with_standing(self, standings):
        """Keep deals whose value stands in one of these ways."""
        return self.filter(value_standing__in=standings)

    def told_as(self, kind):
        """Keep deals of another kind that a source calls a deal of this kind."""
        return self.exclude(kind=kind).filter(told_as__contains=kind)

    def with_value_known(self):
        """Add value_known: 1 where the deal value has an amount, else 0."""
        return self.annotate(value_known=Case(When(KNOWN_VALUE, then=1), default=0, output_field=IntegerField()))

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
            Prefetch("links", links.select_related("other").filter(other__state="published")),
            Prefetch("linked_from", links.select_related("deal").filter(deal__state="published")),
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
