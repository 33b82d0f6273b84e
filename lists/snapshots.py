"""An index as files beside the database, kept by the version of the data: mapped into memory instead of read anew.

All processes that map a snapshot share its pages, and a site that starts again need not read a million records. Only
what changes afterwards is a process's own (`mmap_mode="c"`).
"""

import hashlib
import json
import shutil
from functools import cache
from pathlib import Path

import numpy as np
from django.conf import settings
from pyroaring import BitMap

from .contents import FacetCodes
from .dataversion import DataState

FORM = "1"  # of the files
KEPT = 2  # snapshots of an index: the one before may still be mapped by other processes


def save(index, folder):
    """Write an index that is at a state everybody sees; older snapshots go."""
    place = folder / f"{_name(index)}-{index.state.number}"
    new = folder / f"{place.name}.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    arrays = {f"code-{name}": coded.codes for name, coded in index.coded.items()}
    arrays |= {f"number-{name}": numbers for name, numbers in index.numbers.items()}
    arrays |= {f"order-{name}": order for name, order in index.orders.items()}
    for name, array in arrays.items():
        np.save(new / f"{name}.npy", array)
    sets = [("public", None, index.public)]
    sets += [(name, word, ids) for name, words in index.sets.items() for word, ids in words.items()]
    sets += [("common", list(words), found.ids) for words, found in index.common.items() if found and not found.stale]
    with (new / "sets").open("wb") as file:
        lengths = [file.write(ids.serialize()) for _name, _word, ids in sets]
    told = {
        "state": index.state,
        "signature": signature(index.contents),
        "size": index.size,
        "orders": list(index.orders),
        "known": {
            name: [[*pair] for pair in zip(coded.known, coded.words, strict=True)]
            for name, coded in index.coded.items()
        },
        "sets": [[name, word, length] for (name, word, _ids), length in zip(sets, lengths, strict=True)],
    }
    (new / "index.json").write_text(json.dumps(told))
    shutil.rmtree(place, ignore_errors=True)
    new.rename(place)
    for old in _places(index, folder)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def load(index, folder):
    """Take over the newest snapshot, if there is one that this code wrote; return whether there was."""
    for place in reversed(_places(index, folder)):
        try:
            told = json.loads((place / "index.json").read_text())
            if told["signature"] == signature(index.contents):
                _take_over(index, place, told)
                return True
        except (OSError, ValueError, KeyError):  # half written, or half removed by another process
            continue
    return False


def _take_over(index, place, told):
    def mapped(name):
        return np.load(place / f"{name}.npy", mmap_mode="c")

    coded = {}
    for name, facet in index.contents.facets.items():
        coded[name] = FacetCodes(facet, mapped(f"code-{name}"))
        coded[name].known = {value: code for code, (value, _words) in enumerate(told["known"][name])}
        coded[name].words = [tuple(words) for _value, words in told["known"][name]]
    numbers = {name: mapped(f"number-{name}") for name in (*index.contents.numbers, *index.contents.texts)}
    orders = {name: mapped(f"order-{name}") for name in told["orders"]}
    sets, common, public, start, content = {name: {} for name in coded}, {}, BitMap(), 0, (place / "sets").read_bytes()
    for name, word, length in told["sets"]:
        ids, start = BitMap.deserialize(content[start : start + length]), start + length
        if name == "public":
            public = ids
        elif name == "common":
            common[tuple(word)] = ids
        else:
            sets[name][word] = ids
    index.take_over(DataState(*told["state"]), told["size"], public, coded, sets, numbers, orders, common)


def _places(index, folder):
    """The snapshots of an index, the oldest first."""
    found = [place for place in folder.glob(f"{_name(index)}-*") if place.suffix != ".new"]
    return sorted(found, key=lambda place: int(place.name.rpartition("-")[2]))


def _name(index):
    return index.contents.model._meta.db_table


def signature(contents):
    """Return a text that is another one as soon as the code that makes or reads the contents is."""
    return f"{FORM} {contents.model._meta.label} {_code()}"


@cache
def _code():
    digest = hashlib.sha256()
    for room in settings.ROOMS:
        for file in sorted(Path(settings.BASE_DIR / room).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()
