"""A client that costs little itself: prepared requests over kept connections, answers read to their last byte."""

import gzip
import selectors
import socket
import time
from dataclasses import dataclass, field
from statistics import median

MOST = 1 << 16


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes
    seconds: float


class Connection:
    """One kept connection to a server of this machine."""

    def __init__(self, port):
        self.port = port
        self._connect()

    def _connect(self):
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=600)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def get(self, address, headers=""):
        """Return the answer; a connection that the server ended while it was idle is opened anew."""
        start = time.perf_counter()
        try:
            self.send(address, headers)
            status, fields = self._head()
        except OSError:
            if self.rest:
                raise
            self._connect()
            self.send(address, headers)
            status, fields = self._head()
        body = b"".join(self._body(status, fields))
        return Answer(status, fields, body, time.perf_counter() - start)

    def send(self, address, headers=""):
        self.socket.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{headers}\r\n".encode())

    def stream(self, address):
        """Yield the pieces of an answer as they come; its headers are `fields` from then on."""
        self.send(address)
        status, self.fields = self._head()
        if status != 200:
            raise ValueError(f"{address}: {status}")
        yield from self._body(status, self.fields)

    def _head(self):
        while b"\r\n\r\n" not in self.rest:
            self._more()
        head, _mark, self.rest = self.rest.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.split(": ", 1) for line in lines)
        return int(first.split()[1]), {name.lower(): value for name, value in pairs}

    def _body(self, status, fields):
        if status == 304:
            return
        if "content-length" in fields:
            yield from self._exactly(int(fields["content-length"]))
            return
        while size := int(self._line(), 16):
            yield from self._exactly(size)
            self._line()
        self._line()

    def _exactly(self, size):
        while len(self.rest) < size:
            if self.rest:
                size -= len(self.rest)
                piece, self.rest = self.rest, b""
                yield piece
            self._more()
        piece, self.rest = self.rest[:size], self.rest[size:]
        yield piece

    def _line(self):
        while b"\r\n" not in self.rest:
            self._more()
        line, _mark, self.rest = self.rest.partition(b"\r\n")
        return line

    def _more(self):
        piece = self.socket.recv(MOST)
        if not piece:
            raise ConnectionError("The server ended the answer.")
        self.rest += piece

    def close(self):
        self.socket.close()


@dataclass
class Times:
    """Seconds of single requests."""

    seconds: list = field(default_factory=list)

    @property
    def median(self):
        return median(self.seconds)

    @property
    def p95(self):
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)]


def requests_a_second(port, addresses, seconds, headers="", connections=8):
    """Return how many answers a server gives to so many connections at once, each with 200 or 304."""
    selector, busy = selectors.DefaultSelector(), []
    for number in range(connections):
        one = Connection(port)
        selector.register(one.socket, selectors.EVENT_READ, one)
        one.send(addresses[number % len(addresses)], headers)
        busy.append(one)
    answers, start = connections, time.perf_counter()
    while (now := time.perf_counter()) - start < seconds:
        for key, _events in selector.select(timeout=1):
            one = key.data
            status, fields = one._head()
            if status not in (200, 304):
                raise ValueError(f"{status} from port {port}")
            for _piece in one._body(status, fields):
                pass
            answers += 1
            one.send(addresses[answers % len(addresses)], headers)
    for one in busy:
        one.close()
    return (answers - connections) / (now - start)


def sizes(body):
    """Return the bytes of a page as it is and compressed."""
    return len(body), len(gzip.compress(body, 9))
