import pytest

from deals.models import Deal
from deals.rows import COLUMNS, DEALS
from lists.prepared import Prepared

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


@pytest.mark.parametrize(
    ("manager", "field"),
    [(Deal.objects, "pk"), (Deal.objects, "valuation_of"), (Deal.objects, "parties__company"), (Deal.history, "id")],
)
def test_an_id_finds_its_rows_whatever_column_it_stands_in(manager, field):
    value = manager.filter(**{f"{field}__isnull": False}).values_list(field, flat=True).first()
    found = Prepared(lambda ids: manager.filter(**{field: ids[0]}).values_list("title"))
    assert sorted(found.rows([value])) == sorted(manager.filter(**{field: value}).values_list("title"))
    assert found.rows([value])


def test_a_value_that_the_database_is_given_otherwise_is_refused():
    with pytest.raises(ValueError, match="does not reach the database"):
        Prepared(lambda ids: Deal.objects.filter(slug=ids[0]).values_list("pk")).rows([1])
