"""The pages that explain: the words of the field, and the columns of the files."""

import re
from html import unescape

import pytest

from companies import urls as company_urls
from deals import urls
from deals.about import EXAMPLES, about
from deals.dictionary import FILES
from deals.meanings import MEANINGS
from deals.models import Deal, Status
from sources import urls as source_urls


@pytest.mark.parametrize("words", MEANINGS, ids=lambda words: words.__name__)
def test_each_word_has_a_sentence_that_says_what_it_means(words):
    assert [*MEANINGS[words]] == words.values
    assert all(str(meaning).endswith(".") for meaning in MEANINGS[words].values())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("word", "place"),
    [(word, place) for places in EXAMPLES.values() for word, place in places.items()],
    ids=lambda each: str(each),
)
def test_each_example_shows_what_it_is_an_example_of(client, word, place):
    slug, _mark, fact = place.partition("#")
    deal = Deal.objects.published().get(slug=slug)
    said = [deal.status, deal.value_standing, deal.value_qualifier, deal.valuation_qualifier, deal.value_disclosure]
    said += [decision.reason for decision in deal.decisions.filter(field=fact)]
    for claim in deal.claims.filter(field=fact):
        said += [claim.agreement, claim.said_by, claim.modality, claim.basis]
    assert word in said
    assert f'id="{fact}"' in client.get(deal.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_examples_that_were_removed_are_left_out():
    assert any(entry.example for entry in about()["entries"]["status"])
    Deal.objects.update(state="withdrawn")
    assert not any(entry.example for words in about()["entries"].values() for entry in words)


COLUMNS = [(file.name, column) for file in FILES for column in file.columns]


@pytest.mark.parametrize(("file", "column"), COLUMNS, ids=lambda each: getattr(each, "name", each))
def test_each_column_says_what_its_cells_hold(file, column):
    assert re.fullmatch(r"[A-Z“].*\.", str(column.help))
    assert set(column.choices) <= set(MEANINGS)


def text_of(client, path):
    return unescape(client.get(path).content.decode())


@pytest.mark.django_db
def test_the_page_explains_each_word_of_a_badge_at_its_own_address(client):
    page = text_of(client, "/about/")
    for words in about()["entries"].values():
        for entry in words:
            _before, line = page.split(f'<div id="{entry.anchor}">')
            assert str(entry.meaning) in line.partition("</div>")[0]


@pytest.mark.django_db
def test_the_page_is_read_in_ten_minutes(client):
    page = text_of(client, "/about/")
    words = re.sub("<[^>]*>", " ", page[page.index("<main") : page.index("</main>")]).split()
    assert len(words) < 10 * 230  # words a minute, silently (Brysbaert 2019: 238)


@pytest.mark.django_db
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_dictionary_has_the_columns_of_each_file_in_its_order(client, file):
    page = text_of(client, "/about/columns/")
    listed = re.findall(rf'<div id="{file.name}-(\w+)">\s*<dt><code>(\w+)</code>', page)
    for name in (file.name, *file.others):
        header = b"".join(client.get(f"/{name}.csv?bom=0").streaming_content).decode().splitlines()[0]
        assert [column for _id, column in listed] == header.split(",") == [column for column, _code in listed]
        assert f'href="/{name}.csv"' in page
    for column in file.columns:
        assert str(column.help) in page


def test_the_dictionary_has_every_file():
    patterns = [*company_urls.urlpatterns, *urls.urlpatterns, *source_urls.urlpatterns]
    files = [f"{name}_file" for each in FILES for name in (each.name, *each.others)]
    assert sorted(files) == sorted(one.name for one in patterns if one.name.endswith("_file"))


@pytest.mark.django_db
def test_values_that_other_columns_have_too_are_explained_once(client):
    page = text_of(client, "/about/columns/")
    assert page.count(str(MEANINGS[Status][Status.DENIED])) == 1
    assert '<a href="#deals-status">Values as in status</a>' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "places"),
    [
        ("/", ["kind-partnership"]),
        ("/deals/", ["kind", "standing", "status", "dates", "sources-differ"]),
        ("/deals/cainiao-jiushi/", ["status-reported", "standing-single_report", "verdict-differs", "look-alikes"]),
        ("/deals/amazon-zoox/", ["kind-acquisition", "verdict-other_meaning", "reason-editor_judgement"]),
        ("/companies/cainiao/", ["verdict-agrees", "standing"]),
        ("/sources/wall-street-journal-cainiao-zelos/", ["origins"]),
        ("/claims/2dc3c413-ae8f-5b31-8685-f41f1fadd61c/", ["verdict-agrees", "basis-stated"]),
    ],
)
def test_badges_lead_to_what_they_mean(client, path, places):
    page = client.get(path).content.decode()
    linked = re.findall(r'href="/about/#([^"]*)"', page)
    assert set(places) <= set(linked)
    explained = re.findall(r' id="([^"]*)"', client.get("/about/").content.decode())
    assert set(linked) <= set(explained)
