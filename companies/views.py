from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from sources.lists import ListFile, ListPage
from sources.redirects import LeadsOn

from .changes import changes
from .columns import COMPANY_COLUMNS
from .evidence import finding
from .filters import CompanyFilterSet
from .memory import MEMORY
from .models import Company, CompanyLookAlike

DEALS_SHOWN = 50


class PublishedCompanies:
    filterset_class = CompanyFilterSet
    columns = COMPANY_COLUMNS
    list_name = "companies"

    def get_queryset(self):
        return Company.objects.published()


class CompanyList(PublishedCompanies, ListPage):
    template_name = "companies/company_list.html"
    memory = MEMORY
    title = _("Companies")
    form_names = ("q", "kind", "country", "sort", "columns")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        query = self.filterset.value("q") or ""
        if query and context["page"]:
            prefetch_related_objects(context["page"].rows, "names")
        return context | {"query": query}


class CompanyFile(PublishedCompanies, ListFile):
    pass


class CompanyDetail(LeadsOn, DetailView):
    model = Company
    template_name = "companies/company_detail.html"

    def get_queryset(self):
        return Company.objects.published().with_page()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "parties": self.object.parties.in_newest_deals(self.object, DEALS_SHOWN),
            "n_shown": min(self.object.n_deals, DEALS_SHOWN),
            "owned": self.object.owned.public(),
            "claims_by_label": self._claims_by_label(),
            "changes": changes(self.object),
            "look_alikes": [(pair, pair.other_than(self.object)) for pair in self._pairs()],
        }

    def _pairs(self):
        return CompanyLookAlike.objects.public().of(self.object)

    def _claims_by_label(self):
        groups = {}
        for claim in self.object.claims.all():
            groups.setdefault(claim.get_field_display(), []).append((claim, finding(self.object, claim)))
        return list(groups.items())
