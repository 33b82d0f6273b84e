"""The index of a list is locked while it is brought up to date and read, not while the database searches."""

import threading

import pytest
from django.db import connection

from deals.index import INDEX
from lists.limits import TooSlow
from lists.search import ids
from tests.factories import public_deal

pytestmark = pytest.mark.django_db


@pytest.fixture
def during(monkeypatch):
    """Let something happen while the database is asked, after it has found what it will answer."""

    def install(happens):
        def search(model, query):
            found, calls[:] = ids(model, query), [*calls, query]
            if len(calls) == 1:
                happens()
            return found

        calls = []
        connection.check_constraints()  # PostgreSQL numbers changes at the end of a transaction, or when it is told to
        INDEX.read(lambda index: None)
        INDEX.kept.clear()
        monkeypatch.setattr("lists.index.search_ids", search)
        return calls

    return install


def searched(query, **options):
    return INDEX.read(lambda index: index.searched(query), **options)


def others_may_read():
    """Whether another thread gets at the index at once."""
    got = []

    def read():
        if INDEX.lock.acquire(timeout=0.1):
            INDEX.lock.release()
            got.append(True)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    return bool(got)


def test_a_search_that_takes_long_holds_nobody_else_up(during):
    seen = []
    during(lambda: seen.append(others_may_read()))
    searched("cainiao")
    assert seen == [True]


def test_a_file_holds_the_index_while_it_searches_so_that_it_stays_at_one_state(during):
    """Also the control: a lock that is held is noticed."""
    seen = []
    during(lambda: seen.append(others_may_read()))
    searched("cainiao", in_one_state=True)
    assert seen == [False]


def test_what_changes_during_a_search_is_found_all_the_same(during):
    came = []

    def publish():
        came.append(public_deal(title="Cainiao once more").pk)
        connection.check_constraints()
        INDEX.read(lambda index: None)  # as another visitor's page would

    calls = during(publish)
    assert set(came) <= set(searched("cainiao"))
    assert came
    assert calls == ["cainiao"]


def test_a_search_during_which_all_was_read_anew_is_made_again(during):
    calls = during(lambda: INDEX._read_all())
    assert searched("cainiao") == ids(INDEX.contents.model, "cainiao") & INDEX.public
    assert calls == ["cainiao", "cainiao"]


def test_a_search_that_took_too_long_is_not_remembered(during):
    def too_slow():
        raise TooSlow

    calls = during(too_slow)
    with pytest.raises(TooSlow):
        searched("cainiao")
    assert (INDEX.sought, list(INDEX.kept)) == ([], [])
    assert searched("cainiao")
    assert len(calls) == 2
