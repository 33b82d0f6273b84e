"""A real site, started as `make run` starts it, and a real Chromium that reports what goes wrong in it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from types import SimpleNamespace

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
PATIENCE = 3000  # tenths of a second for a site to start, on a machine that does much else
REPORT = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.sourceFile}:${event.lineNumber}`));
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """`manage.py serve` in a folder of its own."""

    def __init__(self, folder, **variables):
        self.folder, self.port = folder, free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.variables = {"PORT": str(self.port), "VAR_DIR": str(folder)} | variables

    def __enter__(self):
        clean = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        self.log = (self.folder / "log").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=settings.BASE_DIR,
            env=clean | self.variables,
            stdout=self.log,
            stderr=self.log,
        )
        for _attempt in range(PATIENCE):
            try:
                if urllib.request.urlopen(f"{self.base}/readyz", timeout=5).status == 200:
                    return self
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        said = self.said
        self.__exit__()
        raise AssertionError(said)

    def __exit__(self, *error):
        self.process.terminate()
        self.process.wait(20)
        self.log.close()

    @property
    def said(self):
        return (self.folder / "log").read_text()

    @property
    def password(self):
        return re.search(r"Password: (\S+)", self.said).group(1)


@pytest.fixture(scope="package")
def site(tmp_path_factory):
    with Site(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="package")
def chromium():
    """It is closed after the last test that uses it: its event loop would forbid the others to ask the database."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "No Chromium found: apt-get install chromium"
    arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def opened():
    return []


@pytest.fixture
def visit(chromium, site, opened):
    """Open a page of the site; at the end nothing may have been reported by console, page or CSP."""

    def open_page(path="/", *, width=1280, dark=False, javascript=True, expected=(), session=None):
        context = chromium.new_context(
            base_url=site.base,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            storage_state=session,
        )
        page = context.new_page()
        told = []
        if javascript:
            context.add_init_script(REPORT)
            page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: told.append(str(error)))
        opened.append(SimpleNamespace(context=context, page=page, told=told, javascript=javascript, expected=expected))
        page.goto(path)
        return page

    yield open_page
    for one in opened:
        told = unexpected(one, one.expected)
        one.context.close()
        assert told == []


def unexpected(one, expected):
    told = one.told + (one.page.evaluate("window.violations") if one.javascript else [])
    return [words for words in told if not any(each in words for each in expected)]


@pytest.fixture
def reported(opened):
    """What was reported of a page so far, such as before axe adds styles of its own."""

    def reported(page, expected=()):
        return unexpected(next(one for one in opened if one.page is page), expected)

    return reported


@pytest.fixture(scope="package")
def signed_in(chromium, site):
    """The cookies of an editor who has typed name and password."""
    context = chromium.new_context(base_url=site.base)
    page = context.new_page()
    page.goto("/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def desk(visit, signed_in):
    """Open a page of the desk, signed in."""

    def open_desk(path, **options):
        page = visit(path, session=signed_in, **options)
        page.wait_for_load_state("networkidle")
        return page

    return open_desk
