"""The pages that explain: the words of the field, and the columns of the files."""

import re

import pytest

from deals.about import EXAMPLES, entries
from deals.dictionary import FILES
from deals.meanings import MEANINGS
from deals.models import Deal


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
    assert any(entry.example for entry in entries()["status"])
    Deal.objects.update(state="withdrawn")
    assert not any(entry.example for words in entries().values() for entry in words)


COLUMNS = [(file.name, column) for file in FILES for column in file.columns]


@pytest.mark.parametrize(("file", "column"), COLUMNS, ids=lambda each: getattr(each, "name", each))
def test_each_column_says_what_its_cells_hold(file, column):
    assert re.fullmatch(r"[A-Z“].*\.", str(column.help))
    assert set(column.choices) <= set(MEANINGS)
