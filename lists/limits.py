"""How long a page may keep the database busy with one statement."""

import time
from contextlib import contextmanager

from django.conf import settings
from django.db import OperationalError, connection

CHECKED_EACH = 20_000  # steps of SQLite's machine, some tenths of a millisecond


class TooSlow(Exception):
    """A statement took longer than a page may."""


@contextmanager
def within_limit():
    """Stop statements in this block after `settings.STATEMENT_SECONDS`, and raise TooSlow."""
    seconds = settings.STATEMENT_SECONDS
    side = _on_sqlite if connection.vendor == "sqlite" else _on_postgres
    try:
        with side(seconds):
            yield
    except OperationalError as error:
        if any(word in str(error) for word in ("interrupted", "statement timeout")):
            raise TooSlow from error
        raise


@contextmanager
def _on_sqlite(seconds):
    connection.ensure_connection()
    deadline = time.monotonic() + seconds
    raw = connection.connection
    raw.set_progress_handler(lambda: time.monotonic() > deadline, CHECKED_EACH)
    try:
        yield
    finally:
        raw.set_progress_handler(None, 0)


@contextmanager
def _on_postgres(seconds):
    _limit_statements(seconds)
    try:
        yield
    except OperationalError:
        if not connection.in_atomic_block:  # there the end of the failed transaction takes the limit back
            _limit_statements(0)
        raise
    _limit_statements(0)


def _limit_statements(seconds):
    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = {int(seconds * 1000)}")
