"""The deal list as HTML: the one page that is sent so often that Django's own templates would cost most of its time.

It comes from Jinja templates over rows that are no model instances.
"""

from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from lists.jinja import render
from lists.shell import PageResponse

from .rows import table, words


class ListResponse(PageResponse):
    """The list between the site's header and footer."""

    def inside(self, context):
        return render("deals/list.jinja", context | self._parts(context))

    def _parts(self, context):
        """What only this template needs."""
        page, plain = context["page"], context["plain"]
        return {
            "path": self._request.path,
            "query": context["filterset"].address(),
            "messages": "" if context["valid"] and page is not None else self._fragment("_list_messages.html", context),
            "plain_table": self._fragment("_plain_table.html", context) if plain else "",
            "table": table(page.rows, context["title"]) if page and not plain else "",
            "file_address": reverse(f"{context['list_name']}_file"),
            "fields": _fields(context),
            "words": words(),
        }

    def _fragment(self, file, context):
        return mark_safe(render_to_string(file, context, self._request))  # noqa: S308  (escaped by its template)


def _fields(context):
    """The form's fields; where nothing is written in them they are the same each time."""
    if any(one.values for one in context["form_fields"]):
        return _written_fields(context["form"])
    return _empty_fields(type(context["filterset"]), get_language())


@lru_cache(maxsize=16)
def _empty_fields(filterset_class, language):
    return _written_fields(filterset_class().form)


def _written_fields(form):
    return mark_safe(render("deals/fields.jinja", {"form": form}))  # noqa: S308  (escaped by its template)
