from django.core.management.base import BaseCommand
from django.db import transaction

from companies.models import Company
from deals.models import Deal
from deals.refresh import write_stale
from lists import search
from sources.models import Source


class Command(BaseCommand):
    help = "Recompute every derived column and the search index; `check_data` says whether there is need."

    @transaction.atomic
    def handle(self, **options):
        for model in (Source, Company, Deal):
            search.rebuild(model)
        self.stdout.write(f"{write_stale()} records were out of date.")
