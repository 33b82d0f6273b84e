"""The few templates that Jinja renders: parts with many rows, where Django's own would take most of a page's time."""

from functools import cache, lru_cache

from django.conf import settings
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, FileSystemLoader

from .templatetags.words import lang_attr


def render(name, context):
    """Render one of these templates; every value in it is escaped where the template does not say otherwise."""
    return _environment(get_language()).get_template(name).render(context)


@cache
def _environment(language):
    """One for each language, so that words which never change are translated once."""
    environment = Environment(
        loader=FileSystemLoader(settings.BASE_DIR / "templates"),
        autoescape=True,
        auto_reload=settings.DEBUG,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(lru_cache(gettext), ngettext, newstyle=True)
    environment.globals["lang"] = lang_attr
    return environment
