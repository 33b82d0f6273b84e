"""An index that was kept as files is what reading the database anew gives, and is thrown away when it may not be."""

import json

import numpy as np
import pytest
from django.db import connection

from deals.index import INDEX as DEALS
from deals.models import Deal
from lists import snapshots
from lists.index import Index
from tests.factories import public_deal

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled():
    """A state that everybody sees: a transaction of its own is not one until it ends."""
    connection.check_constraints()
    return DEALS.contents


def started(contents, folder):
    """An index as a process has it that has just started."""
    index = Index(contents)
    index.get_ready(folder)
    return index


def told(index):
    """All that an index holds, as plain values; what lies behind the last id is room for more."""
    size = max(index.public) + 1
    return (
        sorted(index.public),
        {name: {word: sorted(ids) for word, ids in words.items() if ids} for name, words in index.sets.items()},
        {name: numbers[:size].tolist() for name, numbers in index.numbers.items()},
        {name: order.tolist() for name, order in index.orders.items()},
        {name: [coded.words[code] for code in coded.codes[:size]] for name, coded in index.coded.items()},
    )


def test_a_process_that_starts_again_maps_what_it_would_have_read(settled, tmp_path, monkeypatch):
    first = started(settled, tmp_path)
    monkeypatch.setattr(Index, "_read_all", None)
    again = started(settled, tmp_path)
    assert told(again) == told(first)
    assert all(isinstance(numbers, np.memmap) for numbers in [*again.numbers.values(), *again.orders.values()])
    assert all(isinstance(coded.codes, np.memmap) for coded in again.coded.values())


def test_what_changed_since_is_read_and_kept_for_the_next_start(settled, tmp_path, monkeypatch):
    started(settled, tmp_path)
    came = public_deal(title="Fresh")
    connection.check_constraints()
    monkeypatch.setattr(Index, "_read_all", None)
    for _start in range(2):
        again = started(settled, tmp_path)
        assert came.pk in again.public
        assert came.pk in again.read(lambda index: index.searched("fresh"))


def test_a_change_in_one_process_is_not_one_of_the_files(settled, tmp_path):
    first = started(settled, tmp_path)
    before = told(started(settled, tmp_path))
    place = next(tmp_path.glob("deals_deal-*"))
    kept = {file.name: file.read_bytes() for file in place.iterdir()}
    public_deal()
    connection.check_constraints()
    first.read(lambda index: None)
    assert told(first) != before
    assert {file.name: file.read_bytes() for file in place.iterdir()} == kept


@pytest.mark.parametrize(
    "spoil",
    [
        lambda place: (place / "index.json").write_text("{"),
        lambda place: (place / "sets").unlink(),
        lambda place: (place / "number-newest.npy").write_bytes(b"no numbers"),
        lambda place: (place / "index.json").write_text(
            (place / "index.json").read_text().replace('"signature": "', '"signature": "other ')
        ),
    ],
)
def test_a_snapshot_that_is_broken_or_of_other_code_is_not_used(settled, tmp_path, spoil):
    right = told(started(settled, tmp_path))
    spoil(next(tmp_path.glob("deals_deal-*")))
    assert not snapshots.load(Index(settled), tmp_path)
    assert told(started(settled, tmp_path)) == right


def test_only_the_two_newest_snapshots_stay(settled, tmp_path):
    for _start in range(4):
        started(settled, tmp_path)
        Deal.objects.update(summary="Touched.")
        connection.check_constraints()
    assert len(list(tmp_path.iterdir())) == 2


def test_a_state_that_others_do_not_see_is_not_kept(settled, tmp_path):
    if connection.vendor == "sqlite":  # numbers each row at once
        return
    public_deal()
    started(settled, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_the_snapshot_says_its_state(settled, tmp_path):
    index = started(settled, tmp_path)
    [place] = tmp_path.glob("deals_deal-*")
    assert json.loads((place / "index.json").read_text())["state"] == list(index.state)
