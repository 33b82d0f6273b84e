"""What lists ask of a table's public records, held in memory by each process.

A list of a million deals is narrowed by any of twenty parameters, and each choice is shown with its count. A database
would read most of the table for that. Here every value of every facet is a compressed bitmap of record ids (Roaring:
Lemire et al. 2016), dates and dollars are arrays by id, and a page of ids comes from either, so that counts are exact
whatever is combined. The records themselves stay in the database. Before each answer the index is brought up to the
version of the data (`dataversion`); it is read anew where that cannot be done.

Ids are whole numbers below 2**32.
"""

import threading
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from contextlib import nullcontext
from dataclasses import dataclass, field

import numpy as np
from django.db.models import Q
from pyroaring import BitMap

from values.text import index_words

from . import dataversion, snapshots
from .contents import NOTHING, Loader, among, bitmap, ids_of
from .limits import within_limit
from .search import common_words, parts
from .search import ids as search_ids

MOST_CHANGES = 2000  # changed records from which on reading everything anew is quicker
MOST_KEPT = 200  # sets found by the database that are kept
COMMON = 20_000  # records from which on a word is looked up when the process starts
FEW = 50_000  # records up to which looking each of them up is quicker than walking through all
FEW_FOR_EACH = 3000  # the same, for each value of a facet, beside cutting its sets
WALKED = 50_000  # ids looked at one by one before all that were found are ordered


@dataclass(eq=False)
class Found:
    """Records that the database found, and those of them that changed since it was asked."""

    ids: BitMap | None = None
    stale: BitMap = field(default_factory=BitMap)


class Unknown(Exception):
    """What only the database can find, and was not asked yet: `find` asks it."""

    def __init__(self, key, find):
        super().__init__(key)
        self.key, self.find = key, find


class Index(Loader):
    """What is asked of the contents."""

    def __init__(self, contents):
        self.contents, self.state, self.lock, self.public, self.common = contents, None, threading.RLock(), BitMap(), {}
        self.sought = []

    def read(self, work, *, in_one_state=False):
        """Return `work(index)`, done while the index stands still at the data as this connection sees it.

        What only the database can find is looked up in between, while others may go on: one slow search holds nobody
        else up. `in_one_state` is for a connection that sees one state of the data all the time: the index must not
        move on while it asks. Raises TooSlow where finding takes longer than a page may.
        """
        with self.lock if in_one_state else nullcontext():
            while True:
                with self.lock:
                    self._catch_up()
                    try:
                        return work(self)
                    except Unknown as missing:
                        unknown = missing
                        self.sought.append(found := Found())
                self._look_up(unknown, found)

    def _catch_up(self):
        now = dataversion.current()
        if now == self.state:
            return
        ids = self.state and dataversion.changed_since(self.state, self.contents.model._meta.db_table)
        if ids is None or len(ids) > MOST_CHANGES:
            self._read_all()
        elif ids:
            self._read_again(ids)
        self.state = now

    def _look_up(self, unknown, found):
        """Ask the database, and keep what it found, unless everything was read anew meanwhile."""
        try:
            with within_limit():
                found.ids = unknown.find()
        finally:
            with self.lock:
                if found in self.sought:
                    self.sought.remove(found)
                    self._keep(unknown.key, found)

    def _keep(self, key, found):
        if found.ids is None:  # it took too long
            return
        if key in self.common:
            self.common[key] = found
            return
        self.kept[key] = found
        if len(self.kept) > MOST_KEPT:
            self.kept.popitem(last=False)

    def get_ready(self, folder):
        """Read all that lists will ask for, from a snapshot in the folder as far as it goes, and keep one there."""
        with self.lock:
            was_kept = snapshots.load(self, folder)
            kept = self.state if was_kept else None
            self._catch_up()
            for name in self.contents.orders:
                self._order(name)
            if self.state == kept:
                return
            for words in self.common if was_kept else self._common_words():
                self.common[words] = Found(search_ids(self.contents.model, " ".join(words)))
            if not self.state.pending:
                snapshots.save(self, folder)
                snapshots.load(self, folder)  # so that its pages are those of the files, shared by all processes

    def _common_words(self):
        return [tuple(index_words(word)) for word in common_words(self.contents.model, COMMON)]

    def take_over(self, state, size, public, coded, sets, numbers, orders, common):
        """Be what a snapshot holds."""
        self.state, self.size, self.public, self.coded, self.sets = state, size, public, coded, sets
        self.numbers, self.orders = numbers, orders
        self.common = {words: Found(ids) for words, ids in common.items()}
        self.kept, self.sought = OrderedDict(), []

    def having(self, name, values):
        """Return the records under any of a facet's values; not to be changed."""
        sets = [self.sets[name][value] for value in values if value in self.sets[name]]
        return sets[0] if len(sets) == 1 else BitMap.union(BitMap(), *sets)

    def between(self, name, low=None, high=None):
        """Return the records whose number lies between two bounds, both included; None is open."""
        numbers = self.numbers[name]
        met = numbers != NOTHING
        if low is not None:
            met &= numbers >= low
        if high is not None:
            met &= numbers <= high
        return bitmap(np.nonzero(met)[0]) & self.public

    def without(self, name):
        """Return the records that have no such number."""
        return self.public - self.between(name)

    def searched(self, query):
        """Return the records that a search finds: what several words find together from what each does, where held.

        Raises Unknown, for `read` to look it up.
        """
        part_of = {tuple(index_words(part)): part for part in parts(query)}
        if len(part_of) > 1 and all(key in self.common or key in self.kept for key in part_of):
            return BitMap.intersection(*(self.searched(part) for part in part_of.values()))
        model = self.contents.model
        records = model.objects.filter(search_text__finds=query)
        return self._found(tuple(index_words(query)), records, lambda: search_ids(model, query))

    def found(self, records):
        """Return the records whose ids a queryset gives, public or not; not to be changed.

        Raises Unknown, for `read` to look it up.
        """
        return self._found(records.query.sql_with_params(), records, lambda: ids_of(records))

    def _found(self, key, records, find):
        """Return what was found before by `key`, of `records` those looked at again that changed since."""
        found = self.common[key] if key in self.common else self.kept.get(key)
        if found is None or len(found.stale) > MOST_CHANGES:
            raise Unknown(key, find)
        if found.stale:
            found.ids -= found.stale
            found.ids |= ids_of(among(records, found.stale))
            found.stale = BitMap()
        if key in self.kept:
            self.kept.move_to_end(key)
        return found.ids & self.public

    def count(self, name, records):
        """Return how many of the records each of a facet's values has, without those that have none."""
        if len(records) == len(self.public):
            counts = {value: len(ids) for value, ids in self.sets[name].items()}
        elif len(records) < FEW_FOR_EACH * len(self.sets[name]):
            return self.coded[name].count(np.frombuffer(records.to_array(), dtype=np.uint32))
        else:
            counts = {value: records.intersection_cardinality(ids) for value, ids in self.sets[name].items()}
        return {value: count for value, count in counts.items() if count}

    def total(self, name, records):
        """Return the sum of a number over records that all have it, however large."""
        numbers = self.numbers[name][np.frombuffer(records.to_array(), dtype=np.uint32)]
        return (int((numbers >> 32).sum()) << 32) + int((numbers & 0xFFFFFFFF).sum())

    def window(self, records, name, start, stop, *, down=False, after=None):
        """Return the ids from place `start` to `stop` of the records in the order of a number, then of their ids.

        `down` runs from the largest; `after` is a pair of number and id behind which the counting begins.
        """
        found = self._walk(records, name, stop, down, after)
        if found is None:
            found = self._sort(records, name, stop, down, after)
        return found[start:stop]

    def edge(self, name, value, pk, *, down):
        """Return a cursor's place as `window` takes it: behind it, going up or `down`.

        A text is compared by the database, since the memory holds only how texts follow each other.
        """
        if name not in self.contents.texts:
            return value, pk
        key = self.contents.texts[name]
        same = {key: bytes.fromhex(value), "pk__lt" if down else "pk__lte": pk}
        before = Q(**{f"{key}__lt": bytes.fromhex(value)}) | Q(**same)
        last = self.contents.model.objects.published().filter(before).order_by(f"-{key}", "-pk").only("pk").first()
        place = -1 if last is None else int(self.numbers[name][last.pk])
        return (place + 1, 0) if down else (place, self.size)

    def cursor_values(self, name, ids):
        """Return what an order compares of records, as cursors keep it, by their ids."""
        if name not in self.contents.texts:
            return {pk: int(self.numbers[name][pk]) for pk in ids}
        rows = self.contents.model.objects.filter(pk__in=ids).values_list("pk", self.contents.texts[name])
        return {pk: bytes(key).hex() for pk, key in rows}

    def _walk(self, records, name, stop, down, after):
        """Go through all records in their order, where many of them are among those wanted."""
        if len(records) < min(FEW, len(self.public) // 2) or len(records) * WALKED < stop * len(self.public) * 2:
            return None
        order, found = self._order(name), []
        place = self._place_after(order, name, after, down)
        limit = max(0, place - WALKED) if down else min(len(order), place + WALKED)
        chunk = 2 * stop
        while len(found) < stop and place != limit:
            end = max(limit, place - chunk) if down else min(limit, place + chunk)
            ids = order[end:place][::-1] if down else order[place:end]
            found += [one for one in ids.tolist() if one in records]
            place, chunk = end, chunk * 2
        ended = place == (0 if down else len(order))
        return found if len(found) >= stop or ended else None

    def _place_after(self, order, name, after, down):
        if after is None:
            return len(order) if down else 0
        numbers = self.numbers[name]
        bisect = bisect_left if down else bisect_right
        return bisect(order, after, key=lambda one: (int(numbers[one]), int(one)))

    def _sort(self, records, name, stop, down, after):
        ids = np.frombuffer(records.to_array(), dtype=np.uint32)
        keys = self.numbers[name][ids]
        if after is not None:
            number, pk = after
            behind = keys < number if down else keys > number
            behind |= (keys == number) & (ids < pk if down else ids > pk)
            ids, keys = ids[behind], keys[behind]
        if len(ids) > 4 * stop:
            edge = np.partition(keys, len(ids) - stop if down else stop)[len(ids) - stop if down else stop]
            sure = keys > edge if down else keys < edge
            level = np.nonzero(keys == edge)[0]
            level = level[-stop:] if down else level[:stop]
            chosen = np.union1d(np.nonzero(sure)[0], level)
            ids, keys = ids[chosen], keys[chosen]
        order = np.argsort(keys, kind="stable")
        return ids[order[::-1] if down else order].tolist()

    def _order(self, name):
        """All public ids by a number and their ids, upwards."""
        if name not in self.orders:
            ids = np.frombuffer(self.public.to_array(), dtype=np.uint32)
            self.orders[name] = ids[np.argsort(self.numbers[name][ids], kind="stable")]
        return self.orders[name]
