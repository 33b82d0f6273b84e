from django.core.management.base import BaseCommand

from curation.staff import NAME, new_password


class Command(BaseCommand):
    help = "Give the first editor a new random password and print it."

    def handle(self, **options):
        self.stdout.write(f"User: {NAME}  Password: {new_password()}")
