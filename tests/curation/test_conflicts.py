"""Two editors, one record: both versions are shown field by field, and nothing typed is lost."""

import pytest

from curation.conflicts import Difference
from deals.models import Party

from ..factories import CompanyFactory, PartyFactory, public_deal, published
from .typing import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def deal(nothing):
    return public_deal(title="Before")


@pytest.fixture
def address(deal):
    return f"/admin/deals/deal/{deal.pk}/change/"


def shown(response):
    return {(one.what, one.theirs, one.yours) for one in response.context["differences"]}


def test_both_versions_of_each_field_stand_side_by_side(desk, deal, address):
    mine = typed(desk, address, title="Mine", form="merger")
    desk.post(address, typed(desk, address, title="Theirs"))
    response = desk.post(address, mine)
    assert shown(response) == {("Title", "Theirs", "Mine"), ("Deal type", "whole company", "merger")}
    assert "Saved by somebody else" in response.content.decode()


def test_having_seen_both_the_editor_saves_once_more_and_it_stands(desk, deal, address):
    mine = typed(desk, address, title="Mine")
    desk.post(address, typed(desk, address, title="Theirs", summary="By them."))
    again = desk.post(address, mine)
    data = mine | {"version": again.context["adminform"].form["version"].value(), "summary": "By them."}
    assert desk.post(address, data).status_code == 302
    deal.refresh_from_db()
    assert (deal.title, deal.summary) == ("Mine", "By them.")


def test_a_third_save_in_between_is_noticed_again(desk, deal, address):
    mine = typed(desk, address, title="Mine")
    desk.post(address, typed(desk, address, title="Theirs"))
    seen = desk.post(address, mine).context["adminform"].form["version"].value()
    desk.post(address, typed(desk, address, title="Theirs again"))
    response = desk.post(address, mine | {"version": seen})
    assert shown(response) == {("Title", "Theirs again", "Mine")}


def test_rows_that_were_changed_added_or_deleted_are_named(desk, deal, address):
    first, second = deal.parties.order_by("pk")
    mine = typed(desk, address, **{"parties-0-stake_percent": "20", "parties-1-DELETE": "on"})
    other = published(CompanyFactory(name="Newcomer"))
    PartyFactory(deal=deal, company=other, role="bidder")
    desk.post(address, typed(desk, address, **{"parties-0-stake_percent": "30"}))
    response = desk.post(address, mine)
    assert shown(response) == {
        (f"Party “{first}”: Its stake in percent", "30.00", "20"),
        (f"Party “{second}”:", "kept", "deleted"),
        ("Party", "new: Newcomer (bidder)", "(not in your form)"),
    }
    assert Party.objects.filter(deal=deal).count() == 3


def test_a_row_saved_on_its_own_page_shows_both_versions(desk, deal, address):
    party = deal.parties.order_by("pk").first()
    row = f"/admin/deals/party/{party.pk}/change/"
    mine = typed(desk, row, stake_percent="10")
    desk.post(row, typed(desk, row, stake_percent="15"))
    response = desk.post(row, mine)
    assert response.context["differences"] == [Difference("Its stake in percent", "15.00", "10")]


def test_no_conflict_no_table(desk, deal, address):
    assert "Where the two versions differ" not in desk.get(address).content.decode()
    response = desk.post(address, typed(desk, address, title=""))
    assert "differences" not in response.context


def test_the_reason_of_a_change_goes_into_the_history(desk, deal, address):
    desk.post(address, typed(desk, address, title="After", change_reason="The party corrected its name."))
    entry = deal.history.first()
    assert (entry.title, entry.history_change_reason) == ("After", "The party corrected its name.")
    page = desk.get(f"/admin/deals/deal/{deal.pk}/history/").content.decode()
    assert "The party corrected its name." in page
    party = deal.parties.first()
    row = f"/admin/deals/party/{party.pk}/change/"
    desk.post(row, typed(desk, row, stake_percent="10", change_reason="As filed."))
    assert party.history.first().history_change_reason == "As filed."
    own = f"/admin/deals/acquisition/{deal.pk}/change/"
    desk.post(own, typed(desk, own, title="Once more", change_reason="Shorter."))
    assert deal.history.first().history_change_reason == "Shorter."


@pytest.mark.parametrize("button", ["_show", "_read_quote"])
def test_typed_text_that_is_only_shown_hides_no_save_of_somebody_else(desk, deal, address, button):
    mine = typed(desk, address, title="Mine")
    desk.post(address, typed(desk, address, title="Theirs"))
    again = desk.post(address, mine | {button: "1", "pasted": "Zoox was bought."})
    assert "differences" not in again.context
    seen = again.context["adminform"].form["version"].value()
    response = desk.post(address, mine | {"version": seen})
    assert shown(response) == {("Title", "Theirs", "Mine")}
