"""The derived columns of a source, from its own row."""

from values.text import index_words


def derived(source):
    return {"search_text": " ".join(index_words(f"{source.title} {source.publisher} {source.author}"))}
