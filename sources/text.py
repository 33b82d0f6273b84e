"""Text made comparable: for search, sort keys and quotes."""

import re
import unicodedata

HAN_OR_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def fold(text):
    """Fold case, width and accents away, so that "Société", "societe" and "Ｓｏｃｉｅｔｅ" are one."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(unicodedata.normalize("NFKC", bare).split())


def sort_key(text):
    """Return bytes that sort alike in every database, whatever its collation (at most 240)."""
    return fold(text).encode()[:240]


def same_words(text):
    """Normalise white space and Unicode form, nothing else: what "verbatim" allows for."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def quote_length(text):
    """Count a quote's words, split at white space, and its Han and kana characters."""
    return len(text.split()), len(HAN_OR_KANA.findall(text))
