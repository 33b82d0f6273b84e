"""What changed on a public deal: news and corrections, without a trace of drafts and editors."""

from datetime import timedelta

import pytest
from django.utils import timezone

from curation.publication import publish, withdraw
from deals.models import Deal, DealClaim, Milestone, Party

from ..factories import CompanyFactory, DealClaimFactory, PartyFactory, SourceFactory, draft_deal, exactly, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def deal(nothing):
    """A deal that was published an hour ago."""
    deal = draft_deal(title="Before", **exactly(10**9))
    deal.title = "Draft title"
    deal.save()
    publish(deal)
    hour = timedelta(hours=1)
    for model in (Deal, DealClaim, Party, Milestone):
        for entry in model.history.all():
            model.history.filter(history_id=entry.history_id).update(history_date=entry.history_date - hour)
    Deal.objects.filter(pk=deal.pk).update(published_at=timezone.now() - hour)
    deal.refresh_from_db()
    return deal


def shown(client, deal):
    return [(change.sort.value, change.words) for change in client.get(deal.get_absolute_url()).context_data["changes"]]


def test_nothing_changed_yet_and_what_happened_in_the_draft_is_not_told(client, deal):
    assert shown(client, deal) == []
    assert "What changed" not in client.get(deal.get_absolute_url()).content.decode()


def test_a_new_claim_party_or_milestone_is_news(client, deal):
    DealClaimFactory(deal=deal, source=published(SourceFactory(publisher="The Herald")))
    PartyFactory(deal=deal, company=published(CompanyFactory(name="Gamma")), role="adviser")
    deal.milestones.create(status="completed")
    assert set(shown(client, deal)) == {
        ("news", "The Herald on status"),
        ("news", "Gamma (adviser)"),
        ("news", "completed"),
    }


def test_a_changed_value_is_a_correction_that_says_from_what_to_what(client, deal):
    deal.value_min = deal.value_max = 2 * 10**9
    deal._change_reason = "a secret reason"
    deal.save()
    assert shown(client, deal) == [("correction", "deal value: US$1 billion, price paid → US$2 billion, price paid")]
    assert "a secret reason" not in client.get(deal.get_absolute_url()).content.decode()


def test_a_claim_read_again_and_a_row_taken_out_are_corrections(client, deal):
    claim = deal.claims.get()
    claim.quote_exact = "announced at last"
    claim.save()
    deal.milestones.create(status="talks").delete()
    assert ("correction", "what The Gazette says on status was read again") in shown(client, deal)
    assert ("correction", "removed: talks") in shown(client, deal)


def test_what_is_not_public_is_not_named(client, deal):
    DealClaimFactory(deal=deal, source=SourceFactory(publisher="Secret Paper"))
    DealClaimFactory(deal=deal, source=published(SourceFactory(publisher="Proposed Paper")), proposed=True)
    assert shown(client, deal) == []


def test_what_was_changed_while_the_deal_was_withdrawn_is_not_told(client, deal):
    withdraw(deal)
    deal.refresh_from_db()
    deal.summary = "In between."
    deal.save()
    publish(Deal.objects.get(pk=deal.pk))
    assert [words for _sort, words in shown(client, deal) if "In between" in words] == []
