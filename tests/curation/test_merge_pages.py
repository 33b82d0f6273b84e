"""The desk's pages for look-alikes and merges: what an editor sees, types and is told."""

import pytest

from companies.models import Company, CompanyLookAlike
from curation.models import Merge
from deals.models import Deal, DealLookAlike
from sources.models import Source

from ..factories import CompanyFactory, published
from .typing import typed as filled

pytestmark = pytest.mark.django_db

ADD = "/admin/curation/merge/add/"


@pytest.fixture
def pair():
    return Company.objects.get(slug="zelos-technology"), Company.objects.get(slug="jiushi")


def typed(pair, **changes):
    survivor, loser = pair
    source = Source.objects.published().first()
    seen = {
        "versions": f"{survivor.pk}:{survivor.version},{loser.pk}:{loser.version}",
        "reason": "One company.",
        "source": source.pk,
    }
    return {"kind": "company", "survivor": survivor.pk, "loser": loser.pk} | seen | changes


def errors(response):
    form = response.context["form"]
    return " ".join(sentence for sentences in form.errors.values() for sentence in sentences)


def test_a_pair_leads_to_its_merge_and_the_preview_lists_what_would_happen(desk, pair):
    look_alike = CompanyLookAlike.objects.get()
    page = desk.get(f"/admin/companies/companylookalike/{look_alike.pk}/change/").content.decode()
    link = f"{ADD}?kind=company&amp;survivor={pair[0].pk}&amp;loser={pair[1].pk}"
    assert link in page
    preview = desk.get(link.replace("&amp;", "&")).content.decode()
    assert "party: Jiushi (company invested in)" in preview
    assert "Merge them" in preview
    assert not Merge.objects.exists()


def test_merging_at_the_desk_is_logged_with_who_why_and_source_and_can_be_undone(desk, editor, pair):
    response = desk.post(ADD, typed(pair, _merge="1"))
    log = Merge.objects.get()
    assert response["Location"] == f"/admin/curation/merge/{log.pk}/change/"
    assert (log.merged_by, log.reason) == (editor, "One company.")
    page = desk.get(response["Location"]).content.decode()
    assert "party: Jiushi (company invested in)" in page
    assert "Undo this merge" in page
    desk.post(f"/admin/curation/merge/{log.pk}/undo/")
    assert "Undo this merge" not in desk.get(response["Location"]).content.decode()
    assert desk.get("/companies/jiushi/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"reason": ""}, "Say why the two are the same."),
        ({"source": ""}, "Name the source that shows it."),
        ({"survivor": "999999"}, "valid choice"),
        ({"loser": "x"}, "valid choice"),
        ({"versions": "1,1"}, "Somebody else saved or merged one of the two"),
        ({"versions": "soon"}, "Somebody else saved or merged one of the two"),
    ],
)
def test_what_stands_in_the_way_of_a_merge_is_told_and_what_was_typed_stays(desk, pair, changes, told):
    response = desk.post(ADD, typed(pair, _merge="1", **changes))
    assert response.status_code == 200
    assert told in errors(response)
    if "reason" not in changes:
        assert "One company." in response.content.decode()
    assert not Merge.objects.exists()


def test_a_record_is_not_merged_with_itself_or_when_it_was_merged_already(desk, pair):
    zelos, jiushi = pair
    assert "with itself" in errors(desk.post(ADD, typed((zelos, zelos), _merge="1")))
    desk.post(ADD, typed(pair, _merge="1"))
    for record in pair:
        record.refresh_from_db()
    assert "already merged into “Zelos Technology”" in errors(desk.post(ADD, typed(pair, _merge="1")))
    assert Merge.objects.count() == 1


def test_of_two_who_merge_the_same_pair_at_once_the_second_is_told(desk, pair):
    other = published(CompanyFactory())
    seen = typed((other, pair[1]), _merge="1")
    desk.post(ADD, typed(pair, _merge="1"))
    response = desk.post(ADD, seen)
    assert "already merged" in errors(response)


def test_the_merge_page_asks_first_what_is_merged_and_a_record_leads_to_it(desk):
    assert "?kind=deal" in desk.get(ADD).content.decode()
    deal = Deal.objects.get(slug="cainiao-zelos")
    page = desk.get(f"/admin/deals/investment/{deal.pk}/change/").content.decode()
    assert f"{ADD}?kind=deal&amp;survivor={deal.pk}" in page
    assert 'name="survivor"' in desk.get(f"{ADD}?kind=deal&survivor={deal.pk}").content.decode()


@pytest.mark.parametrize(
    "query", ["?kind=source", "?kind=company&survivor=x&loser=y", "?kind=deal&survivor=%00&loser=1"]
)
def test_nonsense_in_the_address_of_the_merge_page_is_no_error(desk, query):
    assert desk.get(ADD + query).status_code == 200


def test_only_staff_merge(client, pair):
    assert "Sign in, and everything" in client.post(ADD, typed(pair, _merge="1")).content.decode()
    assert client.post("/admin/curation/merge/1/undo/").status_code == 302
    assert not Merge.objects.exists()


def test_a_judgement_is_remembered_with_its_note_and_ends_the_warning(desk, client):
    pair = DealLookAlike.objects.get()
    address = f"/admin/deals/deallookalike/{pair.pk}/change/"
    response = desk.post(address, filled(desk, address, judgement="different", note=""))
    assert "A judgement needs a note that says what it rests on." in response.content.decode()
    desk.post(address, filled(desk, address, judgement="different", note="Two deals of one autumn."))
    pair.refresh_from_db()
    assert (pair.judgement, pair.judged_at is not None) == ("different", True)
    page = client.get("/deals/cainiao-zelos/").content.decode()
    assert "not yet judged" not in page
    assert "Two deals of one autumn." in page
    desk.post(address, filled(desk, address, judgement="unsure", note="Hard to say."))
    assert "the editors are unsure" in client.get("/deals/cainiao-zelos/").content.decode()


def test_only_the_pair_that_was_shown_is_merged(desk, pair):
    other = Company.objects.get(slug="zoox")
    response = desk.post(ADD, typed(pair, _merge="1", loser=other.pk))
    assert "Somebody else saved or merged one of the two" in errors(response)
    assert not Merge.objects.exists()


def test_a_merge_that_would_leave_a_deal_incomplete_is_told_with_the_preview(desk):
    cainiao = Company.objects.get(slug="cainiao").pk
    zelos = Company.objects.get(slug="zelos-technology").pk
    response = desk.get(f"{ADD}?kind=company&survivor={cainiao}&loser={zelos}")
    assert "stand on two sides" in errors(response)
    assert "Merge them" not in response.content.decode()
