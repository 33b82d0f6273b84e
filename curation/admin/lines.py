"""Lines that are typed as they are written, and read into the boxes of a form when it is saved."""

import re

from ..readings import countries_of

PARTY_BOX = re.compile(r"parties-\d+-company")
PARTY_NAME = re.compile(r"parties-\d+-company_named")


def countries_typed(form):
    """Where the parties are, as saved and as chosen in the form just now: it may settle what "$" is."""
    deal = getattr(form.instance, "deal", form.instance) if getattr(form.instance, "deal_id", None) else form.instance
    saved = getattr(deal, "countries_text", "").split("; ")
    ids, names = ([form.data[name] for name in form.data if box.fullmatch(name)] for box in (PARTY_BOX, PARTY_NAME))
    return {*saved, *countries_of(ids, names)}


def write_down(form, values):
    """Put what a line was read as into the form's own boxes: there it is seen, compared and held."""
    form.data = form.data.copy()
    for name, value in values.items():
        form.data[form.add_prefix(name)] = "" if value is None else str(value)
    form.__dict__.pop("changed_data", None)  # was found out before


def reads(what):
    """The attributes of a box whose line is read at once (static/js/desk.js)."""
    return {"data-reads": what, "autocomplete": "off"}
