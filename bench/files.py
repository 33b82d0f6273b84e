"""A file of all deals: ours over HTTP beside what each database's own program writes, and the memory it takes us.

The same thirteen columns for both, with the same guard against formulas.
"""

import shutil
import subprocess
import threading
import time
from pathlib import Path
from statistics import median

from .client import Connection

ROUNDS = 3
COLUMNS = ("id", "kind", "form", "title", "status", "dated", "dated_basis", "parties", "value_min", "value_max")
COLUMNS += ("value_currency", "countries", "n_sources")
FIELDS = {"parties": "parties_text", "countries": "countries_text"}
TEXTS = ("title", "parties", "countries")
ADDRESS = f"/deals.csv?{'&'.join(f'columns={name}' for name in COLUMNS)}"
NEWEST = "FROM deals_deal WHERE state = 'published' ORDER BY newest_key DESC, id DESC"


def cells(data, port, process):
    """Return the seconds of the peer and of ours for all deals, our memory's growth, and what was wrong."""
    times, growths, faults = {"ours": [], "peer": [], "all columns": []}, [], ""
    for number in range(-1, ROUNDS):
        with Memory(process.pid) as memory:
            seconds, _first, n_lines, told = ours(port, ADDRESS)
        peer_seconds, peer_lines = PEERS[data.name](data)
        if told != n_lines - 1 or n_lines != peer_lines:
            faults = f"{n_lines} lines, {told} told, {peer_lines} of the peer"
        if number >= 0:
            times["ours"].append(seconds)
            times["peer"].append(peer_seconds)
            growths.append(memory.growth)
    whole_seconds, first, _lines, _told = ours(port, "/deals.csv")
    return {
        "ours": median(times["ours"]),
        "peer": median(times["peer"]),
        "all columns": whole_seconds,
        "first byte": first,
        "growth": max(growths),
        "fault": faults,
    }


def ours(port, address):
    """Return the seconds of a file, those to its first bytes, its lines, and the rows that the server told."""
    connection, start = Connection(port), time.perf_counter()
    n_lines, first = 0, None
    for piece in connection.stream(address):
        first = first or time.perf_counter() - start
        n_lines += piece.count(b"\n")
    told = int(connection.fields["x-row-count"])
    connection.close()
    return time.perf_counter() - start, first, n_lines, told


class Memory:
    """How much the memory of a server and its workers grows in a block, in bytes: sampled, the most of it."""

    def __init__(self, pid):
        self.pid = pid

    def __enter__(self):
        self.before, self.most, self.ended = self._resident(), 0, threading.Event()
        self.thread = threading.Thread(target=self._watch)
        self.thread.start()
        return self

    def __exit__(self, *_error):
        self.ended.set()
        self.thread.join()
        self.growth = max(0, self.most - self.before)

    def _watch(self):
        while not self.ended.wait(0.1):
            self.most = max(self.most, self._resident())

    def _resident(self):
        """What belongs to these processes alone; pages that they share are counted once, in parts."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return sum(proportional(pid) for pid in (self.pid, *children))


def proportional(pid):
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss_Anon:"):
            return int(line.split()[1]) * 1024
    raise ValueError(f"No memory is told of process {pid}.")


def by_sqlite_shell(data):
    shell = shutil.which("sqlite3")
    if shell is None:
        raise SystemExit("The sqlite3 shell is the peer of SQLite's files: apt-get install sqlite3")
    guard = "CASE WHEN {0} GLOB '[=+@-]*' THEN '''' || {0} ELSE {0} END"
    return counted([shell, "-readonly", "-csv", str(data.file), f"{select(guard)};"], 1)


def by_psql(data):
    psql = shutil.which("psql") or str(data.server.bin / "psql")
    guard = "CASE WHEN left({0}, 1) IN ('=', '+', '-', '@') THEN '''' || {0} ELSE {0} END"
    return counted([psql, "-q", data.url, "-c", f"COPY ({select(guard)}) TO STDOUT (FORMAT csv)"], 1)


def select(guard):
    names = [(name, FIELDS.get(name, name)) for name in COLUMNS]
    return f"SELECT {', '.join(guard.format(field) if name in TEXTS else field for name, field in names)} {NEWEST}"  # noqa: S608


def counted(command, header):
    """Return the seconds that a program takes, and the lines that it writes with so many of a header added."""
    start, n_lines = time.perf_counter(), header
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603
        while piece := process.stdout.read(1 << 16):
            n_lines += piece.count(b"\n")
    if process.returncode:
        raise SystemExit(f"{command[0]} failed.")
    return time.perf_counter() - start, n_lines


PEERS = {"SQLite": by_sqlite_shell, "PostgreSQL": by_psql}
