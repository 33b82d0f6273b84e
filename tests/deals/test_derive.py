"""What follows from a deal's rows: status, dates, dollars, texts."""

from datetime import date
from decimal import Decimal

import pytest

from companies.models import CompanyName
from deals.derive import current_milestone
from deals.models import Deal, Milestone
from deals.refresh import refresh
from sources.models import ExchangeRate

from ..factories import (
    CompanyFactory,
    DealClaimFactory,
    DealFactory,
    MilestoneFactory,
    PartyFactory,
    SourceFactory,
    exactly,
    public_deal,
    published,
)

pytestmark = pytest.mark.django_db


def on(day):
    return date(2020, 6, day)


def status_of(*milestones):
    rows = [Milestone(status=status, first_day=day, last_day=day) for status, day in milestones]
    return current_milestone(rows).status


@pytest.mark.parametrize(
    ("milestones", "status"),
    [
        ([("reported", on(1)), ("announced", on(2))], "announced"),
        ([("announced", on(1)), ("reported", on(9))], "announced"),
        ([("announced", on(1)), ("completed", None)], "completed"),
        ([("completed", on(1)), ("ended", on(9))], "ended"),
        ([("announced", on(1)), ("terminated", on(1))], "terminated"),
        ([("completed", on(5)), ("announced", None)], "completed"),
        ([("talks", on(9)), ("reported", on(1))], "talks"),
        ([("reported", on(1)), ("denied", on(2))], "denied"),
        ([("unknown", None)], "unknown"),
    ],
)
def test_the_latest_milestone_gives_the_status_and_talk_never_overtakes_an_announcement(milestones, status):
    assert status_of(*milestones) == status


def test_a_deal_is_dated_by_its_first_report_or_announcement():
    deal = public_deal(on=[on(26)])
    MilestoneFactory(deal=deal, status="reported", first_day=on(1), last_day=on(1))
    MilestoneFactory(deal=deal, status="completed", first_day=date(2021, 1, 1), last_day=date(2021, 1, 31))
    refresh([deal.pk])
    deal.refresh_from_db()
    assert (deal.dated, deal.dated_basis, deal.dated_year) == (on(1), "reported", 2020)
    assert (deal.announced, deal.completed, deal.completed_last) == (on(26), date(2021, 1, 1), date(2021, 1, 31))


def test_without_a_dated_milestone_the_first_source_dates_a_deal():
    late = published(SourceFactory(published_on=date(2022, 1, 1), published_until=date(2022, 1, 1)))
    early = published(SourceFactory(published_on=date(2021, 1, 1), published_until=date(2021, 12, 31)))
    deal = public_deal(source=late)
    DealClaimFactory(deal=deal, source=early)
    refresh([deal.pk])
    deal.refresh_from_db()
    assert (deal.dated, deal.dated_last, deal.dated_basis) == (date(2021, 1, 1), date(2021, 12, 31), "source")


def test_dollars_come_from_the_rate_of_the_announcement_and_are_kept_with_it():
    ExchangeRate.objects.create(currency="CNY", day=on(26), usd="0.1412")
    deal = public_deal(on=[on(28)], **exactly(1000) | {"value_currency": "CNY"})
    assert (deal.value_usd_min, deal.value_fx_rate, deal.value_fx_date) == (
        Decimal("141.20"),
        Decimal("0.1412"),
        on(26),
    )


def test_a_deal_that_only_a_source_dates_has_no_dollars():
    ExchangeRate.objects.create(currency="CNY", day=on(26), usd="0.1412")
    source = published(SourceFactory(published_on=on(26), published_until=on(26)))
    deal = public_deal(source=source, **exactly(1000) | {"value_currency": "CNY"})
    assert (deal.dated, deal.value_usd_min) == (on(26), None)


def test_the_parties_are_kept_as_text_and_advisers_bring_no_country():
    amazon, zoox = (published(CompanyFactory(name=name, country="US")) for name in ("Amazon", "Zoox"))
    deal = public_deal(companies=[amazon, zoox])
    PartyFactory(deal=deal, company=published(CompanyFactory(name="Bank", country="CH")), role="adviser")
    refresh([deal.pk])
    deal.refresh_from_db()
    assert deal.parties_text == "Amazon (acquirer); Zoox (target); Bank (adviser)"
    assert (deal.buyers_text, deal.targets_text, deal.countries_text) == ("Amazon", "Zoox", "US")


def test_a_company_that_left_a_deal_is_counted_anew():
    deal = public_deal()
    left = deal.parties.get(role="target").company
    assert type(left).objects.get(pk=left.pk).n_deals == 1
    deal.parties.filter(company=left).delete()
    refresh([deal.pk])
    left.refresh_from_db()
    assert left.n_deals == 0


def test_a_renamed_company_is_renamed_in_its_deals_and_found_by_the_new_name():
    deal = public_deal()
    company = deal.parties.first().company
    company.name = "Nuovo"
    company.save()
    CompanyName.objects.create(company=company, text="新石器", language="zh-Hans", kind="legal")
    refresh(company_ids=[company.pk])
    assert Deal.objects.get(pk=deal.pk).buyers_text == "Nuovo"
    assert list(Deal.objects.matching("石器")) == [deal]


def test_claims_from_a_source_that_is_not_public_are_not_counted():
    deal = DealFactory()
    DealClaimFactory(deal=deal, quote_exact="secret words")
    refresh([deal.pk])
    deal.refresh_from_db()
    assert (deal.n_claims, deal.n_sources) == (0, 0)
    assert "secret" not in deal.search_text
