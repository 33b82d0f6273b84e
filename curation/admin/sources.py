from django.contrib import admin, messages
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sources.models import ExchangeRate, Source

from ..passages import lost_quotes
from .records import RecordAdmin


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = ("title", "publisher", "kind", "published_text", "state")
    list_filter = ("state", "kind", "cited_only", "language")
    search_fields = ("search_text__finds", "url")
    autocomplete_fields = ("based_on",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    "publisher",
                    "author",
                    "kind",
                    "language",
                    "url",
                    "cited_only",
                    "based_on",
                    "version",
                )
            },
        ),
        (_("When"), {"fields": ("published_on", "published_until", "published_note")}),
        (_("How far to trust it"), {"fields": ("reliability_note",)}),
        (_("Its text, for editors only"), {"fields": ("full_text",), "classes": ("collapse",)}),
        RecordAdmin.RECORD,
    )

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "full_text" in form.changed_data:
            for claim in lost_quotes(form.instance):
                words = {"quote": claim.quote_exact, "subject": claim.subject}
                sentence = gettext("“%(quote)s” (%(subject)s) does not stand in the text: correct the claim.") % words
                self.message_user(request, sentence, messages.WARNING)


@admin.register(ExchangeRate)
class ExchangeRateAdmin(admin.ModelAdmin):
    """Rates come from the European Central Bank (`manage.py load_rates`); here they are looked up."""

    list_display = ("currency", "day", "usd")
    list_filter = ("currency",)
    show_facets = admin.ShowFacets.NEVER
    date_hierarchy = "day"
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
