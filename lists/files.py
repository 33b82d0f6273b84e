"""CSV files: streamed, with a byte order mark for spreadsheet programs, and whole or visibly broken."""

import logging
import threading
import weakref
from contextlib import ExitStack

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.generic import View

from .columns import Table, chosen
from .contents import as_rows
from .limits import TooSlow
from .lines import header, one_state, pieces
from .pages import Selection

BOM = "\ufeff".encode()
INCOMPLETE = "# THIS FILE IS INCOMPLETE: an error broke it off. Fetch it again.\n"
SECONDS = 10  # after which a place may be free again
places = threading.BoundedSemaphore(settings.EXPORTS_AT_ONCE)  # of this process; the other threads serve pages
left_behind = {}  # by the thread that is to forget it: what it holds must not be closed by another one
logger = logging.getLogger(__name__)


class Stream:
    """A file on its way to a client. It holds a place and a state of the data until it is closed."""

    def __init__(self, name, make_tables, bom):
        left_behind.pop(threading.get_ident(), None)
        with ExitStack() as held:
            held.callback(places.release)
            held.enter_context(one_state())
            tables = make_tables()
            self.n_rows = sum(table.queryset.order_by().count() for table in tables)
            self.lines = _lines(name, tables, bom)
            # Closed before the state is: a database that is still sending hears nothing else.
            held.callback(self.lines.close)
            self.close = weakref.finalize(self, _end, held.pop_all(), threading.get_ident())
        self.close.atexit = False

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.lines)


def _end(held, owner):
    """Give place and state free.

    A file that nobody closed may be found by the garbage collector of any thread; the state belongs to the connection
    of the thread that began it, which Django closes there before the next request.
    """
    if threading.get_ident() == owner:
        held.close()
    else:
        left_behind[owner] = held
        places.release()


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


class ListFile(View):
    """A list as CSV: the rows of its page and of all further ones, in the same order."""

    filters_class = None
    columns = ()
    list_name = ""
    index = None

    def get(self, request, *args, **kwargs):
        filters = self.filters_class(request.GET, for_file=True)
        if not filters.is_valid():
            return refused_file(filters.form)
        try:
            self.selected(filters)  # what the database must find for it, it finds before the file's state begins
            return csv_response(
                request, self.list_name, lambda: self.chosen_tables(filters), bom=filters.value("bom") != "0"
            )
        except TooSlow:
            return _refused(_("This search takes longer than this site allows. Add a word or a filter."), 503)

    def chosen_tables(self, filters):
        names = filters.value("columns")
        return [(chosen(columns, names), rows) for columns, rows in self.tables(filters)]

    def tables(self, filters):
        """Return the file's parts as pairs of columns and queryset; all have the columns' names of the first."""
        selected = self.selected(filters, in_one_state=True)
        rows = self.get_queryset().by(filters.sort)
        return [(self.columns, rows if selected is None else rows.filter(pk__in=as_rows(selected)))]

    def selected(self, filters, **options):
        """Return the ids of the records that the parameters select; None where they select all."""
        if not filters.selecting():
            return None
        return self.index.read(lambda index: Selection(filters, index, self.within(index)).records, **options)

    def within(self, index):
        """The records that this list is about."""
        return index.public


def csv_response(request, name, make_tables, *, bom=True):
    """Stream the rows of (columns, queryset) pairs as one file; X-Row-Count says how many rows a whole one has.

    `make_tables` is called once the state of the data that the whole file shows has begun.
    """
    if not places.acquire(blocking=False):
        return _all_taken()
    base_url = request.build_absolute_uri("/")[:-1]
    stream = Stream(name, lambda: [Table(columns, rows, base_url) for columns, rows in make_tables()], bom)
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
    return _refused(words, 503, {"Retry-After": SECONDS})


def refused_file(form):
    """Tell in plain text which parameter is wrong; the page says the same at its field."""
    lines = [f"{name or 'address'}: {error}" for name, errors in form.messages() for error in errors]
    return _refused("\n".join(lines), 400)


def _refused(words, status, headers=None):
    return HttpResponse(f"{words}\n", status=status, headers=headers, content_type="text/plain; charset=utf-8")
