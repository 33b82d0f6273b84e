"""A page between the site's header and footer, which do not depend on the data and are rendered but once."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.html import conditional_escape
from django.utils.translation import get_language

TITLE, CONTENT = "(the title)", "(the content)"


class PageResponse(TemplateResponse):
    """A page whose template is only what stands in it; its `title` comes from the context."""

    @property
    def rendered_content(self):
        context = self.resolve_context(self.context_data)
        before, between, after = _shell(_place(self._request.path), get_language())
        return f"{before}{conditional_escape(context['title'])}{between}{self.inside(context)}{after}"

    def inside(self, context):
        return self.resolve_template(self.template_name).render(context, self._request)


def _place(path):
    """The part of the navigation that a page belongs to; a record's page to none."""
    return path if path.count("/") <= 2 else ""


@lru_cache(maxsize=32)
def _shell(path, language):
    """The page around a title and a content, as three texts."""
    request = type("Request", (), {"path": path})
    page = render_to_string("shell.html", {"title": TITLE, "content": CONTENT, "request": request})
    before, rest = page.split(TITLE)
    return before, *rest.split(CONTENT)
