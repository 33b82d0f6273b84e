from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ListsConfig(AppConfig):
    name = "lists"
    verbose_name = _("lists")

    def ready(self):
        from . import dataversion, prepared, search

        connection_created.connect(prepared.plan_each_time)
        # The triggers of every app's tables: migrations run without them.
        pre_migrate.connect(search.remove)
        pre_migrate.connect(dataversion.remove)
        post_migrate.connect(search.install)
        post_migrate.connect(dataversion.install)
