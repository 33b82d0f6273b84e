"""What contributors, editors and senior editors may do, and what a list's address may ask."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from companies.models import CompanyLookAlike
from curation.models import Merge
from curation.names import make_company
from curation.roles import ROLES
from deals.models import Deal, DealClaim
from deals.refresh import refresh

from ..factories import CompanyFactory, PartyFactory, SourceFactory, draft_deal, public_deal, published
from .typing import typed

pytestmark = pytest.mark.django_db

CONTRIBUTOR, EDITOR, SENIOR = ROLES
ROWS = {"party", "milestone", "dealclaim", "deallink", "decision"}  # of a record's form
ROWS |= {"companyname", "identifier", "ownership", "companyclaim"}


def superuser():
    """A browser in which every form can be read, to fill one in for somebody who may not see it."""
    reader = Client()
    reader.force_login(get_user_model().objects.get_or_create(username="root", is_staff=True, is_superuser=True)[0])
    return reader


def change(client, deal, title="Changed"):
    address = f"/admin/deals/deal/{deal.pk}/change/"
    client.post(address, typed(superuser(), address, title=title))
    deal.refresh_from_db()
    return deal.title == title


def step(client, deal, action):
    client.post("/admin/deals/deal/", {"action": action, "_selected_action": [deal.pk]})
    deal.refresh_from_db()
    return deal.state


def adds_claim(client, deal):
    source = published(SourceFactory())
    data = {"deal": deal.pk, "source": source.pk, "field": "status", "value": "announced", "version": "1"}
    data |= {"said_by": "outlet", "basis": "stated", "modality": "fact", "rank": "normal"}
    client.post("/admin/deals/dealclaim/add/", data)
    return DealClaim.objects.filter(source=source).exists()


CAN = {
    "change a draft": (lambda client: change(client, draft_deal()), (True, True, True)),
    "change a public deal": (lambda client: change(client, public_deal()), (False, True, True)),
    "publish": (lambda client: step(client, draft_deal(), "publish_chosen") == "published", (False, True, True)),
    "send to review": (lambda client: step(client, draft_deal(), "send_to_review") == "in_review", (True, True, True)),
    "withdraw": (lambda client: step(client, public_deal(), "withdraw_chosen") == "withdrawn", (False, False, True)),
    "add a claim to a draft": (lambda client: adds_claim(client, draft_deal()), (True, True, True)),
    "add a claim to a public deal": (lambda client: adds_claim(client, public_deal()), (False, True, True)),
    "judge a pair": (lambda client: _judges(client), (False, True, True)),
    "add a segment": (lambda client: _adds_segment(client), (False, True, True)),
    "merge": (lambda client: _merges(client), (False, False, True)),
    "delete a row of a draft": (lambda client: _deletes_row(client, draft_deal()), (True, True, True)),
    "delete a row of a public deal": (lambda client: _deletes_row(client, _with_adviser()), (False, True, True)),
    "delete a draft": (lambda client: _deletes(client, draft_deal()), (False, False, True)),
    "delete a public deal": (lambda client: _deletes(client, public_deal()), (False, False, False)),
    "see the list": (lambda client: client.get("/admin/deals/deal/").status_code == 200, (True, True, True)),
    "see the accounts": (lambda client: client.get("/admin/auth/user/").status_code == 200, (False, False, False)),
}


def _judges(client):
    pair = CompanyLookAlike.objects.get()
    address = f"/admin/companies/companylookalike/{pair.pk}/change/"
    client.post(address, typed(superuser(), address, judgement="unsure", note="x"))
    pair.refresh_from_db()
    return pair.judgement == "unsure"


def _adds_segment(client):
    data = {"slug": "drones", "name": "drones", "group": "application"}
    return client.post("/admin/companies/segment/add/", data).status_code == 302


def _merges(client):
    pair = CompanyLookAlike.objects.get()
    versions = f"{pair.one_id}:{pair.one.version},{pair.other_id}:{pair.other.version}"
    source = DealClaim.objects.first().source_id
    data = {"kind": "company", "survivor": pair.one_id, "loser": pair.other_id, "versions": versions}
    client.post("/admin/curation/merge/add/", data | {"reason": "x", "source": source, "_merge": "1"})
    return Merge.objects.exists()


def _with_adviser():
    return PartyFactory(deal=public_deal(), company=published(CompanyFactory()), role="adviser").deal


def _deletes_row(client, deal):
    party = deal.parties.last()
    client.post(f"/admin/deals/party/{party.pk}/delete/", {"post": "yes"})
    return not deal.parties.filter(pk=party.pk).exists()


def _deletes(client, deal):
    client.post(f"/admin/deals/deal/{deal.pk}/delete/", {"post": "yes"})
    return not Deal.objects.filter(pk=deal.pk).exists()


@pytest.mark.parametrize("what", CAN)
@pytest.mark.parametrize("role", ROLES)
def test_what_each_role_can_do(sign_in, role, what):
    attempt, expected = CAN[what]
    assert attempt(sign_in(role)) is expected[ROLES.index(role)]


def test_a_contributor_cannot_smuggle_a_publication_into_a_save(sign_in):
    client, deal = sign_in(CONTRIBUTOR), draft_deal()
    address = f"/admin/deals/deal/{deal.pk}/change/"
    assert 'name="_publish"' not in client.get(address).content.decode()
    assert client.post(address, typed(client, address, _publish="1", state="published")).status_code == 403
    deal.refresh_from_db()
    assert deal.state == "draft"


def draft_company():
    return make_company("Young")


def draft_source():
    source = SourceFactory()
    refresh(source_ids=[source.pk])
    return source


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("make", [draft_deal, draft_company, draft_source], ids=["deal", "company", "source"])
def test_no_column_that_the_form_does_not_show_can_be_smuggled_into_a_save(sign_in, make, role):
    client, record, other = sign_in(role), make(), make()
    address = f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/change/"
    shown = typed(client, address)
    hidden = [field for field in record._meta.concrete_fields if field.name not in shown and not field.editable]
    assert {"state", "slug", "published_at"} <= {field.name for field in hidden}
    smuggled = {field.name: SMUGGLED.get(field.name, other.pk) for field in hidden} | {"state": "published"}
    before = type(record)._default_manager.filter(pk=record.pk).values(*(field.attname for field in hidden)).get()
    response = client.post(address, shown | smuggled)
    assert response.status_code == 302, response.context["errors"]
    after = type(record)._default_manager.filter(pk=record.pk).values(*before).get()
    assert {name for name in before if before[name] != after[name]} <= {"updated_at"}


SMUGGLED = {"published_at": "2020-01-01 00:00", "added_at": "2020-01-01 00:00", "slug": "stolen", "search_text": "x"}


def test_a_row_cannot_be_smuggled_from_another_record_into_a_form(sign_in):
    client, mine, other = sign_in(CONTRIBUTOR), draft_deal(), public_deal(title="Theirs")
    stranger = other.parties.first()
    address = f"/admin/deals/deal/{mine.pk}/change/"
    data = typed(client, address) | {"parties-0-id": stranger.pk, "parties-0-stake_percent": "99"}
    client.post(address, data)
    stranger.refresh_from_db()
    assert (stranger.stake_percent, stranger.deal) == (None, other)


def test_what_a_contributor_typed_for_a_public_record_is_shown_again_with_the_reason(sign_in):
    client, deal, source = sign_in(CONTRIBUTOR), public_deal(), published(SourceFactory())
    data = {"deal": deal.pk, "source": source.pk, "field": "status", "value": "announced", "note": "my words"}
    data |= {"said_by": "outlet", "basis": "stated", "modality": "fact", "rank": "normal", "version": "1"}
    page = client.post("/admin/deals/dealclaim/add/", data).content.decode()
    assert "is public: change it on its own page, where it is held as a suggestion." in page
    assert "my words" in page


def test_the_groups_come_with_the_migrations_and_hold_no_more_than_the_table(sign_in):
    counts = [Group.objects.get(name=role).permissions.count() for role in ROLES]
    assert counts == sorted(counts)
    contributors = Group.objects.get(name=CONTRIBUTOR).permissions.values_list("codename", flat=True)
    assert not [name for name in contributors if name.startswith(("publish_", "withdraw_"))]
    deletes = {name.removeprefix("delete_") for name in contributors if name.startswith("delete_")}
    assert deletes == ROWS
    assert "add_investment" in contributors


def test_only_those_who_may_merge_are_shown_the_way_to_it(sign_in):
    address = f"/admin/deals/deal/{public_deal().pk}/change/"
    shown = ["Merge with another" in sign_in(role).get(address).content.decode() for role in ROLES]
    assert shown == [False, False, True]


def test_a_deactivated_user_is_out_at_once(sign_in):
    client = sign_in(EDITOR)
    assert client.get("/admin/").status_code == 200
    get_user_model().objects.update(is_active=False)
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("lookup", ["title__regex", "title__iregex", "parties__company__name__regex"])
def test_a_regular_expression_in_the_address_of_a_list_is_refused(desk, lookup):
    assert desk.get(f"/admin/deals/deal/?{lookup}=(a%2B)%2B%24").status_code == 400
    assert desk.get("/admin/deals/deal/?kind__exact=investment").status_code == 200
