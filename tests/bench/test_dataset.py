from bench.dataset import DataSet
from companies.models import Company
from deals.models import Deal, DealClaim, Party
from deals.refresh import stale_records
from sources.models import Source


def test_made_up_deals_hold_what_a_fresh_computation_gives(nothing):
    DataSet(300).make()
    assert Deal.objects.count() == 300
    assert Party.objects.count() > 600
    assert DealClaim.objects.count() > 600
    assert {deal.state for deal in Deal.objects.all()} >= {"published", "draft"}
    assert [(str(record), list(columns)) for record, columns, _agreements in stale_records()] == []
    word = Deal.objects.published().first().search_text.split()[0]
    assert Deal.objects.matching(word).exists()
    assert Company.objects.filter(n_deals__gt=0).exists()
    assert Source.objects.exists()
