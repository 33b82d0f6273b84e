"""The deal list's parameters (DESIGN, section 4); each is a field or a line that calls the queryset's words."""

from datetime import UTC, date, datetime, time

from django.utils.translation import gettext_lazy as _
from django_countries import countries

from companies.filters import COUNTRY_HINT, NO_SEGMENT
from companies.groups import group_of
from companies.models import Company, Segment
from lists.contents import ids_of
from lists.filters import ListFilterSet, any_word, by_address, columns_choice, day, dollars, one_word, search
from sources.models import Source
from sources.standing import Standing

from .columns import DEAL_COLUMNS
from .index import EXCLUDE, ONLY, UNDATED
from .models import Form, Kind, Party, Role, Status

YEARS = [(str(year), str(year)) for year in range(2100, 1899, -1)] + [(UNDATED, _("undated"))]
SORT_LABELS = [
    ("-dated", _("Newest first")),
    ("dated", _("Oldest first")),
    ("-usd", _("Largest first")),
    ("usd", _("Smallest first")),
    ("title", _("Title")),
    ("-updated", _("Last changed first")),
]
GROUPS = [
    ("yes", _("with its subsidiaries")),
    ("wide", _("with affiliates and joint ownerships too")),
]
INCLUDE = "include"
DIFFER = [("yes", _("sources differ")), ("no", _("sources do not differ"))]
UNDISCLOSED = [
    (INCLUDE, _("known or not")),
    (EXCLUDE, _("known")),
    (ONLY, _("not known")),
]


NO_COMPANY = _("There is no company “%(value)s”; right would be the last part of a company page's address.")
NO_SOURCE = _("There is no source “%(value)s”; right would be the last part of a source page's address.")


def as_moment(day):
    """The first microsecond of a day, since 1970."""
    return int(datetime.combine(day, time.min, UTC).timestamp()) * 1_000_000


class DealFilterSet(ListFilterSet):
    q = search(_("Search"))
    kind = any_word(_("Kind"), Kind.choices, "in_column")
    form = any_word(_("Deal type"), Form.choices, "in_column")
    status = any_word(_("Status"), Status.choices, "in_column")
    segment = by_address(_("Segment"), Segment.objects.all, "in_segments", NO_SEGMENT)
    country = any_word(_("Country"), list(countries), "in_countries", COUNTRY_HINT)
    company = by_address(_("Company"), Company.objects.addressed, "involving", NO_COMPANY)
    role = any_word(_("Role"), Role.choices, "with_role")
    group = one_word(_("Company group"), GROUPS)
    source = by_address(_("Source"), Source.objects.published, "reported_by", NO_SOURCE)
    year = any_word(_("Year"), YEARS, "dated_in", _("a year such as 2020, or undated"))
    announced_after = day(_("Announced on or after"), "from_day")
    announced_before = day(_("Announced on or before"), "to_day")
    usd_min = dollars(_("US$ at least"), "unchanged")
    usd_max = dollars(_("US$ at most"), "unchanged")
    undisclosed = one_word(_("Amount"), UNDISCLOSED)
    sources_differ = one_word(_("Sources differ"), DIFFER, "differing")
    standing = any_word(_("Standing of the value"), Standing.choices, "with_standing")
    added_after = day(_("Added on or after"), "added_from")
    changed_after = day(_("Changed on or after"), "changed_from")
    sort = one_word(_("Sort"), SORT_LABELS)
    columns = columns_choice(DEAL_COLUMNS)

    DEFAULT_SORT = "-dated"
    ORDERS = {
        "-dated": ("newest", True),
        "dated": ("oldest", False),
        "-usd": ("largest", True),
        "usd": ("smallest", False),
        "title": ("title", False),
        "-updated": ("updated", True),
    }
    BOUNDS = {
        "announced_after": ("announced_last", "low", date.toordinal),
        "announced_before": ("announced", "high", date.toordinal),
        "added_after": ("added", "low", as_moment),
        "changed_after": ("updated", "low", as_moment),
    }
    TOGETHER = {"group": "company", "usd_min": "undisclosed", "usd_max": "undisclosed"}
    UNNAMED_GROUP = _("A group needs a company: add company= with the last part of its page's address.")

    SWAPPED = _("This bound lies before the other one: swap the two.")

    def filter_queryset(self, queryset):
        data = self.form.cleaned_data
        deals = super().filter_queryset(queryset)
        bounds = data["usd_min"], data["usd_max"]
        return deals.worth(*bounds, known=self.wanted_amounts != ONLY, unknown=self.wanted_amounts != EXCLUDE)

    @property
    def wanted_amounts(self):
        """Whether deals of no known amount are wanted: not beside a bound in dollars, unless asked for."""
        data = self.form.cleaned_data
        return data["undisclosed"] or (INCLUDE if (data["usd_min"], data["usd_max"]) == (None, None) else EXCLUDE)

    def selecting(self):
        names = dict.fromkeys(self.TOGETHER.get(name, name) for name in super().selecting())
        if "company" in names:
            names.pop("role", None)  # the company's own role
        return list(names)

    def set_of(self, memory, name):
        if name == "undisclosed":
            return self.worth(memory, self.wanted_amounts)
        return super().set_of(memory, name)

    def ids(self, found, name):
        """A company's deals are told by its parties alone, of which an index has all that is asked for."""
        if name == "company" and self.form.cleaned_data[name]:
            return ids_of(Party.objects.of(*self.parties()).values("deal"))
        return super().ids(found, name)

    def worth(self, memory, undisclosed):
        """The deals of the wanted worth, held in memory; the same as `DealQuerySet.worth`."""
        low, high = (self.form.cleaned_data[name] for name in ("usd_min", "usd_max"))
        known, unknown = (memory.having("undisclosed", [word]) for word in (EXCLUDE, ONLY))
        if low is not None or high is not None:
            # An open end reaches as far as any bound.
            from_below = memory.between("usd_min", high=high and int(high * 100)) | memory.without("usd_min")
            from_above = memory.between("usd_max", low=low and int(low * 100)) | memory.without("usd_max")
            known = known & from_below & from_above & (memory.between("usd_min") | memory.between("usd_max"))
        return {INCLUDE: known | unknown, EXCLUDE: known, ONLY: unknown}[undisclosed]

    def in_order(self, deals):
        return deals.by(self.sort)

    def is_valid(self):
        valid = super().is_valid()
        if valid and self.data.get("group") and not self.data.get("company"):
            self.form.add_error("group", self.UNNAMED_GROUP)
        for low, high in (("usd_min", "usd_max"), ("announced_after", "announced_before")) if valid else ():
            first, last = (self.form.cleaned_data.get(name) for name in (low, high))
            if first is not None and last is not None and first > last:
                self.form.add_error(high, self.SWAPPED)
        return not self.form.errors

    def search(self, deals, name, query):
        return deals.matching(query)

    def in_segments(self, deals, name, segments):
        return deals.in_segments(segments) if segments else deals

    def in_countries(self, deals, name, codes):
        return deals.in_countries(codes)

    def involving(self, deals, name, companies):
        return deals.involving(*self.parties()) if companies else deals

    def parties(self):
        """Return the companies by whom deals are wanted, and the roles that one of them is to have."""
        companies = [company.survivor for company in self.form.cleaned_data["company"]]
        group = self.form.cleaned_data["group"]
        return group_of(companies, wide=group == "wide") if group else companies, self.form.cleaned_data["role"]

    def with_role(self, deals, name, roles):
        return deals if self.data.get("company") else deals.with_role(roles)

    def reported_by(self, deals, name, sources):
        return deals.reported_by(sources) if sources else deals

    def dated_in(self, deals, name, years):
        return deals.dated_in([0 if year == UNDATED else int(year) for year in years])

    def from_day(self, deals, name, day):
        return deals.announced_after(day)

    def to_day(self, deals, name, day):
        return deals.announced_before(day)

    def differing(self, deals, name, word):
        return deals.where_sources_differ(word == "yes")

    def with_standing(self, deals, name, words):
        return deals.with_standing(words)

    def added_from(self, deals, name, day):
        return deals.filter(added_at__date__gte=day)

    def changed_from(self, deals, name, day):
        return deals.filter(updated_at__date__gte=day)


class OneKindFilterSet(DealFilterSet):
    """The list of one kind has no parameter for it."""

    kind = None
