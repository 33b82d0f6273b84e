"""The derived columns of a company, from its own rows."""

from hashlib import blake2b

from values.text import index_words, sort_key


def derived(company, above):
    """Return the derived columns of a company read with names, owners and segments, but for `n_deals`.

    `above` holds the ids of the companies that it belongs to.
    """
    names = [name.text for name in company.names.all()]
    public = [tie.owner.name for tie in company.owners.all() if tie.owner.is_published and tie.until is None]
    return {
        "name_key": sort_key(company.name),
        "other_names_text": "; ".join(name for name in names if name != company.name),
        "owners_text": "; ".join(public),
        "segments_text": "; ".join(segment.slug for segment in company.segments.all()),
        "search_text": " ".join(index_words(" ".join([company.name, *names]))),
        "former_ids": company.former_ids_text(),
        "shown_key": shown_key(company.name, company.slug, company.country, company.state, names, above),
    }


def shown_key(name, slug, country, state, names, above):
    """Return a text that is another one as soon as anything is that deals show or judge a company by.

    A company may have a hundred thousand deals: they are looked at again only where this changed.
    """
    parts = [name, slug, country, state, *names, *map(str, sorted(above))]
    return blake2b("\n".join(parts).encode(), digest_size=8).hexdigest()
