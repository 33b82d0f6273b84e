"""gunicorn's settings for `make run` and for a deployment alike."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WORKERS", "2"))
threads = 4
timeout = 60
loglevel = "warning"
limit_request_line = 8190


def when_ready(server):
    print(f"AV Deal Tracker serves http://{bind} (Ctrl+C stops it)", flush=True)
