import threading

import pytest
from django.conf import settings as settings_of_django
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

from companies.models import Company
from curation.fixtures import fixture_files, load
from deals.models import Deal
from lists import files
from sources.models import Source

from . import copies

# A busy machine is no failure: no law of ours is about time.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

SERVED = ("tests/browser/", "tests/serving/")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test begins with the example deals, loaded once."""
    with django_db_blocker.unblock():
        load(fixture_files())


@pytest.fixture(scope="module")
def put_back(django_db_setup, django_db_blocker):
    """What the module's tests commit is gone after them, so that the next module begins with the examples too."""
    with django_db_blocker.unblock():
        kept = copies.keep()
    yield
    with django_db_blocker.unblock():
        copies.put_back(kept)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """What fixtures of this scope write is there for all tests of a module, which each take back what they change."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def places(monkeypatch):
    """A test that only asks for a file and never reads it takes no place from the next one."""
    monkeypatch.setattr(files, "places", threading.BoundedSemaphore(settings_of_django.EXPORTS_AT_ONCE))


@pytest.fixture
def nothing(db):
    """An empty tracker."""
    empty()


@pytest.fixture(scope="module")
def empty_world(world):
    empty()


def empty():
    with override_settings(SIMPLE_HISTORY_ENABLED=False):  # deleting the examples would write a row for each
        Deal.objects.all().delete()
        Company.objects.all().delete()
        Source.objects.all().delete()


@pytest.fixture
def editor(db):
    return get_user_model().objects.create_superuser("ed", password="a long word of the editor")


@pytest.fixture
def desk(client, editor):
    """A browser signed in to the admin."""
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """What shares a site is run together, wherever chance has put it."""
    items.sort(key=lambda item: [item.nodeid.startswith(folder) for folder in SERVED])


class ByFile(LoadScopeScheduling):
    """A core takes a file at a time; all that use a real server or a browser share one site and one Chromium."""

    def _split_scope(self, nodeid):
        return SERVED if nodeid.startswith(SERVED) else nodeid.split("::")[0]


def pytest_xdist_make_scheduler(config, log):
    return ByFile(config, log)


def pytest_addoption(parser):
    parser.addoption("--interleavings", type=int, default=1, help="schedules of two editors for each way of writing")
