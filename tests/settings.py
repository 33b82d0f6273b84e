import os
import tempfile
from pathlib import Path

os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="tracker-tests-")

from config.settings import *  # noqa: E402, F403

SECRET_KEY = "the same in each process of a run, since the names of some tests hold what it signs"
INSTALLED_APPS += ["zeal"]  # noqa: F405
MIDDLEWARE = ["tests.zeal.zeal_on_public_pages", *MIDDLEWARE]  # noqa: F405
ZEAL_RAISE = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
PAGE_CACHE_MB = 0  # a test that is about it turns it on
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(Path(os.environ["VAR_DIR"]) / "test.sqlite3")}  # noqa: F405
