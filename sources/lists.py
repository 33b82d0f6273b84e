"""One list, two faces: the page and the file show the same rows in the same order."""

from dataclasses import dataclass

from django.core.paginator import EmptyPage, Paginator
from django.forms import ModelMultipleChoiceField
from django_filters.views import FilterView

from .columns import Table, chosen
from .files import csv_response, refused_file
from .filters import PER_PAGE, SHOWING


@dataclass(frozen=True)
class Chip:
    """A parameter in force, and the list without it."""

    label: str
    text: str
    url: str


class ListPage(FilterView):
    """A list: filter, paginate, render. 400 where a parameter is wrong, 404 past the last page."""

    list_name = ""  # the URL name, which is also the file's name
    title = ""
    form_names = ()  # the parameters that the page's form asks for

    def get(self, request, *args, **kwargs):
        self.filterset = self.get_filterset(self.get_filterset_class())
        valid = self.filterset.is_valid()
        self.object_list = self.filterset.qs if valid else self.get_queryset().none()
        status, page = 200 if valid else 400, None
        paginator = Paginator(self.object_list, int(self.filterset.value("per_page") or PER_PAGE[0]))
        try:
            page = paginator.page(self.filterset.value("page") or 1) if valid else None
        except EmptyPage:
            status = 404
        context = self.get_context_data(page=page, paginator=paginator, valid=valid)
        return self.render_to_response(context, status=status)

    def get_context_data(self, page, paginator, valid, **kwargs):
        filterset = self.filterset
        plain = filterset.value("columns")
        return super().get_context_data(**kwargs) | {
            "title": self.title,
            "list_name": self.list_name,
            "filterset": filterset,
            "form": filterset.form,
            "form_fields": [filterset.form[name] for name in self.form_names],
            "kept": list(self.kept()),
            "messages_of_form": list(filterset.form.messages()),
            "valid": valid,
            "page": page,
            "paginator": paginator,
            "pager": page and [(number, filterset.address(page=number)) for number in _near(page)],
            "last_page_url": filterset.address(page=paginator.num_pages),
            "total": paginator.count,
            "chips": list(self.chips()) if valid else [],
            "plain": page and plain and self.plain(page, plain),
            "file_url": filterset.address(page=None, per_page=None),
        }

    def kept(self):
        """The parameters in force that the form does not ask for, to be sent along with it."""
        for name, values in self.filterset.data.lists():
            if name not in (*self.form_names, "page") and name in self.filterset.form.fields:
                yield from ((name, value) for value in values)

    def plain(self, page, names):
        """The page's rows as the chosen columns of the file, each with its address."""
        columns = chosen(self.columns, names)
        ids = [record.pk for record in page.object_list]
        table = Table([self.columns[0], *columns], self.columns_queryset(self.get_queryset().filter(pk__in=ids)))
        cells = {row[0]: row[1:] for row in table.rows()}
        rows = [(record, list(zip(columns, cells[record.pk], strict=True))) for record in page.object_list]
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


def _near(page):
    """The page numbers worth a link: first, last and those around the one shown; 0 marks a gap."""
    last = page.paginator.num_pages
    numbers = sorted({1, last, *range(max(1, page.number - 2), min(last, page.number + 2) + 1)})
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number > before + 1:
            yield 0
        yield number


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
