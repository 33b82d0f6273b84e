"""Pages of a list: by number up to the hundredth, beyond by a cursor that stays right while records come and go."""

from dataclasses import dataclass

from .cursors import write_cursor
from .filters import LAST_PAGE


@dataclass
class Page:
    """Some rows of a list, and the way to those around them. `number` is None where a cursor led here."""

    ids: list
    number: int | None
    n_pages: int
    total: int
    previous: str = ""
    next: str = ""
    rows: list = ()

    def __iter__(self):
        return iter(self.rows)

    def numbers(self):
        """The page numbers worth a link: first, last and those around the one shown; 0 marks a gap."""
        last, here = min(self.n_pages, LAST_PAGE), self.number or LAST_PAGE
        numbers = sorted({1, last, *range(max(1, here - 2), min(last, here + 2) + 1)})
        for before, number in zip([0, *numbers], numbers, strict=False):
            if number > before + 1:
                yield 0
            yield number


class Selection:
    """The records that a list's parameters select, as sets: each count and each page of the list is taken from here."""

    def __init__(self, filters, index, within):
        self.filters, self.index, self.within = filters, index, within
        self.sets = filters.sets(index)
        self.records = self._meeting(self.sets)
        self.total = len(self.records)
        self.per_page = filters.rows_a_page
        self.n_pages = max(1, -(-self.total // self.per_page))

    def leaving_out(self, *names):
        """The records that meet all parameters but these."""
        rest = [name for name in self.sets if name not in names]
        return self.records if len(rest) == len(self.sets) else self._meeting(rest)

    def _meeting(self, names):
        records = self.within
        for name in names:
            records = records & self.sets[name]
        return records

    def page(self):
        """Return the page that is asked for, without its rows; None where there are not that many."""
        for name in ("after", "before"):
            if cursor := self.filters.cursor(name):
                return self._from_cursor(cursor, backwards=name == "before")
        return self._numbered(self.filters.value("page") or 1)

    def ids(self, many, start=0):
        """Return so many ids in the list's order."""
        place, down = self.filters.order
        return self.index.window(self.records, place, start, start + many, down=down)

    def _numbered(self, number):
        if number > self.n_pages:
            return None
        address, ids = self.filters.address, self.ids(self.per_page, (number - 1) * self.per_page)
        page = Page(ids, number, self.n_pages, self.total)
        page.previous = address(page=number - 1) if number > 1 else ""
        if number < min(self.n_pages, LAST_PAGE):
            page.next = address(page=number + 1)
        elif number < self.n_pages:
            page.next = self._cursors(ids[-1:], ["after"])[0]
        return page

    def _from_cursor(self, cursor, *, backwards):
        """The page that ends before a cursor, or begins behind it; one row more tells whether another page follows."""
        place, down = self.filters.order
        down = down != backwards
        edge = self.index.edge(place, *cursor, down=down)
        found = self.index.window(self.records, place, 0, self.per_page + 1, down=down, after=edge)
        ids, more = found[: self.per_page], len(found) > self.per_page
        ids = ids[::-1] if backwards else ids
        page = Page(ids, None, self.n_pages, self.total)
        if ids:
            before, after = self._cursors([ids[0], ids[-1]], ["before", "after"])
            page.previous = before if more or not backwards else ""
            page.next = after if more or backwards else ""
        return page

    def _cursors(self, ids, names):
        """The addresses that go on from these records; none from one that is gone by now."""
        values = self.index.cursor_values(self.filters.order[0], ids)
        cursors = [write_cursor(self.filters.sort, values[pk], pk) if pk in values else None for pk in ids]
        return [
            self.filters.address(**{name: cursor}) if cursor else ""
            for name, cursor in zip(names, cursors, strict=True)
        ]
