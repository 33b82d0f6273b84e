from lists.files import ListFile

from .columns import SOURCE_COLUMNS
from .filters import SourceFilters
from .index import INDEX
from .models import Source


class SourceFile(ListFile):
    filters_class = SourceFilters
    columns = SOURCE_COLUMNS
    index = INDEX
    list_name = "sources"

    def get_queryset(self):
        return Source.objects.published().with_counts()
