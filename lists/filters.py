"""List parameters as one validated form: a bad value or an unknown name is told, never ignored."""

import re
from functools import cache
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import (
    CharFilter,
    ChoiceFilter,
    DateFilter,
    Filter,
    FilterSet,
    ModelMultipleChoiceFilter,
    MultipleChoiceFilter,
)

from values.text import index_words

from .columns import column_choices
from .contents import ids_of
from .cursors import BadCursor, read_cursor
from .parameters import Parameters

FROM_CAMPAIGNS = re.compile(r"utm_.*|gclid|fbclid")
PAGER = ("page", "per_page", "after", "before")
SHOWING = (*PAGER, "columns", "lang", "bom", "sort")
PER_PAGE = ("25", "50", "100")
LAST_PAGE = 100
LISTABLE = 30
LONGEST_SEARCH = 200
LONGEST_CURSOR = 1000


def one_word(label, choices, method="unchanged"):
    """A parameter that takes one word of a list; the first one is what holds where none is given."""
    return ChoiceFilter(label=label, choices=choices, error_messages=_says(choices), method=method, empty_label=None)


def any_word(label, choices, method, hint=""):
    """A parameter that may be repeated, each time with one word of a list."""
    return MultipleChoiceFilter(label=label, choices=choices, method=method, error_messages=_says(choices, hint))


def _says(choices, hint=""):
    known = ", ".join(str(value) for value, _label in choices) if len(choices) <= LISTABLE else hint
    message = gettext_lazy("“%(value)s” is not known here. Right would be: {known}.")
    return {"invalid_choice": format_lazy(message, known=known)}


def day(label, method):
    """A parameter that takes an ISO date."""
    return DateFilter(
        label=label,
        method=method,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Write the date as year-month-day, such as 2020-06-26.")},
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class DollarsField(forms.DecimalField):
    def to_python(self, value):
        if value and not re.fullmatch(r"[0-9]{1,18}(\.[0-9]{1,2})?", value.strip()):
            raise forms.ValidationError(self.error_messages["invalid"])
        return super().to_python(value)


class DollarsFilter(Filter):
    field_class = DollarsField


def dollars(label, method):
    """A parameter that takes an amount in US dollars."""
    return DollarsFilter(
        label=label,
        method=method,
        error_messages={"invalid": gettext_lazy("Write the amount in digits, at most 18, such as 1000000.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


def columns_choice(columns):
    """The parameter that names the columns to show."""
    return MultipleChoiceFilter(
        label=gettext_lazy("Columns"),
        choices=column_choices(columns),
        method="unchanged",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("There is no column “%(value)s”; its names are the file's header.")
        },
    )


def holds_words(value):
    if not index_words(value):
        raise forms.ValidationError(_("Search for letters or digits; this holds none."))


class SearchField(forms.CharField):
    default_validators = [holds_words]


class SearchFilter(CharFilter):
    field_class = SearchField


def search(label):
    return SearchFilter(
        label=label,
        method="search",
        max_length=LONGEST_SEARCH,
        error_messages={"max_length": gettext_lazy("Search for at most %(limit_value)d characters.")},
        widget=forms.TextInput(attrs={"type": "search", "maxlength": LONGEST_SEARCH}),
    )


def by_address(label, queryset, method, unknown):
    """A parameter that may be repeated, each time with the last part of a record's address."""
    return ModelMultipleChoiceFilter(
        label=label,
        queryset=lambda request: queryset(),
        to_field_name="slug",
        method=method,
        error_messages={"invalid_choice": unknown},
        widget=forms.MultipleHiddenInput,
    )


class PageFilter(Filter):
    field_class = forms.IntegerField


class CursorFilter(CharFilter):
    """The place of a record in the list's order, as a page gives it out."""


class ListFilterSet(FilterSet):
    """What every list takes: search, sort, pager, columns, language."""

    page = PageFilter(
        label=gettext_lazy("Page"),
        method="unchanged",
        min_value=1,
        max_value=LAST_PAGE,
        error_messages={
            name: gettext_lazy("Pages are counted from 1 to 100; behind the last of them “Next” leads on.")
            for name in ("invalid", "min_value", "max_value")
        },
    )
    after = CursorFilter(label=gettext_lazy("After"), method="unchanged", max_length=LONGEST_CURSOR)
    before = CursorFilter(label=gettext_lazy("Before"), method="unchanged", max_length=LONGEST_CURSOR)
    per_page = one_word(gettext_lazy("Rows a page"), [(number, number) for number in PER_PAGE])
    bom = one_word(gettext_lazy("Byte order mark (files)"), [("1", "yes"), ("0", "no")])
    lang = one_word(gettext_lazy("Language"), [("en", gettext_lazy("English"))])

    form = None  # Parameters in the place of django-filter's form
    DEFAULT_SORT = ""
    ORDERS = {}  # sort: the number or text held in memory that it follows, and whether it begins with the largest
    BOUNDS = {}  # parameter: the number held in memory, "low" or "high", and how the value becomes such a number

    def __init__(self, data=None, queryset=None, *, request=None, for_file=False):
        given, unknown, fields = QueryDict(mutable=True), [], self.fields(for_file=for_file)
        for name, values in (data or QueryDict()).lists():
            values = [value for value in values if value.strip()]
            if not values or FROM_CAMPAIGNS.fullmatch(name) or (for_file and name in PAGER):
                continue
            if name not in fields:
                unknown.append(name)
            given.setlist(name, values)
        self.is_bound, self.data, self.queryset, self.request = True, given, queryset, request
        self.form = Parameters(given, fields, unknown)

    @classmethod
    @cache
    def fields(cls, *, for_file):
        """The fields that check the parameters, made once for each list."""
        left_out = () if for_file else ("bom",)
        return {name: each.field for name, each in cls.base_filters.items() if name not in left_out}

    def unchanged(self, queryset, name, value):
        """For parameters that say how the rows are shown and not which."""
        return queryset

    def in_column(self, queryset, name, values):
        return queryset.filter(**{f"{name}__in": values})

    def same_text(self, queryset, name, value):
        return queryset.filter(**{f"{name}__iexact": value})

    def filter_queryset(self, queryset):
        for name in self.data:
            queryset = self.filtered(queryset, name)
        return self.in_order(queryset)

    def filtered(self, queryset, name):
        """Keep what meets one parameter."""
        method = getattr(self, self.base_filters[name].method)
        return method(queryset, name, self.form.cleaned_data[name])

    def in_order(self, queryset):
        return queryset

    def value(self, name):
        """The checked value of a parameter, or nothing where it is not given or wrong."""
        return self.form.cleaned_data.get(name) if self.form.is_valid() else None

    @property
    def sort(self):
        return self.value("sort") or self.DEFAULT_SORT

    @property
    def order(self):
        return self.ORDERS[self.sort]

    @property
    def rows_a_page(self):
        return int(self.value("per_page") or PER_PAGE[0])

    def selects(self):
        """Whether any parameter says which rows are wanted, and not only how they are shown."""
        return bool(self.selecting())

    def selecting(self):
        """The parameters given that say which rows are wanted."""
        return [name for name in self.data if name not in SHOWING]

    def sets(self, memory):
        """Return the records that each selecting parameter, or several that belong together, leaves; by its name."""
        return {name: self.set_of(memory, name) for name in self.selecting()}

    def set_of(self, memory, name):
        """Return the records that a parameter leaves: from memory, else found by the database."""
        if name in memory.sets:
            return memory.having(name, self.data.getlist(name))
        if name in self.BOUNDS:
            number, end, as_number = self.BOUNDS[name]
            return memory.between(number, **{end: as_number(self.form.cleaned_data[name])})
        if name == "q" and (query := self.form.cleaned_data[name]):
            return memory.searched(query)
        # The list may be about one kind only, what is held is not.
        found = self.filtered(memory.held.model.objects.published(), name)
        return memory.found(found.query.sql_with_params(), found, lambda: self.ids(found, name))

    def ids(self, found, name):
        """Return the ids of what a parameter finds, and perhaps of some that are not public, in the shortest way."""
        return ids_of(found)

    def is_valid(self):
        super().is_valid()
        if len(given := [name for name in ("page", "after", "before") if name in self.data]) > 1:
            self.form.add_error(given[1], _("Give a page or one cursor, not several of them."))
        for name in ("after", "before"):
            text, wrong = self.form.cleaned_data.get(name), {name, "sort"} & set(self.form.errors)
            if text and not wrong and self._read_cursor(text) is None:
                self.form.add_error(name, self.NO_CURSOR)
        return not self.form.errors

    NO_CURSOR = gettext_lazy(
        "This is no place in this order of the list; it may have been cut short, or belong to another order."
    )

    def cursor(self, name):
        """What the order compares, and the id, of the record that the page is to begin or end at; None if not given."""
        text = self.form.cleaned_data.get(name)
        return self._read_cursor(text) if text else None

    def _read_cursor(self, text):
        try:
            return read_cursor(self.form.cleaned_data.get("sort") or self.DEFAULT_SORT, text)
        except BadCursor:
            return None

    def without(self, *names):
        """The same list with these parameters left out."""
        data = self.data.copy()
        for name in names:
            data.setlist(name, [])
        return type(self)(data, self.queryset, request=self.request)

    def address_around(self, name, *, keep):
        """Return the query string before and after one more value of a parameter; `keep` leaves those it has."""
        lists = [(other, values) for other, values in self.data.lists() if other not in ("page", "after", "before")]
        names = [other for other, _values in lists]
        place = names.index(name) + keep if name in names else len(names)
        before = urlencode([pair for pair in lists[:place] if keep or pair[0] != name], doseq=True)
        after = urlencode([pair for pair in lists[place:] if keep or pair[0] != name], doseq=True)
        return f"?{before}&" if before else "?", f"&{after}" if after else ""

    def address(self, **changes):
        """The query string with these parameters replaced (None or an empty list: left out); back to page 1."""
        lists = {name: values for name, values in self.data.lists() if name not in ("page", "after", "before")}
        for name, value in changes.items():
            lists[name] = value if isinstance(value, list) else [] if value is None else [value]
        return f"?{urlencode(lists, doseq=True)}"
