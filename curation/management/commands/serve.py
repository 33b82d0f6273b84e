import os
import socket
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from curation.fixtures import FixtureError, fixture_files, is_untouched, load
from curation.staff import ensure_staff_user
from sources.models import ExchangeRate

EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104  (recognised here in order to ask for ALLOWED_HOSTS)


def _waiting_migrations():
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


class Command(BaseCommand):
    help = "Bring the database up to date and serve the site: what `make run` calls."

    def handle(self, **options):
        host, port = os.environ.setdefault("HOST", "127.0.0.1"), os.environ.setdefault("PORT", "8000")
        self._check_address(host, port)
        is_new_version = bool(_waiting_migrations())
        call_command("migrate", verbosity=0)
        self._fill_empty_database()
        if is_new_version:
            call_command("refresh", stdout=self.stdout)
        if password := ensure_staff_user():
            self.stdout.write(f"Made the first editor. User: editor  Password: {password}  (shown once)")
        call_command("collectstatic", interactive=False, verbosity=0)
        os.environ["SECRET_KEY"] = settings.SECRET_KEY
        os.environ.setdefault("ALLOWED_HOSTS", ",".join({*settings.ALLOWED_HOSTS, host}))
        self.stdout.flush()
        os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn", "config.wsgi"])  # noqa: S606

    def _check_address(self, host, port):
        if host in EVERY_ADDRESS and not os.environ.get("ALLOWED_HOSTS"):
            raise CommandError("Say which name people will type: ALLOWED_HOSTS=tracker.example.org make run")
        if not port.isdigit() or not 0 < int(port) < 65536:
            raise CommandError(f"“{port}” is no port; choose one from 1 to 65535: PORT=8001 make run")
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, int(port)))
            except OSError as error:
                raise CommandError(
                    f"{host}:{port} cannot be used ({error.strerror}); try PORT=8001 make run"
                ) from error

    def _fill_empty_database(self):
        if not ExchangeRate.objects.exists():
            call_command("load_rates", stdout=self.stdout)
        if is_untouched() and os.environ.get("EXAMPLES", "yes") != "no":
            try:
                self.stdout.write(f"Loaded {load(fixture_files())} entries of example deals.")
            except FixtureError as error:
                raise CommandError(f"The example deals were not loaded. {error}") from error
