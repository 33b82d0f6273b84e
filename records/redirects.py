"""The addresses of merged records lead to the record that stays."""

from django.http import Http404
from django.shortcuts import redirect


class MergedRedirect:
    """A detail page: where its record was merged into another one, 301 to that one's page."""

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            record = self.model.objects.addressed().filter(slug=kwargs["slug"], merged_into__isnull=False).first()
            if record is None or not record.survivor.is_published:
                raise
            return redirect(record.survivor, permanent=True)
