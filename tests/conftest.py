import threading

import pytest
from django.conf import settings as settings_of_django
from django.contrib.auth import get_user_model
from hypothesis import HealthCheck, settings

from companies.models import Company
from curation.seeding import fixture_files, load
from deals.models import Deal
from lists import files
from sources.models import Source

# A busy machine is no failure: no law of ours is about time.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test begins with the example deals, loaded once."""
    with django_db_blocker.unblock():
        load(fixture_files())


@pytest.fixture(autouse=True)
def places(monkeypatch):
    """A test that only asks for a file and never reads it takes no place from the next one."""
    monkeypatch.setattr(files, "places", threading.BoundedSemaphore(settings_of_django.EXPORTS_AT_ONCE))


@pytest.fixture
def nothing(db, settings):
    """An empty tracker."""
    settings.SIMPLE_HISTORY_ENABLED = False  # deleting the examples would write a row for each
    Deal.objects.all().delete()
    Company.objects.all().delete()
    Source.objects.all().delete()
    settings.SIMPLE_HISTORY_ENABLED = True


@pytest.fixture
def editor(db):
    return get_user_model().objects.create_superuser("ed", password="a long word of the editor")


@pytest.fixture
def desk(client, editor):
    """A browser signed in to the admin."""
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    return client


def pytest_addoption(parser):
    parser.addoption("--interleavings", type=int, default=1, help="schedules of two editors for each way of writing")
