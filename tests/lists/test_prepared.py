import pytest

from deals.models import Deal
from lists.prepared import Prepared

pytestmark = pytest.mark.django_db


def test_it_puts_the_id_in_each_of_its_places_and_leaves_what_is_no_id():
    known = Prepared(
        lambda pk: Deal.objects.filter(pk__gte=pk, state="published").exclude(pk=pk).order_by("pk").values_list("pk")
    )
    ids = list(Deal.objects.published().order_by("pk").values_list("pk", flat=True))
    assert [pk for (pk,) in known.rows(ids[2])] == ids[3:]
    assert [pk for (pk,) in known.rows(ids[-2])] == ids[-1:]


@pytest.mark.parametrize(
    ("manager", "field"),
    [(Deal.objects, "pk"), (Deal.objects, "valuation_of"), (Deal.objects, "parties__company"), (Deal.history, "id")],
)
def test_an_id_finds_its_rows_whatever_column_it_stands_in(manager, field):
    value = manager.filter(**{f"{field}__isnull": False}).values_list(field, flat=True).first()
    found = Prepared(lambda pk: manager.filter(**{field: pk}).values_list("pk"))
    assert sorted(found.rows(value)) == sorted(manager.filter(**{field: value}).values_list("pk"))
    assert found.rows(value)


def test_an_id_that_the_database_is_given_otherwise_is_refused():
    with pytest.raises(ValueError, match="does not reach the database"):
        Prepared(lambda pk: Deal.objects.filter(slug=pk).values_list("pk")).rows(1)
