"""jrnl's JSON: read back by the reader of jrnl, entry by entry."""

import json

from companion.exchange.writers import jrnl_json
from tests.exchange.importing import entries, plan
from tests.exchange.writers.journal import NOTE, VOCABULARY, contents


def test_what_is_written_is_read_back() -> None:
    read = entries(plan("jrnl.json", jrnl_json.written(contents(), VOCABULARY)[""]))
    assert [entry["occurred_at"][:16] for entry in read] == ["2026-02-10T10:00", "2026-02-20T10:00"]
    assert NOTE in read[1]["text"]
    assert read[0]["starred"] is True


def test_tags_are_single_words_with_a_count() -> None:
    whole = json.loads(jrnl_json.written(contents(), VOCABULARY)[""])
    assert whole["tags"] == {"@long_walk": 1}
