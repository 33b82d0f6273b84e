"""What the public pages' templates can say, beside Jinja's own: addresses, static files, words, dates, languages."""

from functools import lru_cache

from django.template.defaultfilters import date
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import template_localtime
from django.utils.translation import get_language, gettext, ngettext
from django_htmx.jinja import htmx_script
from jinja2 import Environment, StrictUndefined

from deals.rows import deals_by_role
from deals.rows import labels as deal_labels
from values.text import language_of, said_once


def environment(**options):
    """Return the environment of Django's Jinja2 backend; a name that a template misspells is an error."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    environment = Environment(**options, extensions=["jinja2.ext.i18n"])  # noqa: S701  (among the options)
    environment.install_gettext_callables(said_once(gettext), ngettext, newstyle=True)
    environment.globals |= {
        "deal_labels": deal_labels,
        "deals_by_role": deals_by_role,
        "get_language": get_language,
        "htmx_script": htmx_script,
        "lang": lang,
        "static": static,
        "url": url,
    }
    environment.filters |= {"capfirst": capfirst, "date": written}
    return environment


@lru_cache(maxsize=1000)
def url(name, *arguments):
    """The address of a page."""
    return reverse(name, args=arguments)


def lang(text):
    """The language attribute of a name that holds Chinese characters; nothing for other names."""
    language = language_of(str(text))
    return format_html(' lang="{}"', language) if language else ""


def written(moment, form):
    """A date or moment in one of Django's forms, such as "j F Y"."""
    return date(template_localtime(moment), form)
