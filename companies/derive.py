"""The derived columns of a company, from its own rows."""

from sources.text import index_words, sort_key


def derived(company):
    """Return the derived columns of a company read with names, owners and segments.

    `n_deals` comes with the company, annotated as `n_published_deals` by whoever knows of deals.
    """
    names = [name.text for name in company.names.all()]
    public = [tie.owner.name for tie in company.owners.all() if tie.owner.is_published and tie.until is None]
    return {
        "name_key": sort_key(company.name),
        "other_names_text": "; ".join(name for name in names if name != company.name),
        "owners_text": "; ".join(public),
        "segments_text": "; ".join(segment.slug for segment in company.segments.all()),
        "search_text": " ".join(index_words(" ".join([company.name, *names]))),
        "n_deals": company.n_published_deals,
        "former_ids": company.former_ids_text(),
    }
