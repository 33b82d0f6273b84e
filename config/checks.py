from django.conf import settings
from django.core.checks import Warning as CheckWarning
from django.core.checks import register

LOCAL = {"127.0.0.1", "localhost", "[::1]"}


@register
def cookies_travel_in_the_clear(app_configs, **kwargs):
    if settings.HTTPS or set(settings.ALLOWED_HOSTS) <= LOCAL:
        return []
    return [
        CheckWarning(
            "The site answers to other machines over plain http: passwords and session cookies can be read on the way.",
            hint="Put it behind a proxy that speaks HTTPS and set HTTPS=1, or keep to a network that you trust.",
            id="config.W001",
        )
    ]
