from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection, transaction

from companies.models import Company
from deals.models import Deal, Milestone, Party
from lists import dataversion
from lists.numbers import Cents, Day, Moment
from tests.factories import CompanyFactory, public_deal, published

WATCHED = [model for app in apps.get_app_configs() for model in dataversion.watched(app)]


def test_every_table_that_public_pages_show_is_watched():
    names = {model.__name__ for model in WATCHED}
    assert names == {
        *("Source", "Company", "CompanyName", "Identifier", "Ownership", "CompanyClaim", "CompanyLookAlike", "Segment"),
        *("Company_segments", "Deal", "Deal_segments", "Party", "Milestone", "DealLink", "DealClaim", "Decision"),
        "DealLookAlike",
    }


@pytest.mark.parametrize("model", WATCHED, ids=lambda model: model.__name__)
def test_a_change_of_any_row_is_a_new_version_and_reading_is_none(db, model):
    row = model.objects.first()
    if row is None:
        row = fill(model)
    before = dataversion.current()
    assert dataversion.current() == before
    field = next(field for field in model._meta.local_fields if not field.primary_key)
    model.objects.filter(pk=row.pk).update(**{field.attname: getattr(row, field.attname)})
    after = dataversion.current()
    assert after != before
    with transaction.atomic():
        model._base_manager.filter(pk=row.pk)._raw_delete("default")
        assert dataversion.current() != after
        transaction.set_rollback(True)


def fill(model):
    deal = public_deal()
    if model.__name__ == "Deal_segments":
        deal.segments.add(apps.get_model("companies", "Segment").objects.first())
    elif model.__name__ == "Company_segments":
        deal.parties.first().company.segments.add(apps.get_model("companies", "Segment").objects.first())
    elif model.__name__ == "Identifier":
        return model.objects.create(company=deal.parties.first().company, scheme="ticker", value="X")
    return model.objects.first()


def test_the_log_names_the_deals_whose_parts_changed(db):
    deal = public_deal()
    seen = dataversion.current()
    Party.objects.filter(deal=deal).update(is_lead=True)
    Milestone.objects.create(deal=deal, status="completed")
    touched = dataversion.changed_since(seen, "deals_deal")
    assert touched == {deal.pk} if connection.vendor == "sqlite" else touched is None


def test_a_part_that_moves_to_another_deal_touches_both(db):
    one, other = public_deal(), public_deal()
    seen = dataversion.current()._replace(pending=None)
    party = Party.objects.filter(deal=one, role="acquirer").first()
    Party.objects.filter(pk=party.pk).update(deal=other, role="bidder")
    assert {one.pk, other.pk} <= (dataversion.changed_since(seen, "deals_deal") or set())


def test_a_table_whose_trigger_is_gone_is_told(db):
    assert dataversion.unwatched() == []
    with connection.cursor() as cursor:
        name = "deals_party_told_delete" + ("" if connection.vendor == "sqlite" else "_old ON deals_party")
        cursor.execute(f"DROP TRIGGER {name}")
    assert dataversion.unwatched() == ["deals_party"]


def test_a_state_that_was_taken_back_is_not_known(db):
    company = published(CompanyFactory())
    before = dataversion.current()
    with transaction.atomic():
        Company.objects.filter(pk=company.pk).update(name="A")
        lost = dataversion.current()
        transaction.set_rollback(True)
    assert dataversion.current() == before
    Company.objects.filter(pk=company.pk).update(name="B")
    assert dataversion.current() != lost
    assert dataversion.changed_since(lost, "companies_company") is None


def test_numbers_compare_as_dates_moments_and_dollars_do(db):
    deal = public_deal(on=[date(2020, 6, 26)])
    moment = datetime(2024, 2, 29, 23, 59, 59, 123456, tzinfo=UTC)
    amounts = [(Decimal("0.10"), 10), (Decimal("123456789012.45"), 12345678901245), (10**19, 9 * 10**18)]
    for when in (moment, moment.replace(microsecond=0), moment.replace(microsecond=999999)):
        for dollars, cents in amounts:
            Deal.objects.filter(pk=deal.pk).update(updated_at=when, value_usd_min=dollars)
            numbers = Deal.objects.filter(pk=deal.pk).values_list(
                Day("announced"), Moment("updated_at"), Cents("value_usd_min")
            )
            micros = int(when.timestamp()) * 1_000_000 + when.microsecond
            assert numbers.get() == (date(2020, 6, 26).toordinal(), micros, cents)
