"""Made-up deals in the project's own schema, with the proportions of a real field, for benchmarks and plans.

A few thousand deals go through the project's own `refresh`; the others are their kin, with other companies, titles
and sources, and what that changes in their derived columns. A test compares those with a fresh computation.
"""

import json
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from django.core.management.color import no_style
from django.db import connection, transaction

from companies.models import Company, Segment
from deals.models import Deal, DealClaim, Milestone, Party
from deals.models.vocabulary import BUYERS, BYSTANDERS, FORMS_OF, PARTNERS, TARGETS, Kind, Role
from deals.refresh import refresh
from sources.models import Source
from sources.text import index_words, sort_key

from . import sinks, words

NOW = datetime(2026, 6, 30, tzinfo=UTC)
KINDS = (Kind.INVESTMENT,) * 6 + (Kind.ACQUISITION,) * 2 + (Kind.PARTNERSHIP,) * 2
SIDES = {
    Kind.INVESTMENT: (Role.INVESTOR, Role.ISSUER),
    Kind.ACQUISITION: (Role.ACQUIRER, Role.TARGET),
    Kind.PARTNERSHIP: (Role.PARTNER, Role.SUPPLIER),
}
THIRD = {Kind.INVESTMENT: Role.INVESTOR, Kind.ACQUISITION: Role.ADVISER, Kind.PARTNERSHIP: Role.CUSTOMER}
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


class DataSet:
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
                )
            )
        columns = "id name slug kind country state published_at name_key other_names_text search_text status website "
        columns += "description added_at updated_at"
        sinks.write("companies_company", columns.split(), rows)
        sinks.write("companies_companyname", ["company_id", "text", "language", "kind"], others)
        return firms

    def _day(self):
        """A moment of the last two years."""
        return NOW - timedelta(seconds=self.random.randrange(2 * 365 * 86400))

    def _pattern_deals(self):
        sources = Source.objects.bulk_create(self._source(place) for place in range(self.patterns * 3))
        for place in range(self.patterns):
            self._pattern(sources[place * 3 : place * 3 + 3])
        ids = Deal.objects.values_list("pk", flat=True)
        refresh(deal_ids=list(ids), source_ids=[source.pk for source in sources])

    def _source(self, place):
        day = self._date()
        return Source(
            title=" ".join(words.pick(self.random, words.TOPIC_WORDS) for _word in range(6)).capitalize(),
            publisher=f"The {words.pick(self.random, words.TOPIC_WORDS).capitalize()} Gazette",
            kind=words.pick(self.random, ["news", "blog", "press_release", "filing"]),
            language=words.pick(self.random, ["en", "zh-Hans", "de"]),
            slug=f"report-{place}",
            url=f"https://example.org/report/{place}",
            published_on=day,
            published_until=day,
            state="published",
            published_at=NOW,
        )

    def _date(self):
        """A day from 2004 on, late ones more likely."""
        return date(2026, 6, 28) - timedelta(days=int((self.random.random() ** 2) * 22 * 365))

    def _pattern(self, sources):
        random, kind = self.random, self.random.choice(KINDS)
        state = random.choices(["published", "draft", "in_review"], [97, 2, 1])[0]
        amount = self._amount()
        firms = self._parties(3 if random.random() < 0.2 else 2)
        roles = [*SIDES[kind], THIRD[kind]][: len(firms)]
        deal = Deal.objects.create(
            kind=kind,
            form=words.pick(random, FORMS_OF[kind]),
            title=self._title(firms),
            slug=f"deal-{random.getrandbits(60):x}",
            state=state,
            published_at=NOW if state == "published" else None,
            stake_percent=random.randrange(1, 101) if random.random() < 0.1 else None,
            summary="",
            **amount,
        )
        deal.segments.set(random.sample(self.segments, random.choice([0, 1, 1, 1, 2])))
        Party.objects.bulk_create(
            Party(deal=deal, company_id=firm.id, role=role) for firm, role in zip(firms, roles, strict=True)
        )
        self._milestones(deal)
        self._claims(deal, firms, roles, sources)

    def _title(self, firms):
        left, right = (firm.name for firm in firms[:2])
        if self.random.random() < 0.6:
            return f"{left} – {right}"
        return f"{left} – {right}: {' '.join(words.pick(self.random, words.TOPIC_WORDS) for _word in range(2))}"

    def _parties(self, many):
        found = {}
        while len(found) < many:
            firm = self.firms[words.rank(self.random, len(self.firms))]
            found[firm.id] = firm
        return list(found.values())

    def _amount(self):
        if (luck := self.random.random()) < 0.5:
            return {"value_disclosure": "undisclosed" if luck < 0.4 else ""}
        low = self.random.choice([1, 2, 3, 5, 8, 10, 12, 15, 20, 25, 40, 75]) * 10 ** self.random.randrange(5, 9)
        qualifier = words.pick(self.random, ["exact", "about", "more_than", "range"])
        high = {"more_than": None, "range": low * 2}.get(qualifier, low)
        return {
            "value_min": low,
            "value_max": high,
            "value_currency": self.random.choice(words.CURRENCIES),
            "value_qualifier": qualifier,
            "value_measure": words.pick(self.random, ["amount_invested", "price_paid", "deal_value", "capital_raised"]),
            "value_disclosure": self.random.choice(["disclosed", "press_figure"]),
        }

    def _milestones(self, deal):
        luck, day = self.random.random(), self._date()
        if luck < 0.08:
            return
        last = day
        if luck > 0.8:
            day = day.replace(day=1)
            last = (day + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        elif luck > 0.73:
            day, last = day.replace(month=1, day=1), day.replace(month=12, day=31)
        status = words.pick(self.random, ["announced", "reported", "talks"])
        Milestone.objects.create(deal=deal, status=status, first_day=day, last_day=last, words="")
        if self.random.random() < 0.3:
            later = last + timedelta(days=self.random.randrange(20, 300))
            end = words.pick(self.random, ["completed", "terminated", "ended"])
            Milestone.objects.create(deal=deal, status=end, first_day=later, last_day=later)

    def _claims(self, deal, firms, roles, sources):
        many = self.random.choice([1, 2, 3, 4, 5])
        fields = self.random.sample(["status", "form", "value", "party", "announced"], k=min(many, 5))
        if self.random.random() < 0.4:
            fields.append(fields[0])
        claims = []
        for place, field in enumerate(fields, 1):
            claim = DealClaim(deal=deal, source=self.random.choice(sources), field=field, paragraph=place)
            claim.quote_exact = words.sentence(self.random, self.random.randrange(4, 11))
            claim.value = self._said(deal, field)
            if field == "party":
                claim.company_id, claim.role = firms[0].id, roles[0]
            claims.append(claim)
        DealClaim.objects.bulk_create(claims)

    def _said(self, deal, field):
        day = self._date().isoformat()
        if field == "value":
            if not deal.value_qualifier:
                return {"disclosure": "undisclosed"}
            low = int(deal.value_min * (2 if self.random.random() < 0.15 else 1))
            return {
                "min": str(low),
                "max": str(low),
                "currency": deal.value_currency,
                "qualifier": "exact",
                "measure": deal.value_measure,
            }
        return {
            "status": {"value": "announced"},
            "form": {"value": deal.form},
            "party": {},
            "announced": {"first": day, "last": day},
        }[field]

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
            if connection.vendor == "sqlite":
                for table in ("deals_deal", "companies_company", "sources_source"):
                    cursor.execute(f"INSERT INTO {table}_words({table}_words) VALUES ('rebuild')")  # noqa: S608
            for sql in connection.ops.sequence_reset_sql(no_style(), [Company, Deal, Party, Milestone, Source]):
                cursor.execute(sql)
            cursor.execute("ANALYZE")


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
