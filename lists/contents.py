"""What an index holds of public records, and how it is read: all of it, or what changed."""

from array import array
from bisect import bisect_left
from collections import OrderedDict
from dataclasses import dataclass, field

import numpy as np
from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL
from pyroaring import BitMap

CHUNK = 50_000
NOTHING = np.iinfo(np.int64).min


@dataclass(frozen=True)
class FacetColumn:
    """A column whose value says which words a record is found under."""

    name: str
    words: object = field(default=lambda value: [value] if value else [])


@dataclass(frozen=True)
class Contents:
    """What is held of a model's public records: sets by facet, numbers, and the order of texts by a binary key."""

    model: type
    facets: dict
    numbers: dict
    texts: dict = field(default_factory=dict)
    orders: tuple = ()  # the numbers that lists are sorted by


class FacetCodes:
    """What one column says of each record, by id, as places in a list of the words that its values stand for."""

    def __init__(self, facet, codes):
        self.facet, self.known, self.words, self.codes = facet, {None: 0}, [()], codes
        self.pairs = (0, None, None, ())

    def code(self, value):
        """The place of a value's words; 0 holds none."""
        if (code := self.known.get(value)) is None:
            code = self.known[value] = len(self.words)
            self.words.append(tuple(self.facet.words(value)))
        return code

    def count(self, ids):
        """Return how many of the records have each word."""
        _many, codes, places, words = self._pairs()
        tally = np.bincount(self.codes[ids], minlength=len(self.words))
        counts = np.bincount(places, weights=tally[codes], minlength=len(words)).astype(np.int64)
        return {words[place]: int(counts[place]) for place in np.nonzero(counts)[0]}

    def _pairs(self):
        """Each value's code with the place of each of its words; made anew where a value came in."""
        if self.pairs[0] != len(self.words):
            pairs = [(code, word) for code, words in enumerate(self.words) for word in words]
            words = list(dict.fromkeys(word for _code, word in pairs))
            place = {word: number for number, word in enumerate(words)}
            codes = np.array([code for code, _word in pairs], dtype=np.int64)
            places = np.array([place[word] for _code, word in pairs], dtype=np.int64)
            self.pairs = len(self.words), codes, places, words
        return self.pairs


class Loader:
    """Reads the contents of an index; `public`, `sets`, `coded`, `numbers` and `orders` are what it fills."""

    def _rows(self, records, limit=None):
        """The held columns of records as the database gives them, past Django's converters."""
        numbers = {f"number_{name}": expression for name, expression in self.contents.numbers.items()}
        columns = [facet.name for facet in self.contents.facets.values()]
        query = records.order_by("pk").annotate(**numbers).values_list("pk", *columns, *numbers)[:limit].query
        with connection.cursor() as cursor:
            cursor.execute(*query.sql_with_params())
            return cursor.fetchall()

    def _read_all(self):
        public = self.contents.model.objects.published()
        n_facets, ids, codes, numbers, last = len(self.contents.facets), [], [], [], 0
        self.coded = {name: FacetCodes(facet, None) for name, facet in self.contents.facets.items()}
        while rows := self._rows_after(public, last):
            last = rows[-1][0]
            columns = list(zip(*rows, strict=True))
            ids.append(np.array(columns[0], dtype=np.uint32))
            codes.append(
                [
                    np.array([coded.code(value) for value in column], dtype=np.int32)
                    for coded, column in zip(self.coded.values(), columns[1:], strict=False)
                ]
            )
            numbers.append([_numbers(column) for column in columns[1 + n_facets :]])
        all_ids = np.concatenate([np.empty(0, dtype=np.uint32), *ids])
        self.public, self.orders = bitmap(all_ids), {}
        # What queries found; which words are common was told when the process started.
        self.kept, self.common, self.sought = OrderedDict(), dict.fromkeys(self.common), []
        self.size = _with_room(int(last) + 1)
        self.sets, self.numbers = {}, {}
        for place, (name, coded) in enumerate(self.coded.items()):
            coded.codes = self._by_id(all_ids, [chunk[place] for chunk in codes], 0, np.int32)
            self.sets[name] = _sets(coded, all_ids)
        for place, name in enumerate(self.contents.numbers):
            self.numbers[name] = self._by_id(all_ids, [chunk[place] for chunk in numbers], NOTHING, np.int64)
        for name in self.contents.texts:
            self._read_order(name)

    def _by_id(self, ids, chunks, nothing, dtype):
        """Return an array of what the chunks hold, by id."""
        values = np.full(self.size, nothing, dtype=dtype)
        if chunks:
            values[ids] = np.concatenate(chunks)
        return values

    def _rows_after(self, public, last):
        return self._rows(public.filter(pk__gt=last), limit=CHUNK)

    def _read_order(self, name):
        """Read the order of a text; what came or went since the records were read is put right when that is told."""
        query = (
            self.contents.model.objects.published().order_by(self.contents.texts[name], "pk").values_list("pk").query
        )
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
        rows = self._rows(self.contents.model.objects.published().filter(pk__in=ids))
        self._take_out(gone)
        self._grow(max(ids) + 1)
        for pk, *values in rows:
            self.public.add(pk)
            for (name, coded), value in zip(self.coded.items(), values, strict=False):
                coded.codes[pk] = code = coded.code(value)
                for word in coded.words[code]:
                    self.sets[name].setdefault(word, BitMap()).add(pk)
            for name, value in zip(self.contents.numbers, values[len(self.contents.facets) :], strict=True):
                self.numbers[name][pk] = NOTHING if value is None else value
        come = [pk for pk, *_values in rows]
        for name in list(self.orders):
            self._put_in_order(name, gone, come)

    def _take_out(self, gone):
        self.public -= gone
        for sets in self.sets.values():
            for records in sets.values():
                records -= gone
        for found in (*self.kept.values(), *filter(None, self.common.values()), *self.sought):
            found.stale |= gone

    def _grow(self, size):
        if size > self.size:
            self.size = _with_room(size)
            for coded in self.coded.values():
                coded.codes = _longer(coded.codes, self.size, 0)
            for name, numbers in self.numbers.items():
                self.numbers[name] = _longer(numbers, self.size, NOTHING)

    def _put_in_order(self, name, gone, come):
        order = self.orders[name]
        stays = order[~np.isin(order, np.frombuffer(gone.to_array(), dtype=np.uint32))]
        if name not in self.contents.texts:
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
            if name in self.contents.texts:
                self._number_order(name)

    def _places_of_texts(self, name, stays, gone, come):
        """Ask the database behind which other record each one stands; None where that one is not known yet."""
        key = self.contents.texts[name]
        others = self.contents.model.objects.published().exclude(pk__in=list(gone))
        rows = self.contents.model.objects.filter(pk__in=come).order_by(key, "pk").values_list("pk", key)
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
    return ids_by_sql(*one_column.order_by().query.sql_with_params())


def among(queryset, ids):
    """Keep the rows of a queryset of ids whose id, or the one in their one column, is among these few."""
    [column] = queryset.query.values_select or ["pk"]
    return queryset.filter(**{f"{column}__in": list(ids)})


def ids_by_sql(sql, params):
    """Return the ids that a query of one column gives, joined by the database: a tuple for each would take longer."""
    joined = "group_concat(id)" if connection.vendor == "sqlite" else "array_agg(id)"
    with connection.cursor() as cursor:
        cursor.execute(f"WITH found (id) AS ({sql}) SELECT {joined} FROM found", params)  # noqa: S608
        found = cursor.fetchone()[0]
    if isinstance(found, str):
        found = np.fromstring(found, dtype=np.uint32, sep=",")
    return BitMap() if found is None else bitmap(np.sort(np.array(found, dtype=np.uint32), kind="stable"))


def as_rows(ids):
    """Return ids as a subquery of one column, however many; the database gets them as one value."""
    if connection.vendor == "sqlite":
        return RawSQL("SELECT value FROM json_each(%s)", [str(list(ids))])
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])


def bitmap(ids):
    """Return a bitmap of ids that come in their order."""
    return BitMap(array("I", ids.astype(np.uint32, copy=False).tobytes()))


def _with_room(size):
    """The length of arrays of so many ids, so that new ones need not copy them at once."""
    return size + size // 8


def _numbers(column):
    return np.array([NOTHING if value is None else value for value in column], dtype=np.int64)


def _longer(array, size, nothing):
    longer = np.full(size, nothing, dtype=array.dtype)
    longer[: len(array)] = array
    return longer


def _sets(coded, ids):
    """Return a bitmap of these records for each word."""
    codes = coded.codes[ids]
    order = np.argsort(codes, kind="stable")
    edges = np.searchsorted(codes[order], np.arange(len(coded.words) + 1))
    sets = {}
    for code, words in enumerate(coded.words):
        records = bitmap(ids[order[edges[code] : edges[code + 1]]])
        for word in words:
            sets[word] = sets.get(word, BitMap()) | records  # never the same object twice: each is added to by itself
    return sets
