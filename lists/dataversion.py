"""The version of the public data: every write to a public table moves it on, whichever way it came.

Triggers do it, made anew after each migration, so that no import, command or shell can forget. SQLite has one writer
at a time and numbers each row at once. On PostgreSQL a number taken early would be visible before its data, or hold
other writers up: rows are numbered by a deferred trigger, in the order in which transactions end.
"""

from typing import NamedTuple

from django.apps import apps
from django.db import connection, connections

from .models import DataVersion

REMEMBERED = 20_000  # changes that are remembered; who fell further behind reads everything anew
VERSION, CHANGE = "sources_dataversion", "sources_datachange"
TOLD = (
    "_told_"  # in the names of the triggers; a new definition needs another word, or a migration that makes them anew
)
STATE = f"SELECT number, token, (SELECT MAX(id) FROM {CHANGE} WHERE number IS NULL) FROM {VERSION}"  # noqa: S608


class DataState(NamedTuple):
    """A state of the data; `pending` says that this very transaction has written what others do not see yet."""

    number: int
    token: int
    pending: int | None


def current():
    """Return the state of the data as this connection sees it; one row is read."""
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        return DataState(*cursor.fetchone())


def changed_since(seen, subject):
    """Return the ids of the subject's records touched since a state, or None where that cannot be told any more."""
    if seen.pending:
        return None
    known = f"SELECT 1 FROM {CHANGE} WHERE number = %s AND token = %s"  # noqa: S608
    touched = f"SELECT DISTINCT record FROM {CHANGE} WHERE (number > %s OR number IS NULL) AND subject = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(known, [seen.number, seen.token])
        if not cursor.fetchone():
            return None
        cursor.execute(touched, [seen.number, subject])
        return {record for (record,) in cursor.fetchall()}


def remove(using, plan=(), **kwargs):
    """Take the triggers away before migrations: a table that they name may be about to go."""
    if not plan:
        return
    side = TRIGGERS[connections[using].vendor]
    with connections[using].cursor() as cursor:
        for trigger, table in side.triggers(cursor):
            if TOLD in trigger:
                side.drop(cursor, trigger, table)


def install(sender, using, plan=(), **kwargs):
    """Make the triggers of an app's tables after its migrations; what these did to the data is a new version."""
    models, database = list(watched(sender)), connections[using]
    if not models:
        return
    with database.cursor() as cursor:
        tables = set(database.introspection.table_names(cursor))
        if CHANGE not in tables:  # migrated back to before the versions
            return
        side = TRIGGERS[database.vendor]
        before = side.triggers(cursor)
        side.prepare(cursor)
        for model in models:
            if model._meta.db_table in tables:
                side.watch(cursor, model._meta.db_table, *subject_of(model))
        if plan or before != side.triggers(cursor) or not DataVersion.objects.using(using).exists():
            _begin_anew(cursor, side)


def _begin_anew(cursor, side):
    """Start a new version whose way here nobody knows, so that all is read again."""
    cursor.execute(f"INSERT INTO {VERSION} (number, token) SELECT 0, 0 WHERE NOT EXISTS (SELECT 1 FROM {VERSION})")  # noqa: S608
    cursor.execute(f"UPDATE {VERSION} SET number = number + 1, token = {side.RANDOM}")  # noqa: S608
    cursor.execute(f"DELETE FROM {CHANGE}")  # noqa: S608
    cursor.execute(f"INSERT INTO {CHANGE} (number, token, subject) SELECT number, token, '' FROM {VERSION}")  # noqa: S608


def unwatched():
    """Return the tables whose changes nobody would hear of, since a trigger is missing."""
    with connection.cursor() as cursor:
        triggers = [name for name, _table in TRIGGERS[connection.vendor].triggers(cursor)]
    tables = [model._meta.db_table for app_config in apps.get_app_configs() for model in watched(app_config)]
    wanted = TRIGGERS[connection.vendor].EACH
    return [table for table in tables if sum(name.startswith(f"{table}{TOLD}") for name in triggers) < wanted]


def watched(app_config):
    """The app's tables that public pages show: of models that say by `OWNER` whose they are, and what these list."""
    for model in app_config.get_models():
        if hasattr(model, "OWNER") and not model._meta.proxy:
            yield model
            yield from (field.remote_field.through for field in model._meta.local_many_to_many)


def subject_of(model):
    """Return the table of the record that a row belongs to, and the row's column with its id."""
    if model._meta.auto_created:
        owner = next(field for field in model._meta.local_fields if field.related_model is model._meta.auto_created)
    elif model.OWNER:
        owner = model._meta.get_field(model.OWNER)
    else:
        return model._meta.db_table, model._meta.pk.column
    return owner.related_model._meta.db_table, owner.column


class TriggersOnSqlite:
    RANDOM = "random()"
    EACH = 3  # triggers of a table

    @staticmethod
    def triggers(cursor):
        cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
        return cursor.fetchall()

    @staticmethod
    def drop(cursor, trigger, table):
        cursor.execute(f"DROP TRIGGER {trigger}")

    @staticmethod
    def prepare(cursor):
        """Nothing that is there is lost."""

    @staticmethod
    def watch(cursor, table, subject, column):
        for event, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")):
            moved = f"INSERT INTO {CHANGE} (number, token, subject, record) SELECT number, token, '{subject}', "  # noqa: S608
            told = f"{moved} {row}.{column} FROM {VERSION};"
            if event == "UPDATE" and column != "id":
                told += f"{moved} old.{column} FROM {VERSION} WHERE old.{column} <> new.{column};"
            name = f"{table}{TOLD}{event.lower()}"
            cursor.execute(
                f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {table} BEGIN {MOVE_ON} {told} {FORGET} END"
            )


MOVE_ON = f"UPDATE {VERSION} SET number = number + 1, token = random();"  # noqa: S608
FORGET = f"DELETE FROM {CHANGE} WHERE number < (SELECT number - {REMEMBERED} FROM {VERSION});"  # noqa: S608
TELL = f"""
    CREATE OR REPLACE FUNCTION sources_tell() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        EXECUTE format('INSERT INTO {CHANGE} (subject, record) SELECT DISTINCT %L, %I::text::bigint FROM touched',
                       TG_ARGV[0], TG_ARGV[1]);
        RETURN NULL;
    END $$
"""  # noqa: S608
NUMBER = f"""
    CREATE OR REPLACE FUNCTION sources_number() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE now_at record;
    BEGIN
        IF EXISTS (SELECT 1 FROM {CHANGE} WHERE id = NEW.id AND number IS NULL) THEN
            UPDATE {VERSION} SET number = number + 1, token = (random() * 9e15)::bigint
                RETURNING number, token INTO now_at;
            UPDATE {CHANGE} SET number = now_at.number, token = now_at.token WHERE number IS NULL;
            DELETE FROM {CHANGE} WHERE number < now_at.number - {REMEMBERED};
        END IF;
        RETURN NULL;
    END $$
"""  # noqa: S608


class TriggersOnPostgres:
    RANDOM = "(random() * 9e15)::bigint"
    EACH = 4

    @staticmethod
    def triggers(cursor):
        cursor.execute("SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal")
        return cursor.fetchall()

    @staticmethod
    def drop(cursor, trigger, table):
        cursor.execute(f"DROP TRIGGER {trigger} ON {table}")

    @staticmethod
    def prepare(cursor):
        cursor.execute(TELL)
        cursor.execute(NUMBER)
        cursor.execute(f"DROP TRIGGER IF EXISTS {CHANGE}_number ON {CHANGE}")
        cursor.execute(
            f"CREATE CONSTRAINT TRIGGER {CHANGE}_number AFTER INSERT ON {CHANGE} DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW EXECUTE FUNCTION sources_number()"
        )

    @staticmethod
    def watch(cursor, table, subject, column):
        for event, rows in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {table}{TOLD}{event.lower()}_{rows.lower()} AFTER {event} ON {table} "
                f"REFERENCING {rows} TABLE AS touched FOR EACH STATEMENT "
                f"EXECUTE FUNCTION sources_tell('{subject}', '{column}')"
            )


TRIGGERS = {"sqlite": TriggersOnSqlite, "postgresql": TriggersOnPostgres}
