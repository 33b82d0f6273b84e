"""Two editors open and save in any order, each in any way: no save that was accepted is lost.

A save is lost when another one, opened before it, is accepted after it. How many schedules are tried stands in the
option --interleavings.
"""

import random

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from companies.models import Segment
from curation.admin.forms import VersionedForm
from curation.models import Submission
from deals.models import Deal, DealLookAlike
from records.models import Record

from ..factories import PartyFactory, draft_deal, public_deal
from .typing import typed

pytestmark = [pytest.mark.django_db, pytest.mark.long]

SAVES = 2  # accepted ones of each schedule


def form_page(record, model=""):
    model = model or record._meta.model_name
    return f"/admin/{record._meta.app_label}/{model}/{record.pk}/change/"


class Form:
    """The record's own form."""

    model = "deal"

    def address(self, deal):
        return form_page(deal, self.model)

    def changes(self, deal, mark):
        return {"title": mark}

    def open(self, desk, deal, mark):
        address = self.address(deal)
        return address, typed(desk, address, **self.changes(deal, mark))


class ProxyForm(Form):
    model = "acquisition"


class InlineRow(Form):
    def changes(self, deal, mark):
        return {"parties-0-stake_percent": len(mark)}


class RowPage(Form):
    def address(self, deal):
        return form_page(deal.parties.first())

    def changes(self, deal, mark):
        return {"stake_percent": len(mark)}


class ClaimPage(Form):
    def address(self, deal):
        return form_page(deal.claims.first())

    def changes(self, deal, mark):
        return {"note": mark}


class Deletion(Form):
    """A row is deleted on its own page; who deletes it has seen no version, so the row alone counts."""

    def open(self, desk, deal, mark):
        row = PartyFactory(deal=deal, role="bidder")
        return f"/admin/deals/party/{row.pk}/delete/", {"post": "yes"}


class Action(Form):
    """An action of the list, which shows a version of each record."""

    def open(self, desk, deal, mark):
        page = desk.get("/admin/deals/deal/").content.decode()
        version = Deal.objects.get(pk=deal.pk).version
        assert f'name="shown" value="{deal.pk}:{version}"' in page
        data = {"action": "withdraw_chosen", "_selected_action": [deal.pk], "shown": f"{deal.pk}:{version}"}
        return "/admin/deals/deal/", data


class GoingBack(Form):
    def open(self, desk, deal, mark):
        address = f"/admin/deals/deal/{deal.pk}/history/"
        return address, {"back_to": 1, "seen": desk.get(address).context["seen"]}


class Merging(Form):
    """Another deal is merged into this one."""

    def open(self, desk, deal, mark):
        other = draft_deal()
        versions = ",".join(f"{one.pk}:{Deal.objects.get(pk=one.pk).version}" for one in (deal, other))
        data = {"kind": "deal", "survivor": deal.pk, "loser": other.pk, "versions": versions, "_merge": "1"}
        return "/admin/curation/merge/add/", data | {"reason": mark, "source": other.claims.get().source_id}


class Approval(Form):
    """A suggestion that an editor looks at and saves."""

    def open(self, desk, deal, mark):
        held = {"fields": {"title": {"was": ["x"], "typed": [mark]}}, "rows": []}
        one = Submission.objects.create(deal=deal, asking="change", changes=held, words=[["Title", "x", mark]])
        address = f"{form_page(deal)}?submission={one.pk}"
        form = desk.get(address).context["adminform"].form
        typed = {name: form.data.getlist(name) for name in form.data if not name.startswith("_")}
        return address, typed | {"submission": one.pk}


WAYS = [Form, ProxyForm, InlineRow, RowPage, ClaimPage, Action, GoingBack, Merging, Approval]


@pytest.fixture
def editors(editor):
    """Two signed-in browsers of two editors."""
    desks = []
    for name in ("first", "second"):
        client = Client()
        user = get_user_model().objects.create_superuser(name)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        desks.append(client)
    return desks


def lost_updates(editors, ways, seed):
    """Let the two open and save in a random order; return how many accepted saves were lost, and how many stood."""
    dice, deal = random.Random(seed), public_deal()
    opened, accepted, lost = {}, 0, 0
    while accepted < SAVES:
        turn = dice.randrange(2)
        deal.refresh_from_db()
        if not deal.is_published:
            Deal.objects.filter(pk=deal.pk).update(state="published")
        if turn not in opened:
            mark = "x" * dice.randrange(1, 60)
            opened[turn] = (deal.version, *dice.choice(ways)().open(editors[turn], deal, mark))
            continue
        seen, address, data = opened.pop(turn)
        before = deal.version
        editors[turn].post(address, data)
        deal.refresh_from_db()
        if deal.version > before:
            accepted += 1
            lost += seen != before
    return lost


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_no_accepted_save_is_lost_whichever_way_the_other_one_saves(editors, way, pytestconfig):
    rounds = pytestconfig.getoption("--interleavings")
    assert sum(lost_updates(editors, [way, Form], seed) for seed in range(rounds)) == 0


def test_all_ways_mixed(editors, pytestconfig):
    rounds = pytestconfig.getoption("--interleavings")
    assert sum(lost_updates(editors, WAYS, seed) for seed in range(rounds)) == 0


def test_without_the_versions_saves_are_lost(editors, monkeypatch):
    """The control: the same schedules lose saves once nobody compares versions."""
    monkeypatch.setattr(VersionedForm, "clean", lambda form: form.cleaned_data)

    def bump(record, seen):
        record.version = type(record).objects.get(pk=record.pk).version + 1
        type(record).objects.filter(pk=record.pk).update(version=record.version)

    monkeypatch.setattr(Record, "take_version", bump)
    assert any(lost_updates(editors, [Form], seed) for seed in range(6))


def rows_without_a_version():
    return [(DealLookAlike.objects.get(), "note"), (Segment.objects.get(slug="mining"), "name")]


@pytest.mark.parametrize("place", [0, 1], ids=["look-alike", "segment"])
def test_rows_without_a_version_lose_nothing_either(editors, place):
    row, field = rows_without_a_version()[place]
    address = form_page(row)
    first, second = (typed(desk, address, judgement="unsure", **{field: f"by {n}"}) for n, desk in enumerate(editors))
    assert editors[0].post(address, first).status_code == 302
    refused = editors[1].post(address, second)
    assert "Somebody else saved this record" in refused.content.decode()
    assert f'{field}" ' in refused.content.decode()
    assert "by 1" in refused.content.decode()
    row.refresh_from_db()
    assert getattr(row, field) == "by 0"
    again = second | {"version": refused.context["adminform"].form["version"].value()}
    assert editors[1].post(address, again).status_code == 302


def test_deleting_a_row_that_somebody_just_changed_is_seen_in_its_history(editors):
    deal = draft_deal()
    address, data = Deletion().open(editors[0], deal, "x")
    editors[0].post(address, data)
    pk = int(address.split("/")[-3])
    assert editors[1].get(f"/admin/deals/party/{pk}/history/").status_code == 200


def test_an_action_on_a_list_that_is_out_of_date_does_nothing_and_says_so(editors):
    deal = public_deal()
    address, data = Action().open(editors[0], deal, "x")
    editors[1].post(form_page(deal), typed(editors[1], form_page(deal), title="Changed"))
    page = editors[0].post(address, data, follow=True).content.decode()
    assert "Somebody else changed it after this page was shown" in page
    deal.refresh_from_db()
    assert deal.state == "published"
