"""What was handed in for review: a draft to be published, or a change of a public record that is held until then."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from deals.models import Deal
from records.constraints import one_of
from sources.models import Source

from ..vocabulary import Asking, Outcome

SUBJECTS = {Deal: "deal", Company: "company", Source: "source"}


class SubmissionQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(outcome=Outcome.WAITING)

    def sent_back(self):
        return self.filter(outcome=Outcome.SENT_BACK)

    def of(self, record):
        return self.filter(**{SUBJECTS[record._meta.concrete_model]: record.pk})

    def by(self, user):
        return self.filter(sent_by=user)


class Submission(models.Model):
    """One thing that waits for an editor, or waited: who asked for it, why, and what came of it."""

    Asking = Asking
    Outcome = Outcome

    deal = models.ForeignKey(Deal, models.CASCADE, null=True, related_name="+", verbose_name=_("deal"))
    company = models.ForeignKey(Company, models.CASCADE, null=True, related_name="+", verbose_name=_("company"))
    source = models.ForeignKey(Source, models.CASCADE, null=True, related_name="+", verbose_name=_("source"))
    asking = models.CharField(_("asks for"), max_length=15, choices=Asking)
    changes = models.JSONField(default=dict, blank=True)  # the held fields and rows, as typed (curation.suggestions)
    words = models.JSONField(_("what changes"), default=list, blank=True)  # [what, before, after] when it was sent
    reason = models.CharField(_("why"), max_length=100, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("sent by")
    )
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.WAITING)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["sent_at", "pk"]
        constraints = [
            one_of("submission", "asking", Asking),
            one_of("submission", "outcome", Outcome),
            models.CheckConstraint(
                condition=Q(deal__isnull=False, company__isnull=True, source__isnull=True)
                | Q(deal__isnull=True, company__isnull=False, source__isnull=True)
                | Q(deal__isnull=True, company__isnull=True, source__isnull=False),
                name="submission_of_one_record",
                violation_error_message=_("A submission is of one deal, one company or one source."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.SENT_BACK) | ~Q(answer=""),
                name="submission_sent_back_with_note",
                violation_error_message=_("Say what needs fixing before you send it back."),
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.WAITING, answered_at__isnull=True)
                | (~Q(outcome=Outcome.WAITING) & Q(answered_at__isnull=False)),
                name="submission_answered_when_decided",
                violation_error_message=_("What waits has no answer yet; what was decided says when."),
            ),
            *(
                models.UniqueConstraint(
                    fields=[subject],
                    condition=Q(outcome=Outcome.WAITING, asking=Asking.PUBLICATION),
                    name=f"submission_{subject}_waits_once",
                    violation_error_message=_("It waits for publication already."),
                )
                for subject in SUBJECTS.values()
            ),
        ]

    def __str__(self):
        return f"{self.record}: {self.get_asking_display()}"

    @property
    def record(self):
        return self.deal or self.company or self.source

    @property
    def is_waiting(self):
        return self.outcome == Outcome.WAITING
