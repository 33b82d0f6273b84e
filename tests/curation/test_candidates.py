"""Look-alikes: what makes two records a pair, and that a judgement outlives the next search."""

from datetime import date

import pytest
from django.core.management import call_command

from companies.models import CompanyLookAlike, CompanyName, Identifier
from curation.candidates import find_company_pairs, find_deal_pairs
from deals.models import DealLookAlike

from ..factories import CompanyFactory, draft_deal, exactly, public_deal, published

pytestmark = pytest.mark.django_db


def reasons(pair):
    return dict(pair.reasons)


def test_the_examples_have_the_two_unjudged_pairs_and_a_search_finds_no_noise():
    call_command("find_look_alikes", verbosity=0)
    assert [str(pair) for pair in CompanyLookAlike.objects.all()] == ["Zelos Technology – Jiushi"]
    pair = DealLookAlike.objects.get()
    assert reasons(pair) == {
        "same_parties": "Cainiao (investor)",
        "look_alike_parties": "Zelos Technology – Jiushi",
    }


@pytest.mark.parametrize(
    ("name", "other", "reason"),
    [
        ("Neolix", "Neolix Co., Ltd.", "same_name"),
        ("Neolix Technologies", "Neolix Technologie", "similar_name"),
        ("Robotics Neolix", "Neolix Robotics", "similar_name"),
        ("Société Alpha", "SOCIETE ALPHA", "same_name"),
        ("PonyAI", "Pony.ai", "same_name"),
        ("We Ride", "WeRide", "same_name"),
        ("Toyota", "Toyota Motor", None),
        ("Alpha", "Beta", None),
    ],
)
def test_names_that_are_alike_make_a_pair(nothing, name, other, reason):
    CompanyFactory(name=name), CompanyFactory(name=other)
    assert find_company_pairs() == (1 if reason else 0)
    assert [list(reasons(pair)) for pair in CompanyLookAlike.objects.all()] == ([[reason]] if reason else [])


def test_another_name_in_another_script_counts(nothing):
    one, other = CompanyFactory(name="Jiushi"), CompanyFactory(name="九识智能")
    CompanyName.objects.create(company=one, text="九识智能", language="zh-Hans", kind="legal")
    find_company_pairs([other])
    assert reasons(CompanyLookAlike.objects.get()) == {"same_name": "九识智能"}


def test_one_number_under_two_schemes_makes_a_pair(nothing):
    one, other = CompanyFactory(name="Alpha"), CompanyFactory(name="Beta")
    Identifier.objects.create(company=one, scheme="cik", value="1577552")
    Identifier.objects.create(company=other, scheme="isin", value="1577552")
    find_company_pairs()
    assert "shared_identifier" in reasons(CompanyLookAlike.objects.get())


def test_a_judgement_outlives_the_next_search(nothing):
    CompanyFactory(name="Neolix"), CompanyFactory(name="NEOLIX")
    find_company_pairs()
    CompanyLookAlike.objects.update(judgement="different", note="Another firm of that name.")
    assert find_company_pairs() == 0
    assert CompanyLookAlike.objects.get().judgement == "different"


@pytest.mark.parametrize(("day", "found"), [(date(2020, 3, 1), 1), (date(2021, 3, 1), 0)])
def test_deals_of_the_same_parties_at_near_dates_make_a_pair(nothing, day, found):
    companies = [published(CompanyFactory()), published(CompanyFactory())]
    public_deal(companies=companies, on=[date(2020, 2, 1)], **exactly(10**9))
    public_deal(companies=companies, on=[day], **exactly(10**9))
    assert find_deal_pairs() == found
    if found:
        assert reasons(DealLookAlike.objects.get()) == {
            "same_parties": f"{companies[0]} (acquirer), {companies[1]} (target)",
            "near_dates": "1 February 2020 – 1 March 2020",
            "same_figure": "US$1 billion",
        }


def test_one_deal_told_as_an_investment_and_as_an_acquisition_makes_a_pair(nothing):
    companies = [published(CompanyFactory()), published(CompanyFactory())]
    for kind in ("investment", "acquisition"):
        public_deal(kind=kind, companies=companies, on=[date(2020, 2, 1)], **exactly(2 * 10**9))
    public_deal(kind="partnership", companies=companies, on=[date(2020, 2, 1)])
    assert find_deal_pairs() == 1
    assert {pair.kind for pair in (DealLookAlike.objects.get().one, DealLookAlike.objects.get().other)} == {
        "investment",
        "acquisition",
    }


def test_deals_that_share_one_party_or_are_linked_make_no_pair(nothing):
    buyer, target, other = (published(CompanyFactory()) for _number in range(3))
    public_deal(companies=[buyer, target])
    public_deal(companies=[buyer, other])
    whole, part = public_deal(companies=[target, other]), public_deal(companies=[target, other])
    part.links.create(other=whole, relation="part_of")
    assert find_deal_pairs() == 0


def test_a_pair_with_a_draft_leaves_no_trace(client, nothing):
    companies = [published(CompanyFactory()), published(CompanyFactory())]
    public = public_deal(companies=companies, on=[date(2020, 2, 1)], **exactly(10**9))
    before = client.get(public.get_absolute_url()).content, client.get("/").context_data["money"]
    draft_deal(companies=companies, on=[date(2020, 2, 1)], **exactly(10**9))
    assert find_deal_pairs() == 1
    assert (client.get(public.get_absolute_url()).content, client.get("/").context_data["money"]) == before


def test_unjudged_doubles_are_left_out_of_the_sum(client, nothing):
    companies = [published(CompanyFactory()), published(CompanyFactory())]
    for _number in range(2):
        public_deal(companies=companies, on=[date(2020, 2, 1)], **exactly(10**9))
    assert client.get("/").context_data["money"].dollars == 2 * 10**9
    find_deal_pairs()
    assert client.get("/").context_data["money"].dollars == 0
    DealLookAlike.objects.update(judgement="different", note="Two tranches.")
    assert client.get("/").context_data["money"].dollars == 2 * 10**9


def test_publishing_at_the_desk_looks_for_pairs(desk, nothing):
    company = CompanyFactory(name="Neolix")
    published(CompanyFactory(name="NEOLIX"))
    data = {"action": "publish_chosen", "_selected_action": [company.pk]}
    desk.post("/admin/companies/company/", data)
    assert CompanyLookAlike.objects.count() == 1
