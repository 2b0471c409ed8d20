"""The file itself: private, checked before it is touched, and plain words when it cannot be used."""

import os
import resource
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from companion.model.errors import (
    InputRefused,
    JournalBusy,
    JournalDamaged,
    JournalTooNew,
    NoRoom,
    NothingFound,
)
from companion.store import connection, open_store
from companion.store.connection import Link
from companion.store.store import Store
from tests.store.making import ids, keep, moment, said_by


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_no_one_else_may_look_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        store = open_store(path)
        keep(store, "1")
        found = {each.name: mode(each) for each in path.parent.iterdir()}
    finally:
        os.umask(before)
    sides = ("", "-wal", "-shm", "-log-of")
    assert found == {f"journal.db{side}": 0o600 for side in sides}
    assert mode(path.parent) == 0o700
    store.close()


def test_a_file_that_others_could_read_is_closed_to_them(path: Path) -> None:
    open_store(path).close()
    path.chmod(0o644)
    path.parent.chmod(0o755)
    open_store(path).close()
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)


def test_the_settings_that_guard_what_is_written(store: Store) -> None:
    link = store._link
    pragmas = ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "busy_timeout")
    assert [link.value(f"PRAGMA {name}") for name in pragmas] == ["wal", 2, 1, 1, 5000]


def test_a_journal_that_is_not_there_is_not_made_unasked(path: Path) -> None:
    with pytest.raises(NothingFound):
        open_store(path, create=False)
    assert not path.parent.exists()


@pytest.mark.parametrize("content", [b"my diary\n" * 1000, b"SQLite format 3\0" + b"\xff" * 9000])
def test_a_file_that_is_no_database_is_left_alone(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(JournalDamaged, match="journal"):
        open_store(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    other = dbapi2.connect(str(path))
    other.execute("CREATE TABLE songs (name TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(JournalDamaged, match="not a companion journal"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_journal_cut_short_says_that_it_is_damaged(path: Path) -> None:
    store = open_store(path)
    with store.writing():
        store.entries.put_new([moment(str(n), "2026-03-01 21:40", note="words " * 200) for n in range(300)])
    store.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 3])
    with pytest.raises(JournalDamaged):
        store = open_store(path)
        try:
            store.entries.all()
        finally:
            store.close()


@pytest.mark.parametrize(
    ("column", "bad"),
    [
        ("note", b"\xff"),  # no text any more
        ("extra", b"q"),  # no JSON any more
        ("occurred_at", b"q"),  # no time any more
    ],
)
def test_a_byte_that_changed_within_an_entry_is_damage(path: Path, column: str, bad: bytes) -> None:
    store = open_store(path)
    keep(store, "1", note="qqqqqqqq", extra={"a": 1})
    store.close()
    place = {"note": b"qqqqqqqq", "extra": b'{"a":1}', "occurred_at": b"2026-03-01T"}[column]
    assert place in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(place, bad + place[1:]))
    store = open_store(path)
    with pytest.raises(JournalDamaged):
        store.entries.all()
    store.close()


def test_a_journal_of_a_newer_program_is_left_alone(path: Path) -> None:
    store = open_store(path)
    with store.writing():
        store._link.run(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('companion', 'later', '')"
        )
    store.close()
    before = path.read_bytes()
    with pytest.raises(JournalTooNew, match="newer companion"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_number_of_a_newer_schema_is_enough_to_leave_it_alone(path: Path) -> None:
    store = open_store(path)
    store._link.rows("PRAGMA user_version = 99")
    store.close()
    before = path.read_bytes()
    with pytest.raises(JournalTooNew, match="newer companion"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_folder_in_the_place_of_the_journal_is_left_alone(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(JournalDamaged, match="a folder, not a journal"):
        open_store(path)


def test_what_its_owner_made_read_only_stays_so(path: Path) -> None:
    open_store(path).close()
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with suppress(InputRefused):  # root may write all the same
            open_store(path).close()
        assert (mode(path), mode(path.parent)) == (0o400, 0o500)
    finally:
        path.parent.chmod(0o700)


def test_an_empty_file_becomes_a_journal(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    store = open_store(path)
    keep(store, "1")
    assert store.entries.count() == 1
    store.close()


def test_a_copy_without_a_write_ahead_log_gets_one(path: Path, store: Store) -> None:
    copy = path.with_name("copy.db")
    store._link.run("VACUUM INTO ?", [str(copy)])
    again = open_store(copy)
    assert again._link.value("PRAGMA journal_mode") == "wal"
    again.close()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("not a folder")
    with pytest.raises(InputRefused, match="blocked"):
        open_store(blocked / "journal.db")
    with pytest.raises(InputRefused, match="cannot be saved there"):
        open_store(Path("/proc/companion/journal.db"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_named(path: Path) -> None:
    path.parent.parent.chmod(0o500)
    try:
        with pytest.raises(InputRefused, match="cannot be written"):
            open_store(path)
    finally:
        path.parent.parent.chmod(0o700)


def test_a_journal_held_by_another_says_so(path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_MS", 50)
    other = open_store(path)
    with store.writing():
        with pytest.raises(JournalBusy):
            keep(other, "1")
        store.entries.put(moment("2", "2026-03-01 21:40"))
    keep(other, "3")
    assert [entry.id for entry in other.entries.all()] == ["2", "3"]
    other.close()


def test_without_room_nothing_is_half_kept(store: Store) -> None:
    keep(store, "1", note="before")
    store._link.rows(f"PRAGMA max_page_count = {store._link.value('PRAGMA page_count') + 4}")
    with pytest.raises(NoRoom), store.writing():
        for number in range(2, 50):
            store.entries.put(moment(str(number), "2026-03-01 21:40", note="words " * 500))
    assert [entry.id for entry in store.entries.all()] == ["1"]
    store._link.rows("PRAGMA max_page_count = 1000000")
    keep(store, "2")
    assert store.entries.count() == 2


def test_a_limit_on_file_size_is_no_room(path: Path, passphrase: str | None) -> None:
    def write_in_little_room(say: Callable[[str], None]) -> None:
        with closing(open_store(path, passphrase=passphrase)) as store:
            keep(store, "kept")
            store.checkpoint()
            resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
            with pytest.raises(NoRoom), store.writing():
                for number in range(60):
                    store.entries.put(moment(str(number), "2026-03-01 21:40", note="words " * 2000))
            say(str([entry.id for entry in store.entries.all()]))

    assert said_by(write_in_little_room) == "['kept']\n"


def test_a_full_disk_is_no_damage_even_to_a_reader(path: Path) -> None:
    # With nothing else open, even reading makes a small file beside the journal.
    with closing(open_store(path)) as store:
        keep(store, "kept")

    def read_in_little_room(say: Callable[[str], None]) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, 8_000))
        with pytest.raises(NoRoom) as refused:
            open_store(path)
        say(str(refused.value))

    assert "the disk is full" in said_by(read_in_little_room)
    assert ids(path) == ["kept"]


def test_half_a_character_is_refused_and_nothing_kept(store: Store) -> None:
    for fields in ({"note": "a\ud800b"}, {"tags": ("\udfff",)}, {"extra": {"a": ["\ud83d"]}}):
        with pytest.raises(InputRefused, match="a broken character"):
            keep(store, "1", **fields)
    assert store.entries.count() == 0


def test_what_is_deleted_leaves_the_disk(path: Path, store: Store) -> None:
    keep(store, "1", note="xylophonist in the kitchen", tags=("quincunx",))
    for number in range(2, 30):
        keep(store, str(number), note="other words")
    with store.writing():
        store.entries.take_out("1")
    store.checkpoint()
    for file in path.parent.iterdir():
        content = file.read_bytes()
        for word in (b"xylophon", b"quincunx"):
            assert word not in content, file.name


def test_a_journal_that_closes_has_nothing_to_wait_for_by_then(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the driver closes a connection no other thread of the process runs; see ``findings``."""
    left: list[int] = []
    close = Link.close

    def noted(link: Link) -> None:
        _, in_log, in_file = link.rows("PRAGMA wal_checkpoint(NOOP)")[0]
        left.append(in_log - in_file)
        close(link)

    monkeypatch.setattr(Link, "close", noted)
    with closing(open_store(path)) as store:
        keep(store, "a", note="kitchen")
        _, in_log, in_file = store._link.rows("PRAGMA wal_checkpoint(NOOP)")[0]
        assert in_log > in_file
        store.fork().close()
    assert left[0] > 0, "one for a moment leaves it to the other"
    assert left[1:] == [0]
