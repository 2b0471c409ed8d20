"""Ids of very many entries: as one text, as positions, and looked up when read."""

import json

from hypothesis import given
from hypothesis import strategies as st

from companion.patterns import Finding, from_compact_json, to_compact_json
from companion.patterns.entry_ids import EntryIds, IdsAt, join_ids, pack, positions, split_ids, unpack
from tests.conftest import examples


@examples(30)
@given(st.lists(st.text(), max_size=4), st.lists(st.uuids().map(str), max_size=4))
def test_very_many_ids_come_back_from_one_text_whatever_they_are_made_of(
    odd: list[str], ids: list[str]
) -> None:
    assert split_ids(json.loads(json.dumps(join_ids(odd)))) == tuple(odd)
    if ids:
        assert join_ids(ids) == " ".join(ids)
    found = Finding(pattern="p", state="holds_up", moments=tuple(odd), counter_examples=tuple(ids))
    other = Finding(pattern="q", state="counting", moments=(*ids, *odd), in_entry=tuple(odd[:1]))
    kept = json.loads(json.dumps(to_compact_json([found, other])))
    assert from_compact_json(kept) == (found, other)


def test_ids_that_hold_what_parts_them_are_kept_apart() -> None:
    for odd in (["a b"], ["a", " "], [""], []):
        assert join_ids(odd) == odd
        assert split_ids(join_ids(odd)) == tuple(odd)


@examples(30)
@given(st.lists(st.integers(0, 2**32 - 1)))
def test_positions_come_back_from_their_text(found: list[int]) -> None:
    assert list(unpack(json.loads(json.dumps(pack(positions(found)))))) == found


def test_packed_positions_are_the_same_on_every_machine() -> None:
    assert pack(positions([1, 258])) == "AQAAAAIBAAA="


def test_ids_at_positions_read_as_a_tuple_and_are_looked_up_once() -> None:
    asked = []

    def at() -> object:
        asked.append(1)
        return positions([2, 0])

    ids = IdsAt(EntryIds("a b", ["c"]), at)  # type: ignore[arg-type]
    assert not asked
    assert ids == ("c", "a") and ids == ("c", "a")
    assert list(ids) == ["c", "a"] and ids[0] == "c" and ids[-1:] == ("a",) and len(ids) == 2
    assert hash(ids) == hash(("c", "a")) and "a" in ids and "b" not in ids
    assert ids != ("c",) and asked == [1]
