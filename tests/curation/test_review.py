"""Suggestions: what a contributor changes of a public record is held, answered, or comes back with a note."""

import re

import pytest

from curation.models import Submission
from curation.publication import withdraw
from curation.review import AlreadyAnswered, send_back, take_back
from curation.roles import ROLES
from deals.models import Party

from ..factories import CompanyFactory, PartyFactory, SourceFactory, exactly, public_deal, published
from .reviewing import QUEUE, form_of, review_page, sent_from, suggest
from .typing import typed

pytestmark = pytest.mark.django_db


def test_a_contributors_change_of_a_public_deal_is_held_and_changes_nothing(contributor, writer):
    deal = public_deal(title="Before")
    history, version = deal.history.count(), deal.version
    submission = suggest(contributor, deal, title="After", change_reason="As filed.")
    deal.refresh_from_db()
    assert (deal.title, deal.version, deal.history.count()) == ("Before", version, history)
    assert (submission.sent_by, submission.reason) == (writer, "As filed.")
    assert submission.words == [["Title", "Before", "After"]]


def test_the_form_says_that_what_is_saved_is_a_suggestion(contributor, reviewer):
    address = form_of(public_deal())
    page = contributor.get(address).content.decode()
    assert "held as a suggestion" in page
    assert "Send as a suggestion" in page
    assert "Save and publish" not in page
    assert "held as a suggestion" not in reviewer.get(address).content.decode()


def test_an_editor_approves_it_as_it_is_by_saving_the_form_that_shows_it(contributor, reviewer):
    deal = public_deal(title="Before")
    submission = suggest(contributor, deal, title="After")
    page = reviewer.get(review_page(submission))
    assert [(one.what, one.theirs, one.yours) for one in page.context["differences"]] == [("Title", "Before", "After")]
    data = sent_from(page, submission)
    response = reviewer.post(review_page(submission), data)
    assert response.url == QUEUE
    deal.refresh_from_db()
    submission.refresh_from_db()
    assert (deal.title, submission.outcome, submission.answered_by.username) == ("After", "approved", ROLES[1])


def test_an_editor_may_mend_it_before_approving(contributor, reviewer):
    deal = public_deal(title="Before")
    submission = suggest(contributor, deal, title="Aftre")
    page = reviewer.get(review_page(submission))
    reviewer.post(review_page(submission), sent_from(page, submission, title="After"))
    deal.refresh_from_db()
    assert deal.title == "After"


def test_rows_are_held_too_added_changed_and_deleted(contributor, reviewer):
    deal, company = public_deal(), published(CompanyFactory(name="Newcomer"))
    third = PartyFactory(deal=deal, company=published(CompanyFactory()), role="adviser")
    rows = {
        "parties-0-stake_percent": "20",
        "parties-2-DELETE": "on",
        "parties-3-company": company.pk,
        "parties-3-role": "bidder",
    }
    submission = suggest(contributor, deal, **rows)
    assert deal.parties.count() == 3
    page = reviewer.get(review_page(submission))
    response = reviewer.post(review_page(submission), sent_from(page, submission))
    assert response.status_code == 302, response.context["errors"]
    assert not Party.objects.filter(pk=third.pk).exists()
    assert set(deal.parties.values_list("company__name", flat=True)) >= {"Newcomer"}
    assert str(deal.parties.order_by("pk").first().stake_percent) == "20.00"


def test_what_others_changed_since_stays_and_is_told_where_it_is_the_same_field(contributor, reviewer, desk):
    deal = public_deal(title="Before", summary="Old words.")
    submission = suggest(contributor, deal, title="After")
    address = form_of(deal)
    desk.post(address, typed(desk, address, title="Theirs", summary="New words."))
    page = reviewer.get(review_page(submission))
    assert "“Title” was changed by somebody else after this was sent." in page.content.decode()
    reviewer.post(review_page(submission), sent_from(page, submission))
    deal.refresh_from_db()
    assert (deal.title, deal.summary) == ("After", "New words.")


def test_a_suggestion_that_would_leave_the_record_incomplete_is_refused_at_once(contributor):
    deal = public_deal()
    address = form_of(deal)
    response = contributor.post(address, typed(contributor, address, **{"parties-0-DELETE": "on"}))
    assert "It needs at least 2 parties." in response.content.decode()
    assert not Submission.objects.exists()
    assert deal.parties.count() == 2


def test_nothing_changed_is_no_suggestion(contributor):
    deal = public_deal()
    address = form_of(deal)
    page = contributor.post(address, typed(contributor, address), follow=True).content.decode()
    assert "Nothing was changed" in page
    assert not Submission.objects.exists()


def test_it_is_sent_back_only_with_a_note_and_comes_back_to_its_author(contributor, reviewer):
    deal = public_deal(title="Before")
    submission = suggest(contributor, deal, title="After")
    page = reviewer.get(review_page(submission))
    again = reviewer.post(review_page(submission), sent_from(page, submission, _send_back="1", answer=" "))
    assert "Say what needs fixing" in again.content.decode()
    response = reviewer.post(review_page(submission), sent_from(again, submission, _send_back="1", answer="Which?"))
    assert response.url == QUEUE
    mine = contributor.get(review_page(submission))
    assert "Which?" in mine.content.decode()
    assert 'value="After"' in mine.content.decode()
    contributor.post(review_page(submission), sent_from(mine, submission, title="Better"))
    submission.refresh_from_db()
    assert submission.outcome == "closed"
    assert Submission.objects.waiting().get().words == [["Title", "Before", "Better"]]


def test_two_editors_cannot_answer_the_same_and_nothing_typed_is_lost(contributor, reviewer, desk):
    deal = public_deal(title="Before")
    submission = suggest(contributor, deal, title="After")
    mine = sent_from(reviewer.get(review_page(submission)), submission, title="My words")
    desk.post(review_page(submission), sent_from(desk.get(review_page(submission)), submission))
    response = reviewer.post(review_page(submission), mine)
    assert "Somebody else answered this submission" in response.content.decode()
    assert 'value="My words"' in response.content.decode()
    deal.refresh_from_db()
    assert deal.title == "After"


def test_without_its_guard_the_second_answer_would_stand(contributor, reviewer, writer):
    """The control: the same submission is answered twice once nobody looks at its outcome."""
    submission = suggest(contributor, public_deal(), title="After")
    take_back(submission, writer)
    with pytest.raises(AlreadyAnswered):
        send_back(submission, writer, "No.")
    Submission.objects.filter(pk=submission.pk).update(outcome="waiting", answered_at=None)
    send_back(submission, writer, "No.")
    assert submission.outcome == "sent_back"


def test_a_contributor_cannot_answer_nor_open_anothers_suggestion(contributor, reviewer):
    submission = suggest(contributor, public_deal(), title="After")
    data = {"submission": submission.pk, "_send_back": "1", "answer": "No."}
    assert contributor.post(review_page(submission), data).status_code == 403
    Submission.objects.update(sent_by=None)
    assert contributor.get(review_page(submission)).status_code == 403


@pytest.mark.parametrize("number", ["abc", "99999999", "9" * 40, "٣", "-1"])
def test_a_submission_that_does_not_exist_is_not_found(desk, number):
    assert desk.get(f"{form_of(public_deal())}?submission={number}").status_code == 404


def test_a_submission_of_another_record_is_not_found(contributor, desk):
    submission = suggest(contributor, public_deal(), title="After")
    assert desk.get(f"{form_of(public_deal())}?submission={submission.pk}").status_code == 404


def test_a_suggestion_on_a_company_and_on_a_source_works_alike(contributor, reviewer):
    company, source = published(CompanyFactory(name="Old name")), published(SourceFactory(title="Old title"))
    for record, field in ((company, "name"), (source, "title")):
        submission = suggest(contributor, record, **{field: "New one"})
        reviewer.post(review_page(submission), sent_from(reviewer.get(review_page(submission)), submission))
        record.refresh_from_db()
        assert getattr(record, field) == "New one"


def test_a_suggestion_leaves_no_trace_in_public(contributor, client):
    deal = public_deal(title="Before")
    suggest(contributor, deal, title="Secret plan")
    for path in (deal.get_absolute_url(), "/deals/", "/deals.csv", "/deals/?q=secret"):
        response = client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"Secret plan" not in body


def test_what_nobody_touched_stays_ticked(contributor, reviewer):
    deal = public_deal(title="Before", more_parties=True)
    deal.parties.filter(role="acquirer").update(is_lead=True)
    submission = suggest(contributor, deal, title="After")
    page = reviewer.get(review_page(submission))
    assert [one.what for one in page.context["differences"]] == ["Title"]
    reviewer.post(review_page(submission), sent_from(page, submission))
    deal.refresh_from_db()
    assert (deal.title, deal.more_parties, deal.parties.filter(is_lead=True).count()) == ("After", True, 1)


def test_a_tick_that_was_taken_away_is_held(contributor, reviewer):
    deal = public_deal(more_parties=True)
    address = form_of(deal)
    data = {name: value for name, value in typed(contributor, address).items() if name != "more_parties"}
    contributor.post(address, data)
    submission = Submission.objects.get()
    assert submission.words == [["More parties", "yes", "no"]]
    reviewer.post(review_page(submission), sent_from(reviewer.get(review_page(submission)), submission))
    deal.refresh_from_db()
    assert deal.more_parties is False


def test_an_amount_that_was_typed_is_held_as_it_was_read_and_meets_a_later_one(contributor, reviewer, desk):
    deal = public_deal(**exactly(10**9))
    submission = suggest(contributor, deal, value_typed="about US$2bn price_paid")
    assert ["Deal value, lowest", "1000000000.00", "2000000000"] in submission.words
    address = form_of(deal)
    desk.post(address, typed(desk, address, value_typed="US$3bn price_paid"))
    page = reviewer.get(review_page(submission))
    assert "“Deal value, lowest” was changed by somebody else after this was sent." in page.content.decode()


def test_once_public_is_held_also_while_it_is_withdrawn_and_nobody_approves_his_own(contributor):
    deal = public_deal(title="Before")
    submission = suggest(contributor, deal, title="After")
    withdraw(deal)
    page = contributor.get(review_page(submission))
    contributor.post(review_page(submission), sent_from(page, submission, title="Mine alone"))
    deal.refresh_from_db()
    submission.refresh_from_db()
    assert (deal.title, submission.outcome) == ("Before", "closed")
    assert Submission.objects.waiting().get().words == [["Title", "Before", "Mine alone"]]


def test_enter_shows_the_page_again_and_approves_nothing(contributor, reviewer):
    submission = suggest(contributor, public_deal(title="Before"), title="After")
    page = reviewer.get(review_page(submission))
    buttons = re.findall(
        r'<button name="(\w+)"|<input type="submit"[^>]* name="(\w+)"', page.content.decode().split("<main")[-1]
    )
    in_form = [one or other for one, other in buttons]
    assert in_form[0] == "_show"
    again = reviewer.post(review_page(submission), sent_from(page, submission, _show="1", change_reason="a remark"))
    submission.refresh_from_db()
    assert (submission.outcome, again.context["differences"][0].what) == ("waiting", "Title")
    assert 'value="a remark"' in again.content.decode()


def test_typed_text_that_comes_back_sends_nothing_back(contributor, reviewer):
    submission = suggest(contributor, public_deal(title="Before"), title="After")
    page = reviewer.get(review_page(submission))
    reviewer.post(review_page(submission), sent_from(page, submission, _show="1", _send_back="1", answer="No."))
    submission.refresh_from_db()
    assert submission.outcome == "waiting"


def test_a_contributor_may_suggest_a_party_that_is_not_public_yet(contributor, reviewer):
    deal, fresh = public_deal(), CompanyFactory(name="Fresh Robotics")
    rows = {"parties-2-company": fresh.pk, "parties-2-role": "adviser"}
    submission = suggest(contributor, deal, **rows)
    page = reviewer.get(review_page(submission))
    refused = reviewer.post(review_page(submission), sent_from(page, submission))
    assert "Publish first: company “Fresh Robotics”." in refused.content.decode()
    published(fresh)
    assert reviewer.post(review_page(submission), sent_from(page, submission)).status_code == 302


def test_save_and_continue_stays_on_the_form(contributor, reviewer):
    submission = suggest(contributor, public_deal(title="Before"), title="After")
    page = reviewer.get(review_page(submission))
    response = reviewer.post(review_page(submission), sent_from(page, submission, _continue="1"))
    assert response.url.startswith(form_of(submission.deal))


@pytest.mark.parametrize(
    "button", [{"_read_quote": "1", "pasted": "Zoox was bought."}, {"_choose": "parties-0-company:"}]
)
def test_a_button_that_fills_the_form_leaves_the_submission_in_sight(contributor, reviewer, button):
    submission = suggest(contributor, public_deal(title="Before"), title="After")
    data = sent_from(reviewer.get(review_page(submission)), submission)
    page = reviewer.post(review_page(submission), data | button)
    assert page.context["submission"] == submission
    assert [one.what for one in page.context["differences"]][:1] == ["Title"]
    assert f'name="submission" value="{submission.pk}"' in page.content.decode()
