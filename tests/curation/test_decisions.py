"""Deciding at the desk where sources differ, and what that means for publication."""

import pytest

from curation.publication import NotReady, publish
from deals.models import Deal, DealClaim, Decision
from deals.refresh import refresh

from ..factories import DealClaimFactory, SourceFactory, draft_deal, exactly, published
from .typing import typed

pytestmark = pytest.mark.django_db

PRICE = exactly(12 * 10**8)


def price(amount):
    return {"min": str(amount), "max": str(amount), "currency": "USD", "qualifier": "exact", "measure": "price_paid"}


@pytest.fixture
def disputed(nothing):
    """A draft on whose value two sources differ."""
    deal = draft_deal(**PRICE)
    for amount in (12 * 10**8, 3 * 10**9):
        DealClaimFactory(deal=deal, source=published(SourceFactory()), field="value", value=price(amount))
    return deal


def decide(desk, deal, **fields):
    rows = {
        "decisions-TOTAL_FORMS": "1",
        "decisions-0-field": "value",
        "decisions-0-reason": "editor_judgement",
        "decisions-0-note": "The later report corrects the earlier.",
    }
    address = f"/admin/deals/deal/{deal.pk}/change/"
    return desk.post(address, typed(desk, address, **rows | fields))


def test_a_first_publication_needs_every_difference_decided_or_left_open(disputed, desk):
    with pytest.raises(NotReady, match="Sources differ on “deal value”"):
        publish(disputed)
    response = decide(desk, disputed)
    assert response.status_code == 302, response.context["errors"]
    disputed.refresh_from_db()
    assert (disputed.decided, disputed.value_standing) == ("yes", "single_report")
    publish(disputed)
    assert disputed.is_published


def test_leaving_it_open_is_enough_and_the_page_says_so(disputed, desk, client):
    decide(desk, disputed, **{"decisions-0-reason": "left_open"})
    disputed.refresh_from_db()
    publish(disputed)
    page = client.get(disputed.get_absolute_url()).content.decode()
    assert "Left open" in page
    assert "The later report corrects the earlier." in page
    assert "sources differ, and it was left open which is right" in page


def test_a_decision_needs_its_note(disputed, desk):
    response = decide(desk, disputed, **{"decisions-0-note": ""})
    assert response.status_code == 200
    assert not Decision.objects.exists()


def test_a_contradiction_that_comes_later_never_blocks_and_shows_as_undecided(disputed, desk, client):
    decide(desk, disputed)
    disputed.refresh_from_db()
    publish(disputed)
    source = published(SourceFactory())
    data = {
        "deal": disputed.pk,
        "source": source.pk,
        "field": "value",
        "value": "5000000000 USD price_paid",
        "said_by": "outlet",
        "basis": "stated",
        "modality": "fact",
        "rank": "normal",
        "version": "1",
    }
    response = desk.post("/admin/deals/dealclaim/add/", data)
    assert response.status_code == 302, response.context["errors"]
    disputed.refresh_from_db()
    assert (disputed.is_published, disputed.decided) == (True, "no")
    page = client.get(disputed.get_absolute_url()).content.decode()
    assert "not yet decided" in page
    assert disputed.title in desk.get("/admin/deals/deal/?decided__exact=no").content.decode()
    assert "decided" not in Deal.objects.get(pk=disputed.pk).value_standing


def test_mending_the_note_of_a_decision_covers_nothing_new_and_deciding_anew_does(disputed, desk):
    decide(desk, disputed)
    source = published(SourceFactory())
    DealClaimFactory(deal=disputed, source=source, field="value", value=price(5 * 10**9))
    refresh([disputed.pk])
    decision = Decision.objects.get()
    row = {"decisions-TOTAL_FORMS": "1", "decisions-0-note": "The later report corrects the earlier one."}
    address = f"/admin/deals/deal/{disputed.pk}/change/"
    assert desk.post(address, typed(desk, address, **row)).status_code == 302
    disputed.refresh_from_db()
    assert (disputed.decided, Decision.objects.get().note[-4:]) == ("no", "one.")
    assert Decision.objects.get().covers == decision.covers
    assert desk.post(address, typed(desk, address, **{"decisions-0-anew": "on"})).status_code == 302
    disputed.refresh_from_db()
    assert disputed.decided == "yes"


def test_claims_set_aside_stay_visible_struck_and_explained(disputed, desk, client):
    DealClaim.objects.filter(value__min="3000000000").update(rank="deprecated", note="A misprint, since corrected.")
    publish(disputed)
    page = client.get(disputed.get_absolute_url()).content.decode()
    assert "set-aside" in page
    assert "A misprint, since corrected." in page
    disputed.refresh_from_db()
    assert disputed.sources_differ is False


def test_the_examples_bring_their_decisions(client):
    assert set(Decision.objects.values_list("deal__slug", "field")) == {
        ("amazon-zoox", "valuation"),
        ("cainiao-jiushi", "form"),
        ("cainiao-jiushi", "party"),
    }
    assert set(Deal.objects.filter(sources_differ=True).values_list("decided", flat=True)) == {"yes"}
