"""What the figures of a run are held against: each goal is a ratio inside that run."""

from dataclasses import dataclass

PEER = "Datasette"
FRACTIONS = {
    "list": (10, 6),
    "type and year, all facets": (30, 30),
    "3 or 4 filters, all facets": (10, 10),
    "search, mid word": (8, 4),
    "search, common word": (8, 8),
    "page in the middle": (25, 25),
    "company with most deals": (2, 2),
}
GROWTH = {
    "type and year, all facets": (2, 1.3),
    "3 or 4 filters, all facets": (2, 1.3),
    "search, mid word": (2, 2),
    "search, common word": (3, 3),
}
DATABASES = ("SQLite", "PostgreSQL")
FILES = (2.0, 1.25)
MEMORY = 16 * 1024 * 1024
LONGEST = 0.25  # seconds of a page with any 3 or 4 filters


@dataclass(frozen=True)
class Verdict:
    what: str
    server: str
    figure: float
    goal: float
    at_least: bool = False

    @property
    def is_met(self):
        return self.figure >= self.goal if self.at_least else self.figure <= self.goal

    @property
    def goal_text(self):
        return f"{'>=' if self.at_least else '<='} {self.goal:.3f}"


def verdicts(results):
    """Yield each figure of a run beside its goal."""
    for place, server in enumerate(DATABASES):
        if server in results["files"]:
            yield from _of_pages(results["pages"], server, place)
            yield from _of_files(results["files"][server], server, place)
            for which in ("first", "later"):
                seconds, _query = results["worst"][server][which]
                yield Verdict(f"the slowest of forty worst, {which}, seconds", server, seconds, LONGEST)
            yield from _of_saving(results["saving"], server)
            yield from _of_rates(results["requests a second"], server)
    for name, most in (("raw", 40_000), ("compressed", 8_000)):
        yield Verdict(f"bytes of the list, {name}, of {most}", "", results["bytes"][name] / most, 1)


def _of_pages(pages, server, place):
    for cell, servers in pages.items():
        # A search that was asked for before is kept, so only the first time counts.
        which = "first" if cell.startswith("search") else "median"
        seconds = servers[server][which]
        yield Verdict(f"{cell} / {PEER}", server, seconds / servers[PEER][which], 1 / FRACTIONS[cell][place])
        if small := servers.get(f"{server}, small"):
            goal = GROWTH.get(cell, (1.3, 1.3))[place]
            yield Verdict(f"{cell}, growth", server, seconds / small[which], goal)
        if cell.startswith("3 or 4"):
            yield Verdict("the slowest of them, seconds", server, servers[server]["slowest"], LONGEST)


def _of_files(file, server, place):
    yield Verdict("CSV / the database's own program", server, file["ours"] / file["peer"], FILES[place])
    yield Verdict("memory growth meanwhile, of 16 MB", server, file["growth"] / MEMORY, 1)


def _of_saving(saving, server):
    if small := saving.get(f"{server}, small"):
        yield Verdict("saving one deal, growth", server, saving[server] / small, 1.3)


def _of_rates(rates, server):
    hello = rates["hello"]
    yield Verdict("list, requests a second / hello", server, rates[f"list, {server}"] / hello, 0.10, at_least=True)
    for name in ("kept", "unchanged"):
        rate = rates[f"list {name}, {server}"] / hello
        yield Verdict(f"list {name}, requests a second / hello", server, rate, 0.6, at_least=True)
