"""The deal list's parameters as plain queries, against which what the index selects is compared."""

from django.db.models import Q

from companies.groups import group_of
from deals.models import Deal

KNOWN = Q(value_disclosure__in=["disclosed", "press_figure"])
BYSTANDERS = ["adviser", "regulator"]


def deals(filters):
    """The public deals that valid parameters select, in the list's order."""
    given = {name: filters.value(name) for name in filters.data}
    found = Deal.objects.published().filter(worth(given))
    for name in set(RULES) & set(given):
        found = found.filter(pk__in=Deal.objects.filter(RULES[name](given[name])).values("pk"))
    if "company" in given:
        found = found.filter(pk__in=Deal.objects.filter(involving(given)).values("pk"))
    elif "role" in given:
        found = found.filter(pk__in=Deal.objects.filter(parties__role__in=given["role"]).values("pk"))
    return found.by(filters.sort)


RULES = {
    "q": lambda query: Q(search_text__finds=query),
    "kind": lambda words: Q(kind__in=words),
    "form": lambda words: Q(form__in=words),
    "status": lambda words: Q(status__in=words),
    "segment": lambda segments: Q(segments__in=segments),
    "country": lambda codes: Q(
        pk__in=Deal.parties.rel.related_model.objects.filter(company__country__in=codes)
        .exclude(role__in=BYSTANDERS)
        .values("deal")
    ),
    "source": lambda sources: Q(claims__source__in=sources, claims__proposed=False),
    "year": lambda years: Q(dated_year__in=[0 if year == "undated" else int(year) for year in years]),
    "announced_after": lambda day: Q(announced_last__gte=day),
    "announced_before": lambda day: Q(announced__lte=day),
    "sources_differ": lambda word: Q(sources_differ=word == "yes"),
    "standing": lambda words: Q(value_standing__in=words),
    "added_after": lambda day: Q(added_at__date__gte=day),
    "changed_after": lambda day: Q(updated_at__date__gte=day),
}


def involving(given):
    companies = [company.survivor for company in given["company"]]
    if given.get("group"):
        companies = group_of(companies, wide=given["group"] == "wide")
    roles = {"parties__role__in": given["role"]} if given.get("role") else {}
    return Q(parties__company__in=companies, **roles)


def worth(given):
    """An amount without dollars meets no bound; an open end reaches as far as any bound."""
    low, high = given.get("usd_min"), given.get("usd_max")
    if low is None and high is None:
        return {"exclude": KNOWN, "only": ~KNOWN}.get(given.get("undisclosed"), Q())
    bounds = Q(value_usd_min__isnull=False) | Q(value_usd_max__isnull=False)
    if low is not None:
        bounds &= Q(value_usd_max__gte=low) | Q(value_usd_max__isnull=True)
    if high is not None:
        bounds &= Q(value_usd_min__lte=high) | Q(value_usd_min__isnull=True)
    return {"include": KNOWN & bounds | ~KNOWN, "only": ~KNOWN}.get(given.get("undisclosed"), KNOWN & bounds)
