"""Dates, moments and dollars as whole numbers that compare alike on both databases."""

from django.db.models import BigIntegerField, Func

MOST = 9 * 10**16  # dollars; more than all money there is, and its cents still are a 64-bit number


class Number(Func):
    output_field = BigIntegerField()


class Day(Number):
    """A date as days since the first of January of year 1, as `date.toordinal` counts."""

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="CAST(julianday(%(expressions)s) - 1721424.5 AS INTEGER)")

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="((%(expressions)s) - DATE '0001-01-01' + 1)")


class Moment(Number):
    """A moment as microseconds since 1970."""

    def as_sqlite(self, compiler, connection, **context):
        sql, params = compiler.compile(self.source_expressions[0])
        # strftime would round the fraction into the second.
        whole, rest = (
            f"CAST(strftime('%%s', substr({sql}, 1, 19)) AS INTEGER)",
            f"CAST(substr({sql} || '.000000', 21, 6) AS INTEGER)",
        )
        return f"({whole} * 1000000 + {rest})", [*params, *params]

    def as_postgresql(self, compiler, connection, **context):
        template = "(EXTRACT(EPOCH FROM %(expressions)s) * 1000000)::bigint"
        return self.as_sql(compiler, connection, template=template)


class Cents(Number):
    """Dollars as cents, cut at 90 quadrillion dollars."""

    def as_sqlite(self, compiler, connection, **context):
        template = f"CAST(ROUND(MIN(%(expressions)s, {MOST}) * 100) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template)

    def as_postgresql(self, compiler, connection, **context):
        # LEAST passes over NULL.
        template = f"CASE WHEN %(expressions)s > {MOST} THEN {MOST * 100} ELSE (%(expressions)s * 100)::bigint END"
        return self.as_sql(compiler, connection, template=template)
