"""The queue: what was handed in waits, oldest first, with what is missing, and is published or sent back."""

import re

import pytest

from curation.merges import merge
from curation.models import Submission
from curation.review import hand_in
from deals.models import Deal
from sources.models import Source

from ..factories import draft_deal, public_deal
from .reviewing import QUEUE, form_of, review_page, suggest
from .typing import typed

pytestmark = pytest.mark.django_db


def test_a_draft_is_handed_in_waits_with_what_is_missing_and_is_published(contributor, reviewer):
    deal = draft_deal(title="Waits")
    deal.claims.all().delete()
    address = form_of(deal)
    contributor.post(address, typed(contributor, address, _hand_in="1", change_reason="New deal."))
    submission = Submission.objects.get()
    deal.refresh_from_db()
    assert (deal.state, submission.asking, submission.reason) == ("in_review", "publication", "New deal.")
    queue = reviewer.get(QUEUE).content.decode()
    assert "Deal: Waits" in queue
    assert "No source yet: add at least one claim." in queue
    page = reviewer.get(review_page(submission))
    assert page.context["missing"] == ["No source yet: add at least one claim."]
    data = typed(reviewer, review_page(submission), _publish="1", submission=submission.pk)
    response = reviewer.post(review_page(submission), data, follow=True)
    assert "No source yet" in response.content.decode()
    ready = draft_deal()
    other = hand_in(ready, None)
    response = reviewer.post(review_page(other), typed(reviewer, review_page(other), _publish="1", submission=other.pk))
    assert response.url == QUEUE
    ready.refresh_from_db()
    other.refresh_from_db()
    assert (ready.state, other.outcome) == ("published", "approved")


def test_a_draft_that_is_sent_back_is_a_draft_again_and_may_be_handed_in_anew(contributor, reviewer, writer):
    deal = draft_deal()
    submission = hand_in(deal, writer)
    data = typed(reviewer, review_page(submission), submission=submission.pk, _send_back="1", answer="Add the date.")
    reviewer.post(review_page(submission), data)
    deal.refresh_from_db()
    assert deal.state == "draft"
    assert "Add the date." in contributor.get(review_page(submission)).content.decode()
    hand_in(deal, writer)
    submission.refresh_from_db()
    assert (submission.outcome, Submission.objects.waiting().count()) == ("closed", 1)


def test_the_oldest_stands_first(reviewer, writer):
    titles = ["First", "Second", "Third"]
    for title in titles:
        hand_in(draft_deal(title=title), writer)
    shown = [submission.deal.title for submission in reviewer.get(QUEUE).context["cl"].result_list]
    assert shown == titles


def test_publishing_many_stops_at_each_that_is_not_ready_and_says_why(reviewer, contributor, writer):
    ready, lacking, public = draft_deal(title="Ready"), draft_deal(title="Lacking"), public_deal(title="Public")
    lacking.claims.all().delete()
    for deal in (ready, lacking):
        hand_in(deal, writer)
    suggest(contributor, public, title="Other")
    chosen = {"action": "publish_chosen", "_selected_action": Submission.objects.values_list("pk", flat=True)}
    page = reviewer.post(QUEUE, chosen, follow=True).content.decode()
    assert "“Ready” was published." in page
    assert "“Lacking”: No source yet" in page
    assert "“Public”: a change is looked at before it is approved." in page
    states = Deal.objects.filter(pk__in=[ready.pk, lacking.pk, public.pk]).values_list("title", "state")
    assert set(states) == {("Ready", "published"), ("Lacking", "in_review"), ("Public", "published")}


def test_authors_take_their_own_back_and_nobody_elses(contributor, reviewer, writer):
    deal = draft_deal()
    submission = hand_in(deal, writer)
    address = f"{QUEUE}{submission.pk}/take-back/"
    assert reviewer.post(address).status_code == 403
    contributor.post(address)
    deal.refresh_from_db()
    submission.refresh_from_db()
    assert (deal.state, submission.outcome) == ("draft", "closed")


def test_handing_in_twice_is_refused_in_words(contributor, desk, writer):
    source = Source.objects.create(title="x", publisher="y", kind="blog", language="en")
    hand_in(source, writer)
    chosen = {"action": "send_to_review", "_selected_action": [source.pk]}
    page = contributor.post("/admin/sources/source/", chosen, follow=True).content.decode()
    assert "Only a draft can be sent to review." in page


def test_a_merge_sends_back_what_waits_for_the_record_that_is_given_up(reviewer, writer):
    one, other = draft_deal(), draft_deal(title="Given up")
    submission = hand_in(other, writer)
    other.refresh_from_db()
    merge(one, other, reason="x", source=Source.objects.first())
    submission.refresh_from_db()
    assert (submission.outcome, "was merged into" in submission.answer) == ("sent_back", True)
    chosen = {"action": "publish_chosen", "_selected_action": [other.pk]}
    page = reviewer.post("/admin/deals/deal/", chosen, follow=True).content.decode()
    assert "It was merged into" in page


def test_the_queue_publishes_only_what_it_showed(reviewer, contributor, writer):
    deal = draft_deal(title="Shown")
    hand_in(deal, writer)
    page = reviewer.get(QUEUE).content.decode()
    shown = re.search(r'name="shown" value="([^"]+)"', page).group(1)
    address = form_of(deal)
    contributor.post(address, typed(contributor, address, title="Changed since"))
    number = Submission.objects.get().pk
    chosen = {"action": "publish_chosen", "_selected_action": [number], "shown": shown}
    assert (
        "Somebody else changed it after this page was shown"
        in reviewer.post(QUEUE, chosen, follow=True).content.decode()
    )
    deal.refresh_from_db()
    assert deal.state == "in_review"
