from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import ProtectedError

from companies.models import Company
from curation.seeding import RECORDS, fixture_files, read_slugs
from deals.models import Deal
from deals.refresh import refresh


class Command(BaseCommand):
    help = "Take the example deals, companies and sources out; those that other records use stay and are named."

    @transaction.atomic
    def handle(self, **options):
        slugs = read_slugs(fixture_files())
        removed, kept = 0, []
        for model in reversed(RECORDS):
            waiting = list(model.objects.filter(slug__in=slugs[model._meta.label_lower]))
            while waiting and (left := [record for record in waiting if not _removed(record)]) != waiting:
                removed, waiting = removed + len(waiting) - len(left), left
            kept += waiting
        refresh(Deal.objects.values_list("pk", flat=True), Company.objects.values_list("pk", flat=True))
        self.stdout.write(f"{removed} example records removed.")
        for record in kept:
            self.stdout.write(f"Kept, because other records use it: {record._meta.verbose_name} “{record}”.")


def _removed(record):
    """Delete the record unless something else needs it."""
    record._change_reason = "examples removed"
    try:
        with transaction.atomic():
            record.delete()
    except ProtectedError:
        return False
    return True
