"""A ready citation of one claim: who said it, in which words, and where it is kept. Pure."""

import re

from django.utils.translation import gettext as _

TRACKER = "AV Deal Tracker"


def plain(claim, address, version):
    """Return one sentence to paste; `address` is the version's permanent address, `version` the public version."""
    source = claim.source
    parts = [
        ", ".join(filter(None, [source.author, source.publisher])),
        f"“{source.title}”" + (f" ({source.published_text})" if source.published_text else f" ({_('undated')})"),
        f"“{claim.quote_exact}”" if claim.quote_exact else "",
        f"{claim.subject}, {claim.get_field_display()}: {claim.words}",
        _("%(tracker)s, version %(number)d of %(day)s, %(address)s")
        % {
            "tracker": TRACKER,
            "number": version.number,
            "day": version.since.date().isoformat(),
            "address": address,
        },
    ]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def bibtex(claim, address, version):
    """Return the same as a BibTeX entry; signs with a meaning in TeX are escaped."""
    source = claim.source
    fields = {
        "author": "{" + _tex(source.author or source.publisher) + "}",
        "title": "{" + _tex(source.title) + "}",
        "organization": _tex(source.publisher) if source.author else "",
        "year": str(source.published_on.year) if source.published_on else "",
        "url": source.url,
        "note": _tex(
            f"{claim.subject}, {claim.get_field_display()}: {claim.words}. {TRACKER}, version {version.number} "
            f"of {version.since.date().isoformat()}, "
        )
        + rf"\url{{{address}}}",
    }
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    return "\n".join([f"@misc{{avdeals-{str(claim.pk)[:8]}-v{version.number},", *lines, "}"])


def _tex(text):
    text = re.sub(r"\\", r"\\textbackslash ", text)
    text = re.sub(r"[{}]", "", text)
    text = re.sub(r"([&%$#_])", r"\\\1", text)
    return text.replace("~", r"\textasciitilde ").replace("^", r"\textasciicircum ")
