from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "config"
    verbose_name = _("AV Deal Tracker")

    def ready(self):
        from . import checks  # noqa: F401  (registers them)


class DeskConfig(AdminConfig):
    default_site = "config.desk.Desk"
