from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter

from lists.filters import ListFilterSet, any_word, columns_choice, one_word, search

from .columns import SOURCE_COLUMNS
from .vocabulary import SourceKind


class SourceFilterSet(ListFilterSet):
    q = search(_("Search"))
    kind = any_word(_("Kind"), SourceKind.choices, "in_column")
    publisher = CharFilter(label=_("Publisher"), method="same_text", max_length=200)
    language = CharFilter(label=_("Language"), method="same_text", max_length=35)
    sort = one_word(_("Sort"), [("-published", _("Newest first"))])
    columns = columns_choice(SOURCE_COLUMNS)

    DEFAULT_SORT = "-published"
    ORDERS = {"-published": ("published", True)}

    def search(self, sources, name, query):
        return sources.matching(query)

    def in_order(self, sources):
        return sources.order_by(F("published_on").desc(nulls_last=True), "-pk")
