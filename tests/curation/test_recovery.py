"""What was typed outlives an expired session, a replaced token and a save that failed."""

import html
import re

import pytest
from django.db import IntegrityError, OperationalError
from django.test import Client

from curation.models import Submission
from curation.roles import ROLES
from deals.models import Deal
from sources.models import Source

from ..factories import draft_deal, public_deal
from .typing import typed

pytestmark = pytest.mark.django_db

PASSWORD = "a long word of the editor"


def fields_of(page):
    """The hidden fields of a page that brings typed text back, as a browser sends them."""
    found = re.findall(r'<textarea name="([^"]+)"[^>]* hidden>\n(.*?)</textarea>', page, re.DOTALL)
    return {html.unescape(name): html.unescape(value) for name, value in found}


def test_a_form_sent_after_the_session_ended_comes_back_as_it_was_typed(desk):
    deal = draft_deal(title="Before")
    address = f"/admin/deals/deal/{deal.pk}/change/"
    data = typed(desk, address, title="Mine", summary="Two lines\r\nof “mine” <b>")
    desk.logout()
    login = desk.post(address, data).content.decode()
    assert "everything that you typed comes back" in login
    kept = fields_of(login)["kept"]
    wrong = desk.post("/admin/login/", {"username": "ed", "password": "no", "next": address, "kept": kept})
    assert fields_of(wrong.content.decode())["kept"] == kept
    back = desk.post("/admin/login/", {"username": "ed", "password": PASSWORD, "next": address, "kept": kept})
    fields = fields_of(back.content.decode())
    assert fields["summary"] == "Two lines\r\nof “mine” <b>"
    form = desk.post(address, fields | {"_show": "1"})
    deal.refresh_from_db()
    assert deal.title == "Before"
    assert 'value="Mine"' in form.content.decode()
    assert not form.context["errors"]
    assert desk.post(address, data).status_code == 302
    deal.refresh_from_db()
    assert (deal.title, deal.summary) == ("Mine", "Two lines\r\nof “mine” <b>")


def test_typed_text_goes_back_to_no_other_site(desk):
    desk.logout()
    data = {"username": "ed", "password": PASSWORD, "next": "https://evil.example/", "kept": '[["a", "b"]]'}
    response = desk.post("/admin/login/", data)
    assert (response.status_code, response.url) == (302, "/")


@pytest.mark.parametrize("kept", ["", "no json", "7", '[["a"]]', '{"a": 1}'])
def test_nonsense_kept_is_an_ordinary_sign_in(desk, kept):
    desk.logout()
    data = {"username": "ed", "password": PASSWORD, "next": "/admin/", "kept": kept}
    assert desk.post("/admin/login/", data).status_code == 302


@pytest.fixture
def strict(editor):
    """A browser whose CSRF tokens are checked, signed in."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_token_that_was_replaced_costs_a_click_and_not_the_text(strict):
    deal = draft_deal(title="Before")
    address = f"/admin/deals/deal/{deal.pk}/change/"
    data = typed(strict, address, title="Mine", csrfmiddlewaretoken="x" * 64)
    page = strict.post(address, data, headers={"Sec-Fetch-Site": "same-origin"})
    assert page.status_code == 403
    assert "Nothing is lost" in page.content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode()).group(1)
    fields = fields_of(page.content.decode())
    assert "csrfmiddlewaretoken" not in fields
    shown = strict.post(address, fields | {"_show": "1", "csrfmiddlewaretoken": token})
    assert 'value="Mine"' in shown.content.decode()
    deal.refresh_from_db()
    assert deal.title == "Before"


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_another_sites_form_is_plainly_refused(strict, headers):
    deal = draft_deal(title="Before")
    address = f"/admin/deals/deal/{deal.pk}/change/"
    page = strict.post(address, {"title": "Theirs"}, headers=headers)
    assert page.status_code == 403
    assert "Theirs" not in page.content.decode()


@pytest.mark.parametrize("path", ["/admin/deals/deal/", "/admin/auth/user/add/", "/admin/auth/group/add/"])
def test_typed_text_never_does_anything_where_no_form_can_show_it(desk, path):
    deal = draft_deal()
    chosen = {"action": "publish_chosen", "_selected_action": [deal.pk], "username": "x", "name": "x", "_show": "1"}
    assert desk.post(path, chosen).status_code == 302
    deal.refresh_from_db()
    assert deal.state == "draft"


def test_typed_text_that_is_shown_again_never_merges(desk):
    page = desk.post("/admin/curation/merge/add/", {"kind": "company", "_merge": "1", "_show": "1", "reason": "Mine"})
    assert page.status_code == 200


def test_a_database_that_is_too_busy_is_told_and_the_form_stays_filled(desk, monkeypatch):
    deal = draft_deal(title="Before")
    address = f"/admin/deals/deal/{deal.pk}/change/"
    data = typed(desk, address, title="Mine")
    for error, told in (
        (OperationalError("database is locked"), "The database was too busy"),
        (IntegrityError("CHECK constraint failed: deal_stake_in_range"), "A stake is more than 0"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(Deal, "take_version", _raise(error))
            page = desk.post(address, data).content.decode()
        assert told in page
        assert 'value="Mine"' in page
    deal.refresh_from_db()
    assert deal.title == "Before"


def _raise(error):
    def fail(*args):
        raise error

    return fail


def test_a_form_with_more_boxes_than_djangos_limit_is_read(desk):
    source = Source.objects.create(title="x", publisher="y", kind="blog", language="en")
    address = f"/admin/sources/source/{source.pk}/change/"
    many = {f"box-{number}": "x" for number in range(1500)}
    assert desk.post(address, typed(desk, address, title="Mine") | many).status_code == 302


def test_what_a_signed_out_contributor_suggested_is_not_lost_either(sign_in):
    client = sign_in(ROLES[0])
    address = f"/admin/deals/deal/{public_deal().pk}/change/"
    data = typed(client, address, title="Mine")
    client.logout()
    assert "Mine" in client.post(address, data).content.decode()
    assert not Submission.objects.exists()


def test_a_token_replaced_while_signing_in_again_keeps_the_form(strict):
    kept = '[["title", "Mine"]]'
    data = {"username": "ed", "password": PASSWORD, "next": "/admin/deals/deal/add/", "kept": kept}
    page = strict.post("/admin/login/", data, headers={"Sec-Fetch-Site": "same-origin"}).content.decode()
    assert fields_of(page)["title"] == "Mine"


def test_a_lock_after_too_many_wrong_passwords_keeps_the_form(editor):
    data = {"username": "ed", "password": "wrong", "next": "/admin/deals/deal/add/", "kept": '[["title", "Mine"]]'}
    for _attempt in range(10):
        response = Client().post("/admin/login/", data)
    assert response.status_code == 429
    assert fields_of(response.content.decode())["title"] == "Mine"
