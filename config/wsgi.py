"""The entry for a WSGI server. `make run` sets what is asked for here; any other start must say it."""

import os

from django.core.wsgi import get_wsgi_application

missing = [name for name in ("SECRET_KEY", "ALLOWED_HOSTS") if not os.environ.get(name)]
if missing:
    raise SystemExit(
        f"Not started: set {' and '.join(missing)}. "
        "SECRET_KEY is a long random text that stays the same; "
        "ALLOWED_HOSTS is the host name people type, several joined by commas. "
        "To try the tracker on this machine, `make run` needs neither."
    )

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
