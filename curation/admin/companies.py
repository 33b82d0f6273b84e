from django.contrib import admin, messages
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from companies.models import Company, CompanyClaim, CompanyName, Identifier, Ownership, Segment
from values.text import mixed_scripts

from ..candidates import find_company_pairs
from ..vocabulary import MergeKind
from .base import REASON, UnversionedAdmin
from .claim_forms import CompanyClaimForm, CompanyClaimRow
from .forms import VersionedForm
from .inlines import ClaimsInline, RowsInline
from .names import choose_company
from .offers import PASSAGE, PassageForm, offer_claims
from .records import RecordAdmin
from .rows import RowAdmin


def name_remarks(names):
    """Say which names mix letters of scripts that look alike."""
    for name in names:
        if mixed := mixed_scripts(name):
            words = {"name": name, "scripts": gettext(" and ").join(mixed)}
            yield gettext("“%(name)s”: this name mixes %(scripts)s letters, which look alike. Is that meant?") % words


class NameInline(RowsInline):
    model = CompanyName
    extra = 1


class IdentifierInline(RowsInline):
    model = Identifier
    extra = 0


class OwnerInline(RowsInline):
    model = Ownership
    related = ("owner", "owned")
    fk_name = "owned"
    autocomplete_fields = ("owner",)
    extra = 0
    verbose_name = _("owner")
    verbose_name_plural = _("owners")


class CompanyClaimInline(ClaimsInline):
    model = CompanyClaim
    related = ("other",)
    fk_name = "company"
    form = CompanyClaimRow
    autocomplete_fields = ("source", "other", "origin")
    extra = 0
    fields = (
        ("field", "value"),
        ("other", "company_named", "role"),
        ("source", "paragraph"),
        "quote_exact",
        ("said_by", "speaker", "origin"),
        ("basis", "modality", "as_of", "rank", "proposed"),
        "note",
        "left_out",
    )


class CompanyForm(PassageForm, VersionedForm):
    class Meta:
        model = Company
        fields = "__all__"  # noqa: DJ007


@admin.register(Company)
class CompanyAdmin(RecordAdmin):
    form = CompanyForm
    buttons = {"_read_quote": offer_claims, "_choose": choose_company}
    merge_kind = MergeKind.COMPANY
    list_display = ("name", "other_names_text", "kind", "country", "n_deals", "state")
    list_filter = ("state", "kind", "status", "segments")
    search_fields = ("search_text",)
    inlines = (NameInline, IdentifierInline, OwnerInline, CompanyClaimInline)
    fieldsets = (
        (None, {"fields": ("name", "kind", "status", "country", "founded", "segments", "website", "version")}),
        (_("In our own words"), {"fields": ("description",)}),
        RecordAdmin.RECORD,
        REASON,
        PASSAGE,
    )

    def get_search_results(self, request, queryset, search_term):
        """Find a company by any of its names, whatever script or accent."""
        return queryset.matching(search_term.replace("\0", "")), False

    def remarks(self, record):
        return name_remarks([record.name, *record.names.values_list("text", flat=True)])

    def after_publishing(self, record):
        find_company_pairs([record])


@admin.register(Segment)
class SegmentAdmin(UnversionedAdmin):
    list_display = ("name", "slug", "group")
    list_filter = ("group",)
    search_fields = ("name", "slug")

    def get_readonly_fields(self, request, obj=None):
        return ("slug",) if obj else ()

    def has_delete_permission(self, request, obj=None):
        """A segment that a record has stays."""
        used = obj is not None and (obj.companies.exists() or obj.deals.exists())
        return not used and super().has_delete_permission(request, obj)


class OfCompany(RowAdmin):
    """A row of a company."""

    autocomplete_fields = ("company",)


@admin.register(CompanyName)
class CompanyNameAdmin(OfCompany):
    list_display = ("text", "company", "language", "kind")
    list_filter = ("kind", "language")
    search_fields = ("text", "company__name")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for remark in name_remarks([form.instance.text]):
            self.message_user(request, remark, messages.WARNING)


@admin.register(Identifier)
class IdentifierAdmin(OfCompany):
    list_display = ("value", "scheme", "company")
    list_filter = ("scheme",)
    search_fields = ("value", "company__name")


@admin.register(Ownership)
class OwnershipAdmin(RowAdmin):
    list_display = ("owner", "owned", "relation", "percent", "until")
    list_filter = ("relation",)
    search_fields = ("owner__name", "owned__name")
    autocomplete_fields = ("owner", "owned")


@admin.register(CompanyClaim)
class CompanyClaimAdmin(OfCompany):
    form = CompanyClaimForm
    buttons = {"_choose": choose_company}
    list_display = ("__str__", "company", "source", "basis", "modality", "rank")
    list_filter = ("field", "agreement", "proposed", "said_by", "basis", "modality", "rank")
    list_select_related = ("company", "source", "other")
    search_fields = ("company__search_text__finds", "quote_exact", "source__title")
    autocomplete_fields = ("company", "source", "other", "origin")
