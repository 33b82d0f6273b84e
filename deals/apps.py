from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class DealsConfig(AppConfig):
    name = "deals"
    verbose_name = _("deals")

    def ready(self):
        from sources import dataversion, search

        pre_migrate.connect(search.remove, sender=self)
        pre_migrate.connect(dataversion.remove, sender=self)
        post_migrate.connect(search.install, sender=self)
        post_migrate.connect(dataversion.install, sender=self)
