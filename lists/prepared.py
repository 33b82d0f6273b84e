"""Queries whose SQL is worked out once: for a page of rows, Django's compiler costs more time than the database."""

from django.db import connection


def plan_each_time(sender, connection, **kwargs):
    """Let a new connection to PostgreSQL plan what it keeps parsed for each value: few are like the average one."""
    if connection.vendor == "postgresql" and connection.settings_dict["OPTIONS"].get("prepare_threshold"):
        with connection.cursor() as cursor:
            cursor.execute("SET plan_cache_mode = force_custom_plan")


class Prepared:
    """A queryset of tuples, compiled once for each database and each number of values.

    `build` takes the values and returns a queryset with `values_list`. It is called with stand-ins, negative whole
    numbers, in the place of the values: each must reach the database as it is, such as an id.
    """

    def __init__(self, build):
        self.build, self.compiled = build, {}

    def rows(self, values):
        """Return the rows for these values, converted as the queryset would; no values, no rows."""
        if not values:
            return []
        sql, params, converters = self._compiled(len(values))
        filled = [values[-param - 1] if _stands_in(param) else param for param in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            rows = cursor.fetchall()
        return [_converted(row, converters) for row in rows] if converters else rows

    def _compiled(self, many):
        key = connection.vendor, many
        if key not in self.compiled:
            stand_ins = range(-1, -many - 1, -1)
            compiler = self.build(stand_ins).query.get_compiler(connection=connection)
            sql, params = compiler.as_sql()
            if {param for param in params if _stands_in(param)} != set(stand_ins):
                raise ValueError("A value of a prepared query does not reach the database as it is.")
            expressions = [expression for expression, _sql, _alias in compiler.select]
            converters = [
                (place, converter, expression)
                for place, (found, expression) in compiler.get_converters(expressions).items()
                for converter in found
            ]
            self.compiled[key] = sql, params, converters
        return self.compiled[key]


def _stands_in(param):
    """PostgreSQL's whole numbers may come as kinds of int."""
    return isinstance(param, int) and param < 0


def _converted(row, converters):
    row = list(row)
    for place, converter, expression in converters:
        row[place] = converter(row[place], expression, connection)
    return row
