from django.core.management.base import BaseCommand
from django.db import transaction

from sources.rates import ecb_rates, load_rates


class Command(BaseCommand):
    help = "Add the European Central Bank's exchange rates that are not in the table yet; known ones stay."

    @transaction.atomic
    def handle(self, **options):
        self.stdout.write(f"{load_rates(ecb_rates())} exchange rates added.")
