"""Public pages and files that did not change: 304 where the client has them, else from this process's memory.

What they show follows from the address, the version of the data and our own code. One row tells the version, and
nothing else is read. A page that looked at who is asking, or at anything else than its address, is never kept.
"""

import hashlib
import threading
from collections import OrderedDict

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import OperationalError, connection
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from lists import dataversion

OURS = ("config", *settings.ROOMS, "templates")
PRIVATE = ("/admin/", "/static/", "/healthz", "/readyz", "/login/", "/logout/")


def fingerprint():
    """A short text that is another one as soon as a file of our code or templates is."""
    digest = hashlib.sha256(settings.SECRET_KEY.encode())
    for folder in OURS:
        for file in sorted((settings.BASE_DIR / folder).rglob("*")):
            if file.suffix in (".py", ".html"):
                digest.update(file.read_bytes())
    return digest.digest()


class PageStore:
    """Responses by address, the longest unused dropped first; together they take at most so many bytes."""

    def __init__(self, most):
        self.most, self.size, self.lock, self.responses = most, 0, threading.Lock(), OrderedDict()

    def get(self, address, etag):
        with self.lock:
            found = self.responses.get(address)
            if found and found[0] == etag:
                self.responses.move_to_end(address)
                return found
            return None

    def put(self, address, etag, response):
        with self.lock:
            self._drop(address)
            self.responses[address] = etag, response.content, dict(response.items())
            self.size += len(response.content)
            while self.size > self.most:
                self._drop(next(iter(self.responses)))

    def _drop(self, address):
        if found := self.responses.pop(address, None):
            self.size -= len(found[1])


class PublicPages:
    """The outermost middleware: what it answers costs no more than the version of the data."""

    def __init__(self, get_response):
        if settings.REQUIRE_LOGIN:
            raise MiddlewareNotUsed  # nothing is public
        self.get_response = get_response
        self.code = fingerprint()
        self.store = PageStore(settings.PAGE_CACHE_MB * 1_000_000)

    def __call__(self, request):
        if request.method not in ("GET", "HEAD") or request.path.startswith(PRIVATE):
            if connection.connection and not connection.in_atomic_block and not connection.is_usable():
                connection.close()
            return self.get_response(request)
        state = self._state()
        if state.pending:  # this transaction may yet be taken back
            return self.get_response(request)
        address = (request.method, request.scheme, request.headers.get("host"), request.get_full_path())
        etag = self.etag(state, address)
        known = parse_etags(request.headers.get("If-None-Match", ""))
        if etag in known or etag.removeprefix("W/") in known:
            return HttpResponseNotModified(headers={"ETag": etag})
        if found := self.store.get(address, etag):
            _etag, content, headers = found
            response = HttpResponse(content, headers=headers)
        else:
            response = self._told(self.get_response(request), address, etag)
        is_known = "*" in known and "ETag" in response and not response.streaming
        return HttpResponseNotModified(headers={"ETag": etag}) if is_known else response

    @staticmethod
    def _state():
        """The state of the data. Asking for it tells a broken connection as well as a question of its own would."""
        try:
            return dataversion.current()
        except OperationalError:
            if connection.in_atomic_block:
                raise
            connection.close()
            return dataversion.current()

    def etag(self, state, address):
        """Return what stands for the address in a state of the data; only whoever has been there can know it."""
        told = repr((state.number, state.token, *address)).encode()
        return f'W/"{hashlib.blake2b(told, key=self.code, digest_size=12).hexdigest()}"'

    def _told(self, response, address, etag):
        """Give the response its version, and keep it where it is the same for everybody."""
        if response.status_code == 200 and not response.cookies and not response.get("Vary"):
            response["ETag"] = etag
            response["Cache-Control"] = "no-cache"
            if not response.streaming and self.store.most:
                self.store.put(address, etag, response)
        return response
