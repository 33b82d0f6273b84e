"""What is measured: pages of ours beside the peer's, each with what a right answer holds."""

import random
import re
import sqlite3
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from urllib.parse import urlencode

from lists.cursors import write_cursor

from .datasets import words_by_frequency

TABLE = "/db/deals_deal"
SHOWN = ("id", "slug", "kind", "form", "title", "status", "dated", "dated_basis", "value_min", "value_max")
SHOWN += ("value_currency", "value_qualifier", "value_measure", "value_disclosure", "value_standing", "parties_text")
SHOWN += ("n_sources", "sources_differ", "decided", "countries_text")
PUBLIC = [("state", "published")]
FACETS = [("_facet", name) for name in ("kind", "form", "status")]
TALLY = re.compile(rb'<p class="tally"[^>]*><strong>(\d+)</strong>')
FIRST = re.compile(rb'rowheader"><a href="/deals/([^/]+)/"')
FILTERS = {
    "kind": ("kind", "=", ["investment", "acquisition", "partnership"]),
    "form": ("form", "=", ["stake", "funding_round", "acquisition", "cooperation", "joint_venture", "debt"]),
    "status": ("status", "=", ["announced", "completed", "reported", "unknown", "talks"]),
    "year": ("dated_year", "=", [str(year) for year in range(2012, 2027)]),
    "standing": ("value_standing", "=", ["single_report", "no_source", "corroborated", "sources_differ"]),
    "country": ("countries_text", "LIKE", ["US", "CN", "DE", "JP", "GB"]),
    "segment": ("segments_text", "LIKE", ["robotaxi", "trucking", "last_mile_delivery", "lidar"]),
}


@dataclass(frozen=True)
class Ask:
    """One request of ours, the peer's for the same, and the SQL that finds the same rows."""

    ours: str
    peer: str
    where: str
    params: tuple = ()


def peer(pairs, order="newest_key"):
    """The peer's address of the same rows and columns, newest first."""
    columns = [("_col", name) for name in SHOWN]
    return f"{TABLE}?{urlencode([*PUBLIC, *pairs, *columns, ('_sort_desc', order), ('_size', 25)])}"


class Cells:
    """The requests of each cell over one data set; different ones each time, so that nothing kept can answer."""

    def __init__(self, file):
        self.file, self.random = file, random.Random(5)  # noqa: S311  (choices of a benchmark)
        frequency = words_by_frequency(file)
        n_deals = self.one("SELECT COUNT(*) FROM deals_deal")
        self.common = self._near(frequency, n_deals * 0.19)
        self.middle = self._near(frequency, n_deals * 0.0033)

    def one(self, sql, params=()):
        with sqlite3.connect(f"file:{self.file}?mode=ro", uri=True) as connection:
            return connection.execute(sql, params).fetchone()[0]

    def _near(self, frequency, wanted):
        """Ten words in about so many deals."""
        latin = [(abs(count - wanted), word) for word, count in frequency if word.isascii() and len(word) > 3]
        return [word for _distance, word in sorted(latin)[:10]]

    @cached_property
    def all(self):
        """The requests of each cell, by its name."""
        return {
            "list": self.pages(),
            "type and year, all facets": self.type_and_year(),
            "3 or 4 filters, all facets": self.combinations(40),
            "search, mid word": self.searches(self.middle),
            "search, common word": self.searches(self.common),
            "page in the middle": self.middles(40),
            "company with most deals": self.companies(),
        }

    def pages(self):
        return [Ask(f"/deals/?page={number}", peer([("_next", "")]), "1") for number in range(1, 41)]

    def type_and_year(self):
        asks = []
        for form in FILTERS["form"][2]:
            for year in FILTERS["year"][2][-6:]:
                pairs = [("form", form), ("dated_year", year), *FACETS]
                asks.append(
                    Ask(f"/deals/?form={form}&year={year}", peer(pairs), "form = ? AND dated_year = ?", (form, year))
                )
        return asks

    def combinations(self, many):
        return [self._combination(self.random.choice([3, 4])) for _number in range(many)]

    def _combination(self, many):
        chosen = {name: self.random.choice(FILTERS[name][2]) for name in self.random.sample(list(FILTERS), many)}
        pairs, where, params = [*FACETS], [], []
        for name, value in chosen.items():
            column, operator, _values = FILTERS[name]
            pairs.append((column if operator == "=" else f"{column}__contains", value))
            where.append(f"{column} {operator} ?")
            params.append(value if operator == "=" else f"%{value}%")
        return Ask(f"/deals/?{urlencode(chosen)}", peer(pairs), " AND ".join(where), tuple(params))

    def searches(self, words):
        asks = []
        for word in words:
            pairs = [("_search", word), ("_fts_table", "deals_deal_words"), ("_fts_pk", "id")]
            where = "id IN (SELECT rowid FROM deals_deal_words WHERE deals_deal_words MATCH ?)"
            asks.append(Ask(f"/deals/?q={word}", peer(pairs), where, (f'"{word}"*',)))
        return asks

    def middles(self, many):
        """Pages behind a deal from somewhere in the list."""
        asks, highest = [], self.one("SELECT MAX(id) FROM deals_deal")
        for _number in range(many):
            place = self.random.randrange(highest // 10, highest)
            sql = "SELECT newest_key || ' ' || id FROM deals_deal WHERE state = 'published' AND id >= ? LIMIT 1"
            day, pk = self.one(sql, (place,)).split()
            cursor = write_cursor("-dated", date.fromisoformat(day).toordinal(), int(pk))
            where = "(newest_key, id) < (?, ?)"
            ask = Ask(f"/deals/?after={cursor}", peer([("_next", f"{day},{pk}")]), where, (day, int(pk)))
            asks.append(ask)
        return asks

    def companies(self):
        """The page of the company with most deals, and its bare row."""
        pk = self.one("SELECT id FROM companies_company ORDER BY n_deals DESC, id LIMIT 1")
        slug = self.one("SELECT slug FROM companies_company WHERE id = ?", (pk,))
        return [Ask(f"/companies/{slug}/", f"/db/companies_company/{pk}", "")]

    @cache  # noqa: B019  (one for each run)
    def expected(self, ask):
        """What a right answer holds, as a plain query has it: how many rows (None: not said), and the first row."""
        if ask.ours.startswith("/companies/"):
            return None
        where, order = f"state = 'published' AND {ask.where}", "ORDER BY newest_key DESC, id DESC"
        page = int(found[1]) if (found := re.search(r"page=(\d+)", ask.ours)) else 1
        sql = f"SELECT slug FROM deals_deal WHERE {where} {order} LIMIT 1 OFFSET {(page - 1) * 25}"  # noqa: S608
        count = f"SELECT COUNT(*) FROM deals_deal WHERE {where}"  # noqa: S608
        return "after=" not in ask.ours and self.one(count, ask.params), self.one(f"SELECT ({sql})", ask.params)  # noqa: S608

    def fault(self, ask, answer, expected):
        """Say what is wrong with an answer of ours; nothing if it is right."""
        if answer.status != 200:
            return f"status {answer.status}"
        if expected is None:
            return "" if b"50 of" in answer.body else "not the newest 50 deals"
        count, slug = expected
        tally, shown = TALLY.search(answer.body), FIRST.search(answer.body)
        if count is not False and (tally is None or int(tally[1]) != count):
            return f"{tally and int(tally[1])} rows, not {count}"
        return "" if slug == (shown and shown[1].decode()) else "other rows than a plain query gives"
