"""gunicorn's settings for `make run` and for a deployment alike."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WORKERS", "2"))
threads = 4
timeout = 60
loglevel = "warning"
http_parser = "fast"
# "Unlimited" means 1 MB to the fast parser: an over-long search is told by the site's own page, not by the server.
limit_request_line = 0


preload_app = True  # lists are read into memory once, and the workers share it


def when_ready(server):
    from django.conf import settings
    from django.db import connections

    from companies.index import INDEX as COMPANIES
    from deals.index import INDEX as DEALS
    from sources.index import INDEX as SOURCES

    for index in (SOURCES, COMPANIES, DEALS):
        index.get_ready(settings.VAR_DIR / "index")
    connections.close_all()  # a connection must not be shared with the workers
    print(f"AV Deal Tracker serves http://{bind} (Ctrl+C stops it)", flush=True)
