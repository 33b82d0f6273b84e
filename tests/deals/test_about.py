"""The pages that explain: the words of the field, and the columns of the files."""

import pytest

from deals.meanings import MEANINGS


@pytest.mark.parametrize("words", MEANINGS, ids=lambda words: words.__name__)
def test_each_word_has_a_sentence_that_says_what_it_means(words):
    assert [*MEANINGS[words]] == words.values
    assert all(str(meaning).endswith(".") for meaning in MEANINGS[words].values())
