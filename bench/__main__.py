"""The comparison: `python -m bench [SCALE]`. Prints ratios within one run and ends with 1 where a goal is missed."""

import argparse
import json
import os
import subprocess
import sys

from . import files
from .cells import Cells
from .chart import drawn
from .client import Connection, Times, requests_a_second, sizes
from .datasets import OnPostgres, OnSqlite, ready
from .goals import PEER, verdicts
from .servers import ROOT, SECRET, VAR, Servers
from .worst import slowest

ROUNDS = 40
SMALL = 10_000  # deals that the growth is counted from
PEER_SECONDS = 40  # of answers of the peer in one cell
SECONDS = 4  # of requests as fast as they come
CHART = ROOT / "docs" / "bench.svg"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scale", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--databases", nargs="+", default=["SQLite", "PostgreSQL"])
    options = parser.parse_args()
    with Servers() as servers:
        postgres = servers.postgres() if "PostgreSQL" in options.databases else None
        sets = data_sets(options.scale, postgres)
        small = data_sets(SMALL, postgres) if options.scale > SMALL else []
        results = {"scale": options.scale} | compare(servers, sets, small)
    VAR.mkdir(parents=True, exist_ok=True)
    (VAR / f"result-{options.scale}.json").write_text(json.dumps(results, indent=1))
    return report(results)


def data_sets(scale, postgres):
    return [ready(OnSqlite(scale)), *([ready(OnPostgres(scale, postgres))] if postgres else [])]


def compare(servers, sets, small):
    sqlite, started = sets[0], {data.name: servers.ours(data.environ) for data in sets}
    ports = {name: port for name, (port, _process) in started.items()}
    ports[PEER] = servers.datasette(sqlite.file)[0]
    cells = Cells(sqlite.file)
    asked = dict.fromkeys(ports, cells)
    for data in small:
        ports[f"{data.name}, small"] = servers.ours(data.environ)[0]
        asked[f"{data.name}, small"] = Cells(small[0].file)
    for data in (*small, *sets):
        data.warm()
    results = {"pages": {}, "files": {}, "saving": {}}
    for cell in cells.all:
        results["pages"][cell] = interleaved(cell, asked, ports)
        print_cell(cell, results["pages"][cell])
    for data in sets:
        results["files"][data.name] = files.cells(data, *started[data.name])
        print(data.name, results["files"][data.name], flush=True)
    results["worst"] = {data.name: slowest(cells, ports[data.name]) for data in sets}
    print("worst", results["worst"], flush=True)
    hello = servers.hello()[0]
    results["requests a second"] = throughput(servers, cells, ports | {"hello": hello}, sets)
    results["bytes"] = page_bytes(ports)
    results["saving"] = saving(sets, small)  # last, since it writes into the file that the peer takes for immutable
    return results


def interleaved(cell, asked, ports):
    """Ask each server in turn, once through to warm, and keep the seconds of each; and what was wrong.

    `first` is the median of that once: what people wait who ask for something that nobody asked for before.
    The peer is asked no more once it has answered for longer than anybody would wait for the whole cell.
    """
    asks = {name: cells.all[cell] for name, cells in asked.items()}
    expected = {name: [name != PEER and asked[name].expected(ask) for ask in asks[name]] for name in asks}
    connections = {name: Connection(port) for name, port in ports.items()}
    times, first = ({name: Times() for name in connections} for _each in range(2))
    faults, many = {}, len(asks["SQLite"])
    for number in range(-many, max(ROUNDS, many)):
        for name, connection in connections.items():
            if name == PEER and sum(times[name].seconds) + sum(first[name].seconds) > PEER_SECONDS:
                continue
            place = number % len(asks[name])
            ask = asks[name][place]
            answer = connection.get(ask.peer if name == PEER else ask.ours)
            (first if number < 0 else times)[name].seconds.append(answer.seconds)
            if number < 0 and (fault := fault_of(asked[name], ask, answer, expected[name][place])):
                faults.setdefault(name, f"{ask.ours}: {fault}")
    for connection in connections.values():
        connection.close()
    return {name: figures(times[name], first[name]) | {"fault": faults.get(name, "")} for name in connections}


def fault_of(cells, ask, answer, expected):
    """What is wrong with an answer; of the peer's only its status is looked at."""
    if expected is False:
        return "" if answer.status == 200 else f"status {answer.status}"
    return cells.fault(ask, answer, expected)


def figures(times, first):
    times = times if times.seconds else first
    slowest = max(times.seconds + first.seconds)
    return {"median": times.median, "p95": times.p95, "slowest": slowest, "first": first.median}


def saving(sets, small):
    """The seconds that saving one deal in the admin takes, by database, and at the small scale."""
    found = {}
    for data in [*small, *sets, *small, *sets]:
        name = f"{data.name}, small" if data in small else data.name
        environ = os.environ | data.environ | {"SECRET_KEY": SECRET}
        command = [sys.executable, "-m", "bench.saving"]
        told = subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True).stdout  # noqa: S603
        found[name] = min(json.loads(told)["median"], found.get(name, 1e9))
    print("saving", found, flush=True)
    return found


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
    print(cell)
    for name, one in servers.items():
        shown = "".join(f"{label} {one[key] * 1000:>8.1f}  " for key, label in SHOWN)
        print(f"    {name:<20} ms: {shown} {one['fault']}", flush=True)


SHOWN = (("median", "median"), ("p95", "p95"), ("slowest", "slowest"), ("first", "first"))


def report(results):
    """Print each goal with the figure, draw them, and return 1 where one is missed or an answer was wrong."""
    found = list(verdicts(results))
    print(f"\n{'what':<50}{'server':<12}{'figure':>10}{'goal':>12}")
    for one in found:
        print(f"{one.what:<50}{one.server:<12}{one.figure:>10.3f}{one.goal_text:>12}{'' if one.is_met else '  missed'}")
    faults = [one["fault"] for cell in results["pages"].values() for one in cell.values() if one["fault"]]
    faults += [one["fault"] for part in ("files", "worst") for one in results[part].values() if one["fault"]]
    print(*(f"wrong: {fault}" for fault in faults), sep="\n")
    if results["scale"] > SMALL:
        CHART.write_text(drawn(found, results["scale"]))
    return int(bool(faults) or not all(one.is_met for one in found))


if __name__ == "__main__":
    # Cursors carry a signature of the server's.
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SECRET_KEY": SECRET, "VAR_DIR": str(VAR)}
    raise SystemExit(main())
