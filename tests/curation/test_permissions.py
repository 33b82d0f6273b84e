"""Every address of the desk answers each role as the table of permissions says; an address missing there fails."""

from datetime import date
from itertools import product

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import URLResolver

from companies.models import (
    Company,
    CompanyClaim,
    CompanyLookAlike,
    CompanyName,
    Identifier,
    Ownership,
    Segment,
)
from curation import roles
from curation.merges import merge
from curation.models import Submission
from curation.publication import publish, withdraw
from curation.review import hand_in
from deals.models import DealLink, DealLookAlike, Milestone
from sources.models import ExchangeRate, Source

from ..factories import CompanyFactory, PartyFactory, SourceFactory, draft_deal, published
from .permissions import (
    ALL,
    COMPANY_ROWS,
    DEAL_ROWS,
    OTHER,
    PAGES,
    RECORDS,
    ROLES,
    STATES,
    TABLE,
)
from .typing import typed

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def addresses(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            yield prefix + str(pattern.pattern), pattern.name


FOUND = list(addresses(admin.site.get_urls()))


def test_every_address_of_the_desk_stands_in_the_table():
    known = set(OTHER)
    for model, pages in TABLE.items():
        label = next(one._meta.app_label for one in admin.site._registry if one._meta.model_name == model)
        known |= {f"{label}_{model}_{page}" for page, _method in pages}
    assert [(address, name) for address, name in FOUND if name not in known] == []
    redirects = [address for address, name in FOUND if name is None and address.endswith("<path:object_id>/")]
    assert len(redirects) == len(TABLE)


def test_an_address_that_nobody_entered_into_the_table_would_be_found():
    """The control: take one out of the table and it is missed."""
    assert "curation_merge_undo" in {name for _address, name in FOUND}
    assert ("undo", "POST") in TABLE["merge"]
    pages = {page for page, _method in TABLE["merge"]} - {"undo"}
    assert "curation_merge_undo" not in {f"curation_merge_{page}" for page in pages}


@pytest.fixture(scope="module")
def accounts(world):
    """Somebody of each role."""
    groups = dict(zip(ROLES[2:5], roles.ROLES, strict=True))
    found = {"nobody": None}
    for role in ROLES[1:]:
        found[role] = get_user_model().objects.create_user(role, is_staff=True, is_superuser=role == "superuser")
        if role in groups:
            found[role].groups.add(Group.objects.get(name=groups[role]))
    return found


@pytest.fixture
def browsers(accounts, db):
    """A browser for each role, signed in where it has an account."""
    found = {role: Client() for role in accounts}
    for role, user in accounts.items():
        if user:
            found[role].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return found


def letter(response, method):
    if response.status_code == 302:
        return "L" if "/login/" in response["Location"] else "s"
    if response.status_code == 200:
        is_sign_in = "login-form" in response.content.decode(errors="ignore") and "kept" in response.content.decode()
        return "L" if is_sign_in else "o" if method == "GET" else "r"
    return {403: "-", 404: "n", 405: "m"}[response.status_code]


def seen(browser, method, address, data):
    """What the role meets there; whatever it does is undone."""
    with transaction.atomic():
        before = Submission.objects.count()
        response = browser.get(address) if method == "GET" else browser.post(address, data)
        found = letter(response, method)
        if found == "s" and Submission.objects.count() > before:
            found = "h"
        transaction.set_rollback(True)
    return found


def fits(found, expected):
    """A page that is opened may lead on, and a POST that changes nothing may show or lead back."""
    return found == expected or (expected == "o" and found in "sor")


def in_state(deal, state):
    if state == "in_review":
        hand_in(deal, None)
    elif state in ("published", "withdrawn"):
        publish(deal)
        if state == "withdrawn":
            withdraw(deal)
    return deal


def records_in(state):
    """The records of that state, and their rows, by model."""
    kinds = {"deal": "acquisition"} | {kind: kind for kind in ("investment", "acquisition", "partnership")}
    found = {model: in_state(draft_deal(kind=kind, title="Before"), state) for model, kind in kinds.items()}
    found |= {"company": in_state(CompanyFactory(name="Before"), state)}
    found |= {"source": in_state(SourceFactory(title="Before"), state)}
    return found | rows_of_deal(state) | rows_of_company(in_state(CompanyFactory(name="Before"), state))


def rows_of_deal(state):
    """A second row of each sort, so that one can go."""
    deal = draft_deal(title="Before")
    PartyFactory(deal=deal, company=published(CompanyFactory()), role="adviser")
    deal.claims.create(source=deal.claims.get().source, field="status", value={"value": "announced"})
    in_state(deal, state)
    return {
        "party": deal.parties.last(),
        "dealclaim": deal.claims.last(),
        "milestone": Milestone.objects.create(deal=deal, status="announced"),
        "deallink": DealLink.objects.create(deal=deal, relation="extends", other=draft_deal()),
    }


def rows_of_company(company):
    return {
        "companyname": CompanyName.objects.create(company=company, text="x", language="en", kind="brand"),
        "identifier": Identifier.objects.create(company=company, scheme="cik", value=str(company.pk)),
        "ownership": Ownership.objects.create(owner=published(CompanyFactory()), owned=company, relation="affiliate"),
        "companyclaim": CompanyClaim.objects.create(
            company=company, source=published(SourceFactory()), field="note", value={"text": "x"}
        ),
    }


def others():
    """What has no state, by model."""
    pair = [Company.objects.get(slug="zelos-technology"), Company.objects.get(slug="jiushi")]
    return {
        "companylookalike": CompanyLookAlike.objects.first(),
        "deallookalike": DealLookAlike.objects.first(),
        "segment": Segment.objects.create(slug="drones", name="drones", group="application"),
        "exchangerate": ExchangeRate.objects.create(currency="EUR", day=date(2020, 1, 2), usd=1),
        "merge": merge(*pair, reason="x", source=Source.objects.first()),
        "submission": hand_in(draft_deal(), None),
        "user": get_user_model().objects.create_user("somebody"),
        "group": Group.objects.first(),
        "accessattempt": AccessAttempt.objects.create(username="x", failures_since_start=1),
        "accesslog": AccessLog.objects.create(username="x"),
        "accessfailurelog": AccessFailureLog.objects.create(username="x"),
    }


@pytest.fixture(scope="module")
def subjects(world):
    """What the addresses are about: state -> model -> record."""
    return {state: records_in(state) for state in STATES} | {ALL: others()}


CHANGED = {"title": "After", "name": "After", "stake_percent": "20", "note": "After", "text": "After", "words": "After"}


def data_for(browsers, page, address):
    if page == "change":
        filled = typed(browsers["superuser"], address)
        changed = {name: value for name, value in CHANGED.items() if name in filled or name in ("stake_percent",)}
        return filled | changed
    if page == "delete":
        return {"post": "yes"}
    if page == "history":
        shown = browsers["superuser"].get(address).context
        return {"back_to": 1, "seen": shown.get("seen", 1)} if shown else {}
    return {}


CASES = [(model, page, method) for model, pages in TABLE.items() for page, method in pages]


def rounds(model, page, method):
    """Yield state, roles and their letters. Where states make no difference each role meets one, by turns all four."""
    cells, turn = TABLE[model][page, method], CASES.index((model, page, method))
    for number, state in enumerate(STATES if model in RECORDS + DEAL_ROWS + COMPANY_ROWS else [ALL]):
        letters = cells.get(state) or cells[ALL]
        everybody = ALL not in cells or state == ALL
        met = [place for place in range(len(ROLES)) if everybody or (place + turn) % len(STATES) == number]
        yield state, [ROLES[place] for place in met], [letters[place] for place in met]


@pytest.mark.parametrize(("model", "page", "method"), CASES, ids=["-".join(case) for case in CASES])
def test_each_role_meets_what_the_table_says(browsers, subjects, model, page, method):
    label = next(one._meta.app_label for one in admin.site._registry if one._meta.model_name == model)
    base = f"/admin/{label}/{model}/"
    wrong = []
    for state, met, letters in rounds(model, page, method):
        tail = {"changelist": "", "add": "add/"}.get(page, f"{subjects[state][model].pk}/{page.replace('_', '-')}/")
        data = data_for(browsers, page, base + tail) if method == "POST" and {*"srh"} & {*letters} else {}
        for role, expected in zip(met, letters, strict=True):
            found = seen(browsers[role], method, base + tail, data)
            if not fits(found, expected):
                wrong.append((state, role, f"expected {expected}, found {found}"))
    assert wrong == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_short_address_of_a_record_of_any_model_leads_on(browsers, method):
    for model in TABLE:
        label = next(one._meta.app_label for one in admin.site._registry if one._meta.model_name == model)
        for role, expected in zip(ROLES, OTHER["redirect"][method], strict=True):
            assert fits(seen(browsers[role], method, f"/admin/{label}/{model}/1/", {}), expected), (model, role)


@pytest.mark.parametrize(
    ("name", "method"), list(product([name for name in OTHER if name != "redirect"], ("GET", "POST")))
)
def test_addresses_that_belong_to_no_model_answer_as_the_table_says(browsers, name, method):
    deal_type = ContentType.objects.get_for_model(Company)
    paths = {
        "index": "",
        "app_list": "deals/",
        "password_change": "password_change/",
        "password_change_done": "password_change/done/",
        "autocomplete": "autocomplete/?app_label=deals&model_name=party&field_name=company&term=x",
        "understood": "understood/?what=name&line=x",
        "view_on_site": f"r/{deal_type.pk}/{Company.objects.get(slug='zoox').pk}/",
        "auth_user_password_change": f"auth/user/{get_user_model().objects.first().pk}/password/",
        None: "no/such/page/",
    }
    address = "/admin/" + paths.get(name, f"{name}/")
    wrong = []
    for role, expected in zip(ROLES, OTHER[name][method], strict=True):
        found = seen(browsers[role], method, address, {})
        if not fits(found, expected):
            wrong.append((role, f"expected {expected}, found {found}"))
    assert wrong == []


def test_the_table_has_a_cell_for_each_role_in_each_state():
    cells = 0
    for pages in TABLE.values():
        for states in pages.values():
            assert set(states) in ({ALL}, set(STATES))
            assert {len(letters) for letters in states.values()} == {len(ROLES)}
            cells += len(ROLES) * (len(STATES) if ALL in states else len(states))
    assert {page for pages in TABLE.values() for page, _method in pages} >= set(PAGES)
    assert cells > 2500
