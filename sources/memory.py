"""What lists ask of a table's public records, held in memory by each process.

A list of a million deals is narrowed by any of twenty parameters, and each choice is shown with its count. A database
would read most of the table for that. Here every value of every facet is a compressed bitmap of record ids (Roaring:
Lemire et al. 2016), dates and dollars are arrays by id, and a page of ids comes from either, so that counts are exact
whatever is combined. The records themselves stay in the database. Before each answer the memory is brought up to the
version of the data (`dataversion`); it is read anew where that cannot be done.

Ids are whole numbers below 2**32.
"""

import threading
from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from django.db import connection
from django.db.models import Q
from pyroaring import BitMap

from . import dataversion
from .limits import within_limit

CHUNK = 50_000
MANY = 2000  # changed records from which on reading everything anew is quicker
FOUND_KEPT = 200  # sets found by SQL that are kept
WALKED = 50_000  # ids looked at one by one before all that were found are ordered
NOTHING = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Facet:
    """A column whose value says which words a record is found under."""

    column: str
    words: object = field(default=lambda value: [value] if value else [])


@dataclass(frozen=True)
class Held:
    """What is held of a model's public records: sets by facet, numbers, and the order of texts by a binary key."""

    model: type
    facets: dict
    numbers: dict
    texts: dict = field(default_factory=dict)


@dataclass
class Found:
    """Records that a query found, and those of them that changed since."""

    ids: BitMap
    stale: BitMap


class Memory:
    def __init__(self, held):
        self.held, self.at, self.lock = held, None, threading.RLock()

    @contextmanager
    def fresh(self):
        """Bring the memory up to the data as this connection sees it, and keep other threads off it for the while."""
        now = dataversion.current()
        with self.lock:
            if now != self.at:
                self._catch_up(now)
            yield self

    def forget(self):
        self.at = None

    def _catch_up(self, now):
        ids = self.at and dataversion.changed_since(self.at, self.held.model._meta.db_table)
        if ids is None or len(ids) > MANY:
            self._read_all()
        elif ids:
            self._read_again(ids)
        self.at = now

    # What is asked

    def having(self, name, values):
        """Return the records under any of a facet's values."""
        sets = self.sets[name]
        return BitMap.union(BitMap(), *(sets[value] for value in values if value in sets))

    def between(self, name, low=None, high=None):
        """Return the records whose number lies between two bounds, both included; None is open."""
        numbers = self.numbers[name]
        met = numbers != NOTHING
        if low is not None:
            met &= numbers >= low
        if high is not None:
            met &= numbers <= high
        return _bitmap(np.nonzero(met)[0]) & self.public

    def without(self, name):
        """Return the records that have no such number."""
        return self.public - self.between(name)

    def found(self, key, queryset):
        """Return the records of a queryset; they are kept by `key` and looked at again where they changed.

        Raises TooSlow where finding them takes longer than a page may.
        """
        found = self.kept.get(key)
        if found is None:
            with within_limit():
                ids = ids_of(queryset)
            found = self.kept[key] = Found(ids, BitMap())
            if len(self.kept) > FOUND_KEPT:
                self.kept.popitem(last=False)
        elif found.stale:
            found.ids -= found.stale
            found.ids |= ids_of(queryset.filter(pk__in=list(found.stale)))
            found.stale = BitMap()
        self.kept.move_to_end(key)
        return found.ids & self.public

    def count(self, name, records):
        """Return how many of the records each of a facet's values has, without those that have none."""
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
        if len(records) * WALKED < stop * len(self.public) * 2:
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

    # How it is read

    def _rows(self, records, limit=None):
        """The held columns of records as the database gives them, past Django's converters."""
        numbers = {f"number_{name}": expression for name, expression in self.held.numbers.items()}
        columns = [facet.column for facet in self.held.facets.values()]
        query = records.order_by("pk").annotate(**numbers).values_list("pk", *columns, *numbers)[:limit].query
        with connection.cursor() as cursor:
            cursor.execute(*query.sql_with_params())
            return cursor.fetchall()

    def _read_all(self):
        public = self.held.model.objects.published()
        n_facets, ids, codes, numbers, last = len(self.held.facets), [], [], [], 0
        known = [{} for _facet in self.held.facets]
        while rows := self._rows_after(public, last):
            last = rows[-1][0]
            columns = list(zip(*rows, strict=True))
            ids.append(np.array(columns[0], dtype=np.uint32))
            codes.append(
                [
                    np.array([table.setdefault(value, len(table)) for value in column], dtype=np.int32)
                    for table, column in zip(known, columns[1:], strict=False)
                ]
            )
            numbers.append([_numbers(column) for column in columns[1 + n_facets :]])
        all_ids = np.concatenate([np.empty(0, dtype=np.uint32), *ids])
        self.public, self.kept, self.orders = _bitmap(all_ids), OrderedDict(), {}
        self.size = int(last) + 1
        self.sets = {
            name: _sets(facet, known[place], all_ids, [chunk[place] for chunk in codes])
            for place, (name, facet) in enumerate(self.held.facets.items())
        }
        self.numbers = {}
        for place, name in enumerate(self.held.numbers):
            self.numbers[name] = np.full(self.size, NOTHING, dtype=np.int64)
            if len(all_ids):
                self.numbers[name][all_ids] = np.concatenate([chunk[place] for chunk in numbers])
        for name in self.held.texts:
            self._read_order(name)

    def _rows_after(self, public, last):
        return self._rows(public.filter(pk__gt=last), limit=CHUNK)

    def _read_order(self, name):
        """Read the order of a text; what came or went since the records were read is put right when that is told."""
        query = self.held.model.objects.published().order_by(self.held.texts[name], "pk").values_list("pk").query
        with connection.cursor() as cursor:
            cursor.execute(*query.sql_with_params())
            read = [pk for (pk,) in cursor.fetchall() if pk in self.public]
        missing = self.public - BitMap(read)
        self.orders[name] = np.array([*read, *missing], dtype=np.uint32)
        self._number_order(name)

    def _number_order(self, name):
        self.numbers[name] = places = np.full(self.size, NOTHING, dtype=np.int64)
        places[self.orders[name]] = np.arange(len(self.orders[name]))

    def _read_again(self, ids):
        """Take the records out and put in what they are now."""
        gone = BitMap(ids)
        rows = self._rows(self.held.model.objects.published().filter(pk__in=ids))
        self._take_out(gone)
        self._grow(max(ids) + 1)
        for pk, *values in rows:
            self.public.add(pk)
            for (name, facet), value in zip(self.held.facets.items(), values, strict=False):
                for word in facet.words(value):
                    self.sets[name].setdefault(word, BitMap()).add(pk)
            for name, value in zip(self.held.numbers, values[len(self.held.facets) :], strict=True):
                self.numbers[name][pk] = NOTHING if value is None else value
        come = [pk for pk, *_values in rows]
        for name in list(self.orders):
            self._put_in_order(name, gone, come)

    def _take_out(self, gone):
        self.public -= gone
        for sets in self.sets.values():
            for records in sets.values():
                records -= gone
        for found in self.kept.values():
            found.stale |= gone

    def _grow(self, size):
        if size > self.size:
            self.size = size + size // 8
            for name, numbers in self.numbers.items():
                self.numbers[name] = np.full(self.size, NOTHING, dtype=np.int64)
                self.numbers[name][: len(numbers)] = numbers

    def _put_in_order(self, name, gone, come):
        order = self.orders[name]
        stays = order[~np.isin(order, np.frombuffer(gone.to_array(), dtype=np.uint32))]
        if name not in self.held.texts:
            keys = {pk: (int(self.numbers[name][pk]), pk) for pk in come}
            come = sorted(come, key=keys.get)
            places = [
                bisect_left(stays, keys[pk], key=lambda one: (int(self.numbers[name][one]), int(one))) for pk in come
            ]
        else:
            come, places = self._places_of_texts(name, stays, gone, come)
        if None in places:
            self._read_order(name)
        else:
            self.orders[name] = np.insert(stays, places, np.array(come, dtype=np.uint32))
            if name in self.held.texts:
                self._number_order(name)

    def _places_of_texts(self, name, stays, gone, come):
        """Ask the database behind which other record each one stands; None where that one is not known yet."""
        key = self.held.texts[name]
        others = self.held.model.objects.published().exclude(pk__in=list(gone))
        rows = self.held.model.objects.filter(pk__in=come).order_by(key, "pk").values_list("pk", key)
        where = np.full(self.size, -1, dtype=np.int64)
        where[stays] = np.arange(len(stays))
        come, places = [], []
        for pk, text in rows:
            before = Q(**{f"{key}__lt": text}) | Q(**{key: text, "pk__lt": pk})
            neighbour = others.filter(before).order_by(f"-{key}", "-pk").values_list("pk", flat=True).first()
            place = 0 if neighbour is None else self._place_behind(where, neighbour)
            come, places = [*come, pk], [*places, place]
        return come, places

    def _place_behind(self, where, neighbour):
        known = neighbour < len(where) and where[neighbour] >= 0
        return int(where[neighbour]) + 1 if known else None


def ids_of(queryset):
    """Return the ids of a queryset, or those in its one column, as a bitmap."""
    one_column = queryset if queryset.query.values_select else queryset.values("pk")
    sql, params = one_column.order_by().query.sql_with_params()
    joined = "group_concat(id)" if connection.vendor == "sqlite" else "string_agg(id::text, ',')"
    with connection.cursor() as cursor:
        cursor.execute(f"WITH found (id) AS ({sql}) SELECT {joined} FROM found", params)  # noqa: S608
        text = cursor.fetchone()[0]
    return _bitmap(np.fromstring(text, dtype=np.uint32, sep=",")) if text else BitMap()


def _bitmap(ids):
    return BitMap(array("I", np.sort(ids).astype(np.uint32).tobytes()))


def _numbers(column):
    return np.array([NOTHING if value is None else value for value in column], dtype=np.int64)


def _sets(facet, known, ids, chunks):
    """Return a bitmap for each word of a facet, from the records' values as codes."""
    codes = np.concatenate([np.empty(0, dtype=np.int32), *chunks])
    order = np.argsort(codes, kind="stable")
    edges = np.searchsorted(codes[order], np.arange(len(known) + 1))
    sets = {}
    for value, code in known.items():
        records = _bitmap(ids[order[edges[code] : edges[code + 1]]])
        for word in facet.words(value):
            sets[word] = sets[word] | records if word in sets else records
    return sets
