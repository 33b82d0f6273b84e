"""The comparison: `python -m bench [SCALE]`. Prints ratios within one run and ends with 1 where a goal is missed."""

import argparse
import json
import os

from .cells import Cells
from .client import Connection, Times, requests_a_second, sizes
from .datasets import OnPostgres, OnSqlite, ready
from .servers import SECRET, VAR, Servers

ROUNDS = 40
PEER_SECONDS = 40  # of answers of the peer in one cell
SECONDS = 4  # of requests as fast as they come
GOALS = {
    "list": {"SQLite": 1 / 10, "PostgreSQL": 1 / 6},
    "type and year, all facets": {"SQLite": 1 / 30, "PostgreSQL": 1 / 30},
    "3 or 4 filters, all facets": {"SQLite": 1 / 10, "PostgreSQL": 1 / 10},
    "search, mid word": {"SQLite": 1 / 8, "PostgreSQL": 1 / 4},
    "search, common word": {"SQLite": 1 / 8, "PostgreSQL": 1 / 8},
    "page in the middle": {"SQLite": 1 / 25, "PostgreSQL": 1 / 25},
    "company with most deals": {"SQLite": 1 / 2, "PostgreSQL": 1 / 2},
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scale", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--databases", nargs="+", default=["SQLite", "PostgreSQL"])
    options = parser.parse_args()
    with Servers() as servers:
        sqlite = ready(OnSqlite(options.scale))
        sets = [sqlite]
        if "PostgreSQL" in options.databases:
            sets.append(ready(OnPostgres(options.scale, servers.postgres())))
        results = compare(servers, sqlite, sets)
    VAR.mkdir(parents=True, exist_ok=True)
    (VAR / f"result-{options.scale}.json").write_text(json.dumps(results, indent=1))
    return report(results)


def compare(servers, sqlite, sets):
    cells = Cells(sqlite.file)
    ports = {data.name: servers.ours(data.environ)[0] for data in sets}
    ports["Datasette"] = servers.datasette(sqlite.file)[0]
    ports["hello"] = servers.hello()[0]
    pages = {}
    print(f"{'cell':<30}{'server':<12}{'median ms':>10}{'p95':>9}{'slowest':>9}{'first':>9}{'ratio':>8}{'goal':>8}")
    for name, asks in cells.all().items():
        pages[name] = interleaved(cells, asks, ports)
        print_cell(name, pages[name])
    return {"pages": pages, "requests a second": throughput(servers, cells, ports, sets), "bytes": page_bytes(ports)}


def interleaved(cells, asks, ports):
    """Ask each server in turn, once through to warm, and keep the seconds of each; and what was wrong.

    `first` is the median of that once: what people wait who ask for something that nobody asked for before.
    The peer is asked no more once it has answered for longer than anybody would wait for the whole cell.
    """
    expected = [cells.expected(ask) for ask in asks]
    connections = {name: Connection(port) for name, port in ports.items() if name != "hello"}
    times, first = ({name: Times() for name in connections} for _each in range(2))
    faults = {}
    for number in range(-len(asks), max(ROUNDS, len(asks))):
        ask = asks[number % len(asks)]
        for name, connection in connections.items():
            if name == "Datasette" and sum(times[name].seconds) + sum(first[name].seconds) > PEER_SECONDS:
                continue
            answer = connection.get(ask.peer if name == "Datasette" else ask.ours)
            (first if number < 0 else times)[name].seconds.append(answer.seconds)
            if number < 0 and name != "Datasette" and (fault := cells.fault(ask, answer, expected[number])):
                faults.setdefault(name, f"{ask.ours}: {fault}")
            if number < 0 and name == "Datasette" and answer.status != 200:
                faults[name] = f"{ask.peer}: status {answer.status}"
    for connection in connections.values():
        connection.close()
    return {name: figures(times[name], first[name]) | {"fault": faults.get(name, "")} for name in connections}


def figures(times, first):
    times = times if times.seconds else first
    slowest = max(times.seconds + first.seconds)
    return {"median": times.median, "p95": times.p95, "slowest": slowest, "first": first.median}


def throughput(servers, cells, ports, sets):
    fresh = [ask.ours for ask in cells.pages()]
    found = {"hello": requests_a_second(ports["hello"], ["/"], SECONDS)}
    for data in sets:
        found[f"list, {data.name}"] = requests_a_second(ports[data.name], fresh, SECONDS)
        keeping, _process = servers.ours(data.environ, PAGE_CACHE_MB="32")
        etag = Connection(keeping).get("/deals/").headers["etag"]
        asked = f"If-None-Match: {etag}\r\n"
        found[f"list kept, {data.name}"] = requests_a_second(keeping, ["/deals/"], SECONDS)
        found[f"list unchanged, {data.name}"] = requests_a_second(keeping, ["/deals/"], SECONDS, asked)
    found["list, Datasette"] = requests_a_second(ports["Datasette"], [cells.pages()[0].peer], SECONDS)
    return found


def page_bytes(ports):
    return dict(zip(("raw", "compressed"), sizes(Connection(ports["SQLite"]).get("/deals/").body), strict=True))


def print_cell(cell, servers):
    for name, one in servers.items():
        shown = "".join(f"{one[key] * 1000:>9.1f}" for key in ("median", "p95", "slowest", "first"))
        said = "missed" if missed(cell, name, servers) else ""
        ratio, goal = ratio_of(cell, name, servers), GOALS[cell].get(name, 0)
        print(f"{cell:<30}{name:<12} {shown}{ratio:>8.3f}{goal:>8.3f} {said} {one['fault']}", flush=True)


def ratio_of(cell, name, servers):
    """Ours to the peer's; a search that was asked for before is kept, so only the first time counts."""
    which = "first" if cell.startswith("search") else "median"
    return servers[name][which] / servers["Datasette"][which]


def missed(cell, name, servers):
    return name in GOALS[cell] and (ratio_of(cell, name, servers) > GOALS[cell][name] or bool(servers[name]["fault"]))


def report(results):
    """Print what is left, and return 1 where a goal is missed or an answer was wrong."""
    hello = results["requests a second"]["hello"]
    for name, rate in results["requests a second"].items():
        print(f"{name:<30}{rate:>10.0f} a second {rate / hello:>8.3f} of hello")
    print(results["bytes"])
    return int(any(missed(cell, name, servers) for cell, servers in results["pages"].items() for name in servers))


if __name__ == "__main__":
    # Cursors carry a signature of the server's.
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SECRET_KEY": SECRET, "VAR_DIR": str(VAR)}
    raise SystemExit(main())
