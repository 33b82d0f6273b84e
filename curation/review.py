"""Handing in and answering: contributors ask, editors approve or send back with a note.

A draft that is handed in is in review until it is published or sent back. A change of a public record is held as it was
typed (curation.suggestions) and touches nothing until an editor saves it.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from records.models import Record

from .models import Submission
from .models.submission import SUBJECTS
from .publication import NotReady, move
from .vocabulary import Asking, Outcome


class AlreadyAnswered(Exception):
    """Somebody else answered the submission in between."""


@transaction.atomic
def hand_in(record, user, reason=""):
    """Ask for the publication of a draft. Raises NotReady where it is no draft, Conflict where somebody was faster."""
    if record.state != Record.State.DRAFT:
        raise NotReady([_("Only a draft can be sent to review.")])
    move(record, Record.State.IN_REVIEW, "sent to review")
    Submission.objects.sent_back().of(record).update(outcome=Outcome.CLOSED)
    return _wait(record, user, Asking.PUBLICATION, reason=reason)


@transaction.atomic
def suggest(record, user, change, reason="", instead_of=None):
    """Hold a change of a public record; `instead_of` is the user's own submission that it replaces."""
    if instead_of is not None:
        _answer(instead_of, user, Outcome.CLOSED, among=(Outcome.WAITING, Outcome.SENT_BACK))
    return _wait(record, user, Asking.CHANGE, changes=change.changes, words=change.words, reason=reason)


def _wait(record, user, asking, **fields):
    subject = SUBJECTS[record._meta.concrete_model]
    return Submission.objects.create(**{f"{subject}_id": record.pk}, sent_by=user, asking=asking, **fields)


@transaction.atomic
def send_back(submission, user, note):
    """Answer with what needs fixing; a draft that was in review is a draft again.

    Raises AlreadyAnswered, NotReady without a note, and Conflict where somebody else saved the record just now.
    """
    if not note.strip():
        raise NotReady([_("Say what needs fixing before you send it back.")])
    _answer(submission, user, Outcome.SENT_BACK, note)
    if submission.asking == Asking.PUBLICATION:
        _leave_review(submission.record, "sent back")


@transaction.atomic
def take_back(submission, user):
    """Close one's own submission; a draft that waited is a draft again. Raises AlreadyAnswered and Conflict."""
    was_waiting = submission.is_waiting
    _answer(submission, user, Outcome.CLOSED, among=(Outcome.WAITING, Outcome.SENT_BACK))
    if was_waiting and submission.asking == Asking.PUBLICATION:
        _leave_review(submission.record, "taken back")


def approve_change(submission, user):
    """Note that a held change was saved; part of the transaction that saves it. Raises AlreadyAnswered."""
    _answer(submission, user, Outcome.APPROVED)


def _leave_review(record, why):
    if record.state == Record.State.IN_REVIEW:
        move(record, Record.State.DRAFT, why)


def _answer(submission, user, outcome, note="", among=(Outcome.WAITING,)):
    open_still = Submission.objects.filter(pk=submission.pk, outcome__in=among)
    answer = {"answer": note.strip()} if note else {}
    if not open_still.update(outcome=outcome, answered_by=user, answered_at=timezone.now(), **answer):
        raise AlreadyAnswered
    submission.refresh_from_db()
