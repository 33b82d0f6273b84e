"""Who may look into the queue and answer; and what was in review before there was a queue waits in it."""

from django.apps import apps as current_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations


def give_permissions(apps, schema_editor):
    from curation.roles import make_roles

    create_permissions(current_apps.get_app_config("curation"), verbosity=0)
    make_roles()


def queue(apps, schema_editor):
    submissions = apps.get_model("curation", "Submission").objects
    for label, model in (("deals", "Deal"), ("companies", "Company"), ("sources", "Source")):
        for record in apps.get_model(label, model).objects.filter(state="in_review").iterator():
            waits = {model.lower(): record, "asking": "publication", "outcome": "waiting"}
            if not submissions.filter(**waits).exists():
                submissions.create(**waits, sent_at=record.updated_at)


class Migration(migrations.Migration):
    dependencies = [("curation", "0003_submissions")]

    operations = [
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
        migrations.RunPython(queue, migrations.RunPython.noop),
    ]
