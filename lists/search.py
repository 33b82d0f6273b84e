"""Full-text search: one condition, `search_text__finds=query`, over a database's own index.

A record's `search_text` holds its words (`values.text.index_words`), parted by spaces. Both databases look them up in a
table beside the record's, SQLite by FTS5, PostgreSQL by a GIN index; triggers keep it up with the records, and
`install` makes all of that after each migration. Every word of the query must begin a word of the record; a single
letter or digit must be a word of its own.
"""

from django.db import DatabaseError, connection, connections, transaction
from django.db.models import Lookup, TextField

from values.text import RUNS, fold, index_words

from .contents import ids_by_sql, ids_of


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


def parts(query):
    """Return the words and the runs of Chinese of a query, each a query of its own; all of them must be found."""
    return [run[0] for run in RUNS.finditer(fold(query))]


def common_words(model, least):
    """Return the words that at least so many rows hold, as far as the database knows that without counting."""
    with connection.cursor() as cursor:
        return SEARCHES[connection.vendor].common(cursor, model._meta.db_table, least)


def ids(model, query):
    """Return the ids of all rows that a query finds, of any state; from the index alone where no runs are checked."""
    words, runs = terms(query)
    if words and not runs:
        return ids_by_sql(*SEARCHES[connection.vendor].found(model._meta.db_table, words))
    return ids_of(model.objects.filter(search_text__finds=query))


class Finds(Lookup):
    """Whether every word of a query begins a word of the text; a query without words finds nothing."""

    lookup_name = "finds"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, _params = self.process_lhs(compiler, connection)
        words, runs = terms(self.rhs)
        found, params = SEARCHES[connection.vendor].found(self.lhs.target.model._meta.db_table, words)
        sql = f"{compiler.quote_name_unless_alias(self.lhs.alias)}.id IN ({found})"
        # Pairs of characters may stand apart: a longer run must also stand in one piece.
        return " AND ".join([sql, *[f"{column} LIKE %s"] * len(runs)]), [*params, *(f"%{run}%" for run in runs)]


TextField.register_lookup(Finds)


def install(sender, using, plan=(), **kwargs):
    """Make the indexes of an app's models after its migrations, which ran without their triggers."""
    database = connections[using]
    engine = SEARCHES[database.vendor]
    with database.cursor() as cursor:
        known = database.introspection.table_names(cursor)
        for table in [model._meta.db_table for model in searched(sender)]:
            columns = database.introspection.get_table_description(cursor, table) if table in known else ()
            if "search_text" in {column.name for column in columns}:  # else migrated back to before the search
                if plan or not engine.exists(cursor, table):
                    engine.fill(cursor, table)
                engine.follow(cursor, table)


def searched(app_config):
    """The app's models that have an index."""
    for model in app_config.get_models():
        if any(field.name == "search_text" for field in model._meta.local_fields):
            yield model


def broken(model):
    """Return whether the model's index holds other words than its rows."""
    with connection.cursor() as cursor:
        return SEARCHES[connection.vendor].broken(cursor, model._meta.db_table)


def rebuild(model):
    """Fill the model's index anew from its rows."""
    with transaction.atomic(), connection.cursor() as cursor:
        SEARCHES[connection.vendor].fill(cursor, model._meta.db_table)


def remove(using, plan=(), **kwargs):
    """Take the triggers away before migrations, which may rewrite the tables."""
    if not plan:
        return
    engine = SEARCHES[connections[using].vendor]
    with connections[using].cursor() as cursor:
        engine.unfollow(cursor)


class SearchOnSqlite:
    """An FTS5 table over the record's own text."""

    @staticmethod
    def found(table, words):
        asked = " AND ".join(f'"{word}"{"*" * begins}' for word, begins in words.items()) or '""'
        return f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s", [asked]  # noqa: S608

    @staticmethod
    def exists(cursor, table):
        return cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [f"{table}_words"]).fetchone()

    @staticmethod
    def fill(cursor, table):
        cursor.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {table}_words USING fts5(search_text, content='{table}', "
            "content_rowid='id', tokenize='unicode61 remove_diacritics 0', detail=none, columnsize=0, prefix='2 3')"
        )
        cursor.execute(f"INSERT INTO {table}_words({table}_words) VALUES ('rebuild')")  # noqa: S608

    @staticmethod
    def follow(cursor, table):
        words = f"{table}_words"
        drop = f"INSERT INTO {words}({words}, rowid, search_text) VALUES ('delete', old.id, old.search_text);"  # noqa: S608
        add = f"INSERT INTO {words}(rowid, search_text) VALUES (new.id, new.search_text);"  # noqa: S608
        changed = "WHEN old.search_text IS NOT new.search_text"
        for event, when, change in (("INSERT", "", add), ("UPDATE", changed, drop + add), ("DELETE", "", drop)):
            name = f"{words}_{event.lower()}"
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {table} {when} BEGIN {change} END")

    @staticmethod
    def unfollow(cursor):
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            if "_words_" in name:
                cursor.execute(f"DROP TRIGGER {name}")

    @staticmethod
    def common(cursor, table, least):
        cursor.execute(f"CREATE VIRTUAL TABLE temp.common USING fts5vocab(main, {table}_words, row)")
        cursor.execute("SELECT term FROM temp.common WHERE doc >= %s", [least])
        words = [word for (word,) in cursor.fetchall()]
        cursor.execute("DROP TABLE temp.common")
        return words

    @staticmethod
    def broken(cursor, table):
        try:
            with transaction.atomic():
                cursor.execute(f"INSERT INTO {table}_words({table}_words, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        except DatabaseError:
            return True
        return False


LEXEMES = "array_to_tsvector(string_to_array({}, ' '))"
FOLLOW = f"""
    CREATE OR REPLACE FUNCTION sources_follow_words() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            EXECUTE format('TRUNCATE %I', TG_ARGV[0]);
        ELSIF TG_OP = 'DELETE' THEN
            EXECUTE format('DELETE FROM %I WHERE id = $1', TG_ARGV[0]) USING OLD.id;
        ELSE
            EXECUTE format('INSERT INTO %I (id, words) VALUES ($1, $2) '
                           'ON CONFLICT (id) DO UPDATE SET words = EXCLUDED.words', TG_ARGV[0])
                USING NEW.id, {LEXEMES.format("NEW.search_text")};
        END IF;
        RETURN NULL;
    END $$
"""  # noqa: S608


class SearchOnPostgres:
    """A narrow table of ids and words with a GIN index: finding many in the records' own would read most of them."""

    EVENTS = (
        ("insert", "AFTER INSERT", "FOR EACH ROW"),
        ("update", "AFTER UPDATE", "FOR EACH ROW WHEN (OLD.search_text IS DISTINCT FROM NEW.search_text)"),
        ("delete", "AFTER DELETE", "FOR EACH ROW"),
        ("truncate", "AFTER TRUNCATE", "FOR EACH STATEMENT"),
    )

    @staticmethod
    def found(table, words):
        asked = " & ".join(f"'{word}'{':*' * begins}" for word, begins in words.items())
        return f"SELECT id FROM {table}_lexemes WHERE words @@ %s::tsquery", [asked]  # noqa: S608

    @staticmethod
    def exists(cursor, table):
        cursor.execute("SELECT to_regclass(%s)", [f"{table}_lexemes"])
        return cursor.fetchone()[0]

    @staticmethod
    def fill(cursor, table):
        cursor.execute(f"DROP INDEX IF EXISTS {table}_words")  # where the words stood before they had a table
        cursor.execute(f"DROP TABLE IF EXISTS {table}_lexemes")
        cursor.execute(
            f"CREATE TABLE {table}_lexemes AS SELECT id, {LEXEMES.format('search_text')} AS words "  # noqa: S608
            f"FROM {table} ORDER BY id"
        )
        cursor.execute(f"ALTER TABLE {table}_lexemes ADD PRIMARY KEY (id)")
        cursor.execute(
            f"CREATE INDEX {table}_lexemes_words ON {table}_lexemes USING gin (words) WITH (fastupdate = off)"
        )
        cursor.execute(f"ANALYZE {table}_lexemes")

    @classmethod
    def follow(cls, cursor, table):
        cursor.execute(FOLLOW)
        for name, event, when in cls.EVENTS:
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {table}_words_{name} {event} ON {table} {when} "
                f"EXECUTE FUNCTION sources_follow_words('{table}_lexemes')"
            )

    @staticmethod
    def unfollow(cursor):
        cursor.execute("SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal")
        for name, table in cursor.fetchall():
            if "_words_" in name:
                cursor.execute(f"DROP TRIGGER {name} ON {table}")

    @staticmethod
    def common(cursor, table, least):
        """As ANALYZE last saw them in a sample."""
        lexemes = f"{table}_lexemes"
        cursor.execute(
            "SELECT word "
            "FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS _ (word, share) "
            "WHERE schemaname = current_schema() AND tablename = %s AND attname = 'words' AND word IS NOT NULL "
            "AND share * (SELECT reltuples FROM pg_class WHERE oid = %s::regclass) >= %s",
            [lexemes, lexemes, least],
        )
        return [word for (word,) in cursor.fetchall()]

    @staticmethod
    def broken(cursor, table):
        cursor.execute(
            f"SELECT EXISTS (SELECT 1 FROM {table} FULL JOIN {table}_lexemes USING (id) "  # noqa: S608
            f"WHERE words IS DISTINCT FROM {LEXEMES.format('search_text')})"
        )
        return cursor.fetchone()[0]


SEARCHES = {"sqlite": SearchOnSqlite, "postgresql": SearchOnPostgres}
