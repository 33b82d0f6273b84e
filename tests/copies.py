"""Copies of the database that the tests run on."""

import os
import sqlite3

import psycopg
from django.db import connection


def keep():
    """Copy the database as it is now."""
    if connection.vendor == "sqlite":
        kept = sqlite3.connect(":memory:")
        connection.ensure_connection()
        connection.connection.backup(kept)
        return kept
    name = connection.settings_dict["NAME"]
    _copy(name, f"{name}_kept")
    return f"{name}_kept"


def put_back(kept):
    """Make the database again what it was when it was copied."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        kept.backup(connection.connection)
        kept.close()
    else:
        _copy(kept, connection.settings_dict["NAME"])


def _copy(original, name):
    """PostgreSQL copies a database that nobody is connected to."""
    connection.close()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name} TEMPLATE {original}")
