from django.utils.translation import gettext_lazy as _
from django_countries import countries

from lists.filters import ListFilters, any_word, by_address, columns_choice, one_word, search

from .columns import COMPANY_COLUMNS
from .models import Segment
from .vocabulary import CompanyKind

COUNTRY_HINT = _("two capital letters, such as US or CN")
NO_SEGMENT = _("There is no segment “%(value)s”; use one such as robotaxi or trucking.")


class CompanyFilters(ListFilters):
    q = search(_("Search"))
    kind = any_word(_("Kind"), CompanyKind.choices)
    country = any_word(_("Country"), list(countries), COUNTRY_HINT)
    segment = by_address(_("Segment"), Segment.objects.all, NO_SEGMENT)
    sort = one_word(_("Sort"), [("name", _("Name")), ("-deals", _("Most deals first"))])
    columns = columns_choice(COMPANY_COLUMNS)

    DEFAULT_SORT = "name"
    ORDERS = {"name": ("name", False), "-deals": ("deals", True)}
