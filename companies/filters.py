from django.utils.translation import gettext_lazy as _
from django_countries import countries

from lists.filters import ListFilterSet, any_word, by_address, columns_choice, one_word, search

from .columns import COMPANY_COLUMNS
from .models import Segment
from .vocabulary import CompanyKind

SORTS = {"name": ("name_key", "pk"), "-deals": ("-n_deals", "-pk")}
COUNTRY_HINT = _("two capital letters, such as US or CN")
NO_SEGMENT = _("There is no segment “%(value)s”; right would be one such as robotaxi or trucking.")


class CompanyFilterSet(ListFilterSet):
    q = search(_("Search"))
    kind = any_word(_("Kind"), CompanyKind.choices, "in_column")
    country = any_word(_("Country"), list(countries), "in_column", COUNTRY_HINT)
    segment = by_address(_("Segment"), Segment.objects.all, "in_segments", NO_SEGMENT)
    sort = one_word(_("Sort"), [("name", _("Name")), ("-deals", _("Most deals first"))])
    columns = columns_choice(COMPANY_COLUMNS)

    DEFAULT_SORT = "name"
    ORDERS = {"name": ("name", False), "-deals": ("deals", True)}

    def search(self, companies, name, query):
        return companies.matching(query)

    def in_segments(self, companies, name, segments):
        return companies.filter(segments__in=segments).distinct() if segments else companies

    def in_order(self, companies):
        return companies.order_by(*SORTS[self.sort])
