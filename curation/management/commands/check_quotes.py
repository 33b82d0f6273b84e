from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from companies.models import CompanyClaim
from deals.models import DealClaim
from values.text import same_words


class Command(BaseCommand):
    help = "Compare every quote with the texts in a folder and name each that is not found word for word."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="a folder of .txt files")

    def handle(self, folder, **options):
        texts = [same_words(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.txt"))]
        if not texts:
            raise CommandError(f"There is no .txt file in {folder}.")
        quotes = [claim for model in (DealClaim, CompanyClaim) for claim in model.objects.exclude(quote_exact="")]
        lost = [claim for claim in quotes if not any(same_words(claim.quote_exact) in text for text in texts)]
        for claim in lost:
            self.stderr.write(f"Not found: claim {claim.pk} on {claim.subject}: “{claim.quote_exact}”")
        if lost:
            raise CommandError(f"{len(lost)} of {len(quotes)} quotes are not in the texts.")
        self.stdout.write(f"All {len(quotes)} quotes stand in the texts.")
