"""The project as a whole: wiring, headers, errors, settings."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.urls import get_resolver, reverse

from companies.models import Company
from config.checks import cookies_travel_in_the_clear
from deals.models import Deal, DealClaim
from sources.models import Source

pytestmark = pytest.mark.django_db
ROOT = Path(settings.BASE_DIR)


def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.long
@pytest.mark.once
@pytest.mark.django_db(transaction=False)
def test_migrations_can_be_taken_back(django_db_blocker, tmp_path):
    code = (
        "from django.core.management import call_command as run; import django; django.setup();"
        "run('migrate', verbosity=0); run('migrate', 'sources', 'zero', verbosity=0);"
        "run('migrate', verbosity=0); print('both ways')"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "VAR_DIR": str(tmp_path)}
    environment |= {"DATABASE_URL": f"sqlite:///{tmp_path}/there-and-back.sqlite3"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stdout == "both ways\n", done.stderr


@pytest.mark.parametrize(
    ("query", "more", "options"),
    [
        ("?sslmode=require", {}, {"sslmode": "require", "prepare_threshold": 5}),
        ("?options=-c%20search_path%3Dtracker", {}, {"options": "-c search_path=tracker", "prepare_threshold": 5}),
        ("?prepare_threshold=9", {}, {"prepare_threshold": 9, "server_side_binding": True}),
        ("?sslmode=require", {"DISABLE_SERVER_SIDE_CURSORS": "1"}, {"sslmode": "require"}),
    ],
)
@pytest.mark.once
@pytest.mark.django_db(transaction=False)
def test_what_the_address_of_a_database_says_is_kept(query, more, options):
    code = "from config.settings import DATABASES; import json; print(json.dumps(DATABASES['default']['OPTIONS']))"
    environment = os.environ | {"DATABASE_URL": f"postgres://tracker@127.0.0.1/tracker{query}"} | more
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=True)
    told = json.loads(done.stdout)
    assert told | options == told
    assert ("prepare_threshold" in told) is not bool(more)


ADDRESSES = {
    "deal": ["amazon-zoox"],
    "company": ["zoox"],
    "source": ["asiaict-cainiao-jiushi"],
    "claim": [lambda: DealClaim.objects.first().pk],
    **{f"{name}_by": ["country"] for name in ("deals", "investments", "acquisitions", "partnerships")},
}


def public_addresses():
    for pattern in get_resolver().url_patterns:
        for one in getattr(pattern, "url_patterns", [pattern]):
            if getattr(pattern, "app_name", "") != "admin":
                yield one.name


@pytest.mark.parametrize("name", sorted(set(public_addresses())))
def test_every_address_answers_with_the_strict_headers(client, name):
    arguments = [value() if callable(value) else value for value in ADDRESSES.get(name, [])]
    response = client.get(reverse(name, args=arguments))
    assert response.status_code == (405 if name == "logout" else 200)
    assert_headers(response)


def assert_headers(response):
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize(
    "path", ["/no-such-page/", "/deals/?year=20x6", "/static/css/base.css", "/admin/", "/admin/login/"]
)
def test_errors_static_files_and_the_desk_carry_the_headers_too(client, path):
    assert_headers(client.get(path))


def test_an_error_of_ours_shows_the_sites_face_and_no_detail(client, monkeypatch):
    def broken(ids):
        raise RuntimeError("a secret detail")

    monkeypatch.setattr("deals.views.rows", broken)
    client.raise_request_exception = False
    response = client.get("/deals/")
    page = response.content.decode()
    assert response.status_code == 500
    assert "Something went wrong on our side" in page
    assert "secret" not in page
    assert_headers(response)


def test_a_missing_page_shows_the_sites_face(client):
    page = client.get("/deals/no-such-deal/").content.decode()
    assert "There is no such page" in page
    assert 'href="/deals/"' in page


def test_a_forged_form_is_refused_in_the_sites_face(editor):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/admin/login/", {"username": "ed", "password": "x"})
    assert response.status_code == 403


def test_the_site_says_whether_it_can_serve(client, monkeypatch):
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").content == b"ok\n"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'deals'")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert b"migrations wait" in response.content


def test_logins_are_throttled_by_name_and_address_and_a_forged_header_does_not_help(client, editor):
    def attempt(password, **extra):
        return client.post("/admin/login/", {"username": "ed", "password": password}, **extra).status_code

    for number in range(settings.AXES_FAILURE_LIMIT):
        attempt("wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    assert attempt("a long word of the editor", HTTP_X_FORWARDED_FOR="10.9.9.9") == 429
    assert attempt("a long word of the editor", REMOTE_ADDR="192.0.2.7") == 302


def test_a_reader_signs_in_and_out_on_the_sites_own_page(client, editor):
    assert client.post("/login/", {"username": "ed", "password": "wrong"}).status_code == 200
    response = client.post("/login/", {"username": "ed", "password": "a long word of the editor"})
    assert response.url == "/"


def start(**variables):
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": os.environ["VAR_DIR"]} | variables
    code = "import config.wsgi; print('started')"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.mark.once
def test_a_production_start_without_its_variables_is_refused_in_words():
    refused = start()
    assert refused.returncode != 0
    assert "set SECRET_KEY and ALLOWED_HOSTS" in refused.stderr
    assert "set ALLOWED_HOSTS" in start(SECRET_KEY="x" * 60).stderr
    assert start(SECRET_KEY="x" * 60, ALLOWED_HOSTS="example.org").stdout == "started\n"


def test_the_secret_key_is_made_once_random_and_for_its_owner_only(tmp_path):
    from config.secret import kept_secret_key

    first, other = kept_secret_key(tmp_path / "a" / "key"), kept_secret_key(tmp_path / "b" / "key")
    assert first == kept_secret_key(tmp_path / "a" / "key")
    assert first != other
    assert (tmp_path / "a" / "key").stat().st_mode & 0o077 == 0


def test_plain_http_to_other_machines_is_warned_of():
    with override_settings(ALLOWED_HOSTS=["tracker.example.org"], HTTPS=False):
        assert "plain http" in cookies_travel_in_the_clear(None)[0].msg
    with override_settings(ALLOWED_HOSTS=["tracker.example.org"], HTTPS=True):
        assert cookies_travel_in_the_clear(None) == []
    with override_settings(ALLOWED_HOSTS=["localhost"], HTTPS=False):
        assert cookies_travel_in_the_clear(None) == []


@pytest.mark.parametrize("path", ["/", "/deals/", "/deals.csv", "/deals/amazon-zoox/", "/companies/", "/claims.csv"])
def test_a_firms_table_is_shown_to_nobody_who_is_not_signed_in(client, editor, path):
    middleware = list(settings.MIDDLEWARE)
    place = middleware.index("django.contrib.auth.middleware.AuthenticationMiddleware") + 1
    middleware.insert(place, "django.contrib.auth.middleware.LoginRequiredMiddleware")
    assert client.get(path).status_code == 200
    with override_settings(MIDDLEWARE=middleware):
        client = Client()
        response = client.get(path)
        assert response.status_code == 302
        assert response.url.startswith("/login/")
        for open_path in ("/healthz", "/readyz", "/login/", "/admin/login/"):
            assert client.get(open_path).status_code == 200
        client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(path).status_code == 200


def test_every_word_on_the_pages_can_be_translated():
    public, desk = (ROOT / "templates").rglob("*.html"), (ROOT / "curation" / "templates").rglob("*.html")
    for file in [*public, *desk]:
        text = re.sub(
            r"\{% (blocktranslate).*?\{% endblocktranslate %\}|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>",
            " ",
            file.read_text(),
            flags=re.S,
        )
        bare = set(re.findall(r"[A-Za-z]{4,}", text))
        assert not bare, (file, bare)


def test_nothing_public_names_a_record_that_is_not_public(client):
    """The control for the drafts' tests: a withdrawn record is gone from every list at once."""
    names = {"deals": Deal, "companies": Company, "sources": Source}
    for name, model in names.items():
        record = model.objects.first()
        assert str(record.pk) in ids(client, name)
        model.objects.filter(pk=record.pk).update(state="withdrawn")
        assert str(record.pk) not in ids(client, name)


def ids(client, name):
    lines = b"".join(client.get(f"/{name}.csv?columns=id&bom=0").streaming_content).decode().split()
    return lines[1:]
