from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from curation.fixtures import FixtureError, fixture_files, load


class Command(BaseCommand):
    help = "Load the example deals (or the given YAML files); what editors changed in these records is put back."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path, help="fixture files; all of fixtures/ where none is named")

    def handle(self, files, **options):
        try:
            changed = load(files or fixture_files())
        except (FixtureError, OSError) as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        self.stdout.write(f"{changed} entries were new or different and have been written.")
