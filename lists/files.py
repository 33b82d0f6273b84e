"""CSV files: streamed, with a byte order mark for spreadsheet programs, and whole or visibly broken."""

import logging
import threading
import weakref
from contextlib import ExitStack

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from .columns import Table
from .lines import header, one_state, pieces

BOM = "\ufeff".encode()
INCOMPLETE = "# THIS FILE IS INCOMPLETE: an error broke it off. Fetch it again.\n"
SECONDS = 10  # after which a place may be free again
places = threading.BoundedSemaphore(settings.EXPORTS_AT_ONCE)  # of this process; the other threads serve pages
logger = logging.getLogger(__name__)


class Stream:
    """A file on its way to a client. It holds a place and a state of the data until it is closed."""

    def __init__(self, name, tables, bom):
        with ExitStack() as held:
            held.callback(places.release)
            held.enter_context(one_state())
            self.n_rows = sum(table.queryset.order_by().count() for table in tables)
            self.lines = _lines(name, tables, bom)
            # Closed before the state is: a database that is still sending hears nothing else.
            held.callback(self.lines.close)
            self.close = weakref.finalize(self, held.pop_all().close)
        self.close.atexit = False

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.lines)


def _lines(name, tables, bom):
    """Yield the pieces; after an error a line that says so, and then no clean end."""
    try:
        yield (BOM if bom else b"") + header(tables[0].columns)
        for table in tables:
            yield from pieces(table)
    except Exception:
        logger.exception("%s.csv broke off", name)
        yield INCOMPLETE.encode()
        raise


def csv_response(request, name, tables, *, bom=True):
    """Stream the rows of (columns, queryset) pairs as one file; X-Row-Count says how many rows a whole one has."""
    if not places.acquire(blocking=False):
        return _all_taken()
    base_url = request.build_absolute_uri("/")[:-1]
    stream = Stream(name, [Table(columns, queryset, base_url) for columns, queryset in tables], bom)
    if request.method == "HEAD":
        stream.close()
        response = HttpResponse(content_type="text/csv; charset=utf-8")
    else:
        response = StreamingHttpResponse(stream, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["X-Row-Count"] = stream.n_rows
    return response


def _all_taken():
    words = _("Other files are being fetched just now. Try again in %(seconds)d seconds.") % {"seconds": SECONDS}
    headers = {"Retry-After": SECONDS, "Content-Type": "text/plain; charset=utf-8"}
    return HttpResponse(f"{words}\n", status=503, headers=headers)


def refused_file(form):
    """Tell in plain text which parameter is wrong; the page says the same at its field."""
    lines = [f"{name or 'address'}: {error}" for name, errors in form.messages() for error in errors]
    return HttpResponse("\n".join(lines) + "\n", status=400, content_type="text/plain; charset=utf-8")
