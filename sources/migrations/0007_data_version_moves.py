"""The version of the data belongs to `lists` now; its tables stay what they are."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('sources', '0006_by_address'),
        ('lists', '0001_data_version'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[
            migrations.DeleteModel(name='DataChange'),
            migrations.DeleteModel(name='DataVersion'),
        ]),
    ]
