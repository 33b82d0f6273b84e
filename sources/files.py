"""CSV files: streamed row by row, with a byte order mark for spreadsheet programs."""

import csv
from itertools import chain

from django.http import HttpResponse, StreamingHttpResponse

from .columns import Table, cell

BOM = "\ufeff"


class Line:
    """A file that hands back what is written to it, so that csv.writer makes lines for a stream."""

    def write(self, line):
        return line


def csv_lines(tables):
    """Yield the header line and one line a row of each table; the header is there for 0 rows too."""
    write = csv.writer(Line()).writerow
    yield write([one.name for one in tables[0].columns])
    for row in chain.from_iterable(table.rows() for table in tables):
        yield write([cell(value) for value in row])


def csv_response(request, name, tables, *, bom=True):
    """Stream the rows of (columns, queryset) pairs as one file.

    An error on the way breaks the transfer, so that no part looks like the whole.
    """
    base_url = request.build_absolute_uri("/")[:-1]
    lines = csv_lines([Table(columns, queryset, base_url) for columns, queryset in tables])
    marked = chain([BOM] if bom else [], lines)
    response = StreamingHttpResponse((line.encode() for line in marked), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def refused_file(form):
    """Tell in plain text which parameter is wrong; the page says the same at its field."""
    lines = [f"{name or 'address'}: {error}" for name, errors in form.messages() for error in errors]
    return HttpResponse("\n".join(lines) + "\n", status=400, content_type="text/plain; charset=utf-8")
