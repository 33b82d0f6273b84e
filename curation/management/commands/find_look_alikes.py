from django.core.management.base import BaseCommand

from curation.candidates import find_company_pairs, find_deal_pairs


class Command(BaseCommand):
    help = "Look for companies and for deals that may be the same; editors judge the pairs at the desk."

    def handle(self, **options):
        self.stdout.write(f"{find_company_pairs()} new pairs of companies, {find_deal_pairs()} of deals.")
