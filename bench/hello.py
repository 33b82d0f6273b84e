"""Django's smallest answer: the floor that nothing of ours can be below. Also gunicorn's settings for it."""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.urls import path

from config.gunicorn import http_parser, threads, worker_class, workers  # noqa: F401  (the same server)

bind = f"127.0.0.1:{os.environ.get('PORT', '8001')}"
loglevel = "warning"

if not settings.configured:
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="bench" * 12, MIDDLEWARE=[])
    django.setup()

urlpatterns = [path("", lambda request: HttpResponse("hello"))]
application = WSGIHandler()
