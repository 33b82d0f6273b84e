from django.core.management.base import BaseCommand

from curation.roles import ROLES, make_roles


class Command(BaseCommand):
    help = "Give the groups of the desk the permissions that come with this release."

    def handle(self, **options):
        make_roles()
        self.stdout.write(f"{', '.join(ROLES)}: as they come.")
