"""Bad input to a list is told at its field, in page and file alike."""

import pytest
from django.http import QueryDict

from deals.filters import DealFilters

from .reading import titles

pytestmark = pytest.mark.django_db


BAD = {
    "usd_min=abc": ("usd_min", "Write the amount in digits"),
    "usd_min=1e400": ("usd_min", "Write the amount in digits"),
    "usd_min=-1": ("usd_min", "Write the amount in digits"),
    "usd_min=1_000": ("usd_min", "Write the amount in digits"),
    f"usd_min={'9' * 19}": ("usd_min", "at most 18"),
    "usd_min=10&usd_max=1": ("usd_max", "swap the two"),
    "announced_after=2021-01-01&announced_before=2020-01-01": ("announced_before", "swap the two"),
    "q=%CC%81": ("q", "letters"),
    "q=%25": ("q", "letters"),
    "q=_": ("q", "letters"),
    "usd_min=NaN": ("usd_min", "Write the amount in digits"),
    "year=20x6": ("year", "a year such as 2020"),
    "kind=merger": ("kind", "investment, acquisition, partnership"),
    "kind=investment&kind=merger": ("kind", "merger"),
    "sort=drop": ("sort", "-dated"),
    "page=0": ("page", "from 1 to 100"),
    "page=101": ("page", "from 1 to 100"),
    "page=x": ("page", "from 1 to 100"),
    "announced_after=2020-13-01": ("announced_after", "2020-06-26"),
    "announced_before=01/02/2020": ("announced_before", "2020-06-26"),
    "q=%00": ("q", "Null characters"),
    f"q={'a' * 10000}": ("q", "at most 200"),
    "q=a&q=b": ("q", "once"),
    "per_page=100000": ("per_page", "25, 50, 100"),
    "segment=nope": ("segment", "robotaxi"),
    "company=no-such": ("company", "address"),
    "company=%00": ("company", ""),
    "source=no-such": ("source", "address"),
    "country=cn": ("country", "two capital letters"),
    "undisclosed=maybe": ("undisclosed", "include, exclude, only"),
    "group=yes": ("group", "A group needs a company"),
    "columns=price": ("columns", "no column “price”"),
    "colour=red": (None, "colour"),
    "lang=xx": ("lang", "en"),
}


@pytest.mark.parametrize(("query", "told"), BAD.items())
def test_bad_input_is_told_at_its_field_and_shows_no_rows(client, query, told):
    name, sentence = told
    page = client.get(f"/deals/?{query}")
    assert page.status_code == 400
    assert "Cainiao – Zelos" not in page.content.decode()
    messages = dict(page.context_data["messages_of_form"])
    assert list(messages) == [name]
    assert sentence in " ".join(messages[name])
    if not query.startswith(("page", "per_page")):
        file = client.get(f"/deals.csv?{query}")
        assert (file.status_code, file["Content-Type"]) == (400, "text/plain; charset=utf-8")
        assert sentence in file.content.decode()


def test_what_was_typed_is_still_there_beside_its_message(client):
    page = client.get("/deals/?usd_min=abc&q=zoox").content.decode()
    assert 'value="abc"' in page
    assert 'value="zoox"' in page


def test_files_ignore_the_pager_whatever_it_holds(client):
    assert titles(client, "?page=0&per_page=x") == titles(client)
    assert client.get("/deals/?bom=0").status_code == 400


@pytest.mark.parametrize("query", ["group=yes", "usd_min=2&usd_max=1", "page=1&after=x", "year=20x6&form=none", "x=1"])
def test_asking_twice_whether_parameters_are_right_tells_the_same_once(query):
    filters = DealFilters(QueryDict(query))
    assert not filters.is_valid()
    told = filters.form.messages()
    assert not filters.is_valid()
    assert filters.form.messages() == told
    assert all(len(messages) == len(set(messages)) == 1 for _name, messages in told)
