"""Ids of very many entries: as one text, as positions, and looked up when read."""

import json
import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from companion.patterns import Finding, from_compact_json, to_compact_json
from companion.patterns.entry_ids import (
    EntryIds,
    IdsAt,
    at_hand,
    join_ids,
    pack,
    positions,
    split_ids,
    unpack,
)
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


ODD_OR_PLAIN = st.lists(st.sampled_from(["a", "bc", "", " ", "d e"]), max_size=4)


@examples(60)
@given(ODD_OR_PLAIN, ODD_OR_PLAIN)
def test_ids_after_those_known_are_as_if_all_had_been_there(known: list[str], ids: list[str]) -> None:
    assert split_ids(join_ids(ids, join_ids(known))) == (*known, *ids)
    if all(id and " " not in id for id in (*known, *ids)) and (known or ids):
        assert join_ids(ids, join_ids(known)) == join_ids([*known, *ids]) == " ".join([*known, *ids])


@examples(30)
@given(st.lists(st.integers(0, 2**32 - 1)))
def test_positions_come_back_from_their_text(found: list[int]) -> None:
    assert list(unpack(json.loads(json.dumps(pack(positions(found)))))) == found


def test_packed_positions_are_the_same_on_every_machine() -> None:
    assert pack(positions([1, 258])) == "AQAAAAIBAAA="


@examples(60)
@given(
    st.one_of(
        st.lists(st.uuids().map(str), max_size=5),
        st.lists(st.sampled_from(["a", "b c", "d", "", "éé", "longer"]), max_size=5),
    ),
    st.lists(st.text(max_size=3), max_size=3),
    st.data(),
)
def test_ids_are_found_by_their_position_however_many_are_asked_for(
    old: list[str], recent: list[str], data: st.DataObject
) -> None:
    every = (*old, *recent)
    ids = EntryIds(join_ids(old), recent)
    asked = data.draw(st.lists(st.integers(0, len(every) - 1), max_size=6) if every else st.just([]))
    wanted = tuple(every[i] for i in asked)
    assert ids.at(positions(asked)) == wanted
    one, other = IdsAt(ids, lambda: positions(asked)), IdsAt(ids, lambda: positions(asked[:1]))
    with at_hand([one, other, ("no", "ids")]):
        assert (tuple(one), tuple(other)) == (wanted, wanted[:1])
    assert ids.at(positions(asked)) == wanted
    assert ids.spread() == every


def test_of_very_many_ids_those_that_are_read_alone_are_in_memory() -> None:
    old = [f"{number:036}" for number in range(10_000)]
    ids = EntryIds(join_ids(old), ["new"])
    tracemalloc.start()
    assert ids.at(positions([9_999, 10_000, 3])) == (old[9_999], "new", old[3])
    taken = tracemalloc.get_traced_memory()[0]
    assert taken < 60_000  # of which four bytes an id for where it begins
    with at_hand([IdsAt(ids, lambda: positions([1]))]):
        assert tracemalloc.get_traced_memory()[0] > 500_000
    assert tracemalloc.get_traced_memory()[0] < taken + 5_000
    tracemalloc.stop()


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
