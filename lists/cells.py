"""How the database itself writes a column's cells for a file: the same characters as `columns.cell`, at its speed.

On SQLite a cell is ready for its line; on PostgreSQL COPY sets the quotes, and NULL stands for an empty cell.
"""

from django.db import models
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Concat

from .columns import as_it_is, yes_no
from .guard import guarded_on_postgresql, guarded_on_sqlite


class Cell(Func):
    output_field = TextField()


class Text(Cell):
    """A text that somebody typed: disarmed where a spreadsheet program would run it."""

    def as_sqlite(self, compiler, connection, **context):
        text, params = compiler.compile(self.source_expressions[0])
        safe = guarded_on_sqlite(text)
        quoted = f"'\"' || replace({safe}, '\"', '\"\"') || '\"'"
        return f"CASE WHEN {text} GLOB '*[\",\n\r]*' THEN {quoted} ELSE {safe} END", params * 7

    def as_postgresql(self, compiler, connection, **context):
        text, params = compiler.compile(self.source_expressions[0])
        return f"NULLIF({guarded_on_postgresql(text)}, '')", params * 3


class Word(Cell):
    """A word of a list of ours, an address, a date or a whole number: never in need of quotes."""

    def as_sqlite(self, compiler, connection, **context):
        return compiler.compile(self.source_expressions[0])

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="NULLIF((%(expressions)s)::text, '')")


class Amount(Cell):
    """A decimal without zeros at its end."""

    def as_sqlite(self, compiler, connection, **context):
        number, params = compiler.compile(self.source_expressions[0])
        places = self.source_expressions[0].output_field.decimal_places
        rounded = f"rtrim(rtrim(printf('%%.{places}f', {number}), '0'), '.')"
        return f"CASE typeof({number}) WHEN 'real' THEN {rounded} ELSE {number} END", params * 3

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="trim_scale(%(expressions)s)")


class Second(Cell):
    """A moment in ISO 8601, in UTC, to the second."""

    def as_sqlite(self, compiler, connection, **context):
        moment, params = compiler.compile(self.source_expressions[0])
        return f"substr({moment}, 1, 10) || 'T' || substr({moment}, 12, 8) || '+00:00'", params * 2

    def as_postgresql(self, compiler, connection, **context):
        written = "to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"+00:00\"')"
        return self.as_sql(compiler, connection, template=written)


class YesNo(Cell):
    template = "CASE WHEN %(expressions)s THEN 'yes' ELSE 'no' END"


BY_TYPE = (
    (models.DecimalField, Amount),
    (models.DateTimeField, Second),
    (models.DateField, Word),
    (models.IntegerField, Word),
    (models.ForeignKey, Word),
)


def cell_of(column, model, base_url):
    """Return the expression of a column's cell, or None where only Python can write it."""
    name, *more = column.reads
    if more:
        return None
    field = _field(model, name)
    if column.is_url and isinstance(field, models.CharField):
        start, _mark, end = column.show("mark").partition("mark")
        return Word(Concat(Value(f"{base_url}{start}"), F(name), Value(end), output_field=TextField()))
    if column.show is yes_no:
        return YesNo(F(name))
    return _by_type(field, name) if column.show is as_it_is and not column.is_url else None


def _field(model, path):
    """Return the field at the end of a path such as `deal__title`; None where it is no field."""
    field = None
    for name in path.split("__"):
        fields = {one.name: one for one in model._meta.fields} | {one.attname: one for one in model._meta.fields}
        field = model._meta.pk if name == "pk" else fields.get(name)
        model = getattr(field, "related_model", None)
        if field is None:
            return None
    return field


def _by_type(field, name):
    for kind, written in BY_TYPE:
        if isinstance(field, kind):
            return written(F(name))
    if isinstance(field, (models.CharField, models.TextField)):
        return Word(F(name)) if field.choices else Text(F(name))
    return None
