"""What lists ask of a table's public records, held in memory by each process.

A list of a million deals is narrowed by any of twenty parameters, and each choice is shown with its count. A database
would read most of the table for that. Here every value of every facet is a compressed bitmap of record ids (Roaring:
Lemire et al. 2016), dates and dollars are arrays by id, and a page of ids comes from either, so that counts are exact
whatever is combined. The records themselves stay in the database. Before each answer the memory is brought up to the
version of the data (`dataversion`); it is read anew where that cannot be done.

Ids are whole numbers below 2**32.
"""

import threading
from bisect import bisect_left, bisect_right
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from django.db.models import Q
from pyroaring import BitMap

from values.text import index_words

from . import dataversion
from .contents import NOTHING, Reading, bitmap, ids_of
from .limits import within_limit
from .search import common_words, parts
from .search import ids as search_ids

MANY = 2000  # changed records from which on reading everything anew is quicker
FOUND_KEPT = 200  # sets found by SQL that are kept
COMMON = 20_000  # records from which on a word is looked up when the process starts
FEW = 50_000  # records up to which looking each of them up is quicker than walking through all
FEW_FOR_EACH = 3000  # the same, for each value of a facet, beside cutting its sets
WALKED = 50_000  # ids looked at one by one before all that were found are ordered


@dataclass
class Found:
    """Records that a query found, and those of them that changed since."""

    ids: BitMap
    stale: BitMap


class Memory(Reading):
    """What is asked of the held records."""

    def __init__(self, held):
        self.held, self.at, self.lock, self.public, self.common = held, None, threading.RLock(), BitMap(), {}

    @contextmanager
    def fresh(self):
        """Bring the memory up to the data as this connection sees it, and keep other threads off it for the while."""
        now = dataversion.current()
        with self.lock:
            if now != self.at:
                self._catch_up(now)
            yield self

    def _catch_up(self, now):
        ids = self.at and dataversion.changed_since(self.at, self.held.model._meta.db_table)
        if ids is None or len(ids) > MANY:
            self._read_all()
        elif ids:
            self._read_again(ids)
        self.at = now

    def get_ready(self):
        """Read all that lists will ask for, so that the first visitor of each does not wait for it."""
        with self.fresh():
            for name in self.held.orders:
                self._order(name)
            for word in common_words(self.held.model, COMMON):
                self.common[tuple(index_words(word))] = Found(search_ids(self.held.model, word), BitMap())

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

        Raises TooSlow where finding them takes longer than a page may.
        """
        part_of = {tuple(index_words(part)): part for part in parts(query)}
        if len(part_of) > 1 and all(key in self.common or key in self.kept for key in part_of):
            return BitMap.intersection(*(self.searched(part) for part in part_of.values()))
        model = self.held.model
        records = model.objects.published().filter(search_text__finds=query)
        return self.found(tuple(index_words(query)), records, lambda: search_ids(model, query))

    def found(self, key, queryset, ids):
        """Return the records of a queryset; they are kept by `key` and looked at again where they changed.

        `ids` finds the same records, and perhaps some that are not public, in a shorter way.
        Raises TooSlow where finding them takes longer than a page may.
        """
        store = self.common if key in self.common else self.kept
        found = store.get(key)
        if found is None or len(found.stale) > MANY:
            with within_limit():
                found = store[key] = Found(ids(), BitMap())
        elif found.stale:
            found.ids -= found.stale
            found.ids |= ids_of(queryset.filter(pk__in=list(found.stale)))
            found.stale = BitMap()
        if store is self.kept:
            store.move_to_end(key)
            if len(store) > FOUND_KEPT:
                store.popitem(last=False)
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
        if name not in self.held.texts:
            return value, pk
        key = self.held.texts[name]
        same = {key: bytes.fromhex(value), "pk__lt" if down else "pk__lte": pk}
        before = Q(**{f"{key}__lt": bytes.fromhex(value)}) | Q(**same)
        last = self.held.model.objects.published().filter(before).order_by(f"-{key}", "-pk").only("pk").first()
        place = -1 if last is None else int(self.numbers[name][last.pk])
        return (place + 1, 0) if down else (place, self.size)

    def cursor_values(self, name, ids):
        """Return what an order compares of records, as cursors keep it, by their ids."""
        if name not in self.held.texts:
            return {pk: int(self.numbers[name][pk]) for pk in ids}
        rows = self.held.model.objects.filter(pk__in=ids).values_list("pk", self.held.texts[name])
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
