"""What an address may ask of a list: declared parameters, each checked, and the records that they leave.

A bad value or an unknown name is told, never ignored. A parameter's rule is said once: it is a facet of that name in
the list's index, or a bound on one of its numbers (`BOUNDS`), or what a `found_by_…` method lets the database find.
Pages and files select by the same sets.
"""

import re
from functools import cache
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, ChoiceFilter, DateFilter, Filter, ModelMultipleChoiceFilter, MultipleChoiceFilter

from values.text import index_words

from .columns import column_choices
from .cursors import BadCursor, read_cursor
from .parameters import Parameters

# What senders append to an address to follow their readers; it says nothing of the list.
FROM_CAMPAIGNS = re.compile(
    r"(utm|gad|mc)_.*|_hs.*|gclid|gbraid|wbraid|dclid|fbclid|msclkid|twclid|yclid|srsltid|ttclid|li_fat_id|igshid"
)
PAGER = ("page", "per_page", "after", "before")
PLACE = ("page", "after", "before")  # one of them says where a page begins
OF_THE_VIEW = (*PAGER, "columns", "lang", "bom", "sort")  # how rows are shown, not which
PER_PAGE = ("25", "50", "100")
LAST_PAGE = 100
LISTABLE = 30
LONGEST_SEARCH = 200
LONGEST_CURSOR = 1000


def one_word(label, choices):
    """A parameter that takes one word of a list; the first one is what holds where none is given."""
    return ChoiceFilter(label=label, choices=choices, error_messages=_refusals(choices), empty_label=None)


def any_word(label, choices, hint=""):
    """A parameter that may be repeated, each time with one word of a list."""
    return MultipleChoiceFilter(label=label, choices=choices, error_messages=_refusals(choices, hint))


def _refusals(choices, hint=""):
    known = ", ".join(str(value) for value, _label in choices) if len(choices) <= LISTABLE else hint
    message = gettext_lazy("“%(value)s” is not one of the choices here: {known}.")
    return {"invalid_choice": format_lazy(message, known=known)}


def day(label):
    """A parameter that takes an ISO date."""
    return DateFilter(
        label=label,
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


def dollars(label):
    """A parameter that takes an amount in US dollars."""
    return DollarsFilter(
        label=label,
        error_messages={"invalid": gettext_lazy("Write the amount in digits, at most 18, such as 1000000.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


def columns_choice(columns):
    """The parameter that names the columns to show."""
    return MultipleChoiceFilter(
        label=gettext_lazy("Columns"),
        choices=column_choices(columns),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("There is no column “%(value)s”; its names are the file's header.")
        },
    )


def validate_words(value):
    if not index_words(value):
        raise forms.ValidationError(_("Search for letters or digits; this holds none."))


class SearchField(forms.CharField):
    default_validators = [validate_words]


class SearchFilter(CharFilter):
    field_class = SearchField


def search(label):
    """The parameter whose words the list's records are searched for."""
    return SearchFilter(
        label=label,
        max_length=LONGEST_SEARCH,
        error_messages={"max_length": gettext_lazy("Search for at most %(limit_value)d characters.")},
        widget=forms.TextInput(attrs={"type": "search", "maxlength": LONGEST_SEARCH}),
    )


def text(label, max_length):
    """A parameter that takes a text as it stands in the record, in any case of letters."""
    return CharFilter(label=label, max_length=max_length)


def by_address(label, queryset, unknown):
    """A parameter that may be repeated, each time with the last part of a record's address."""
    return ModelMultipleChoiceFilter(
        label=label,
        queryset=lambda request: queryset(),
        to_field_name="slug",
        error_messages={"invalid_choice": unknown},
        widget=forms.MultipleHiddenInput,
    )


class PageFilter(Filter):
    field_class = forms.IntegerField


class ListFilters:
    """The parameters of one list as one address gives them.

    Parameters are declared as filters of django-filter; of each only its field is used, made once for all requests.
    (A FilterSet makes its fields and a form of them anew for each request, and narrows a queryset; lists are narrowed
    in memory.)
    """

    declared = {
        "page": PageFilter(
            label=gettext_lazy("Page"),
            min_value=1,
            max_value=LAST_PAGE,
            error_messages={
                name: gettext_lazy("Pages run from 1 to 100; after the last of them, “Next” goes on.")
                for name in ("invalid", "min_value", "max_value")
            },
        ),
        "after": CharFilter(label=gettext_lazy("After"), max_length=LONGEST_CURSOR),
        "before": CharFilter(label=gettext_lazy("Before"), max_length=LONGEST_CURSOR),
        "per_page": one_word(gettext_lazy("Rows per page"), [(number, number) for number in PER_PAGE]),
        "bom": one_word(gettext_lazy("Byte order mark (files)"), [("1", "yes"), ("0", "no")]),
        "lang": one_word(gettext_lazy("Language"), [("en", gettext_lazy("English"))]),
    }

    DEFAULT_SORT = ""
    ORDERS = {}  # sort: the number or text of the index that it follows, and whether it begins with the largest
    BOUNDS = {}  # parameter: the number of the index, "low" or "high", and how the value becomes such a number
    TOGETHER = {}  # parameter: the one that says the rule of both
    TOO_MANY_PLACES = gettext_lazy("Give a page or one cursor, not several of them.")
    NO_CURSOR = gettext_lazy(
        "This is not a place in the list in this order; it may have been cut short, or belong to another order."
    )

    def __init_subclass__(cls):
        """Collect what the class declares; a name set to None is left out."""
        found = {name: value for name, value in vars(cls).items() if isinstance(value, Filter) or name in cls.declared}
        for name in found:
            delattr(cls, name)
        cls.declared = {name: value for name, value in (cls.declared | found).items() if value is not None}

    def __init__(self, data, *, for_file=False):
        fields = self.fields(for_file=for_file)
        self.data, unknown = QueryDict(mutable=True), []
        for name, values in data.lists():
            values = [value for value in values if value.strip()]
            if not values or FROM_CAMPAIGNS.fullmatch(name) or (for_file and name in PAGER):
                continue
            if name not in fields:
                unknown.append(name)
            self.data.setlist(name, values)
        self.form = Parameters(self.data, fields, self.check, unknown)

    @classmethod
    @cache
    def fields(cls, *, for_file):
        """Return the fields that check the parameters, made once for each list."""
        left_out = () if for_file else ("bom",)
        return {name: declared.field for name, declared in cls.declared.items() if name not in left_out}

    def check(self, form):
        """Tell what is wrong with several parameters together, once each was checked by itself."""
        if len(places := [name for name in PLACE if name in self.data]) > 1:
            form.add_error(places[1], self.TOO_MANY_PLACES)
        for name in ("after", "before"):
            cursor, wrong = form.cleaned_data.get(name), {name, "sort"} & set(form.errors)
            if cursor and not wrong and self._read_cursor(form.cleaned_data, cursor) is None:
                form.add_error(name, self.NO_CURSOR)

    def is_valid(self):
        return self.form.is_valid()

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

    def selecting(self):
        """Return the parameters given that say which rows are wanted; of several that belong together, one."""
        names = [self.TOGETHER.get(name, name) for name in self.data if name not in OF_THE_VIEW]
        return list(dict.fromkeys(names))

    def sets(self, index):
        """Return the records that each selecting parameter, or several that belong together, leaves; by its name."""
        return {name: self.set_of(index, name) for name in self.selecting()}

    def set_of(self, index, name):
        """Return the records that a parameter leaves: as the index holds them, else found by the database."""
        if name in index.sets:
            return index.having(name, self.data.getlist(name))
        if name in self.BOUNDS:
            number, end, as_number = self.BOUNDS[name]
            return index.between(number, **{end: as_number(self.form.cleaned_data[name])})
        if name == "q":
            return index.searched(self.form.cleaned_data[name])
        return index.found(getattr(self, f"found_by_{name}")())

    def cursor(self, name):
        """What the order compares, and the id, of the record that the page is to begin or end at; None if not given."""
        cursor = self.form.cleaned_data.get(name)
        return self._read_cursor(self.form.cleaned_data, cursor) if cursor else None

    def _read_cursor(self, cleaned, cursor):
        try:
            return read_cursor(cleaned.get("sort") or self.DEFAULT_SORT, cursor)
        except BadCursor:
            return None

    def without(self, *names):
        """The same list with these parameters left out."""
        data = self.data.copy()
        for name in names:
            data.setlist(name, [])
        return type(self)(data)

    def address_around(self, name, *, keep):
        """Return the query string before and after one more value of a parameter; `keep` leaves those it has."""
        lists = [(other, values) for other, values in self.data.lists() if other not in PLACE]
        names = [other for other, _values in lists]
        place = names.index(name) + keep if name in names else len(names)
        before = urlencode([pair for pair in lists[:place] if keep or pair[0] != name], doseq=True)
        after = urlencode([pair for pair in lists[place:] if keep or pair[0] != name], doseq=True)
        return f"?{before}&" if before else "?", f"&{after}" if after else ""

    def address(self, **changes):
        """The query string with these parameters replaced (None or an empty list: left out); back to page 1."""
        lists = {name: values for name, values in self.data.lists() if name not in PLACE}
        for name, value in changes.items():
            lists[name] = value if isinstance(value, list) else [] if value is None else [value]
        return f"?{urlencode(lists, doseq=True)}"
