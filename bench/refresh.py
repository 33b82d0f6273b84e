"""How long it takes to refresh 1,000 deals with 5 claims a field: `.venv/bin/python -m bench.refresh`.

Makes a database of its own in a temporary folder and prints seconds; nothing else runs in it.
"""

import os
import tempfile
import time

DEALS, CLAIMS = 1000, 5
PRICE = {"min": "1200000000", "max": "1200000000", "currency": "USD", "qualifier": "exact", "measure": "price_paid"}
SAID = {
    "value": PRICE,
    "valuation": PRICE | {"measure": "valuation"},
    "announced": {"first": "2020-06-26", "last": "2020-06-26"},
    "completed": {"first": "2020-09-01", "last": "2020-09-30"},
    "status": {"value": "completed"},
    "form": {"value": "acquisition"},
    "party": {},
    "stake": {"min": "100", "max": "100", "qualifier": "exact"},
    "consideration": {"value": "cash"},
    "round": {"value": "series_a"},
}


def main():
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from deals.models import Deal
    from deals.refresh import refresh

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        fill()
    ids = list(Deal.objects.values_list("pk", flat=True))
    for name in ("first", "again, nothing new"):
        start = time.perf_counter()
        with CaptureQueriesContext(connection) as queries, transaction.atomic():
            refresh(ids)
        seconds = time.perf_counter() - start
        print(f"{name}: {seconds:.1f} s for {DEALS} deals, {DEALS * len(SAID) * CLAIMS} claims, {len(queries)} queries")


def fill():
    from datetime import date

    from companies.models import Company
    from deals.models import Deal, DealClaim, Milestone, Party
    from sources.models import Source

    def public(model, slug, **fields):
        return model(state="published", published_at="2026-01-01T00:00Z", slug=slug, **fields)

    sources = [
        public(Source, f"s{n}", title=f"Report {n}", publisher="x", kind="news", language="en") for n in range(200)
    ]
    companies = [public(Company, f"c{n}", name=f"Company {n}", kind="startup") for n in range(500)]
    sources, companies = Source.objects.bulk_create(sources), Company.objects.bulk_create(companies)
    price = {"value_currency": "USD", "value_qualifier": "exact", "value_measure": "price_paid"}
    price |= {"value_min": 1_200_000_000, "value_max": 1_200_000_000, "value_disclosure": "press_figure"}
    deals = [
        public(Deal, f"d{n}", title=f"Deal {n}", kind="acquisition", form="acquisition", **price) for n in range(DEALS)
    ]
    deals = Deal.objects.bulk_create(deals)
    day = date(2020, 6, 26)
    Milestone.objects.bulk_create(
        Milestone(deal=deal, status="announced", first_day=day, last_day=day) for deal in deals
    )
    Party.objects.bulk_create(
        Party(deal=deal, company=companies[(n + side) % len(companies)], role=role)
        for n, deal in enumerate(deals)
        for side, role in enumerate(("acquirer", "target"))
    )
    DealClaim.objects.bulk_create(
        DealClaim(
            deal=deal,
            source=sources[(n + number) % len(sources)],
            field=field,
            value=value,
            company=companies[n % len(companies)] if field in ("party", "valuation") else None,
            role="acquirer" if field == "party" else "",
        )
        for n, deal in enumerate(deals)
        for field, value in SAID.items()
        for number in range(CLAIMS)
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "VAR_DIR": folder}
        import django

        django.setup()
        main()
