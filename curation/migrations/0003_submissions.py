import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0006_permissions'),
        ('curation', '0002_roles'),
        ('deals', '0005_permissions'),
        ('sources', '0003_permissions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asking', models.CharField(choices=[('publication', 'publication'), ('change', 'change of a public record')], max_length=15, verbose_name='asks for')),
                ('changes', models.JSONField(blank=True, default=dict)),
                ('words', models.JSONField(blank=True, default=list, verbose_name='what changes')),
                ('reason', models.CharField(blank=True, max_length=100, verbose_name='why')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sent')),
                ('outcome', models.CharField(choices=[('waiting', 'waiting'), ('approved', 'approved'), ('sent_back', 'sent back'), ('closed', 'closed by its author')], default='waiting', max_length=10, verbose_name='outcome')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='answered')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('company', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='companies.company', verbose_name='company')),
                ('deal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='deals.deal', verbose_name='deal')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
                ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sources.source', verbose_name='source')),
            ],
            options={
                'verbose_name': 'submission',
                'verbose_name_plural': 'submissions',
                'ordering': ['sent_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('asking__in', ['publication', 'change'])), name='submission_asking_is_known', violation_error_message='The value of “asking” is not one of the known ones.'), models.CheckConstraint(condition=models.Q(('outcome__in', ['waiting', 'approved', 'sent_back', 'closed'])), name='submission_outcome_is_known', violation_error_message='The value of “outcome” is not one of the known ones.'), models.CheckConstraint(condition=models.Q(models.Q(('company__isnull', True), ('deal__isnull', False), ('source__isnull', True)), models.Q(('company__isnull', False), ('deal__isnull', True), ('source__isnull', True)), models.Q(('company__isnull', True), ('deal__isnull', True), ('source__isnull', False)), _connector='OR'), name='submission_of_one_record', violation_error_message='A submission is of one deal, one company or one source.'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'sent_back'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='submission_sent_back_with_note', violation_error_message='Say what is to be mended before you send it back.'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('outcome', 'waiting')), models.Q(models.Q(('outcome', 'waiting'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='submission_answered_when_decided', violation_error_message='What waits has no answer yet; what was decided says when.'), models.UniqueConstraint(condition=models.Q(('asking', 'publication'), ('outcome', 'waiting')), fields=('deal',), name='submission_deal_waits_once', violation_error_message='It waits for publication already.'), models.UniqueConstraint(condition=models.Q(('asking', 'publication'), ('outcome', 'waiting')), fields=('company',), name='submission_company_waits_once', violation_error_message='It waits for publication already.'), models.UniqueConstraint(condition=models.Q(('asking', 'publication'), ('outcome', 'waiting')), fields=('source',), name='submission_source_waits_once', violation_error_message='It waits for publication already.')],
            },
        ),
    ]
