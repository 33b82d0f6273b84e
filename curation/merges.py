"""Merging two records that are one, and undoing it. Nothing is lost: the log lists every row that moved.

What belongs or points to the record that is given up moves to the one that stays. A row that cannot move, because the
other record has the like of it, stays where it is; a party that would stand twice in a deal is kept in the log. What
is not public and merged into a published record brings its claims, as proposals, and keeps all else that would show.
"""

import re
from contextlib import contextmanager

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.serializers import deserialize, serialize
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.models import CompanyName, Ownership
from companies.vocabulary import NameKind
from deals.decisions import cover
from deals.evidence import assess
from deals.models import Deal, Decision, Party
from deals.refresh import read_deal, refresh
from records.lookalikes import LookAlike
from records.models import Record
from records.rows import owner_of
from sources.models import Claim
from values.text import HAN_OR_KANA, fold

from .models import Merge, Submission
from .publication import missing, touched_by
from .vocabulary import MergeKind, Outcome

NOT_MOVED = ("absorbed", "decisions")  # what was merged or decided is told of the record itself
KANA = re.compile("[\u3040-\u30ff]")


class MergeRefused(Exception):
    """The two cannot be merged, or not be parted; says why."""


def refusal(survivor, loser):
    """Return why these two cannot be merged, or the empty text."""
    if survivor.pk == loser.pk:
        return _("A record cannot be merged with itself: choose two.")
    for record in (survivor, loser):
        if record.merged_into_id:
            words = {"record": record, "survivor": record.survivor}
            return _("“%(record)s” was already merged into “%(survivor)s”: choose that one.") % words
    if loser.is_published and not survivor.is_published:
        return _("“%(record)s” is published, so the one that stays must be published too.") % {"record": loser}
    return "" if isinstance(survivor, Deal) else _why_two_companies(survivor, loser)


def _why_two_companies(survivor, loser):
    """Two companies that the records tell apart are not one: mend the records first."""
    words = {"one": survivor, "other": loser}
    owned = models.Q(owner=survivor, owned=loser) | models.Q(owner=loser, owned=survivor)
    if Ownership.objects.filter(owned).exists():
        return _("According to the record one of “%(one)s” and “%(other)s” owns the other.") % words
    for deal in Deal.objects.filter(parties__company=survivor).filter(parties__company=loser).distinct():
        one, other = ({party.role for party in deal.parties.filter(company=company)} for company in (survivor, loser))
        if one != other:
            return _("In “%(deal)s” “%(one)s” and “%(other)s” stand on two sides.") % (words | {"deal": deal})
    return ""


@transaction.atomic
def merge(survivor, loser, *, reason, source, user=None):
    """Merge `loser` into `survivor`, both of the versions that were seen; return the log.

    Raises MergeRefused, and Conflict where somebody saved or merged one of them in between.
    """
    if not reason.strip():
        raise MergeRefused(_("Say why the two are the same."))
    log = carry_out(survivor, loser, Merge(reason=reason, source=source, merged_by=user))
    log.full_clean()
    log.save()
    _answer_submissions(survivor, loser, user)
    return log


def _answer_submissions(survivor, loser, user):
    """What waits for the record that is given up goes back to its authors, with the reason."""
    note = _("This record was merged into “%(survivor)s”.") % {"survivor": survivor}
    waiting = Submission.objects.waiting().of(loser)
    waiting.update(outcome=Outcome.SENT_BACK, answer=note, answered_by=user, answered_at=timezone.now())


def carry_out(survivor, loser, log):
    """Merge the two and write what was done into the log, unsaved. Raises as `merge` does."""
    if why := refusal(survivor, loser):
        raise MergeRefused(why)
    log.kind = MergeKind.DEAL if isinstance(survivor, Deal) else MergeKind.COMPANY
    log.survivor_id, log.loser_id, log.loser_state = survivor.pk, loser.pk, loser.state
    changed = {survivor, loser}
    with _refreshed(survivor, loser):
        for record in (survivor, loser):
            record.take_version(record.version)
        _move_rows(log, survivor, loser, changed)
        loser.merged_into = survivor
        if loser.is_published:
            loser.state = Record.State.WITHDRAWN
        _save(loser, log)
    _refuse_gaps(changed)
    return log


def _refuse_gaps(records):
    """No public record may be left without what it needs."""
    for record in records:
        current = type(record)._default_manager.get(pk=record.pk)
        if current.is_published and (gaps := missing(current)):
            words = {"record": current, "gaps": " ".join(gaps)}
            raise MergeRefused(_("“%(record)s” would be left incomplete: %(gaps)s") % words)


def _move_rows(log, survivor, loser, changed):
    as_proposals = survivor.is_published and not loser.is_published
    for relation in _relations(loser):
        name = relation.field.name
        shows = relation.on_delete is models.CASCADE or relation.related_model is Ownership
        for row in relation.related_model._default_manager.filter(**{name: loser}).order_by("pk"):
            if as_proposals and shows and not isinstance(row, Claim):
                log.stayed.append([_words(row), _("It stays with the record that is not public.")])
                continue
            _take_version_of(_other_owner(row, name), changed)
            _move(log, row, name, survivor, is_proposal=as_proposals and isinstance(row, Claim))
    if log.kind == MergeKind.COMPANY and not as_proposals:
        _keep_name(log, survivor, loser)


def _relations(record):
    """The foreign keys that point to the record, those of claims first: other rows point to claims."""
    relations = [
        field
        for field in record._meta.get_fields(include_hidden=True)
        if field.one_to_many and field.get_accessor_name() not in NOT_MOVED and _is_curated(field.related_model)
    ]
    return sorted(relations, key=lambda relation: not issubclass(relation.related_model, Claim))


def _is_curated(model):
    """Whether its rows are entered by editors; histories and tables that only join are not."""
    return hasattr(model, "history") and "history" not in [field.name for field in model._meta.get_fields()]


def _other_owner(row, name):
    """The record whose form shows the row, where the foreign key `name` does not lead to it; else None."""
    owner = owner_of(row)
    return owner if isinstance(owner, Record) and name != row.OWNER else None


def _take_version_of(record, changed):
    """Let an open form of another record notice that one of its rows has moved."""
    if record and record not in changed:
        record.take_version(record.version)
        changed.add(record)


def _move(log, row, name, survivor, *, is_proposal):
    words, before = _words(row), getattr(row, name)
    setattr(row, name, survivor)
    try:
        row.validate_constraints()
    except ValidationError as error:
        setattr(row, name, before)
        _keep_back(log, row, words, error)
        return
    move = {"model": row._meta.label, "pk": str(row.pk), "field": name, "words": words}
    if is_proposal:
        move["proposed"] = row.proposed
        row.proposed = True
    _save(row, log)
    log.moves.append(move)


def _keep_back(log, row, words, error):
    if isinstance(row, LookAlike):  # the pair of the two themselves, or one that the survivor has too
        return
    if not (isinstance(row, Party) and log.kind == MergeKind.COMPANY):
        log.stayed.append([words, " ".join(error.messages)])
    else:
        log.stayed.append([words, _("The deal has the other record in this role: kept in the log alone.")])
        log.removed.append(serialize("json", [row]))
        row._change_reason = _reason(log)
        row.delete()


def _keep_name(log, survivor, loser):
    """From now on the survivor is found by the other's name, too."""
    known = {fold(name) for name in [survivor.name, *survivor.names.values_list("text", flat=True)]}
    if fold(loser.name) not in known:
        name = CompanyName(company=survivor, text=loser.name, language=_language(loser.name), kind=NameKind.TRADING)
        _save(name, log)
        log.added.append({"model": name._meta.label, "pk": name.pk, "words": _words(name)})


def _language(name):
    if KANA.search(name):
        return "ja"
    return "zh" if HAN_OR_KANA.search(name) else "und"


@transaction.atomic
def unmerge(log, user=None):
    """Undo the merge; what cannot go back is named in `log.not_restored`. Raises MergeRefused and Conflict."""
    log.refresh_from_db()
    survivor, loser = log.survivor, log.loser
    if log.undone_at:
        raise MergeRefused(_("This merge was already undone."))
    if survivor is None or loser is None:
        raise MergeRefused(_("One of the two records is gone."))
    if survivor.merged_into_id:
        raise MergeRefused(_("“%(record)s” was merged on since: undo that merge first.") % {"record": survivor})
    if loser.merged_into_id != survivor.pk:
        raise MergeRefused(_("“%(record)s” leads elsewhere by now.") % {"record": loser})
    changed = {survivor, loser}
    with _refreshed(survivor, loser):
        for record in (survivor, loser):
            record.take_version(record.version)
        loser.merged_into, loser.state = None, log.loser_state
        _save(loser, log)
        for move in reversed(log.moves):
            _move_back(log, move, survivor, loser, changed)
        for added in log.added:
            _take_away(log, added)
        for kept in log.removed:
            _bring_back(log, kept)
        _part_milestones(log, survivor, loser)
        log.undone_at, log.undone_by = timezone.now(), user
        log.save()
    _refuse_gaps(changed)


def _part_milestones(log, survivor, loser):
    """A milestone that was put on a claim after the merge loses it where the claim goes back."""
    if log.kind == MergeKind.DEAL:
        for milestone in survivor.milestones.filter(claim__deal=loser):
            log.not_restored.append([_words(milestone), _("Its claim went back, so it stands without one.")])
            milestone.claim = None
            _save(milestone, log)


def _move_back(log, move, survivor, loser, changed):
    row = apps.get_model(move["model"])._default_manager.filter(pk=move["pk"]).first()
    if row is None:
        log.not_restored.append([move["words"], _("It was deleted since.")])
        return
    if getattr(row, f"{move['field']}_id") != survivor.pk:
        log.not_restored.append([move["words"], _("It was moved elsewhere since.")])
        return
    setattr(row, move["field"], loser)
    if "proposed" in move:
        row.proposed = move["proposed"]
    try:
        row.validate_constraints()
    except ValidationError as error:
        log.not_restored.append([move["words"], " ".join(error.messages)])
        return
    _take_version_of(_other_owner(row, move["field"]), changed)
    _save(row, log)


def _take_away(log, added):
    row = apps.get_model(added["model"])._default_manager.filter(pk=added["pk"]).first()
    if row is None or _words(row) != added["words"]:
        log.not_restored.append([added["words"], _("It was added by the merge and changed since, so it stays.")])
        return
    row._change_reason = _reason(log)
    row.delete()


def _bring_back(log, kept):
    [read] = deserialize("json", kept)
    try:
        read.object.clean_fields()  # also that the deal is still there
        read.object.validate_constraints()
        read.object.validate_unique()
    except ValidationError as error:
        log.not_restored.append([_("a party that was kept in the log"), " ".join(error.messages)])
        return
    _save(read.object, log)


@contextmanager
def _refreshed(*records):
    """Refresh whatever follows from the records, before and after what is done to them."""
    touched = [touched_by(record) for record in records]
    before = [{name: set(ids) for name, ids in one.items()} for one in touched]
    parties = set(Party.objects.filter(company__in=_ids(records)).values_list("deal", flat=True))
    settled = _settled(deals_of(*records))
    yield
    for ids in (*before, *(touched_by(record) for record in records), {"deal_ids": parties}):
        refresh(**ids)
    if _ids(records):
        _keep_decisions(settled)


def _settled(deals):
    """The decisions in these deals that cover every contradiction, with the claims that they cover."""
    return {
        evidence.decision.pk: set(evidence.decision.covers)
        for deal in deals
        for evidence in assess(*read_deal(deal)).values()
        if evidence.decision and not evidence.undecided
    }


def _keep_decisions(settled):
    """Renaming a company in a claim is no new claim: what was decided stays so where nothing else came in."""
    for decision in Decision.objects.filter(pk__in=settled):
        evidence = assess(*read_deal(decision.deal_id)).get(decision.field)
        contradicting = (judged.claim for judged in evidence.judged if judged.contradicts) if evidence else ()
        if evidence and {str(claim.pk) for claim in contradicting} <= settled[decision.pk]:
            cover([decision], decided_at=decision.decided_at)
            refresh([decision.deal_id])


def _ids(records):
    return [record.pk for record in records if not isinstance(record, Deal)]


def _save(row, log):
    row._change_reason = _reason(log)
    row.save()


def _reason(log):
    return f"merge of {log.kind} {log.loser_id} into {log.survivor_id}"


def _words(row):
    return f"{row._meta.verbose_name}: {row}"


def deals_of(*records):
    if isinstance(records[0], Deal):
        return [record.pk for record in records]
    named = models.Q(parties__company__in=records) | models.Q(claims__company__in=records)
    return list(Deal.objects.filter(named).distinct().values_list("pk", flat=True))
