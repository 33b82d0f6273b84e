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
    previous: str
    next: str
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

    def __init__(self, filterset, memory, within):
        self.filterset, self.memory, self.within = filterset, memory, within
        self.sets = filterset.sets(memory)
        self.records = self.leaving_out()
        self.total = len(self.records)
        self.per_page = filterset.rows_a_page
        self.n_pages = max(1, -(-self.total // self.per_page))

    def leaving_out(self, *names):
        """The records that meet all parameters but these."""
        records = self.within
        for name, found in self.sets.items():
            if name not in names:
                records = records & found
        return records

    def page(self):
        """Return the page that is asked for, without its rows; None where there are not that many."""
        place, down = self.filterset.order
        if cursor := self.filterset.cursor("before"):
            edge = self.memory.edge(place, *cursor, down=not down)
            ids = self._window(place, 0, self.per_page + 1, not down, edge)[::-1]
            ids, more = ids[-self.per_page :], len(ids) > self.per_page
            return self._page(ids, None, self._cursor("before", ids, 0) if more else "", self._cursor("after", ids, -1))
        if cursor := self.filterset.cursor("after"):
            ids = self._window(place, 0, self.per_page + 1, down, self.memory.edge(place, *cursor, down=down))
            ids, more = ids[: self.per_page], len(ids) > self.per_page
            return self._page(ids, None, self._cursor("before", ids, 0), self._cursor("after", ids, -1) if more else "")
        return self._numbered(self.filterset.value("page") or 1, place, down)

    def ids(self, many):
        """The first ids in the list's order."""
        place, down = self.filterset.order
        return self._window(place, 0, many, down, None)

    def _numbered(self, number, place, down):
        if number > self.n_pages:
            return None
        start, address = (number - 1) * self.per_page, self.filterset.address
        ids = self._window(place, start, start + self.per_page, down, None)
        following = ""
        if number < self.n_pages:
            following = address(page=number + 1) if number < LAST_PAGE else self._cursor("after", ids, -1)
        return self._page(ids, number, address(page=number - 1) if number > 1 else "", following)

    def _window(self, place, start, stop, down, edge):
        return self.memory.window(self.records, place, start, stop, down=down, after=edge)

    def _page(self, ids, number, previous, following):
        return Page(ids, number, self.n_pages, self.total, previous, following)

    def _cursor(self, name, ids, place):
        if not ids:
            return ""
        value = self.memory.cursor_value(self.filterset.order[0], ids[place])
        return self.filterset.address(**{name: write_cursor(self.filterset.sort, value, ids[place])})
