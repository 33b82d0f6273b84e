from django.apps import apps as current_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations


def make(apps, schema_editor):
    """Permissions are else made after the last migration, and groups need them now. The table is today's on purpose."""
    from curation.roles import make_roles

    for label in ("sources", "companies", "deals", "curation"):
        create_permissions(current_apps.get_app_config(label), verbosity=0)
    make_roles()


def unmake(apps, schema_editor):
    names = ["Contributors", "Editors", "Senior editors"]
    apps.get_model("auth", "Group").objects.filter(name__in=names).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("curation", "0001_initial"),
        ("sources", "0003_permissions"),
        ("companies", "0006_permissions"),
        ("deals", "0005_permissions"),
    ]

    operations = [migrations.RunPython(make, unmake)]
