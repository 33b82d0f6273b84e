from lists.files import ListFile

from .columns import COMPANY_COLUMNS
from .filters import CompanyFilters
from .index import INDEX
from .models import Company


class CompanyFile(ListFile):
    filters_class = CompanyFilters
    columns = COMPANY_COLUMNS
    index = INDEX
    list_name = "companies"

    def get_queryset(self):
        return Company.objects.published()
