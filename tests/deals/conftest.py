from datetime import date

import pytest

from companies.models import Segment
from deals.models import Deal
from deals.refresh import refresh

from ..factories import (
    CompanyFactory,
    SourceFactory,
    exactly,
    public_deal,
    published,
)


@pytest.fixture
def pair(nothing):
    """Two deals that differ in everything that can be filtered."""
    acme, brum = (published(CompanyFactory(name=name)) for name in ("Acme", "Brum"))
    cosy = published(CompanyFactory(name="Cosy", country="CN"))
    dodo = published(CompanyFactory(name="Dodo", country="DE"))
    paper = published(SourceFactory(title="Paper", slug="paper"))
    first = public_deal(
        title="First",
        companies=[acme, cosy],
        on=[date(2020, 6, 26)],
        source=paper,
        quote="a hasty sale",
        **exactly(500),
    )
    first.segments.add(Segment.objects.get(slug="robotaxi"))
    second = public_deal(
        title="Second", kind="investment", companies=[brum, dodo], on=[date(2021, 1, 1), date(2021, 12, 31)]
    )
    refresh([first.pk, second.pk])
    Deal.objects.filter(pk=first.pk).update(added_at="2024-01-01T00:00Z", updated_at="2024-01-01T00:00Z")
    return first, second
