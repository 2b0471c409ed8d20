"""Every format: known by its content, whole, once if brought twice; any other bytes are refused in words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.exchange import FORMATS, ImportRequest, plan_import, recognise, source_from_bytes
from companion.journal import open_journal
from companion.model.clock import Clock
from companion.model.errors import InputRefused
from companion.system.paths import Places
from tests.exchange.importing import NOW, VOCABULARY, plan, sample
from tests.exchange.readers.test_daylio import DIARY
from tests.exchange.samples import COLUMNS, SAMPLES


def test_each_diary_comes_in_whole_and_twice_is_once(places: Places, clock: Clock) -> None:
    for name, (_, _, count) in SAMPLES.items():
        own = Places(data=places.data / name, config=places.config / name)
        with open_journal(own, clock=clock) as journal:
            contents = sample(name, columns=COLUMNS).contents
            assert journal.merging.import_contents(contents).added == count, name
            before = journal.merging.contents()
            assert len(before.moments) + len(before.reflections) == count, name
            again = journal.merging.import_contents(sample(name, columns=COLUMNS).contents)
            assert (again.added, again.changed, again.unchanged) == (0, 0, count), name
            assert journal.merging.contents() == before, name


def test_every_reader_has_a_test_of_its_name() -> None:
    tests = Path(__file__).parent / "readers"
    names = {form.__name__.rpartition(".")[2] for form in FORMATS if form.__name__.count(".readers.")}  # type: ignore[attr-defined]
    assert names <= {file.stem.removeprefix("test_") for file in tests.glob("test_*.py")}
    assert len(names) == len(FORMATS) - 1


@given(st.binary(max_size=200), st.sampled_from(["x.csv", "x.json", "x", "x.CSV"]))
def test_bytes_of_any_kind_never_cause_anything_but_a_refusal(data: bytes, name: str) -> None:
    try:
        plan_import(source_from_bytes(name, data), ImportRequest(vocabulary=VOCABULARY, zone=None, now=NOW))
    except InputRefused as refused:
        assert str(refused)


def test_each_format_is_known_by_its_content_before_its_name() -> None:
    assert recognise(source_from_bytes("journal.json", DIARY.encode()))[0].NAME == "daylio"
    assert (
        recognise(source_from_bytes("x.csv", b'{"format": "companion-journal", "version": 1}'))[0].NAME
        == "journal"
    )
    assert recognise(source_from_bytes("x.JSON", b'{"moments": ['))[0].NAME == "journal"
    with pytest.raises(InputRefused, match=r"companion can import journal: .*; daylio: "):
        recognise(source_from_bytes("diary.xyz", b"A line of no diary"))
    with pytest.raises(InputRefused, match='format: unknown format "word"; use journal, daylio'):
        plan("diary.csv", DIARY, form="word")
