"""The comparison: `python -m bench [SCALE]`. Prints ratios within one run and ends with 1 where a goal is missed."""

import argparse
import json
import os

from .cells import Cells
from .client import Connection, Times, requests_a_second, sizes
from .datasets import OnPostgres, OnSqlite, ready
from .servers import SECRET, VAR, Servers

ROUNDS = 40
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
    pages = {name: interleaved(cells, asks, ports) for name, asks in cells.all().items()}
    return {"pages": pages, "requests a second": throughput(servers, cells, ports, sets), "bytes": page_bytes(ports)}


def interleaved(cells, asks, ports):
    """Ask each server in turn, twice through to warm, and keep the seconds of each; and what was wrong."""
    connections = {name: Connection(port) for name, port in ports.items() if name != "hello"}
    times, faults = {name: Times() for name in connections}, {}
    for number in range(-len(asks), max(ROUNDS, len(asks))):
        ask = asks[number % len(asks)]
        for name, connection in connections.items():
            answer = connection.get(ask.peer if name == "Datasette" else ask.ours)
            if number < 0 and name != "Datasette" and (fault := cells.fault(ask, answer)):
                faults.setdefault(name, f"{ask.ours}: {fault}")
            if number < 0 and name == "Datasette" and answer.status != 200:
                faults[name] = f"{ask.peer}: status {answer.status}"
            if number >= 0:
                times[name].seconds.append(answer.seconds)
    for connection in connections.values():
        connection.close()
    return {
        name: {"median": each.median, "p95": each.p95, "slowest": max(each.seconds), "fault": faults.get(name, "")}
        for name, each in times.items()
    }


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


def report(results):
    """Print every cell with its goal, and return 1 where one is missed or an answer was wrong."""
    missed = 0
    print(f"{'cell':<30}{'server':<12}{'median ms':>10}{'p95':>9}{'slowest':>9}{'ratio':>8}{'goal':>8}")
    for cell, servers in results["pages"].items():
        floor = servers["Datasette"]["median"]
        for name, one in servers.items():
            ratio, goal = one["median"] / floor, GOALS[cell].get(name)
            verdict = "" if goal is None or ratio <= goal else "missed"
            missed += bool(verdict) or bool(one["fault"])
            figures = "".join(f"{one[key] * 1000:>9.1f}" for key in ("median", "p95", "slowest"))
            print(f"{cell:<30}{name:<12} {figures}{ratio:>8.3f}{goal or 0:>8.3f} {verdict} {one['fault']}")
    hello = results["requests a second"]["hello"]
    for name, rate in results["requests a second"].items():
        print(f"{name:<30}{rate:>10.0f} a second {rate / hello:>8.3f} of hello")
    print(results["bytes"])
    return 1 if missed else 0


if __name__ == "__main__":
    # Cursors carry a signature of the server's.
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SECRET_KEY": SECRET, "VAR_DIR": str(VAR)}
    raise SystemExit(main())
