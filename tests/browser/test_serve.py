"""`make run`, as a stranger meets it: served, seeded once, never overwritten."""

import os
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from django.conf import settings

from .conftest import Site, free_port

ZOOX = "/deals/amazon-zoox/"


def read(site, path):
    with urllib.request.urlopen(site.base + path, timeout=20) as reply:
        return reply.read().decode()


def manage(folder, *command):
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    }
    environment["VAR_DIR"] = str(folder)
    return subprocess.run(
        [sys.executable, "manage.py", *command], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )


@pytest.fixture
def on_sqlite(monkeypatch):
    """These starts begin with databases of their own, whichever the suite runs on."""
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.mark.once
def test_a_second_start_changes_no_data_and_makes_no_second_editor(tmp_path, on_sqlite):
    with Site(tmp_path) as site:
        assert "US$1.2 billion" in read(site, ZOOX)
        assert "Password: " in site.said
        assert f"serves {site.base}" in site.said
    change = "from deals.models import Deal; Deal.objects.filter(slug='amazon-zoox').update(summary='By an editor')"
    assert manage(tmp_path, "shell", "-c", change).returncode == 0
    with Site(tmp_path) as site:
        assert "By an editor" in read(site, ZOOX)
        assert "Password" not in site.said
    assert "entries were new or different" in manage(tmp_path, "seed").stdout
    assert manage(tmp_path, "remove_examples").returncode == 0
    with Site(tmp_path) as site, pytest.raises(urllib.error.HTTPError, match="404"):
        read(site, ZOOX)


@pytest.mark.once
def test_examples_can_be_left_out(tmp_path, on_sqlite):
    with Site(tmp_path, EXAMPLES="no") as site:
        assert "No deal is published yet" in read(site, "/")
    assert "Password: " in manage(tmp_path, "new_password").stdout


def test_a_taken_port_and_a_wrong_one_are_told(site, tmp_path):
    for port, told in ((str(site.port), "try PORT=8001"), ("99999", "choose one from 1 to 65535")):
        environment = os.environ | {"VAR_DIR": str(tmp_path), "PORT": port, "DJANGO_SETTINGS_MODULE": "config.settings"}
        done = subprocess.run(
            [sys.executable, "manage.py", "serve"],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode != 0
        assert told in done.stderr


@pytest.mark.once
def test_serving_every_address_asks_for_the_name_people_type(tmp_path):
    environment = os.environ | {"VAR_DIR": str(tmp_path), "HOST": "0.0.0.0", "PORT": str(free_port())}
    environment |= {"DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "manage.py", "serve"], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )
    assert "ALLOWED_HOSTS=" in done.stderr


def test_static_files_are_served_compressed_and_for_ever(site):
    page = read(site, "/")
    path = page.split('rel="stylesheet" href="')[1].split('"')[0]
    request = urllib.request.Request(site.base + path, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(request, timeout=20) as reply:
        assert reply.headers["Content-Encoding"] == "br"
        assert "immutable" in reply.headers["Cache-Control"]
        assert "default-src 'none'" in reply.headers["Content-Security-Policy"]


def test_a_10_kb_search_is_told_by_the_sites_own_page(site):
    with pytest.raises(urllib.error.HTTPError) as refused:
        read(site, "/deals/?q=" + "a" * 10000)
    assert refused.value.code == 400
    assert "default-src 'none'" in refused.value.headers["Content-Security-Policy"]
    assert "at most 200" in refused.value.read().decode()
