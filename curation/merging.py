"""Merging two records that are one, and undoing it. Nothing is lost: the log lists every row that moved.

What belongs or points to the record that is given up moves to the one that stays. A row that cannot move, because the
other record has the like of it, stays where it is; a party that would stand twice in a deal is kept in the log. A
draft that is merged into a published record brings its claims, as proposals, and keeps all else that is its own.
"""

from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.serializers import deserialize, serialize
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.models import CompanyName
from companies.vocabulary import NameKind
from deals.evidence import assess
from deals.models import Deal, DealClaim, Party
from deals.refresh import read_deal, refresh
from sources.models import Claim
from sources.records import Record
from sources.text import HAN_OR_KANA, fold

from .models import Merge
from .publishing import touched_by
from .vocabulary import MergeKind

NOT_MOVED = ("absorbed", "decisions")  # what was merged or decided before is told of the record itself
CHINESE, UNKNOWN_LANGUAGE = "zh", "und"


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
    return ""


@transaction.atomic
def merge(survivor, loser, *, reason, source, user=None):
    """Merge `loser` into `survivor`, both of the versions that were seen; return the log.

    Raises MergeRefused, and Conflict where somebody saved or merged one of them in between.
    """
    if why := refusal(survivor, loser):
        raise MergeRefused(why)
    if not reason.strip():
        raise MergeRefused(_("Say why the two are one."))
    with _refreshed(survivor, loser):
        log = Merge(
            kind=MergeKind.DEAL if isinstance(survivor, Deal) else MergeKind.COMPANY,
            survivor_id=survivor.pk,
            loser_id=loser.pk,
            loser_state=loser.state,
            reason=reason,
            source=source,
            merged_by=user,
        )
        for record in (survivor, loser):
            record.take_version(record.version)
        _move_rows(log, survivor, loser)
        loser.merged_into = survivor
        if loser.is_published:
            loser.state = Record.State.WITHDRAWN
        _save(loser, log)
        log.full_clean()
        log.save()
    return log


def _move_rows(log, survivor, loser):
    as_proposals = loser.published_at is None and survivor.is_published
    changed = {survivor, loser}
    for relation in _relations(loser):
        name, is_own = relation.field.name, relation.on_delete is models.CASCADE
        for row in relation.related_model._default_manager.filter(**{name: loser}).order_by("pk"):
            if as_proposals and is_own and not isinstance(row, Claim):
                log.stayed.append([_words(row), _("It stays with the draft.")])
                continue
            _take_version_of(_owner(row, name), changed)
            _move(log, row, name, survivor, is_proposal=as_proposals and is_own)
    if log.kind == MergeKind.COMPANY and not as_proposals:
        _keep_name(log, survivor, loser)


def _relations(record):
    """The foreign keys that point to the record, those of claims first: other rows point to claims."""
    relations = [one for one in record._meta.related_objects if one.one_to_many and one.name not in NOT_MOVED]
    return sorted(relations, key=lambda one: not issubclass(one.related_model, Claim))


def _owner(row, name):
    """The record whose form shows the row, apart from the one that the foreign key `name` points to."""
    owners = (getattr(row, owner, None) for owner in ("deal", "owned", "company") if owner != name)
    return next((owner for owner in owners if owner), row if isinstance(row, Record) else None)


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
    log.stayed.append([words, " ".join(error.messages)])
    if isinstance(row, Party) and log.kind == MergeKind.COMPANY:
        log.removed.append(serialize("json", [row]))
        row._change_reason = _reason(log)
        row.delete()


def _keep_name(log, survivor, loser):
    """From now on the survivor is found by the other's name, too."""
    known = {fold(name) for name in [survivor.name, *survivor.names.values_list("text", flat=True)]}
    if fold(loser.name) not in known:
        language = CHINESE if HAN_OR_KANA.search(loser.name) else UNKNOWN_LANGUAGE
        name = CompanyName(company=survivor, text=loser.name, language=language, kind=NameKind.TRADING)
        _save(name, log)
        log.added.append({"model": name._meta.label, "pk": name.pk, "words": _words(name)})


@transaction.atomic
def unmerge(log, user=None):
    """Part the two again; what cannot go back is named in `log.not_restored`. Raises MergeRefused and Conflict."""
    survivor, loser = log.survivor, log.loser
    if log.undone_at:
        raise MergeRefused(_("This merge was already undone."))
    if survivor is None or loser is None:
        raise MergeRefused(_("One of the two records is gone."))
    if survivor.merged_into_id:
        raise MergeRefused(_("“%(record)s” was merged on since: undo that merge first.") % {"record": survivor})
    with _refreshed(survivor, loser):
        for record in (survivor, loser):
            record.take_version(record.version)
        loser.merged_into, loser.state = None, log.loser_state
        _save(loser, log)
        changed = {survivor, loser}
        for move in reversed(log.moves):
            _move_back(log, move, survivor, loser, changed)
        for added in log.added:
            _take_away(log, added)
        for kept in log.removed:
            _bring_back(log, kept)
        log.undone_at, log.undone_by = timezone.now(), user
        log.save()


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
    _take_version_of(_owner(row, move["field"]), changed)
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
        read.object.validate_constraints()
        read.object.validate_unique()
    except ValidationError as error:
        log.not_restored.append([_words(read.object), " ".join(error.messages)])
        return
    _save(read.object, log)


@contextmanager
def _refreshed(*records):
    """Refresh whatever follows from the records, before and after what is done to them."""
    touched = [touched_by(record) for record in records]
    before = [{name: set(ids) for name, ids in one.items()} for one in touched]
    parties = set(Party.objects.filter(company__in=_ids(records)).values_list("deal", flat=True))
    yield
    for ids in (*before, *(touched_by(record) for record in records), {"deal_ids": parties}):
        refresh(**ids)


def _ids(records):
    return [record.pk for record in records if not isinstance(record, Deal)]


def _save(row, log):
    row._change_reason = _reason(log)
    row.save()


def _reason(log):
    return f"merge of {log.kind} {log.loser_id} into {log.survivor_id}"


def _words(row):
    return f"{row._meta.verbose_name}: {row}"


@dataclass(frozen=True)
class Preview:
    """What a merge would do: rows that move, rows that stay and why, contradictions that it brings."""

    moves: list
    stayed: list
    contradictions: list


def preview(survivor, loser, source):
    """Return what merging the two would do, by doing it and taking it back."""
    survivor, loser = (type(record)._default_manager.get(pk=record.pk) for record in (survivor, loser))
    deals = _deals_of(survivor, loser)
    before = _contradictions(deals)
    with transaction.atomic():
        log = merge(survivor, loser, reason=_("preview"), source=source)
        after = _contradictions(deals)
        transaction.set_rollback(True)
    new = [words for key, words in after.items() if key not in before]
    return Preview([move["words"] for move in log.moves], log.stayed, new)


def _deals_of(*records):
    if isinstance(records[0], Deal):
        return [record.pk for record in records]
    named = models.Q(parties__company__in=records) | models.Q(claims__company__in=records)
    return list(Deal.objects.filter(named).distinct().values_list("pk", flat=True))


def _contradictions(deals):
    """What contradicts the record in these deals, by claim, in words."""
    labels = dict(DealClaim.Field.choices)
    found = {}
    for pk in deals:
        deal, context = read_deal(pk)
        for each in assess(deal, context).values():
            for one in each.judged:
                if one.contradicts:
                    words = {"deal": deal, "field": labels[each.field], "finding": one.finding.words}
                    found[one.claim.pk, each.field] = _("%(deal)s, %(field)s: %(finding)s") % words
    return found
