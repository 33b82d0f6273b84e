"""A list's page: the rows that an address asks for, in their order, and all that leads on from there."""

from dataclasses import dataclass

from django.forms import ModelMultipleChoiceField
from django.views.generic import TemplateView

from .columns import Table, chosen
from .filters import LAST_PAGE, OF_THE_VIEW, PAGER, PER_PAGE, PLACE
from .limits import TooSlow
from .pages import Selection


@dataclass(frozen=True)
class Chip:
    """A parameter in force, and the list without it."""

    label: str
    text: str
    url: str


class ListPage(TemplateView):
    """A list: select, take a page, render. 400 where a parameter is wrong, 404 past the last page."""

    filters_class = None
    list_name = ""  # the URL name, which is also the file's name
    title = ""
    form_names = ()  # the parameters that the page's form asks for
    index = None

    def get(self, request, *args, **kwargs):
        self.filters = self.filters_class(request.GET)
        try:
            status, context = self.answer()
        except TooSlow:
            status, context = 503, self.get_context_data(too_slow=True)
        return self.render_to_response(context, status=status)

    def answer(self):
        """Return the status and the context of the page that the parameters ask for."""
        if not self.filters.is_valid():
            return 400, self.get_context_data(nearest=self.nearest())
        selection, page, counted = self.index.read(self.taken)
        if page is None:
            return 404, self.get_context_data(selection=selection, **counted)
        page.rows = self.rows(page.ids)
        return 200, self.get_context_data(selection=selection, page=page, **counted)

    def taken(self, index):
        """Return the selection, its page, and what else is counted, as the index has them."""
        selection = Selection(self.filters, index, self.within(index))
        return selection, selection.page(), self.counted(selection)

    def within(self, index):
        """The records that this list is about."""
        return index.public

    def counted(self, selection):
        """What else the page says of the selected records, counted while the index stands still."""
        return {}

    def rows(self, ids):
        rows = self.get_queryset().in_bulk(ids)
        return [rows[pk] for pk in ids if pk in rows]

    def nearest(self):
        """The list without what is wrong with its pages, where nothing else is wrong."""
        wrong = set(self.filters.form.errors)
        if not wrong <= set(PAGER):
            return ""
        changes = {"per_page": PER_PAGE[-1]} if "per_page" in wrong else {}
        if "page" in wrong and self.filters.data["page"].isdigit():
            rest = self.filters.without(*PAGER)
            last = self.index.read(lambda index: self.last_page(rest, index)) if rest.is_valid() else 1
            changes["page"] = min(last, LAST_PAGE)
        return self.filters.address(**changes)

    def last_page(self, filters, index):
        return Selection(filters, index, self.within(index)).n_pages

    def get_context_data(self, selection=None, page=None, nearest="", too_slow=False, **kwargs):
        filters, valid = self.filters, selection is not None
        names = valid and filters.value("columns")
        last = min(selection.n_pages, LAST_PAGE) if valid else 1
        return super().get_context_data(**kwargs) | {
            "title": self.title,
            "list_name": self.list_name,
            "form": filters.form,
            "parameters": [filters.form[name] for name in self.form_names],
            "carried": list(self.carried()),
            "messages_of_form": filters.form.messages(),
            "valid": valid,
            "too_slow": too_slow,
            "nearest": nearest,
            "page": page,
            "pager": page and [(number, filters.address(page=number)) for number in page.numbers()],
            "last_page": last,
            "last_page_url": filters.address(page=last),
            "total": selection.total if valid else 0,
            "chips": list(self.chips()) if valid or too_slow else [],
            "chosen": page and names and self.chosen(page, names),
            "query": filters.address(),
            "file_query": filters.address(page=None, per_page=None),
        }

    def carried(self):
        """The parameters in force that the form does not ask for, to be sent along with it."""
        for name, values in self.filters.data.lists():
            if name not in (*self.form_names, *PLACE) and name in self.filters.form.fields:
                yield from ((name, value) for value in values)

    def chosen(self, page, names):
        """The page's rows as the chosen columns of the file, each with its address."""
        columns = chosen(self.columns, names)
        table = Table([self.columns[0], *columns], self.get_queryset().filter(pk__in=page.ids))
        cells = {row[0]: row[1:] for row in table.rows()}
        rows = [(record, list(zip(columns, cells[record.pk], strict=True))) for record in page.rows]
        return {"columns": columns, "rows": rows}

    def chips(self):
        """Say which parameters choose the rows, each with the way to drop it."""
        for name, given in self.filters.data.lists():
            if name in OF_THE_VIEW or name not in self.filters.form.fields:
                continue
            label = self.filters.form.fields[name].label
            for value in given:
                rest = [other for other in given if other != value]
                yield Chip(label, self.words_of(name, value), self.filters.address(**{name: rest}))

    def words_of(self, name, value):
        """A parameter's value as people read it."""
        if isinstance(self.filters.form.fields[name], ModelMultipleChoiceField):
            return str(next(record for record in self.filters.value(name) if record.slug == value))
        return str(dict(getattr(self.filters.form.fields[name], "choices", ())).get(value, value))
