"""A file of any size as a stream: lines made by the database where it can write every column, else by Python.

The whole file is of one state of the data, and the memory that it takes does not grow with it.
"""

import csv
from contextlib import contextmanager
from itertools import islice

from django.db import DatabaseError, connection, transaction
from django.db.models import Func, TextField

from .cells import cell_of
from .columns import cell

LINES = 512  # in one piece of the stream


class Line:
    """A file that hands back what is written to it, so that csv.writer makes lines for a stream."""

    def write(self, line):
        return line


def line_of(cells):
    """Write a line as COPY does: carriage returns are quoted too, and one line feed ends it."""
    return write(cells)[:-2] + "\n"


write = csv.writer(Line()).writerow


class Joined(Func):
    """Cells of SQLite as one line."""

    output_field = TextField()

    def as_sqlite(self, compiler, connection, **context):
        cells = [compiler.compile(one) for one in self.source_expressions]
        sql = " || ',' || ".join(f"COALESCE({sql}, '')" for sql, _params in cells)
        return f"{sql} || char(10)", [param for _sql, params in cells for param in params]


def header(columns):
    return line_of([one.name for one in columns]).encode()


def pieces(table):
    """Yield the table's lines, some hundreds at a time, as bytes."""
    cells = [cell_of(column, table.queryset.model, table.base_url) for column in table.columns]
    if None in cells or len(cells) == 1:  # a line of one empty cell needs quotes
        return _from_python(table)
    return (_from_sqlite if connection.vendor == "sqlite" else _from_postgres)(table.queryset, cells)


def _from_python(table):
    rows = table.rows()
    while lines := [line_of([cell(value) for value in row]) for row in islice(rows, LINES)]:
        yield "".join(lines).encode()


def _from_sqlite(queryset, cells):
    query = queryset.values_list(Joined(*cells)).query
    with connection.cursor() as cursor:
        cursor.execute(*query.sql_with_params())
        while lines := cursor.fetchmany(LINES):
            yield "".join([line for (line,) in lines]).encode()


def _from_postgres(queryset, cells):
    query = connection.ops.compose_sql(*queryset.values_list(*cells).query.sql_with_params())
    sql = f"COPY ({query}) TO STDOUT (FORMAT csv)"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(sql) as copy:
        lines = iter(copy)
        while some := list(islice(lines, LINES)):
            yield b"".join(some)


@contextmanager
def one_state():
    """Let all statements in this block see the same state of the data.

    Autocommit is off meanwhile: should a thread go on without having left the block, Django closes its connection
    before the next request.
    """
    if connection.in_atomic_block:
        yield
        return
    transaction.set_autocommit(False)
    try:
        with connection.cursor() as cursor:
            cursor.execute(BEGIN[connection.vendor])
        yield
    finally:
        try:
            transaction.rollback()
            transaction.set_autocommit(True)
        except DatabaseError:  # lost on the way
            connection.close()


BEGIN = {"sqlite": "BEGIN", "postgresql": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"}
