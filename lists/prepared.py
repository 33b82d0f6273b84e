"""Queries whose SQL is worked out once: with a dozen subqueries, Django's compiler takes longer than the database.

Only for what a page asks with each visit and where that showed (docs/decisions/0015-public-interfaces.md).
"""

from django.db import connection

STAND_IN = -1  # no record has this id


def plan_each_time(sender, connection, **kwargs):
    """Let a new connection to PostgreSQL plan what it keeps parsed for each value: few are like the average one."""
    if connection.vendor == "postgresql" and connection.settings_dict["OPTIONS"].get("prepare_threshold"):
        with connection.cursor() as cursor:
            cursor.execute("SET plan_cache_mode = force_custom_plan")


class Prepared:
    """A query about one record: `build` takes its id and returns a queryset of tuples of ids and flags."""

    def __init__(self, build):
        self.build, self.compiled = build, {}

    def rows(self, pk):
        """Return the rows for this id, as the database gives them."""
        sql, params = self._compiled()
        with connection.cursor() as cursor:
            cursor.execute(sql, [pk if param == STAND_IN else param for param in params])
            return cursor.fetchall()

    def _compiled(self):
        if connection.vendor not in self.compiled:
            sql, params = self.build(STAND_IN).query.sql_with_params()
            if STAND_IN not in params:
                raise ValueError("The id of a prepared query does not reach the database as it is.")
            self.compiled[connection.vendor] = sql, params
        return self.compiled[connection.vendor]
