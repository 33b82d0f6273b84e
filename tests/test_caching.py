"""Pages and files that did not change are not made anew, and nobody ever sees an old one."""

from datetime import date
from random import Random

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

from companies.models import Company, Ownership, Segment
from config.caching import PageStore, PublicPages
from curation.publication import withdraw
from deals.models import Deal, DealClaim, Milestone, Party
from deals.refresh import refresh
from sources.models import Source

from .factories import CompanyFactory, DealFactory, PartyFactory, public_deal, published

PAGES = ["/", "/deals/", "/deals/?kind=investment", "/deals/cainiao-jiushi/", "/companies/cainiao/", "/sources/"]
FILES = ["/deals.csv", "/claims.csv?kind=acquisition"]


@pytest.fixture
def keeping(db, settings):
    """A browser of a site that keeps its pages."""
    settings.PAGE_CACHE_MB = 8
    return Client()


def settle():
    """PostgreSQL numbers what a transaction did at its end: let it do so now."""
    connection.check_constraints()


def content(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("address", PAGES + FILES)
def test_what_did_not_change_is_told_by_reading_one_row(client, db, address, django_assert_num_queries):
    settle()
    first = client.get(address)
    content(first)
    with django_assert_num_queries(1):
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


@pytest.mark.parametrize("address", ["/nope/", "/deals/no-such-deal/", "/deals/?year=20x6"])
def test_what_another_address_was_given_does_not_make_one_exist(client, db, address):
    """A condition that holds elsewhere, or for anything that exists, holds nothing here."""
    settle()
    seen = client.get("/deals/")["ETag"]
    for condition in (seen, "*"):
        assert client.get(address, headers={"If-None-Match": condition}).status_code in (400, 404)


@pytest.mark.parametrize("written", ['{}, "other"', '"other" , {}', "*"])
def test_a_condition_is_understood_however_it_is_written(client, db, written):
    settle()
    seen = client.get("/deals/")["ETag"]
    for etag in (seen, seen.removeprefix("W/")):
        assert client.get("/deals/", headers={"If-None-Match": written.format(etag)}).status_code == 304
    assert client.get("/deals/", headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_kept_page_has_every_header_and_costs_one_query(keeping, django_assert_num_queries):
    settle()
    first = keeping.get("/deals/")
    with django_assert_num_queries(1):
        again = keeping.get("/deals/")
    assert again.content == first.content
    assert dict(again.items()) == dict(first.items())
    assert "default-src 'none'" in again["Content-Security-Policy"]


def rename(model, random):
    record = random.choice(list(model.objects.published()))
    name = "title" if model is not Company else "name"
    model.objects.filter(pk=record.pk).update(**{name: f"Renamed {random.random()}"})
    refresh(**{f"{model._meta.model_name}_ids": [record.pk]})


EDITS = [
    lambda random: rename(Deal, random),
    lambda random: rename(Company, random),
    lambda random: rename(Source, random),
    lambda random: public_deal(on=[date(2020, 1, random.randrange(1, 28))]),
    lambda random: DealClaim.objects.filter(pk=random.choice(list(DealClaim.objects.all())).pk).update(quote_exact="x"),
    lambda random: Party.objects.filter(pk=random.choice(list(Party.objects.all())).pk).update(is_lead=True),
    lambda random: Milestone.objects.create(deal=public_deal(), status="completed"),
    lambda random: withdraw(public_deal(), "left out"),
    lambda random: Segment.objects.filter(slug="robotaxi").update(name=f"Robotaxi {random.random()}"),
    lambda random: Ownership.objects.create(
        owner=published(CompanyFactory()), owned=published(CompanyFactory()), relation="subsidiary"
    ),
]


def stale_bytes(keeping, client, times):
    random, stale = Random(7), 0
    for number in range(times):
        address = (PAGES + FILES)[number % len(PAGES + FILES)]
        seen = keeping.get(address)
        content(seen)
        EDITS[number % len(EDITS)](random)
        settle()
        old = keeping.get(address, headers={"If-None-Match": seen["ETag"]})
        content(old)
        stale += old.status_code == 304 or content(keeping.get(address)) != content(client.get(address))
    return stale


@pytest.mark.long
def test_after_an_edit_nobody_sees_an_old_byte(keeping, client, nothing_kept_by_others):
    assert stale_bytes(keeping, client, 100) == 0


def test_without_the_triggers_old_bytes_would_be_seen(keeping, client, nothing_kept_by_others):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for event in ("insert", "update"):
                cursor.execute(f"DROP TRIGGER deals_deal_told_{event}")
        else:
            cursor.execute("ALTER TABLE deals_deal DISABLE TRIGGER USER")
    seen = keeping.get("/deals/").content
    Deal.objects.published().update(title="Renamed")
    assert keeping.get("/deals/").content == seen


@pytest.fixture
def nothing_kept_by_others(db):
    settle()


def test_a_draft_changes_no_byte_of_a_public_page(keeping):
    settle()
    before = {address: keeping.get(address).content for address in PAGES}
    draft = DealFactory(title="Secret")
    PartyFactory(deal=draft, company=Company.objects.published().first())
    refresh([draft.pk])
    settle()
    assert {address: keeping.get(address).content for address in PAGES} == before


@pytest.mark.parametrize(
    "personal",
    [
        lambda request, response: response.set_cookie("who", "ann"),
        lambda request, response: response.headers.__setitem__("Vary", "Cookie"),
        lambda request, response: response.headers.__setitem__("Vary", "HX-Request, Accept-Language"),
        lambda request, response: setattr(response, "status_code", 404),
    ],
)
def test_what_is_for_one_person_or_no_success_is_neither_kept_nor_numbered(db, settings, personal):
    def view(request):
        response = HttpResponse(f"for {request.user}")
        personal(request, response)
        return response

    settings.PAGE_CACHE_MB = 8
    settle()
    middleware = PublicPages(view)
    for name in ("ann", "bob"):
        request = RequestFactory().get("/deals/")
        request.user = name
        response = middleware(request)
        assert response.content.decode() == f"for {name}"
        assert "ETag" not in response


def test_what_is_for_everybody_would_be_shown_to_the_next_one(db, settings):
    """The control: the same view without a sign of whom it is for."""
    settings.PAGE_CACHE_MB = 8
    settle()
    middleware = PublicPages(lambda request: HttpResponse(f"for {request.user}"))
    shown = []
    for user in ("ann", AnonymousUser()):
        request = RequestFactory().get("/deals/")
        request.user = user
        shown.append(middleware(request).content)
    assert shown == [b"for ann", b"for ann"]


def test_other_hosts_and_methods_have_pages_of_their_own(keeping, settings):
    settings.ALLOWED_HOSTS = ["one.example.org", "two.example.org"]
    settle()
    claim = DealClaim.objects.public().first().get_absolute_url()
    one, two = (keeping.get(claim, headers={"host": f"{name}.example.org"}).content for name in ("one", "two"))
    assert b"one.example.org" in one
    assert b"one.example.org" not in two
    assert keeping.get(claim, headers={"host": "three.example.org"}).status_code == 400


def test_the_desk_is_never_answered_for(desk, db):
    settle()
    response = desk.get("/admin/")
    assert "ETag" not in response


def test_the_longest_unused_page_goes_first():
    kept = PageStore(25)
    for name in ("a", "b"):
        kept.put(name, "1", HttpResponse("x" * 10))
    kept.get("a", "1")
    kept.put("c", "1", HttpResponse("x" * 10))
    assert [name for name in "abc" if kept.get(name, "1")] == ["a", "c"]
    assert kept.get("a", "2") is None
    assert kept.size == 20
