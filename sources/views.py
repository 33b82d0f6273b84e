from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from lists.views import ListPage

from .columns import SOURCE_COLUMNS
from .filters import SourceFilters
from .index import INDEX
from .models import Source


class SourceList(ListPage):
    template_name = "sources/source_list.html"
    filters_class = SourceFilters
    columns = SOURCE_COLUMNS
    index = INDEX
    list_name = "sources"
    title = _("Sources")
    form_names = ("q", "kind", "publisher", "language", "columns")

    def get_queryset(self):
        return Source.objects.published().with_counts().select_related("based_on")


class SourceDetail(DetailView):
    template_name = "sources/source_detail.html"

    def get_queryset(self):
        return Source.objects.published().select_related("based_on")

    def get_context_data(self, **kwargs):
        source = self.object
        claims = [*source.dealclaims.public(), *source.companyclaims.public()]
        retellings = source.retellings.published()
        return super().get_context_data(**kwargs) | {
            "claims": sorted(claims, key=lambda claim: (claim.paragraph or 0, claim.added_at)),
            "retellings": retellings,
        }
