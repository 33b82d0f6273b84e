"""Files over a real server and real connections: broken off, fetched by many at once, left by who asked."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from bench.client import Connection
from bench.servers import SECRET, free_port

pytestmark = pytest.mark.long
ROOT = Path(__file__).resolve().parents[2]
N_DEALS = 1000
AT_ONCE = 4  # two processes with two places each
LONG = "a name that is long " * 400  # so that a file does not fit into the buffers between server and client
FILL = f"""
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("UPDATE deals_deal SET parties_text = %s", ["{LONG}"])
"""


@pytest.fixture(scope="module")
def environ(tmp_path_factory):
    """The settings of a site of its own, with made-up deals that fill megabytes."""
    folder = tmp_path_factory.mktemp("site")
    environ = {"VAR_DIR": str(folder), "SECRET_KEY": SECRET, "ALLOWED_HOSTS": "127.0.0.1", "HOST": "127.0.0.1"}
    if connection.vendor == "postgresql":
        name = f"serving_{os.getpid()}"
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
        environ["DATABASE_URL"] = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    else:
        environ["DATABASE_URL"] = f"sqlite:///{folder / 'db.sqlite3'}"
    environ = os.environ | environ
    for command in (
        ["-m", "bench.make", str(N_DEALS)],
        ["manage.py", "collectstatic", "--noinput", "-v0"],
        ["manage.py", "shell", "-v0", "-c", FILL],
    ):
        subprocess.run([sys.executable, *command], cwd=ROOT, env=environ, check=True, capture_output=True)
    return environ


class Site:
    def __init__(self, environ, port):
        self.port, self.clients = port, []
        command = [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn", "config.wsgi"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environ | {"PORT": str(port)}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.process.stdout.readline()  # it says where it serves once it does

    def workers(self):
        """The ids of the processes that answer."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def ask(self, path, version="1.1"):
        """Send a request from a client that reads slowly, and return its connection."""
        client = socket.socket()
        self.clients.append(client)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.settimeout(20)
        client.connect(("127.0.0.1", self.port))
        client.sendall(f"GET {path} HTTP/{version}\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode())
        return client

    def get(self, path):
        client = Connection(self.port)
        self.clients.append(client)
        return client.get(path)

    def stop(self):
        for client in self.clients:
            client.close()
        self.process.terminate()
        self.process.stdout.close()
        self.process.wait(20)


@pytest.fixture
def site(environ):
    site = Site(environ, free_port())
    yield site
    site.stop()


def head(client):
    """Read the status and the headers of an answer, and what came of its body."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += client.recv(1024)
    first, _mark, body = got.partition(b"\r\n\r\n")
    status, *lines = first.decode().split("\r\n")
    return int(status.split()[1]), dict(line.split(": ", 1) for line in lines), body


def rest(client):
    """Read until the server ends the connection, in whichever way."""
    got = b""
    try:
        while piece := client.recv(1 << 16):
            got += piece
    except ConnectionResetError:
        pass
    return got


def kill_workers(site):
    for pid in site.workers():
        os.kill(pid, signal.SIGKILL)


def test_a_whole_file_has_as_many_rows_as_it_says_and_a_clean_end(site):
    """The control of the two tests below; the client fails where the last piece of such an answer is missing."""
    whole = site.get("/deals.csv")
    assert whole.headers["transfer-encoding"] == "chunked"
    assert whole.body.count(b"\n") - 1 == int(whole.headers["x-row-count"]) > N_DEALS * 0.9
    client = site.ask("/deals.csv", version="1.0")
    _status, headers, body = head(client)
    assert (body + rest(client)).count(b"\n") - 1 == int(headers["X-Row-Count"])


def test_a_file_whose_server_is_killed_has_no_clean_end_and_fewer_rows_than_it_says(site):
    client = site.ask("/deals.csv")
    status, headers, body = head(client)
    kill_workers(site)
    body += rest(client)
    assert status == 200
    assert body.count(b"\n") < int(headers["X-Row-Count"])
    assert not body.endswith(b"0\r\n\r\n")
    assert site.get("/deals/").status == 200  # by the workers that took their places


def test_behind_a_proxy_of_http_1_0_the_rows_that_are_told_show_that_some_are_missing(site):
    """There the end of the connection is the end of the file, broken or whole."""
    client = site.ask("/deals.csv", version="1.0")
    status, headers, body = head(client)
    kill_workers(site)
    body += rest(client)
    assert (status, "Transfer-Encoding" in headers) == (200, False)
    assert body.count(b"\n") < int(headers["X-Row-Count"])


@contextmanager
def failing(environ):
    """Let the database fail while it sends the deals: at a text that is none, or by ending its connections."""
    if connection.vendor == "postgresql":
        yield lambda: execute(environ, f"SELECT pg_terminate_backend(pid) {OTHERS}")
        return
    oldest = "WHERE id = (SELECT id FROM deals_deal WHERE state = 'published' ORDER BY newest_key, id LIMIT 1)"
    execute(environ, f"UPDATE deals_deal SET title = CAST(x'ff' AS TEXT) {oldest}")
    yield lambda: None
    execute(environ, f"UPDATE deals_deal SET title = 'Mended' {oldest}")


OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def execute(environ, sql):
    url = environ["DATABASE_URL"]
    with psycopg.connect(url) if url.startswith("postgres") else sqlite3.connect(url.split("///")[1]) as database:
        database.execute(sql)
    database.close()


@pytest.mark.parametrize("version", ["1.1", "1.0"])
def test_a_file_whose_database_fails_says_so_and_has_no_clean_end(site, environ, version):
    with failing(environ) as fail:
        client = site.ask("/deals.csv", version=version)
        status, headers, body = head(client)
        fail()
        body += rest(client)
    assert status == 200
    assert b"THIS FILE IS INCOMPLETE" in body
    assert body.count(b"\n") - 2 < int(headers["X-Row-Count"])  # without its header and the line that says so
    assert not body.endswith(b"0\r\n\r\n")


def test_a_page_is_answered_though_its_connection_broke_meanwhile(site, environ):
    assert site.get("/deals/").status == 200
    if connection.vendor == "postgresql":  # SQLite has none that could break
        with psycopg.connect(environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
    assert [site.get(f"/deals/?page={number}").status for number in range(1, 9)] == [200] * 8


def test_twenty_files_at_once_leave_the_pages_their_threads_and_end_with_who_asked(site):
    clients = [site.ask("/deals.csv") for _number in range(20)]
    answers = [head(client) for client in clients]
    taken = [client for client, (status, _headers, _body) in zip(clients, answers, strict=True) if status == 200]
    refused = [headers for status, headers, _body in answers if status == 503]
    assert 0 < len(taken) <= AT_ONCE
    assert len(refused) == 20 - len(taken)
    assert all(int(headers["Retry-After"]) > 0 for headers in refused)
    assert [site.get(path).status for path in ("/", "/deals/", "/deals/?q=robotaxi", "/companies/")] == [200] * 4
    for client in clients:
        client.close()  # hang up
    assert within_seconds(10, lambda: fetched_again(site, len(taken)))


def fetched_again(site, many):
    """Whether so many files can be fetched at once."""
    clients = [site.ask("/deals.csv") for _number in range(2 * AT_ONCE)]
    statuses = [head(client)[0] for client in clients]
    for client in clients:
        client.close()
    return statuses.count(200) >= many


def within_seconds(seconds, condition):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.2)
    return False
