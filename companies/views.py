from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from lists.views import ListPage
from records.redirects import MergedRedirect

from .changes import changes
from .columns import COMPANY_COLUMNS
from .evidence import finding
from .filters import CompanyFilters
from .index import INDEX
from .models import Company, CompanyLookAlike
from .page import parts_of

DEALS_SHOWN = 50


class CompanyList(ListPage):
    template_name = "companies/company_list.html"
    filters_class = CompanyFilters
    columns = COMPANY_COLUMNS
    index = INDEX
    list_name = "companies"
    title = _("Companies")
    form_names = ("q", "kind", "country", "sort", "columns")

    def get_queryset(self):
        return Company.objects.published()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        query = self.filters.value("q") or ""
        if query and context["page"]:
            prefetch_related_objects(context["page"].rows, "names")
        return context | {"search": query}


class CompanyDetail(MergedRedirect, DetailView):
    model = Company
    template_name = "companies/company_detail.html"

    def get_queryset(self):
        return Company.objects.published()

    def get_context_data(self, **kwargs):
        company = self.object
        present, parts = parts_of(company)
        pairs = CompanyLookAlike.objects.public().of(company) if "look_alikes" in present else []
        return super().get_context_data(**kwargs) | {
            "most": DEALS_SHOWN,
            "parts": parts,
            "claims_by_label": self._claims_by_label(parts["claims"]),
            "changes": changes(company, present),
            "look_alikes": [(pair, pair.other_than(company)) for pair in pairs],
        }

    def _claims_by_label(self, claims):
        groups = {}
        for claim in claims:
            groups.setdefault(claim.get_field_display(), []).append((claim, finding(self.object, claim)))
        return list(groups.items())
