"""The file looked over from inside."""

from contextlib import closing
from pathlib import Path

from companion.store import open_store
from companion.store.health import look_over
from companion.store.store import Store
from tests.store.making import at, moment


def found(store: Store) -> dict[str, tuple[bool, str]]:
    return {
        one["name"]: (one["ok"], one["says"])
        for one in look_over(store, at("2026-03-01T22:00"), "companion {}".format)
    }


def test_a_sound_journal_is_well(store: Store) -> None:
    with store.writing():
        store.entries.put(moment("a", "2026-03-01T20:00", triggers=("slow_reply",), note="the kitchen"))
    told = found(store)
    assert told.pop("backups")[1].startswith("No backup yet;")
    assert all(ok for ok, _ in told.values())
    assert list(told) == ["integrity", "search", "journal", "database"]
    assert told["journal"][1].startswith("1 entry in ")
    assert "SQLite 3." in told["database"][1] and "SQLCipher 4" in told["database"][1]


def test_a_search_index_out_of_step_is_built_anew(store: Store) -> None:
    with store.writing():
        store.entries.put(moment("a", "2026-03-01T20:00", note="the kitchen"))
        store._link.run("DROP TRIGGER entries_in")
        store.entries.put(moment("b", "2026-03-01T21:00", note="the garden"))
    assert found(store)["search"] == (True, "The search index was out of date; it has been rebuilt.")
    assert found(store)["search"] == (True, "The search index is up to date.")
    assert len(store._link.rows("SELECT rowid FROM words WHERE words MATCH 'garden'")) == 1


def test_a_damaged_page_is_told_and_not_hidden(path: Path) -> None:
    with closing(open_store(path)) as store, store.writing():
        for number in range(400):
            store.entries.put(moment(str(number), "2026-03-01T20:00", note="word " * 60))
    size = path.stat().st_size
    with path.open("r+b") as file:
        for page in range(40, size // 4096, 5):  # those before hold what the tables are made of
            file.seek(page * 4096)
            file.write(b"\xff" * 2048)
    with closing(open_store(path)) as store:
        ok, says = found(store)["integrity"]
    assert not ok
    assert "damaged" in says


def test_a_word_that_changed_on_the_disk_is_noticed_in_a_plain_file(path: Path) -> None:
    with closing(open_store(path)) as store, store.writing():
        store.entries.put(moment("a", "2026-03-01T20:00", note="the kitchen", ending="we talked"))
        store.drafts.keep("moment", {"note": "half a thought"})
    whole = path.read_bytes()
    for before, after in ((b"half a thought", b"calf a thought"), (b"2026-03-01T20:00", b"2026-03-01T21:00")):
        path.write_bytes(whole.replace(before, after))
        with closing(open_store(path)) as store:
            assert found(store)["integrity"] == (
                False,
                "The file is damaged: 1 saved item changed on the disk",
            )
    path.write_bytes(whole)
    with closing(open_store(path)) as store:
        assert found(store)["integrity"][0]
        with store.writing():
            store.entries.take_out("a")
        assert found(store)["integrity"][0]
