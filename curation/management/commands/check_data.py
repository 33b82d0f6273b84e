from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from companies.models import Company
from curation.publication import missing
from deals.models import Deal
from deals.refresh import stale_records
from lists import dataversion, search
from records.rows import data_models
from sources.models import Source


class Command(BaseCommand):
    help = "Check every record against the rules and every derived column against a fresh computation."

    def handle(self, **options):
        problems = [*_broken_rules(), *_unready(), *_stale_columns(), *_stale_indexes()]
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} problems.")
        self.stdout.write("All records hold.")


def _broken_rules():
    for model in data_models():
        for record in model.objects.iterator():
            try:
                record.full_clean()
            except ValidationError as error:
                yield f"{_name(record)}: {'; '.join(error.messages)}"


def _unready():
    for model in (Source, Company, Deal):
        for record in model.objects.published():
            yield from (f"{_name(record)} is published but not ready: {gap}" for gap in missing(record))


def _stale_columns():
    for record, columns, agreements in stale_records():
        wrong = [*columns, *(["agreement of its claims"] if agreements else [])]
        yield f"{_name(record)}: derived columns are out of date: {', '.join(wrong)}"


def _stale_indexes():
    """What pages are found and counted by, beside the records."""
    for model in (Source, Company, Deal):
        if search.broken(model):
            yield f"{model._meta.verbose_name_plural}: the search index is out of date; `refresh` fills it anew"
    for table in dataversion.unwatched():
        yield f"{table}: a trigger is missing, so old pages may be shown; `migrate` makes it anew"


def _name(record):
    return f"{record._meta.verbose_name} {record.pk} “{record}”"
