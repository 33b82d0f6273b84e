"""The deal list as HTML: the one page that is sent so often that Django's own templates would cost most of its time.

The header and footer do not depend on the data and are rendered once for each address; what lies between comes from
one Jinja template over rows that are no model instances.
"""

from collections import namedtuple
from functools import cache, lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, FileSystemLoader

from sources.standing import Standing
from sources.templatetags.words import lang_attr

from .models import Deal, Form, Kind, Measure, Status
from .models.shown import Shown
from .models.vocabulary import DatedBasis, Disclosure

COLUMNS = (
    *("pk", "slug", "kind", "form", "title", "status", "dated", "dated_last", "dated_basis", "value_min", "value_max"),
    *("value_currency", "value_qualifier", "value_measure", "value_disclosure", "value_standing", "party_list"),
    *("more_parties", "n_sources", "sources_differ", "decided"),
)
MARK = "<!--the list-->"


class Row(Shown, namedtuple("Row", COLUMNS)):
    """One deal of the list."""

    __slots__ = ()

    def shown(self, words):
        """The row as the template unpacks it: plain texts, so that nothing is looked up in its loop."""
        kind, form, status = words["kinds"][self.kind], words["forms"][self.form], words["statuses"][self.status]
        differ = words["differ" if self.decided != "yes" else "decided"] if self.sources_differ else ""
        return (
            *(self.slug, self.title, lang_attr(self.title), self.kind, kind, form),
            *(_side(self.left_side), _side(self.right_side), self.more_parties),
            *(
                str(self.value or ""),
                words["measures"][self.value_measure],
                words["disclosures"][self.value_disclosure],
            ),
            *(self.value_standing, words["standings"][self.value_standing], self.status, status),
            *(self.dated and self.dated.isoformat(), self.dated and self.dated_text, words["bases"][self.dated_basis]),
            *(self.n_sources, " differ" if self.decided != "yes" else "", differ),
        )


def _side(parties):
    """One side's companies, each with what parts it from the one before."""
    return [
        (party["slug"], party["name"], lang_attr(party["name"]), ", " if place else "")
        for place, party in enumerate(parties)
    ]


def rows(ids):
    """Return the rows of these deals, in this order; without those that are gone meanwhile."""
    found = {row[0]: Row._make(row) for row in Deal.objects.filter(pk__in=ids).order_by().values_list(*COLUMNS)}
    return [found[pk] for pk in ids if pk in found]


class ListResponse(TemplateResponse):
    """Header, list and footer."""

    @property
    def rendered_content(self):
        context = self.resolve_context(self.context_data)
        header, footer = _shell(self._request.path, str(context["title"]), get_language())
        return f"{header}{_template().render(context | self._words(context))}{footer}"

    def _words(self, context):
        """What only this template needs."""
        request = self._request
        fragments = {
            "messages": "" if context["valid"] and context["page"] is not None else "_list_messages.html",
            "plain_table": "_plain_table.html" if context["plain"] else "",
        }
        words, page = _labels(get_language()), context["page"]
        rows = [row.shown(words) for row in page.rows] if page and not context["plain"] else []
        return (
            words
            | {name: mark_safe(file and render_to_string(file, context, request)) for name, file in fragments.items()}  # noqa: S308
            | {
                "path": request.path,
                "query": context["filterset"].address(),
                "rows": rows,
                "file_address": reverse(f"{context['list_name']}_file"),
                "column_boxes": _boxes(context["form"]["columns"]),
            }
        )


@lru_cache(maxsize=64)
def _shell(path, title, language):
    """The page around the list, as two texts."""
    request = type("Request", (), {"path": path})
    page = render_to_string("deals/deal_list.html", {"title": title, "mark": mark_safe(MARK), "request": request})  # noqa: S308
    return page.split(MARK)


@cache
def _template():
    environment = Environment(
        loader=FileSystemLoader(settings.BASE_DIR / "templates"), autoescape=True, extensions=["jinja2.ext.i18n"]
    )
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)
    environment.globals["lang"] = lang_attr
    return environment.get_template("deals/list.jinja")


@lru_cache(maxsize=8)
def _labels(language):
    """The words of values and headings, looked up once."""
    return {
        "kinds": _words_of(Kind),
        "forms": _words_of(Form),
        "statuses": _words_of(Status),
        "measures": _words_of(Measure),
        "disclosures": _words_of(Disclosure),
        "standings": _words_of(Standing),
        "bases": _words_of(DatedBasis),
        "deal_url": reverse("deals"),
        "company_url": reverse("companies"),
        "parties_said": gettext("Parties"),
        "value_said": gettext("Value"),
        "status_said": gettext("Status"),
        "dated_said": gettext("Dated"),
        "sources_said": gettext("Sources"),
        "and_said": gettext("and"),
        "others_said": gettext("and others"),
        "undated_said": gettext("undated"),
        "chosen_said": gettext("chosen"),
        "decided": gettext("differ, decided"),
        "differ": gettext("sources differ"),
    }


def _words_of(choices):
    return {"": ""} | {value: str(label) for value, label in choices.choices}


def _boxes(field):
    return _unchosen_boxes(get_language(), field.field) if not field.values else _written_boxes(field.choices)


@lru_cache(maxsize=8)
def _unchosen_boxes(language, field):
    return _written_boxes([(value, label, False) for value, label in field.choices])


def _written_boxes(choices):
    box = '<label><input type="checkbox" name="columns" value="{}"{}> {}</label>'
    checked = {True: mark_safe(" checked"), False: ""}
    return format_html_join("", box, ((value, checked[chosen], label) for value, label, chosen in choices))
