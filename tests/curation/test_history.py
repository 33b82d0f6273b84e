"""Who changed what when and why, any two versions compared in words, and the way back to any of them."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import F

from companies.models import CompanyName, Segment
from curation.history import History
from curation.merges import merge
from curation.roles import ROLES
from deals.models import Deal, DealClaim, Milestone, Party

from ..factories import CompanyFactory, PartyFactory, draft_deal, public_deal, published
from .typing import typed

pytestmark = pytest.mark.django_db


def url(record, page="history"):
    return f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/{page}/"


def a_minute_later():
    """Whatever was saved so far was saved a minute ago: versions are told apart by time."""
    for entries in (model for model in apps.get_models() if hasattr(model, "history_date")):
        entries.objects.update(history_date=F("history_date") - timedelta(minutes=1))


def save(desk, record, **changes):
    a_minute_later()
    address = url(record, "change")
    response = desk.post(address, typed(desk, address, **changes))
    assert response.status_code == 302, response.context["errors"]


def told(version_changes):
    return {(one.what, one.theirs, one.yours) for one in version_changes}


def back(desk, record, number, **changes):
    a_minute_later()
    seen = desk.get(url(record)).context["seen"]
    data = {"back_to": number, "seen": seen} | changes
    return desk.post(url(record), data, follow=True).content.decode()


@pytest.fixture
def deal(nothing):
    return public_deal(title="Before")


def test_one_save_is_one_version_with_who_why_and_each_change_in_words(desk, deal):
    other = published(CompanyFactory(name="Newcomer"))
    rows = {"parties-2-company": other.pk, "parties-2-role": "bidder", "parties-0-stake_percent": "20"}
    save(desk, deal, title="After", form="merger", change_reason="As filed.", **rows)
    page = desk.get(url(deal))
    version, changes = page.context["shown"][0]
    first = deal.parties.order_by("pk").first()
    assert told(changes) == {
        ("Title", "Before", "After"),
        ("Deal type", "whole company", "merger"),
        (f"Party “{first}”: Its stake in percent", "(empty)", "20.00"),
        ("Party", "(not there)", "Newcomer (bidder)"),
    }
    assert (str(version.who), version.why) == ("ed", "As filed.")
    assert "As filed." in page.content.decode()


def test_any_two_versions_are_compared_field_by_field(desk, deal):
    first = desk.get(url(deal)).context["newest"]
    for title in ("One", "Two", "Three"):
        save(desk, deal, title=title, summary=f"{title} words.")
    save(desk, deal.parties.first(), stake_percent="10")
    page = desk.get(f"{url(deal)}?from={first + 4}&to={first + 1}")
    party = deal.parties.first()
    assert told(page.context["differences"]) == {
        ("Title", "One", "Three"),
        ("Summary", "One words.", "Three words."),
        (f"Party “{party}”: Its stake in percent", "(empty)", "10.00"),
    }
    assert "The two are the same." in desk.get(f"{url(deal)}?from=2&to=2").content.decode()


@pytest.mark.parametrize("query", ["from=1", "from=0&to=1", "from=a&to=2", "from=1&to=999", "from=-1&to=²", "p=x"])
def test_versions_that_do_not_exist_are_not_compared(desk, deal, query):
    page = desk.get(f"{url(deal)}?{query}")
    assert (page.status_code, page.context["before"]) == (200, None)


def test_back_to_an_earlier_version_with_its_rows_as_a_new_version(desk, deal):
    before = desk.get(url(deal)).context["newest"]
    claim, gone = deal.claims.get(), deal.parties.order_by("pk").last()
    a_minute_later()
    adviser = published(CompanyFactory(name="Adviser"))
    save(desk, deal, **{"parties-2-company": adviser.pk, "parties-2-role": "adviser"})
    save(desk, deal, title="After", **{"parties-1-company": adviser.pk, "parties-2-DELETE": "on"})
    assert "was restored, as a new version" in back(desk, deal, before, change_reason="Wrong deal.")
    version = deal.version
    deal.refresh_from_db()
    assert (deal.title, deal.version > version, deal.state) == ("Before", True, "published")
    assert list(deal.parties.order_by("pk")) == [deal.parties.first(), gone]
    assert deal.claims.get() == claim
    assert gone.company.name in deal.parties_text
    assert deal.history.first().history_change_reason == f"back to version {before}: Wrong deal."
    newest = History(Deal, deal.pk).saves[-1]
    assert told(History(Deal, deal.pk).between(History(Deal, deal.pk).numbered(before), newest)) == set()


def test_a_deleted_claim_and_milestone_come_back_under_their_ids(desk, deal):
    second = DealClaim.objects.create(
        deal=deal, source=deal.claims.get().source, field="form", value={"value": "merger"}
    )
    milestone = Milestone.objects.create(deal=deal, status="completed", claim=second)
    save(desk, deal, summary="With it.")
    number = desk.get(url(deal)).context["newest"]
    a_minute_later()
    desk.post(url(second, "delete"), {"post": "yes"})
    desk.post(url(milestone, "delete"), {"post": "yes"})
    back(desk, deal, number)
    assert Milestone.objects.get(pk=milestone.pk).claim_id == second.pk
    assert DealClaim.objects.get(pk=second.pk).value == {"value": "merger"}
    deal.refresh_from_db()
    assert deal.status == "completed"


def test_a_row_has_its_own_history_and_its_own_way_back(desk, deal):
    party = deal.parties.first()
    save(desk, party, stake_percent="10")
    save(desk, party, stake_percent="20")
    newest = desk.get(url(party)).context["newest"]
    back(desk, party, newest - 1)
    party.refresh_from_db()
    seen = deal.version
    deal.refresh_from_db()
    assert (str(party.stake_percent), deal.version) == ("10.00", seen + 3)


@pytest.mark.parametrize("field", ["segments", "names"])
def test_companies_go_back_with_their_segments_and_names(desk, nothing, field):
    company = published(CompanyFactory(name="Old"))
    CompanyName.objects.create(company=company, text="老", language="zh-Hans", kind="legal")
    save(desk, company, segments=[Segment.objects.get(slug="robotaxi").pk])
    number = desk.get(url(company)).context["newest"]
    save(desk, company, segments=[Segment.objects.get(slug="lidar").pk], **{"names-0-DELETE": "on"})
    changes = told(desk.get(url(company)).context["shown"][0][1])
    assert ("Segments", "robotaxi", "lidar") in changes
    assert ("Name", "老", "(not there)") in changes
    back(desk, company, number)
    company.refresh_from_db()
    assert [segment.slug for segment in company.segments.all()] == ["robotaxi"]
    assert company.other_names_text == "老"


def test_what_would_leave_a_public_record_incomplete_is_refused_and_nothing_is_kept(desk, nothing):
    deal = draft_deal()
    deal.claims.all().delete()
    save(desk, deal, title="Without a claim")
    number = desk.get(url(deal)).context["newest"]
    a_minute_later()
    deal.claims.create(source=draft_deal().claims.get().source, field="status", value={"value": "announced"})
    save(desk, deal, title="With a claim", _publish="1")
    deal.refresh_from_db()
    assert deal.is_published
    page = back(desk, deal, number)
    assert "A published record must stay complete" in page
    deal.refresh_from_db()
    assert (deal.title, deal.claims.count()) == ("With a claim", 1)


def test_a_version_that_needs_what_was_deleted_since_is_refused_in_words(desk, nothing):
    deal, company = draft_deal(), CompanyFactory(name="Short-lived")
    PartyFactory(deal=deal, company=company, role="bidder")
    save(desk, deal, title="With it")
    number = desk.get(url(deal)).context["newest"]
    a_minute_later()
    deal.parties.get(company=company).delete()
    company.delete()
    page = back(desk, deal, number)
    assert "needs a company that was deleted since" in page
    assert not Party.objects.filter(deal=deal, role="bidder").exists()


def test_a_save_in_between_is_not_lost(desk, deal):
    seen = desk.get(url(deal)).context["seen"]
    save(desk, deal, title="Theirs")
    page = back(desk, deal, 1, seen=seen)
    assert "Somebody else saved this after the page was shown" in page
    deal.refresh_from_db()
    assert deal.title == "Theirs"


def test_contributors_read_the_history_of_a_public_deal_and_cannot_turn_it_back(sign_in, deal):
    client = sign_in(ROLES[0])
    assert not client.get(url(deal)).context["may_go_back"]
    assert client.post(url(deal), {"back_to": 1, "seen": 2}).status_code == 403


@pytest.mark.parametrize("address", ["/admin/deals/deal/99999/history/", "/admin/deals/dealclaim/x/history/"])
def test_the_history_of_nothing_is_not_found(desk, address):
    assert desk.get(address).status_code == 404


def test_what_was_deleted_keeps_its_history(desk, nothing):
    deal = draft_deal(title="Gone")
    address = url(deal)
    desk.post(url(deal, "delete"), {"post": "yes"})
    page = desk.get(address).content.decode()
    assert "Gone" in page
    assert "Restore this version" not in page


def test_the_history_page_costs_the_same_queries_however_long_it_is(desk, deal, django_assert_max_num_queries):
    for number in range(12):
        save(desk, deal, title=f"Number {number}", **{"parties-0-stake_percent": number + 1})
    with django_assert_max_num_queries(20):
        desk.get(f"{url(deal)}?from=2&to=9")


def test_going_back_behind_a_merge_is_refused_and_deletes_nothing(desk, deal):
    other = draft_deal()
    claim = other.claims.get()
    number = desk.get(url(deal)).context["newest"]
    a_minute_later()
    deal.refresh_from_db()
    merge(deal, other, reason="x", source=claim.source)
    page = back(desk, deal, number)
    assert "came here by a merge: undo that merge first" in page
    assert DealClaim.objects.get(pk=claim.pk).deal == deal
    assert "belongs to another record since a merge" in back(desk, other, 1)


@pytest.mark.parametrize("page", ["history", "change"])
def test_an_id_that_no_record_can_have_is_no_error(desk, page):
    assert desk.get(f"/admin/deals/deal/{'9' * 30}/{page}/").status_code in (302, 404)


def test_rows_and_boxes_that_cannot_be_are_told(desk, deal):
    chosen = {"action": "publish_chosen", "_selected_action": ["zz", "9" * 30]}
    for path in ("/admin/deals/deal/", "/admin/curation/submission/"):
        assert desk.post(path, chosen).status_code in (200, 302)
    response = desk.post(url(deal, "change"), typed(desk, url(deal, "change"), segments="9" * 30))
    assert re.search("is not a valid value|Select a valid choice", response.content.decode())
