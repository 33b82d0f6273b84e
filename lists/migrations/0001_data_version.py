"""The version of the data moves here from `sources`; its tables stay what they are."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sources', '0006_by_address'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[
            migrations.CreateModel(
                name='DataChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.BigIntegerField(db_index=True, null=True)),
                    ('token', models.BigIntegerField(null=True)),
                    ('subject', models.CharField(max_length=60)),
                    ('record', models.BigIntegerField(null=True)),
                ],
                options={
                    'verbose_name': 'change of the data',
                    'verbose_name_plural': 'changes of the data',
                    'db_table': 'sources_datachange',
                },
            ),
            migrations.CreateModel(
                name='DataVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.BigIntegerField()),
                    ('token', models.BigIntegerField()),
                ],
                options={
                    'verbose_name': 'version of the data',
                    'verbose_name_plural': 'versions of the data',
                    'db_table': 'sources_dataversion',
                },
            ),
        ]),
    ]
