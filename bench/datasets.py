"""The data sets of a run, made once and kept: one SQLite file and one PostgreSQL database for each scale."""

import os
import sqlite3
import subprocess
import sys
import time

import psycopg

from .servers import ROOT, VAR


class OnSqlite:
    name = "SQLite"

    def __init__(self, scale):
        self.scale, self.folder = scale, VAR / f"sqlite-{scale}"
        self.file = self.folder / "db.sqlite3"
        self.environ = {"VAR_DIR": str(self.folder), "DATABASE_URL": f"sqlite:///{self.file}"}

    def exists(self):
        return (self.folder / "made").exists()

    def make(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        self.file.unlink(missing_ok=True)
        fill(self)

    def warm(self):
        """Read the whole file, so that no cell waits for the disk."""
        with self.file.open("rb") as file:
            while file.read(1 << 24):
                pass


class OnPostgres:
    name = "PostgreSQL"

    def __init__(self, scale, server):
        self.scale, self.server, self.folder = scale, server, VAR / f"postgres-{scale}"
        self.database = f"deals_{scale}"
        self.url = f"postgres://tracker@127.0.0.1:{server.port}/{self.database}"
        self.environ = {"VAR_DIR": str(self.folder), "DATABASE_URL": self.url}

    def exists(self):
        return (self.folder / "made").exists() and (self.server.data / "made" / self.database).exists()

    def make(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        self.server.create(self.database)
        fill(self)
        (self.server.data / "made").mkdir(exist_ok=True)
        (self.server.data / "made" / self.database).touch()

    def warm(self):
        """Read all tables and indexes into the server's memory."""
        with psycopg.connect(self.url) as connection:
            connection.execute("CREATE EXTENSION IF NOT EXISTS pg_prewarm")
            connection.execute("SELECT pg_prewarm(oid) FROM pg_class WHERE relkind IN ('r', 'i', 't')")


def fill(data):
    """Fill an empty database, and the folder with the static files that the server needs."""
    environ = os.environ | data.environ
    start = time.perf_counter()
    for command in (["-m", "bench.make", str(data.scale)], ["manage.py", "collectstatic", "--noinput", "-v0"]):
        subprocess.run([sys.executable, *command], cwd=ROOT, env=environ, check=True)  # noqa: S603
    (data.folder / "made").write_text(f"{time.perf_counter() - start:.0f}")


def ready(data):
    """Make the data set where it is missing, and bring its tables up to date."""
    if not data.exists():
        data.make()
    environ = os.environ | data.environ
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environ, check=True)  # noqa: S603
    return data


def words_by_frequency(file):
    """Return how many deals each word of the index is in, the commonest first."""
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, deals_deal_words, row)")
        return connection.execute("SELECT term, doc FROM temp.vocabulary ORDER BY doc DESC LIMIT 50000").fetchall()
