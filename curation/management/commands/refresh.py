from django.core.management.base import BaseCommand
from django.db import transaction

from deals.refresh import write_stale


class Command(BaseCommand):
    help = "Recompute every derived column; `check_data` says whether there is need."

    @transaction.atomic
    def handle(self, **options):
        self.stdout.write(f"{write_stale()} records were out of date.")
