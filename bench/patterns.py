"""The made-up deals that the others are like: entered as records, and refreshed by the project's own code."""

from datetime import UTC, date, datetime, timedelta

from deals.models import Deal, DealClaim, Milestone, Party
from deals.models.vocabulary import FORMS_OF, Kind, Role
from deals.refresh import refresh
from sources.models import Source

from . import words

NOW = datetime(2026, 6, 30, tzinfo=UTC)
KINDS = (Kind.INVESTMENT,) * 6 + (Kind.ACQUISITION,) * 2 + (Kind.PARTNERSHIP,) * 2
SIDES = {
    Kind.INVESTMENT: (Role.INVESTOR, Role.ISSUER),
    Kind.ACQUISITION: (Role.ACQUIRER, Role.TARGET),
    Kind.PARTNERSHIP: (Role.PARTNER, Role.SUPPLIER),
}
THIRD = {Kind.INVESTMENT: Role.INVESTOR, Kind.ACQUISITION: Role.ADVISER, Kind.PARTNERSHIP: Role.CUSTOMER}


class Patterns:
    """Makes `patterns` deals with parties from `firms`, each with three sources of its own."""

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
