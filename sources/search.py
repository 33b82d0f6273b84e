"""Full-text search: one condition, `search_text__finds=query`, over a database's own index.

A record's `search_text` holds its words (`text.index_words`), parted by spaces. SQLite looks them up in an FTS5
table beside the record's, PostgreSQL in a GIN index; `install` makes either after each migration. Every word of
the query must begin a word of the record; a single letter or digit must be a word of its own.
"""

from django.db import DatabaseError, connection, connections, transaction
from django.db.models import Lookup, TextField

from .held import ids_by_sql, ids_of
from .text import RUNS, fold, index_words


def terms(query):
    """Return (the words to look up, each with whether it is only a beginning; the runs of Chinese to be checked)."""
    words, runs = {}, []
    for run in RUNS.finditer(fold(query)):
        found = index_words(run[0])
        if run["han"]:
            found = found[:-1] or found  # the last character ends the query, not the text
            runs += [" ".join(found)] * (len(found) > 1)
        words |= {word: not run["han"] and len(word) > 1 or (bool(run["han"]) and len(word) == 1) for word in found}
    return words, runs


def ids(model, query):
    """Return the ids of all rows that a query finds, of any state; from the index alone where the database can."""
    words, runs = terms(query)
    if connection.vendor == "sqlite" and words and not runs:
        table = f"{model._meta.db_table}_words"
        return ids_by_sql(f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [_on_sqlite(words)])  # noqa: S608
    return ids_of(model.objects.filter(search_text__finds=query))


def _on_sqlite(words):
    return " AND ".join(f'"{word}"{"*" * begins}' for word, begins in words.items()) or '""'


class Finds(Lookup):
    """Whether every word of a query begins a word of the text; a query without words finds nothing."""

    lookup_name = "finds"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        column, _params = self.process_lhs(compiler, connection)
        table = self.lhs.target.model._meta.db_table
        alias = compiler.quote_name_unless_alias(self.lhs.alias)
        words, runs = terms(self.rhs)
        sql = f"{alias}.id IN (SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s)"  # noqa: S608
        return self._with_runs(sql, [_on_sqlite(words)], column, runs)

    def as_postgresql(self, compiler, connection):
        column, _params = self.process_lhs(compiler, connection)
        words, runs = terms(self.rhs)
        asked = " & ".join(f"'{word}'{':*' * begins}" for word, begins in words.items())
        return self._with_runs(f"{_lexemes(column)} @@ %s::tsquery", [asked], column, runs)

    def _with_runs(self, sql, params, column, runs):
        """Pairs of characters may stand apart: a longer run must also stand in one piece."""
        return " AND ".join([sql, *[f"{column} LIKE %s"] * len(runs)]), [*params, *(f"%{run}%" for run in runs)]


TextField.register_lookup(Finds)


def _lexemes(column):
    return f"array_to_tsvector(string_to_array({column}, ' '))"


def install(sender, using, plan=(), **kwargs):
    """Make the indexes of an app's models after its migrations; one that rewrites a table drops its triggers."""
    connection = connections[using]
    for model in sender.get_models():
        if any(field.name == "search_text" for field in model._meta.local_fields):
            _install(connection, model._meta.db_table, anew=bool(plan))


def broken(model):
    """Return whether the model's index holds other words than its rows; PostgreSQL's cannot."""
    if connection.vendor != "sqlite":
        return False
    words = f"{model._meta.db_table}_words"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {words}({words}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    except DatabaseError:
        return True
    return False


def rebuild(model):
    """Fill the model's index anew from its rows."""
    if connection.vendor == "sqlite":
        words = f"{model._meta.db_table}_words"
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {words}({words}) VALUES ('rebuild')")  # noqa: S608


def remove(using, **kwargs):
    """Take SQLite's triggers away before migrations, which may rewrite the tables."""
    if connections[using].vendor == "sqlite":
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                if "_words_" in name:
                    cursor.execute(f"DROP TRIGGER {name}")


def _install(connection, table, *, anew):
    with connection.cursor() as cursor:
        known = connection.introspection.table_names(cursor)
        columns = connection.introspection.get_table_description(cursor, table) if table in known else ()
        if "search_text" not in {column.name for column in columns}:  # migrated back to before the search
            return
        if connection.vendor == "sqlite":
            _install_on_sqlite(cursor, table, anew)
        else:
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS {table}_words ON {table} "
                f"USING gin ({_lexemes('search_text')}) WITH (fastupdate = off)"
            )


def _install_on_sqlite(cursor, table, anew):
    words = f"{table}_words"
    known = cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [words]).fetchone()
    cursor.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {words} USING fts5(search_text, content='{table}', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 0', detail=none, columnsize=0, prefix='2 3')"
    )
    if anew or not known:
        cursor.execute(f"INSERT INTO {words}({words}) VALUES ('rebuild')")  # noqa: S608
    drop = f"INSERT INTO {words}({words}, rowid, search_text) VALUES ('delete', old.id, old.search_text);"  # noqa: S608
    add = f"INSERT INTO {words}(rowid, search_text) VALUES (new.id, new.search_text);"  # noqa: S608
    changed = "WHEN old.search_text IS NOT new.search_text"
    for event, when, change in (("INSERT", "", add), ("UPDATE", changed, drop + add), ("DELETE", "", drop)):
        name = f"{words}_{event.lower()}"
        cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {table} {when} BEGIN {change} END")
