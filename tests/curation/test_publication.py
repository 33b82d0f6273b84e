import pytest

from curation.publication import NotReady, missing, publish, withdraw
from deals.models import Deal
from records.models import Conflict

from ..factories import (
    CompanyFactory,
    DealClaimFactory,
    DealFactory,
    PartyFactory,
    SourceFactory,
    draft_deal,
    public_deal,
    published,
)

pytestmark = pytest.mark.django_db


def test_publishing_says_all_that_is_missing():
    deal = DealFactory()
    PartyFactory(deal=deal, company=CompanyFactory(name="Hidden"), role="investor")
    DealClaimFactory(deal=deal, source=SourceFactory(title="Draft"))
    assert missing(deal) == [
        "Hidden: a deal of this kind has no role “investor”.",
        "It needs at least 2 parties.",
        "Publish first: company “Hidden”.",
        "Publish first: source “The Gazette: Draft”.",
    ]
    with pytest.raises(NotReady):
        publish(deal)
    deal.refresh_from_db()
    assert (deal.state, deal.slug, deal.version) == ("draft", "", 1)


def test_a_deal_without_a_claim_and_an_investment_without_its_issuer_are_not_ready():
    investment = DealFactory(kind="investment", form="stake")
    PartyFactory(deal=investment, company=published(CompanyFactory()), role="investor")
    assert missing(investment) == [
        "An investment needs the company invested in.",
        "No source yet: add at least one claim.",
    ]


def test_an_investment_may_have_its_issuer_alone():
    deal = DealFactory(kind="investment", form="funding_round")
    PartyFactory(deal=deal, company=published(CompanyFactory()), role="issuer")
    DealClaimFactory(deal=deal, source=published(SourceFactory()))
    assert published(deal).is_published


def test_the_address_is_made_at_first_publication_and_stays():
    deal = draft_deal(title="Société – Zoox")
    assert published(deal).slug == "societe-zoox"
    withdraw(deal)
    deal.title = "Other"
    publish(deal)
    assert deal.slug == "societe-zoox"


def test_a_draft_never_takes_an_address_from_a_published_record():
    DealFactory(title="Same")
    first, second = public_deal(title="Same"), public_deal(title="Same")
    assert (first.slug, second.slug) == ("same", "same-2")


def test_withdrawing_what_a_published_record_uses_is_refused_with_the_list():
    deal = public_deal(title="User")
    company, source = deal.parties.first().company, deal.claims.get().source
    for used in (company, source):
        with pytest.raises(NotReady, match="“.*User.*” uses it"):
            withdraw(used)
    withdraw(deal)
    withdraw(Deal.objects.get(pk=deal.pk).claims.get().source)


def test_two_editors_publishing_at_once_do_not_overwrite_each_other():
    deal = draft_deal()
    other = Deal.objects.get(pk=deal.pk)
    publish(deal)
    with pytest.raises(Conflict):
        publish(other)


def test_each_step_leaves_its_reason_in_the_history():
    deal = public_deal()
    withdraw(deal, reason="wrong company")
    assert [row.history_change_reason for row in deal.history.all()][:2] == ["wrong company", "published"]
