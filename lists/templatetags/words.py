from django import template
from django.utils.safestring import mark_safe

from values.text import HAN_OR_KANA

register = template.Library()


@register.filter
def lang_attr(text):
    """The language attribute of a name that holds Chinese characters; nothing for other names."""
    return mark_safe(' lang="zh"') if HAN_OR_KANA.search(text or "") else ""


@register.filter
def found_as(company, query):
    """The name by which a search finds the company, if it is not its usual one."""
    return company.found_as(query) if query else None


@register.filter
def item(form, name):
    """The form's field of this name, so that a template can show fields in its own order."""
    return form[name]
