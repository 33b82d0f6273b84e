"""Made-up deals in the project's own schema, with the proportions of a real field, for benchmarks and plans.

A few thousand deals go through the project's own `refresh`; the others are their kin, with other companies, titles
and sources, and what that changes in their derived columns. A test compares those with a fresh computation.
"""

import json
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from django.core.management.color import no_style
from django.db import connection, transaction

from companies.derive import shown_key
from companies.models import Company, Segment
from deals.models import Deal, DealClaim, Milestone, Party
from deals.models.vocabulary import BUYERS, BYSTANDERS, PARTNERS, TARGETS
from lists import search
from sources.models import Source
from values.text import index_words, sort_key

from . import sinks, words
from .patterns import NOW, Patterns

PARTS = ("deals_party", "deals_milestone", "deals_deal_segments", "deals_dealclaim")
CLAIMS = "deals_dealclaim"
CHUNK = 20_000
N_DEALS = """
    UPDATE companies_company SET n_deals = (
        SELECT COUNT(DISTINCT party.deal_id) FROM deals_party party JOIN deals_deal deal ON deal.id = party.deal_id
        WHERE party.company_id = companies_company.id AND deal.state = 'published'
    )
"""
COPIES = 40  # sources that say the same as a pattern's, so that no source is about more than a few deals


@dataclass
class Firm:
    id: int
    name: str
    slug: str
    country: str
    words: str


class DataSet(Patterns):
    """`scale` deals, 3 companies for each 10 of them, about 3 claims and 2.2 parties for each."""

    def __init__(self, scale, seed=1):
        self.scale, self.random = scale, Random(seed)  # noqa: S311  (made-up data, not a secret)
        self.patterns = min(2000, max(20, scale // 5))
        self.copies = max(2, min(COPIES, scale // self.patterns // 2))

    def make(self):
        with sinks.without_indexes() if self.scale > CHUNK else nullcontext(), transaction.atomic():
            self.segments = list(Segment.objects.order_by("slug"))
            self.firms = self._companies(max(20, self.scale * 3 // 10))
            self._pattern_deals()
            self._kin(self.patterns)
        self._settle()

    def _companies(self, many):
        """Write companies with what is derived of them, and return the public ones."""
        names, firms, rows, others = words.Names(self.random), [], [], []
        kinds = Company.Kind.values
        for pk in range(1, many + 1):
            name = names.latin()
            other = names.chinese() if self.random.random() < 0.4 else ""
            slug = name.lower().replace(" ", "-")
            country = words.pick(self.random, words.COUNTRY_CODES)
            public = pk <= many * 0.97
            firms += [Firm(pk, name, slug, country, " ".join(index_words(f"{name} {other}")))] * public
            if other:
                others.append((pk, other, "zh-Hans", "legal"))
            rows.append(
                (
                    *(pk, name, slug, words.pick(self.random, kinds), country, "published" if public else "draft"),
                    *(sinks.plain(NOW) if public else None, sort_key(name), other, index_text(f"{name} {other}")),
                    *("active", "", "", sinks.plain(self._day()), sinks.plain(self._day())),
                    shown_key(name, slug, country, "published" if public else "draft", [other] if other else [], ()),
                )
            )
        columns = "id name slug kind country state published_at name_key other_names_text search_text status website "
        columns += "description added_at updated_at shown_key"
        sinks.write("companies_company", columns.split(), rows)
        sinks.write("companies_companyname", ["company_id", "text", "language", "kind"], others)
        return firms

    def _day(self):
        """A moment of the last two years."""
        return NOW - timedelta(seconds=self.random.randrange(2 * 365 * 86400))

    def _kin(self, many):
        """Write the other deals and all that belongs to them, some thousands at a time."""
        self.columns, patterns = sinks.read("deals_deal", "ORDER BY id")
        self.at = {name: place for place, name in enumerate(self.columns)}
        self.parts = {table: self._parts(table) for table in PARTS}
        self.quoted = self._quoted_words()
        self._copy_sources()
        for start in range(many, self.scale, CHUNK):
            tables = {"deals_deal": [], **{table: [] for table in PARTS}}
            for number in range(start, min(start + CHUNK, self.scale)):
                self._one(patterns[number % many], patterns[0][self.at["id"]] + number, tables)
            sinks.write("deals_deal", self.columns, tables.pop("deals_deal"))
            for table, rows in tables.items():
                sinks.write(table, self.parts[table].columns, rows)

    def _parts(self, table):
        """The patterns' rows of a table by deal, without their ids, which the database gives; a claim's is drawn."""
        columns, rows = sinks.read(table, "ORDER BY id")
        kept = [name for name in columns if name != "id" or table == CLAIMS]
        places = [columns.index(name) for name in kept]
        groups = {}
        for row in rows:
            groups.setdefault(row[columns.index("deal_id")], []).append([row[place] for place in places])
        return Parts(kept, {name: place for place, name in enumerate(kept)}, groups)

    def _quoted_words(self):
        quoted = {}
        for deal, quote in DealClaim.objects.order_by("deal", *DealClaim._meta.ordering).values_list(
            "deal_id", "quote_exact"
        ):
            quoted.setdefault(deal, []).extend(index_words(quote))
        return {deal: " ".join(found) for deal, found in quoted.items()}

    def _copy_sources(self):
        columns, rows = sinks.read("sources_source", "ORDER BY id")
        self.n_sources, at = len(rows), {name: place for place, name in enumerate(columns)}

        def copies():
            for copy in range(1, self.copies):
                for row in rows:
                    row = list(row)
                    row[at["id"]] += copy * self.n_sources
                    row[at["slug"]] = f"report-{row[at['id']]}"
                    row[at["url"]] = f"https://example.org/report/{row[at['id']]}"
                    yield row

        sinks.write("sources_source", columns, copies())

    def _one(self, pattern, pk, tables):
        """Add a deal like the pattern to the tables' rows, with other companies, sources, title and moments."""
        at, old = self.at, pattern[self.at["id"]]
        parties = self.parts["deals_party"].of(old)
        firms = self._parties(len(parties))
        place = self.parts["deals_party"].at
        roles = [party[place["role"]] for party in parties]
        others = {party[place["company_id"]]: firm for party, firm in zip(parties, firms, strict=True)}
        copy = self.random.randrange(self.copies) * self.n_sources
        row, title, moment = list(pattern), self._title(firms), sinks.plain(self._day())
        columns = _columns_of_parties(firms, roles) | {
            "id": pk,
            "slug": f"deal-{pk}" if row[at["slug"]] else "",
            "title": title,
            "title_key": sort_key(title),
            "search_text": " ".join(
                filter(None, [index_text(title), *(firm.words for firm in firms), self.quoted.get(old)])
            ),
            "added_at": moment,
            "updated_at": moment,
            "published_at": moment if row[at["state"]] == "published" else None,
        }
        for name, value in columns.items():
            row[at[name]] = value
        tables["deals_deal"].append(row)
        for table in PARTS:
            parts = self.parts[table]
            for part in parts.of(old):
                part = list(part)
                part[parts.at["deal_id"]] = pk
                if (company := parts.at.get("company_id")) is not None and part[company]:
                    part[company] = others[part[company]].id
                if table == CLAIMS:
                    part[parts.at["id"]] = f"{self.random.getrandbits(128):032x}"
                    part[parts.at["source_id"]] += copy
                tables[table].append(part)

    def _settle(self):
        """Count each company's deals, fill the search indexes, let the database look at its tables."""
        with connection.cursor() as cursor:
            cursor.execute(N_DEALS)
            for model in (Deal, Company, Source):
                search.rebuild(model)
            for sql in connection.ops.sequence_reset_sql(no_style(), [Company, Deal, Party, Milestone, Source]):
                cursor.execute(sql)
            # Only what was vacuumed is answered from an index alone, as it is after a while of use.
            vacuumed = connection.vendor == "postgresql" and not connection.in_atomic_block
            cursor.execute("VACUUM ANALYZE" if vacuumed else "ANALYZE")


@dataclass
class Parts:
    """The rows of one table that belong to the patterns."""

    columns: list
    at: dict
    groups: dict

    def of(self, deal):
        return self.groups.get(deal, ())


def _columns_of_parties(firms, roles):
    def names(wanted):
        return "; ".join(firm.name for firm, role in zip(firms, roles, strict=True) if role in wanted)

    pairs = list(zip(firms, roles, strict=True))
    countries = {firm.country for firm, role in pairs if role not in BYSTANDERS}
    party_list = [{"id": firm.id, "name": firm.name, "slug": firm.slug, "role": role} for firm, role in pairs]
    return {
        "parties_text": "; ".join(f"{firm.name} ({role})" for firm, role in pairs),
        "buyers_text": names(BUYERS),
        "targets_text": names(TARGETS),
        "partners_text": names(PARTNERS),
        "party_list": json.dumps(party_list),
        "countries_text": "; ".join(sorted(country for country in countries if country)),
    }


def index_text(text):
    return " ".join(index_words(text))
