"""The desk's first page: what waits, each count with its list, and what has changed."""

import pytest

from companies.models import CompanyLookAlike
from curation.review import hand_in, send_back
from deals.models import Deal, DealClaim

from ..factories import CompanyFactory, draft_deal, exactly, public_deal
from .typing import typed

pytestmark = pytest.mark.django_db


def heaps(desk):
    context = desk.get("/admin/").context
    return {heap.label: heap for heap in [*context["mine"], *context["waiting"]]}


def test_each_count_is_the_number_of_rows_of_the_list_that_it_leads_to(desk, editor):
    public_deal(**exactly(10**9))
    Deal.objects.filter(slug="amazon-zoox").update(decided="no")
    hand_in(draft_deal(), editor)
    send_back(hand_in(draft_deal(), editor), editor, "Add the date.")
    address = "/admin/sources/source/add/"
    desk.post(address, typed(desk, address, title="Mine", publisher="Me", kind="blog", language="en"))
    DealClaim.objects.filter(deal__slug="zhiji-motor").update(proposed=True)
    counts = {label: heap.count for label, heap in heaps(desk).items() if heap.count}
    assert counts == {
        "Differences not yet decided": 1,
        "Figures without a source": 1,
        "Companies that look alike": 1,
        "Deals that look alike": 1,
        "Proposed claims on deals": 9,
        "Submissions": 1,
        "Your submissions": 1,
        "Sent back to you": 1,
        "Your draft sources": 1,
    }
    for heap in heaps(desk).values():
        assert desk.get(heap.url).context["cl"].result_count == heap.count, heap.url


def test_what_was_judged_or_merged_waits_no_more(desk):
    CompanyLookAlike.objects.update(judgement="different", note="Two firms.")
    assert heaps(desk)["Companies that look alike"].count == 0


def test_recent_changes_say_who_and_lead_to_the_history(desk, editor):
    company = CompanyFactory(name="Before")
    address = f"/admin/companies/company/{company.pk}/change/"
    desk.post(address, typed(desk, address, name="After"))
    response = desk.get("/admin/")
    newest = response.context["changes"][0]
    assert (newest.record.startswith("After"), newest.what, newest.who) == (True, "Changed", "ed")
    assert desk.get(newest.url).status_code == 200


def test_the_first_page_costs_the_same_queries_however_much_waits(desk, django_assert_max_num_queries):
    for _number in range(5):
        public_deal(**exactly(10**9))
    with django_assert_max_num_queries(18):
        desk.get("/admin/")
