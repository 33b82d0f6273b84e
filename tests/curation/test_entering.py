"""Entering is forgiving: amounts and dates are typed as they are written, and the desk says what it understood."""

from datetime import date

import pytest

from ..factories import CompanyFactory, draft_deal, published
from .typing import typed

pytestmark = pytest.mark.django_db


def save(desk, deal, **changes):
    address = f"/admin/deals/deal/{deal.pk}/change/"
    response = desk.post(address, typed(desk, address, **changes), follow=True)
    deal.refresh_from_db()
    return response.content.decode()


@pytest.mark.parametrize(
    ("line", "value", "measure", "disclosure"),
    [
        ("about US$2bn price_paid", "about US$2 billion", "price_paid", "press_figure"),
        ("RMB 1–1.5 billion", "CNY 1–1.5 billion", "deal_value", "press_figure"),
        ("逾20亿美元, amount invested", "over US$2 billion", "amount_invested", "press_figure"),
        ("undisclosed", "None", "", "undisclosed"),
    ],
)
def test_a_deal_value_is_typed_as_it_is_written_and_what_was_understood_is_said(desk, line, value, measure, disclosure):
    deal = draft_deal()
    page = save(desk, deal, value_typed=line)
    assert (str(deal.value), deal.value_measure, deal.value_disclosure) == (value, measure, disclosure)
    assert "Deal value understood as: " in page


def test_a_party_that_gave_the_figure_stays_its_source(desk):
    deal = draft_deal()
    save(desk, deal, value_typed="US$5m", value_disclosure="disclosed")
    assert deal.value_disclosure == "disclosed"


def test_a_dollar_sign_is_settled_by_the_country_of_a_party_or_asked_about(desk):
    american = [published(CompanyFactory(country="US")), published(CompanyFactory(country="CN"))]
    deal, other = draft_deal(companies=american), draft_deal()
    save(desk, deal, value_typed="$5m")
    assert str(deal.value) == "US$5 million"
    page = save(desk, other, value_typed="$5m")
    assert "may be one of USD" in page
    assert 'value="$5m"' in page
    assert other.value is None


def test_a_valuation_is_typed_as_it_is_written(desk):
    deal = draft_deal()
    target = deal.parties.get(role="target").company_id
    save(desk, deal, valuation_typed="nearly €3bn post_money", valuation_of=target)
    assert (str(deal.valuation), deal.valuation_measure) == ("nearly €3 billion", "post_money")


@pytest.mark.parametrize(
    ("line", "days", "words"),
    [
        ("June 2020", (date(2020, 6, 1), date(2020, 6, 30)), ""),
        ("2026年1月29日", (date(2026, 1, 29), date(2026, 1, 29)), ""),
        ("early 2026", (date(2026, 1, 1), date(2026, 4, 30)), "early 2026"),
    ],
)
def test_a_milestones_date_is_typed_as_it_is_written(desk, line, days, words):
    deal = draft_deal()
    save(desk, deal, **{"milestones-0-status": "announced", "milestones-0-date_typed": line})
    milestone = deal.milestones.get()
    assert ((milestone.first_day, milestone.last_day), milestone.words) == (days, words)
    assert deal.announced == days[0]


def test_a_date_of_two_meanings_is_asked_about_and_stays_typed(desk):
    deal = draft_deal()
    page = save(desk, deal, **{"milestones-0-status": "announced", "milestones-0-date_typed": "01/02/2020"})
    assert "may be 2020-02-01 or 2020-01-02" in page
    assert 'value="01/02/2020"' in page
    assert not deal.milestones.exists()
