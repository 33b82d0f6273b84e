from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import RestrictedError

from curation.fixtures import RECORDS, fixture_files, read_slugs
from deals.refresh import write_stale


class Command(BaseCommand):
    help = "Take the example deals, companies and sources out; those that other records use stay and are named."

    @transaction.atomic
    def handle(self, **options):
        slugs = read_slugs(fixture_files())
        removed, kept = 0, []
        for model in reversed(RECORDS):
            examples = model.objects.filter(slug__in=slugs[model._meta.label_lower])
            found = examples.count()
            kept += (left := _remove(examples))
            removed += found - len(left)
        write_stale()
        self.stdout.write(f"{removed} example records removed.")
        for record in kept:
            self.stdout.write(f"Kept, because other records use it: {record._meta.verbose_name} “{record}”.")


def _remove(records):
    """Delete the records, all at once where nothing else needs them; return those that something else needs."""
    if _deleted(records.all()):
        return []
    waiting = list(records)
    while (left := [record for record in waiting if not _deleted(record)]) != waiting:
        waiting = left
    return left


def _deleted(records):
    try:
        with transaction.atomic():
            records.delete()
    except RestrictedError:
        return False
    return True
