"""Columns declared once: page, file and help are made from the same table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from .guard import guarded


def as_it_is(value):
    return value


@dataclass(frozen=True)
class Column:
    """One column of a table: its contract name, label, the model fields it reads and how it shows them.

    `help` says what a cell holds and what an empty one means; `choices` are the enumerations whose values it holds.
    """

    name: str
    label: str
    reads: tuple
    help: str
    show: Callable = as_it_is
    is_url: bool = False
    choices: tuple = ()

    @property
    def is_number(self):
        return self.name.endswith(("_min", "_max", "_rate", "amount", "_percent")) or self.name.startswith("n_")


def column(name, label, reads=None, show=None, *, help, **options):
    """Declare a column that reads the field of its own name unless told otherwise; many are given split by spaces."""
    return Column(name, label, tuple((reads or name).split()), help, show or as_it_is, **options)


def yes_no(value):
    return "yes" if value else "no"


def cell(value):
    """Write a value for a file: plain decimals, ISO 8601, empty for what is not recorded; text is guarded.

    A typed number stays a number, a negative one too.
    """
    match value:
        case None:
            return ""
        case bool():
            return yes_no(value)
        case Decimal():
            return f"{value.normalize():f}"
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case int():
            return str(value)
    return guarded(str(value))


class Table:
    """Rows of a queryset as cells of the columns, without making model instances."""

    def __init__(self, columns, queryset, base_url=""):
        if queryset.query.distinct:
            raise ValueError("DISTINCT would bring the columns of the order into the rows: select by ids instead.")
        self.columns, self.queryset, self.base_url = columns, queryset, base_url
        self.fields = list(dict.fromkeys(name for one in columns for name in one.reads))

    def rows(self, chunk=2000):
        """Yield each row's values in the columns' order; the database's rows are read as they are needed."""
        places = [tuple(map(self.fields.index, one.reads)) for one in self.columns]
        for values in self.queryset.values_list(*self.fields).iterator(chunk):
            yield [
                self._value(one, [values[place] for place in at]) for one, at in zip(self.columns, places, strict=True)
            ]

    def _value(self, one, values):
        shown = one.show(*values)
        return f"{self.base_url}{shown}" if one.is_url else shown


def chosen(columns, names):
    """The columns that are asked for, in their declared order; all where none is."""
    return [one for one in columns if not names or one.name in names]


def column_choices(columns):
    return [(one.name, one.label) for one in columns]
