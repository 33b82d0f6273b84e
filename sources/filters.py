from django.utils.translation import gettext_lazy as _

from lists.filters import ListFilters, any_word, columns_choice, one_word, search, text

from .columns import SOURCE_COLUMNS
from .models import Source
from .vocabulary import SourceKind


class SourceFilters(ListFilters):
    q = search(_("Search"))
    kind = any_word(_("Kind"), SourceKind.choices)
    publisher = text(_("Publisher"), max_length=200)
    language = text(_("Language"), max_length=35)
    sort = one_word(_("Sort"), [("-published", _("Newest first"))])
    columns = columns_choice(SOURCE_COLUMNS)

    DEFAULT_SORT = "-published"
    ORDERS = {"-published": ("published", True)}

    def found_by_publisher(self):
        return Source.objects.filter(publisher__iexact=self.value("publisher"))

    def found_by_language(self):
        return Source.objects.filter(language__iexact=self.value("language"))
