from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    name = "sources"
    verbose_name = _("sources")

    def ready(self):
        from . import dataversion, prepared, search

        connection_created.connect(prepared.plan_each_time)
        pre_migrate.connect(search.remove, sender=self)
        pre_migrate.connect(dataversion.remove, sender=self)
        post_migrate.connect(search.install, sender=self)
        post_migrate.connect(dataversion.install, sender=self)
