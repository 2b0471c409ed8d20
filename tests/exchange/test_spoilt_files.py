"""Spoilt files of every format: a clear refusal or a complete import, nothing else and nothing half.

A small slice, more of it in deep runs; ``make bench BENCH=fuzz_import`` tries each format two thousand
times.
"""

import random
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.exchange import source_from_bytes
from companion.journal import open_journal
from companion.model.clock import fixed_clock
from companion.model.errors import InputRefused
from companion.system.paths import Places
from companion.transfer.importing import Import
from tests.conftest import examples
from tests.exchange.samples import TO_SPOIL
from tests.exchange.spoiling import spoilt_inside, tried

CLOCK = fixed_clock(datetime(2026, 3, 1, 21, 40, tzinfo=ZoneInfo("Europe/Berlin")), "Europe/Berlin")


@pytest.mark.parametrize("sample", TO_SPOIL)
def test_spoilt_copies_are_refused_or_come_in_whole(sample: str) -> None:
    name, data, entries = TO_SPOIL[sample]
    assert tried(name, data).entries == entries
    luck = random.Random(sample)
    found = [tried(name, spoilt_inside(data, name, luck)) for _ in range(examples(20).max_examples)]
    assert any(one.entries is None for one in found), "nothing was refused: is anything spoilt?"


@pytest.mark.parametrize("sample", TO_SPOIL)
@examples(8)
@given(data=st.data())
def test_words_of_any_kind_put_into_a_file(sample: str, data: st.DataObject) -> None:
    name, whole, _ = TO_SPOIL[sample]
    at = data.draw(st.integers(0, len(whole)))
    tried(name, whole[:at] + data.draw(st.text(max_size=30)).encode("utf-8", "replace") + whole[at:])


def test_a_spoilt_file_leaves_no_half_journal(places: Places) -> None:
    name, data, _ = TO_SPOIL["dayone"]
    with open_journal(places, clock=CLOCK) as journal:
        with pytest.raises(InputRefused):
            journal.merging.import_contents(
                Import(source_from_bytes(name, data.replace(b'"2004-', b'"2OO4-')), places, CLOCK)
                .plan()
                .contents
            )
        assert journal.timeline.count() == 0
