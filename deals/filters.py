"""The deal list's parameters: each a facet of the index, a bound on one of its numbers, or a `found_by_…` method."""

from datetime import UTC, date, datetime, time

from django.utils.translation import gettext_lazy as _
from django_countries import countries

from companies.filters import COUNTRY_HINT, NO_SEGMENT
from companies.groups import group_of
from companies.models import Company, Segment
from lists.filters import ListFilters, any_word, by_address, columns_choice, day, dollars, one_word, search
from sources.models import Source
from sources.standing import Standing

from .columns import DEAL_COLUMNS
from .index import EXCLUDE, ONLY, UNDATED
from .models import DealClaim, Form, Kind, Party, Role, Status

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
    (INCLUDE, _("any")),
    (EXCLUDE, _("known")),
    (ONLY, _("not known")),
]


NO_COMPANY = _("There is no company “%(value)s”; use the last part of the address of a company's page.")
NO_SOURCE = _("There is no source “%(value)s”; use the last part of the address of a source's page.")


def as_moment(day):
    """The first microsecond of a day, since 1970."""
    return int(datetime.combine(day, time.min, UTC).timestamp()) * 1_000_000


class DealFilters(ListFilters):
    q = search(_("Search"))
    kind = any_word(_("Kind"), Kind.choices)
    form = any_word(_("Deal type"), Form.choices)
    status = any_word(_("Status"), Status.choices)
    segment = by_address(_("Segment"), Segment.objects.all, NO_SEGMENT)
    country = any_word(_("Country"), list(countries), COUNTRY_HINT)
    company = by_address(_("Company"), Company.objects.addressed, NO_COMPANY)
    role = any_word(_("Role"), Role.choices)
    group = one_word(_("Company group"), GROUPS)
    source = by_address(_("Source"), Source.objects.published, NO_SOURCE)
    year = any_word(_("Year"), YEARS, _("a year such as 2020, or undated"))
    announced_after = day(_("Announced on or after"))
    announced_before = day(_("Announced on or before"))
    usd_min = dollars(_("US$ at least"))
    usd_max = dollars(_("US$ at most"))
    undisclosed = one_word(_("Amount"), UNDISCLOSED)
    sources_differ = one_word(_("Sources differ"), DIFFER)
    standing = any_word(_("Standing of the value"), Standing.choices)
    added_after = day(_("Added on or after"))
    changed_after = day(_("Changed on or after"))
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
    SWAPPED = _("The two bounds are the wrong way round: swap the two.")

    def check(self, form):
        super().check(form)
        if form.errors:
            return
        if self.data.get("group") and not self.data.get("company"):
            form.add_error("group", self.UNNAMED_GROUP)
        for low, high in (("usd_min", "usd_max"), ("announced_after", "announced_before")):
            first, last = form.cleaned_data.get(low), form.cleaned_data.get(high)
            if first is not None and last is not None and first > last:
                form.add_error(high, self.SWAPPED)

    def selecting(self):
        names = super().selecting()
        # Beside a company, a role is the one that the company itself has.
        return [name for name in names if name != "role"] if "company" in names else names

    def set_of(self, index, name):
        return self.worth(index, self.wanted_amounts) if name == "undisclosed" else super().set_of(index, name)

    def found_by_company(self):
        """The deals of the companies' parts: an index of parties alone has all that is asked for."""
        companies = [company.survivor for company in self.value("company")]
        group = self.value("group")
        members = group_of(companies, wide=group == "wide") if group else companies
        return Party.objects.of(members, self.value("role")).values("deal")

    def found_by_source(self):
        """The deals of which one of the sources says something."""
        return DealClaim.objects.filter(source__in=self.value("source"), proposed=False).values("deal")

    @property
    def wanted_amounts(self):
        """Whether deals of no known amount are wanted: not beside a bound in dollars, unless asked for."""
        bounds = self.value("usd_min"), self.value("usd_max")
        return self.value("undisclosed") or (INCLUDE if bounds == (None, None) else EXCLUDE)

    def worth(self, index, undisclosed):
        """Return the deals of the wanted worth: those that may lie between the bounds, and those of no known amount.

        An amount without dollars meets no bound.
        """
        low, high = self.value("usd_min"), self.value("usd_max")
        known, unknown = (index.having("undisclosed", [word]) for word in (EXCLUDE, ONLY))
        if low is not None or high is not None:
            # An open end reaches as far as any bound.
            from_below = index.between("usd_min", high=high and int(high * 100)) | index.without("usd_min")
            from_above = index.between("usd_max", low=low and int(low * 100)) | index.without("usd_max")
            known = known & from_below & from_above & (index.between("usd_min") | index.between("usd_max"))
        return {INCLUDE: known | unknown, EXCLUDE: known, ONLY: unknown}[undisclosed]


class OneKindFilters(DealFilters):
    """The list of one kind has no parameter for it."""

    kind = None
