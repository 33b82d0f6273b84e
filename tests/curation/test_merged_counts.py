"""What follows from deals and companies stays right while companies merge, part, and belong to each other."""

import pytest

from companies.models import Ownership
from curation.merges import merge, unmerge
from curation.publication import withdraw
from deals.models import DealClaim
from deals.refresh import refresh, stale_records
from sources.models import Source

from ..factories import CompanyFactory, draft_deal, public_deal, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return Source.objects.published().first()


@pytest.fixture
def nothing_stale():
    def check():
        assert [(str(record), sorted(columns)) for record, columns, _agreements in stale_records()] == []

    return check


def counts(*companies):
    for company in companies:
        company.refresh_from_db()
    return [company.n_deals for company in companies]


@pytest.mark.parametrize("own", [0, 1, 5])
@pytest.mark.parametrize("name", ["BETA", "Another name"])
def test_companies_of_many_deals_are_counted_right_when_they_merge_and_part(source, nothing_stale, own, name):
    alpha, beta, other = (published(CompanyFactory(name=each)) for each in ("Beta", name, "Other"))
    for company, many in ((alpha, own), (beta, 2)):
        for _number in range(many):
            public_deal(companies=[company, other])
    done = merge(alpha, beta, reason="One company.", source=source)
    assert counts(alpha, beta) == [own + 2, 0]
    nothing_stale()
    unmerge(done)
    assert counts(alpha, beta) == [own, 2]
    nothing_stale()


def test_the_deals_of_a_subsidiary_are_looked_at_again_when_its_owner_merges(source, nothing_stale):
    top, survivor, loser, owned = (published(CompanyFactory()) for _number in range(4))
    for owner, company in ((top, survivor), (loser, owned)):
        Ownership.objects.create(owner=owner, owned=company, relation="subsidiary")
    refresh(company_ids=[survivor.pk, owned.pk])
    deal = draft_deal(companies=[owned, published(CompanyFactory())])
    DealClaim.objects.create(deal=deal, source=source, field="party", company=top, role="acquirer", value={})
    published(deal)
    nothing_stale()
    merge(survivor, loser, reason="One company.", source=source)
    nothing_stale()


def test_an_owner_that_is_withdrawn_is_not_counted_as_one_any_more(source, nothing_stale):
    owner, owned = published(CompanyFactory()), published(CompanyFactory())
    Ownership.objects.create(owner=owner, owned=owned, relation="subsidiary")
    refresh(company_ids=[owner.pk, owned.pk])
    public_deal(companies=[owned, published(CompanyFactory())])
    withdraw(owner)
    nothing_stale()
