"""How rows get into either database quickly: without its indexes and triggers, which are made anew at the end."""

import json
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice

from django.db import connection

BATCH = 5000


def plain(value):
    """A value as the database takes it past Django's fields."""
    if isinstance(value, (list, dict)):
        return json.dumps(value)
    if connection.vendor == "sqlite" and isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ")
    if connection.vendor == "sqlite" and isinstance(value, date):
        return value.isoformat()
    return value


def read(table, where=""):
    """Return the columns and the rows of a table as the database gives them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} {where}")  # noqa: S608
        columns = [column.name if hasattr(column, "name") else column[0] for column in cursor.description]
        return columns, [[plain(value) for value in row] for row in cursor.fetchall()]


def write(table, columns, rows):
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join("?" * len(columns))
            rows = iter(rows)
            while batch := list(islice(rows, BATCH)):
                cursor.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", batch)  # noqa: S608
        else:
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)


SQLITE_PARTS = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
POSTGRES_PARTS = """
    SELECT 'index', indexname, indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""


@contextmanager
def without_indexes():
    """Drop indexes and triggers (and PostgreSQL's checks of foreign keys) for the while."""
    with connection.cursor() as cursor:
        cursor.execute(SQLITE_PARTS if connection.vendor == "sqlite" else POSTGRES_PARTS)
        parts = cursor.fetchall()
        for kind, name, _sql in parts:
            cursor.execute(f"DROP {kind} {name}")
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        yield
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")
        for _kind, _name, sql in parts:
            cursor.execute(sql)
