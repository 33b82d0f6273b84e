"""What is public: the database and the row at hand follow one declaration."""

import pytest

from companies.models import Ownership
from deals.models import Deal, DealClaim
from records.models import Record
from sources.models import Source

from ..factories import CompanyFactory, DealClaimFactory, draft_deal, public_deal, published

pytestmark = pytest.mark.django_db


def is_public(row):
    """As the database has it, where the row at hand says the same once its own record is public."""
    row = type(row).objects.get(pk=row.pk)
    found = type(row).objects.public().filter(pk=row.pk).exists()
    if row.OWNER and getattr(row, row.OWNER).is_published:
        assert row.is_public == found
    return found


@pytest.fixture
def claim(nothing):
    return public_deal().claims.get()


def test_a_claim_is_public_with_its_deal_and_its_source(claim):
    assert is_public(claim)
    for model in (Deal, Source):
        model.objects.update(state="withdrawn")
        assert not is_public(claim)
        model.objects.update(state="published")


@pytest.mark.parametrize("state", Record.State.values)
def test_a_claim_that_names_a_company_is_public_with_it_too(claim, state):
    claim.company = published(CompanyFactory())
    claim.save()
    type(claim.company).objects.filter(pk=claim.company_id).update(state=state)
    assert is_public(claim) == (state == "published")


def test_a_proposed_claim_is_withheld(claim):
    DealClaim.objects.update(proposed=True)
    assert not is_public(claim)


def test_a_claim_on_a_draft_is_not_public_and_would_be_with_it(nothing):
    deal = draft_deal()
    claim = DealClaimFactory(deal=deal, source=deal.claims.get().source)
    assert not is_public(claim)
    assert claim.is_public


def test_an_ownership_is_public_with_both_companies(nothing):
    owner, owned = CompanyFactory(), published(CompanyFactory())
    row = Ownership.objects.create(owner=owner, owned=owned, relation="subsidiary")
    assert not is_public(row)
    published(owner)
    assert is_public(row)
