"""A statement that takes too long ends, and the page says so and stays usable."""

import pytest
from django.db import OperationalError, connection, transaction

from lists.limits import TooSlow, within_limit

ENDLESS = {
    "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) FROM n",
    "postgresql": "SELECT pg_sleep(60)",
}


@pytest.fixture
def short(settings):
    settings.STATEMENT_SECONDS = 0.05


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()


def test_an_endless_statement_is_stopped_and_the_next_one_runs(db, short):
    with pytest.raises(TooSlow), transaction.atomic(), within_limit():
        run(ENDLESS[connection.vendor])
    assert run("SELECT 1") == (1,)


def test_another_error_stays_what_it_is(db, short):
    with pytest.raises(OperationalError), within_limit():
        raise OperationalError("disk I/O error")


@pytest.fixture
def slow(monkeypatch):
    """A search that takes longer than a page may."""

    def too_slow(model, query):
        raise TooSlow

    monkeypatch.setattr("lists.index.search_ids", too_slow)


def test_a_search_that_takes_too_long_says_so_and_can_be_narrowed(client, db, slow):
    response = client.get("/deals/?q=a&kind=investment")
    page = response.content.decode()
    assert response.status_code == 503
    assert "takes longer than this site allows" in page
    assert 'value="a"' in page
    assert 'href="?kind=investment"' in page


def test_a_file_of_a_search_that_takes_too_long_says_so_and_takes_no_place(client, db, settings, slow):
    for _time in range(settings.EXPORTS_AT_ONCE + 1):
        response = client.get("/deals.csv?q=a")
        assert response.status_code == 503
        assert "takes longer than this site allows" in response.content.decode()
