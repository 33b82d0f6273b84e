"""Text made comparable: for search, sort keys and quotes."""

import re
import unicodedata
from functools import lru_cache, wraps

from django.utils.translation import get_language, gettext_lazy

HAN_OR_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
RUNS = re.compile(rf"(?P<han>{HAN_OR_KANA.pattern}+)|(?:(?!{HAN_OR_KANA.pattern})[^\W_])+")
LONGEST_WORD = 60


def fold(text):
    """Fold case, width and accents away, so that "Société", "societe" and "Ｓｏｃｉｅｔｅ" are one."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(unicodedata.normalize("NFKC", bare).split())


def index_words(text):
    """Split a text into the words that a search finds it by, folded and in their order.

    Chinese and Japanese are written without spaces: a run of their characters gives each pair of neighbours and
    its last character, so that any part of a name is found. Other words are cut at 60 characters.
    """
    words = []
    for run in RUNS.finditer(fold(text)):
        if han := run["han"]:
            words += [han[place : place + 2] for place in range(len(han))]
        else:
            words.append(run[0][:LONGEST_WORD])
    return words


SCRIPTS = {"LATIN": gettext_lazy("Latin"), "CYRILLIC": gettext_lazy("Cyrillic"), "GREEK": gettext_lazy("Greek")}


def mixed_scripts(text):
    """Return the names of the scripts that one word of the text mixes, such as Cyrillic and Latin; else nothing.

    Letters of these scripts look alike (Unicode Technical Standard 39): “Zоox” with a Cyrillic о is not “Zoox”.
    """
    for word in text.split():
        found = {unicodedata.name(char, "").partition(" ")[0] for char in word if char.isalpha()}
        if len(mixed := sorted(found & set(SCRIPTS))) > 1:
            return [str(SCRIPTS[script]) for script in mixed]
    return []


def sort_key(text):
    """Return bytes that sort alike in every database, whatever its collation (at most 240)."""
    return fold(text).encode()[:240]


def same_words(text):
    """Normalise white space and Unicode form, nothing else: what "verbatim" allows for."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def language_of(name):
    """Return the BCP 47 language of a name that holds Chinese or Japanese characters, as far as they tell; else ""."""
    return "zh" if HAN_OR_KANA.search(name or "") else ""


def quote_length(text):
    """Count a quote's words, split at white space, and its Han and kana characters."""
    return len(text.split()), len(HAN_OR_KANA.findall(text))


def said_once(function):
    """Keep what a function without side effects says of the same arguments, in each language."""
    kept = lru_cache(maxsize=10_000)(lambda language, *arguments: function(*arguments))

    @wraps(function)
    def said(*arguments):
        return kept(get_language(), *arguments)

    return said
