import pytest

from deals.models import Deal
from deals.rows import COLUMNS, DEALS
from sources.prepared import Prepared

pytestmark = pytest.mark.django_db


def test_a_prepared_query_gives_what_the_queryset_would():
    ids = list(Deal.objects.values_list("pk", flat=True))
    for wanted in ([], ids[:1], ids[3:8], [*ids, 10**9]):
        rows = Deal.objects.filter(pk__in=wanted).values_list(*COLUMNS)
        assert sorted(map(repr, map(tuple, DEALS.rows(wanted)))) == sorted(map(repr, rows))


def test_it_puts_each_value_in_its_place_and_leaves_what_is_no_value():
    known = Prepared(
        lambda ids: Deal.objects.filter(pk__in=ids[1:], state="published").exclude(pk=ids[0]).values_list("pk")
    )
    first, second, third = Deal.objects.order_by("pk").values_list("pk", flat=True)[:3]
    assert {row[0] for row in known.rows([second, first, second, third])} == {first, third}
    assert {row[0] for row in known.rows([third, first, second, third])} == {first, second}
