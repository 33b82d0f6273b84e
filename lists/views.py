"""One list, two faces: the page and the file show the same rows in the same order."""

from dataclasses import dataclass

from django.forms import ModelMultipleChoiceField
from django_filters.views import FilterView

from .columns import Table, chosen
from .files import csv_response, refused_file
from .filters import LAST_PAGE, PAGER, PER_PAGE, SHOWING
from .limits import TooSlow
from .pages import Selection


@dataclass(frozen=True)
class Chip:
    """A parameter in force, and the list without it."""

    label: str
    text: str
    url: str


class ListPage(FilterView):
    """A list: select, take a page, render. 400 where a parameter is wrong, 404 past the last page."""

    list_name = ""  # the URL name, which is also the file's name
    title = ""
    form_names = ()  # the parameters that the page's form asks for
    memory = None

    def get(self, request, *args, **kwargs):
        self.filterset = self.get_filterset_class()(request.GET, request=request)
        try:
            status, context = self.answer()
        except TooSlow:
            status, context = 503, self.get_context_data(too_slow=True)
        return self.render_to_response(context, status=status)

    def answer(self):
        """Return the status and the context of the page that the parameters ask for."""
        if not self.filterset.is_valid():
            return 400, self.get_context_data(nearest=self.nearest())
        with self.memory.fresh() as memory:
            selection = Selection(self.filterset, memory, self.within(memory))
            page, counted = selection.page(), self.counted(selection)
        if page is None:
            return 404, self.get_context_data(selection=selection, **counted)
        page.rows = self.rows(page.ids)
        return 200, self.get_context_data(selection=selection, page=page, **counted)

    def within(self, memory):
        """The records that this list is about."""
        return memory.public

    def counted(self, selection):
        """What else the page says of the selected records, counted while the memory stands still."""
        return {}

    def rows(self, ids):
        rows = self.get_queryset().in_bulk(ids)
        return [rows[pk] for pk in ids if pk in rows]

    def nearest(self):
        """The list without what is wrong with its pages, where nothing else is wrong."""
        wrong = set(self.filterset.form.errors)
        if not wrong <= set(PAGER):
            return ""
        changes = {"per_page": PER_PAGE[-1]} if "per_page" in wrong else {}
        if "page" in wrong and self.filterset.data["page"].isdigit():
            rest = self.filterset.without(*PAGER)
            with self.memory.fresh() as memory:
                last = Selection(rest, memory, self.within(memory)).n_pages if rest.is_valid() else 1
            changes["page"] = min(last, LAST_PAGE)
        return self.filterset.address(**changes)

    def get_context_data(self, selection=None, page=None, nearest="", too_slow=False, **kwargs):
        self.object_list = []
        filterset, valid = self.filterset, selection is not None
        names = valid and filterset.value("columns")
        last = min(selection.n_pages, LAST_PAGE) if valid else 1
        return super().get_context_data(**kwargs) | {
            "title": self.title,
            "list_name": self.list_name,
            "filterset": filterset,
            "form": filterset.form,
            "parameters": [filterset.form[name] for name in self.form_names],
            "carried": list(self.carried()),
            "messages_of_form": filterset.form.messages(),
            "valid": valid,
            "too_slow": too_slow,
            "nearest": nearest,
            "page": page,
            "pager": page and [(number, filterset.address(page=number)) for number in page.numbers()],
            "last_page": last,
            "last_page_url": filterset.address(page=last),
            "total": selection.total if valid else 0,
            "chips": list(self.chips()) if valid or too_slow else [],
            "chosen": page and names and self.chosen(page, names),
            "query": filterset.address(),
            "file_query": filterset.address(page=None, per_page=None),
        }

    def carried(self):
        """The parameters in force that the form does not ask for, to be sent along with it."""
        for name, values in self.filterset.data.lists():
            if name not in (*self.form_names, "page", "after", "before") and name in self.filterset.form.fields:
                yield from ((name, value) for value in values)

    def chosen(self, page, names):
        """The page's rows as the chosen columns of the file, each with its address."""
        columns = chosen(self.columns, names)
        table = Table([self.columns[0], *columns], self.columns_queryset(self.get_queryset().filter(pk__in=page.ids)))
        cells = {row[0]: row[1:] for row in table.rows()}
        rows = [(record, list(zip(columns, cells[record.pk], strict=True))) for record in page.rows]
        return {"columns": columns, "rows": rows}

    def columns_queryset(self, queryset):
        """Add what the columns read."""
        return queryset

    def chips(self):
        """Say which parameters choose the rows, each with the way to drop it."""
        filterset = self.filterset
        for name in filterset.data:
            if name in SHOWING or name not in filterset.form.fields:
                continue
            field = filterset.form.fields[name]
            given = filterset.data.getlist(name)
            for value in given:
                rest = [other for other in given if other != value]
                yield Chip(field.label, self.words_of(name, value), filterset.address(**{name: rest}))

    def words_of(self, name, value):
        """A parameter's value as people read it."""
        if isinstance(self.filterset.form.fields[name], ModelMultipleChoiceField):
            return str(next(record for record in self.filterset.value(name) if record.slug == value))
        return str(dict(getattr(self.filterset.form.fields[name], "choices", ())).get(value, value))


class ListFile(FilterView):
    """The same list as CSV."""

    list_name = ""

    def get(self, request, *args, **kwargs):
        self.filterset = self.get_filterset_class()(request.GET, self.get_queryset(), request=request, for_file=True)
        if not self.filterset.is_valid():
            return refused_file(self.filterset.form)
        names = self.filterset.value("columns")
        tables = [(self.columns, self.file_rows(self.filterset)), *self.more_tables(self.filterset)]
        tables = [(chosen(columns, names), rows) for columns, rows in tables]
        return csv_response(request, self.list_name, tables, bom=self.filterset.value("bom") != "0")

    def file_rows(self, filterset):
        return filterset.qs

    def more_tables(self, filterset):
        """Further rows under the same header, as pairs of columns and queryset."""
        return []
