"""What the database writes into a file is what Python would write."""

import threading
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models.expressions import RawSQL
from django.test import RequestFactory

from companies.columns import COMPANY_COLUMNS
from companies.models import Company
from deals.columns import DEAL_COLUMNS, PARTY_COLUMNS
from deals.models import Deal, Party
from lists import files, lines
from lists.columns import Table
from tests.deals.reading import rows
from tests.factories import public_deal

from .test_columns import PAYLOADS

TABLES = {
    "deals": (DEAL_COLUMNS, Deal.objects.order_by("pk")),
    "parties": (PARTY_COLUMNS, Party.objects.order_by("pk")),
    "companies": (COMPANY_COLUMNS, Company.objects.order_by("pk")),
}
AWKWARD = [*PAYLOADS, 'say "this"', "a, b", "two\nlines", "a\rb", " space ", "'quoted'", "\\.", "NULL", "50%", "%s"]


def both(columns, queryset):
    table = Table(columns, queryset, "https://example.org")
    python = b"".join(lines._from_python(table))
    return b"".join(lines.pieces(table)), python


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_these_files_is_written_by_the_database(name):
    columns, queryset = TABLES[name]
    assert [one.name for one in columns if lines.cell_of(one, queryset.model, "") is None] == []


@pytest.mark.parametrize("name", TABLES)
def test_the_database_writes_the_same_bytes_as_python(db, name):
    Company.objects.filter(pk=Company.objects.first().pk).update(name='=1+"1", x')
    by_database, by_python = both(*TABLES[name])
    assert by_database == by_python
    assert by_database.count(b"\n") > 5


@pytest.mark.parametrize("title", AWKWARD)
def test_awkward_texts_come_out_alike(db, title):
    deal = public_deal()
    Deal.objects.filter(pk=deal.pk).update(title=title, value_usd_min=Decimal("1234.50"), value_fx_rate="0.1234500000")
    by_database, by_python = both(DEAL_COLUMNS, Deal.objects.filter(pk=deal.pk))
    assert by_database == by_python


def test_a_file_of_one_column_keeps_its_empty_rows(client, db):
    assert len(rows(client, "?columns=round")) == len(rows(client))


LONG = 300_000  # characters of a line: more than a database sends, or a client reads, at once


def pieces_of_lines(width, breaking=0):
    """Deals in lines of about this width, unsorted, so that each is worked out when it is sent; one is an error."""
    least = "-9223372036854775807 - 1"  # which nothing is the absolute value of
    one = f"abs(CASE WHEN id = {breaking} THEN {least} ELSE 1 END)"
    zeros = {"sqlite": f"hex(zeroblob({width // 2}))", "postgresql": f"repeat('0', {width})"}[connection.vendor]
    side = {"sqlite": lines._from_sqlite, "postgresql": lines._from_postgres}[connection.vendor]
    return side(Deal.objects.order_by(), [RawSQL(f"{zeros} || {one}", []), RawSQL("id", [])])  # noqa: S611


@pytest.fixture
def ids(db, monkeypatch):
    monkeypatch.setattr(lines, "LINES", 2)
    return list(Deal.objects.order_by().values_list("pk", flat=True))


def test_a_whole_table_comes_in_pieces(ids):
    pieces = list(pieces_of_lines(LONG))
    assert len(pieces) > 2
    assert [int(line.split(",")[1]) for line in b"".join(pieces).decode().splitlines()] == ids


@pytest.mark.parametrize("width", [1, 2000, LONG])
@pytest.mark.parametrize("place", [0, 1, 5, -1])
def test_an_error_of_the_database_on_the_way_is_told_and_leaves_the_connection_usable(ids, place, width, caplog):
    """Whether it comes together with the lines before it or after them."""
    pieces, got = pieces_of_lines(width, ids[place]), []
    with pytest.raises(DatabaseError), transaction.atomic():
        got += pieces
    assert b"".join(got).count(b"\n") <= range(len(ids))[place]
    assert Deal.objects.count() == len(ids)
    assert caplog.text == ""


def test_a_table_that_nobody_reads_to_its_end_leaves_the_connection_usable(ids):
    with transaction.atomic():
        pieces = pieces_of_lines(LONG)
        assert next(pieces)
        pieces.close()
        transaction.set_rollback(True)  # where closing it cancelled the statement
    assert Deal.objects.count() == len(ids)


def ask(tables=(), **environ):
    tables = tables or [TABLES["deals"]]
    return files.csv_response(RequestFactory(**environ).get("/"), "deals", lambda: tables)


def hang_up(response):
    """What the server does when the client is gone, but for the signal that closes the tests' own connection."""
    for closer in response._resource_closers:
        closer()


def test_a_whole_file_has_as_many_rows_as_it_says(client, db):
    response = client.get("/deals.csv")
    assert int(response["X-Row-Count"]) == b"".join(response.streaming_content).count(b"\n") - 1 > 0


def test_an_error_on_the_way_leaves_a_file_that_says_so_and_no_clean_end(db, monkeypatch, caplog):
    def breaking(table):
        yield b"1,2\n"
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(files, "pieces", breaking)
    got = []
    with pytest.raises(RuntimeError):
        got += iter(ask().streaming_content)
    assert b"INCOMPLETE" in got[-1]
    assert "broke off" in caplog.text


def test_past_the_bound_a_file_is_to_be_fetched_later_and_each_end_frees_its_place(db, settings):
    taken = [ask() for _place in range(settings.EXPORTS_AT_ONCE)]
    refused = ask()
    assert (refused.status_code, refused["Retry-After"]) == (503, "10")
    hang_up(taken.pop())
    taken.append(ask())
    assert [one.status_code for one in taken] == [200] * settings.EXPORTS_AT_ONCE
    del taken  # a file that nobody ever began to read
    again = [ask() for _place in range(settings.EXPORTS_AT_ONCE)]
    assert [one.status_code for one in again] == [200] * settings.EXPORTS_AT_ONCE


def test_asking_for_the_headers_alone_takes_no_place(client, db, settings):
    for _time in range(settings.EXPORTS_AT_ONCE + 1):
        response = client.head("/deals.csv")
        assert (response.status_code, response.content) == (200, b"")
        assert int(response["X-Row-Count"]) > 0


def test_a_file_left_to_another_thread_frees_its_place_and_leaves_its_state_alone(db, monkeypatch):
    """A connection must not be rolled back from another thread, which may be in the middle of its own work."""
    ended = []

    @contextmanager
    def state():
        yield
        ended.append(threading.get_ident())

    monkeypatch.setattr(files, "one_state", state)
    monkeypatch.setattr(files, "places", threading.BoundedSemaphore(1))
    left = [ask()]
    thread = threading.Thread(target=left.clear)
    thread.start()
    thread.join()
    assert ended == []
    own = ask()
    assert own.status_code == 200
    hang_up(own)
    assert set(ended) == {threading.get_ident()}
