"""Every row that a person wrote has its check number, and none that changes or goes is passed over."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest

from companion.model.records import Moment
from companion.store import open_store
from companion.store.checksums import BYTES_SINCE, CHECKED_COLUMNS, SINCE_SCHEMA, count_mismatches
from companion.store.connection import Link
from companion.store.integrity import damage
from companion.store.migrations import NAMES
from companion.store.row_checksums import SQL_FUNCTIONS, earlier_row_checksum, row_checksum
from companion.store.store import Store
from companion.store.updating import bring_up_to_date
from companion.system.paths import UNFINISHED
from tests.store.making import Program, keep, moment
from tests.store.released import FOLDER


def unwatched(store: Store, statement: str) -> None:
    """Change the file as a failing disk would: no trigger sees it."""
    triggers = store._link.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    with store.writing():
        for name, _ in triggers:
            store._link.run(f"DROP TRIGGER {name}")
        store._link.run(statement)
        for _, sql in triggers:
            store._link.run(sql)


@pytest.fixture
def full(store: Store) -> Store:
    """A row in every table of a journal that matters here."""
    keep(store, "a", note="the kitchen")
    keep(store, "b", note="the garden")
    with store.writing():
        store.drafts.keep("moment", {"note": "half a thought"})
        store.undo.push("deleted", moment("gone", "2026-03-01 21:41"), 1)
        for table in ("stories", "experiments", "checks", "pattern_answers", "look_backs", "deleted"):
            store._link.run(f"INSERT INTO {table} (id, at, doc) VALUES ('x', 0, '{{}}')")
    return store


def test_a_journal_as_it_was_written_has_no_mismatch(full: Store) -> None:
    assert count_mismatches(full._link) == 0
    keep(full, "a", note="changed")
    with full.writing():
        full.entries.take_out("b")
        full.drafts.drop("moment")
        full.undo.pop()
    assert count_mismatches(full._link) == 0


def test_many_at_once_get_their_numbers_together_and_what_follows_its_own(store: Store) -> None:
    schema = store._link.rows("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
    with store.writing():
        store.entries.put_new([moment(f"{n}", f"2026-03-01 12:{n:02}", note=f"n\0o {n}") for n in range(60)])
        store.entries.put(moment("one more", "2026-03-02 12:00"))
    assert count_mismatches(store._link) == 0
    assert store._link.value("SELECT count(*) FROM seals WHERE what = 'entries'") == 61
    assert store._link.rows("SELECT type, name, sql FROM sqlite_master ORDER BY type, name") == schema
    unwatched(store, "UPDATE entries SET text = 'other' WHERE id IN ('1', '59', 'one more')")
    assert count_mismatches(store._link) == 3


def test_cut_short_many_at_once_leave_nothing_and_the_numbers_go_on(store: Store) -> None:
    def entries() -> Iterator[Moment]:
        yield from (moment(f"new {n}", "2026-03-01 12:00") for n in range(1500))
        raise KeyboardInterrupt

    keep(store, "a", note="the kitchen")
    schema = store._link.rows("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
    with pytest.raises(KeyboardInterrupt), store.writing():
        store.entries.put_new(entries())
    assert [entry.id for entry in store.entries.all()] == ["a"]
    assert store._link.rows("SELECT type, name, sql FROM sqlite_master ORDER BY type, name") == schema
    keep(store, "b", note="the garden")
    assert store._link.value("SELECT count(*) FROM seals WHERE what = 'entries'") == 2
    assert not damage(store._link)


def test_killed_among_many_at_once_the_file_is_as_before(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with closing(open_store(path)) as store:
        keep(store, "a", note="the kitchen")

    def work(say: Callable[[str], None]) -> None:
        def entries() -> Iterator[Moment]:
            for number in range(3000):
                if number == 2500:
                    say("two thousand are in")
                    sleep(60)
                yield moment(f"new {number}", "2026-03-01 12:00", note="words " * 200)

        with closing(open_store(path)) as store, store.writing():
            store._link.run("PRAGMA cache_spill = 100")  # some of it is in the log already
            store.entries.put_new(entries())

    with Program(work) as program:
        assert program.lines.readline() == "two thousand are in\n"
        program.stop()
        assert program.wait() < 0
    with closing(open_store(path)) as store:
        assert [entry.id for entry in store.entries.all()] == ["a"]
        keep(store, "b", note="the garden")
        assert store._link.value("SELECT count(*) FROM seals WHERE what = 'entries'") == 2
        assert not damage(store._link)


@pytest.mark.parametrize("table", CHECKED_COLUMNS)
def test_a_row_that_is_gone_without_having_been_deleted_is_counted(full: Store, table: str) -> None:
    rows = full._link.value(f"SELECT count(*) FROM {table}")
    unwatched(full, f"DELETE FROM {table} WHERE 1")
    if table == "meta":  # what `unwatched` itself wrote there
        rows = full._link.value("SELECT count(*) FROM seals WHERE what = 'meta'")
    assert rows >= 1
    assert count_mismatches(full._link) == rows
    if table != "meta":
        assert damage(full._link) == [f"{rows} saved {'item' if rows == 1 else 'items'} changed on the disk"]


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("entries", "text", "'the kitten'"),
        ("entries", "closeness", "1"),
        ("entries", "wall", "wall + 1"),
        *((table, "doc", "'[]'") for table in ("stories", "experiments", "pattern_answers", "look_backs")),
        ("deleted", "at", "at + 1"),
        ("drafts", "body", "'{}'"),
        ("undo", "doc", "'{}'"),
    ],
)
def test_a_row_that_changed_by_itself_is_counted(full: Store, table: str, column: str, value: str) -> None:
    unwatched(full, f"UPDATE {table} SET {column} = {value}")
    assert count_mismatches(full._link) == full._link.value(f"SELECT count(*) FROM {table}")


def test_a_row_that_nobody_wrote_is_counted(full: Store) -> None:
    unwatched(full, "INSERT INTO drafts (name, body) VALUES ('other', '{}')")
    assert count_mismatches(full._link) == 1


def test_a_table_that_is_not_as_it_was_made_is_counted(full: Store) -> None:
    with full.writing():
        full._link.run("DROP INDEX entries_prompt")
    assert count_mismatches(full._link) == 1
    with full.writing():
        full._link.run("DELETE FROM seals WHERE what = 'schema'")
    assert count_mismatches(full._link) == 1


def test_the_checked_columns_are_all_there_are(store: Store) -> None:
    for table, columns in CHECKED_COLUMNS.items():
        there = [name for (name,) in store._link.rows(f"SELECT name FROM pragma_table_info('{table}')")]
        assert sorted(columns) == sorted(there), table


def test_files_have_them_since_the_migration_that_made_them() -> None:
    assert NAMES.index("seals") + 1 == SINCE_SCHEMA
    assert NAMES.index("byte seals") + 1 == BYTES_SINCE


def test_a_copy_from_before_there_were_any_is_whole_without(full: Store) -> None:
    full._link.rows(f"PRAGMA user_version = {SINCE_SCHEMA - 1}")
    unwatched(full, "DELETE FROM drafts")
    assert damage(full._link) == []
    full._link.rows(f"PRAGMA user_version = {len(NAMES)}")
    assert damage(full._link) == ["1 saved item changed on the disk"]


@pytest.mark.parametrize("checksum", SQL_FUNCTIONS.values(), ids=SQL_FUNCTIONS)
def test_one_changed_bit_makes_another_number(checksum: Callable[..., int]) -> None:
    whole = b"the kitchen"
    for bit in range(len(whole) * 8):
        changed = bytearray(whole)
        changed[bit // 8] ^= 1 << bit % 8
        assert checksum(b"a", b"1", None, bytes(changed)) != checksum(b"a", b"1", None, whole)
    assert checksum(None) != checksum(b"None") and checksum(None) != checksum(b"")
    assert checksum(b"ab", b"") != checksum(b"a", b"b") != checksum(b"", b"ab")


def test_files_of_earlier_versions_have_the_numbers_that_they_had() -> None:
    assert earlier_row_checksum("a", 1, None, "half \ud800") == 1640358726
    assert row_checksum(b"a", b"1", None) == 2952495261


def test_what_stands_behind_a_nul_is_checked_too(full: Store) -> None:
    keep(full, "a", note="the kitchen\0 and the stairs")
    unwatched(full, "UPDATE entries SET text = 'the kitchen' || char(0) || ' and the chairs' WHERE id = 'a'")
    assert count_mismatches(full._link) == 1


def test_another_type_of_a_value_is_noticed_where_any_type_may_stand(full: Store) -> None:
    with full.writing():
        full._link.run("INSERT INTO meta (name, value) VALUES ('word', 'kitchen')")
    unwatched(full, "UPDATE meta SET value = CAST(value AS BLOB) WHERE name = 'word'")
    assert count_mismatches(full._link) == 1


def earlier(path: Path, damage: str = "") -> Link:
    """A journal of the version before the numbers were of bytes, brought up to date."""
    shutil.copy(FOLDER / f"schema-{BYTES_SINCE - 1}.db", path)
    link = Link(path, create=False)
    assert count_mismatches(link) == 0
    if damage:
        triggers = link.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        with link.writing():
            for statement in (*(f"DROP TRIGGER {name}" for name, _ in triggers), damage):
                link.run(statement)
            for _, sql in triggers:
                link.run(sql)
    bring_up_to_date(link)
    return link


def test_an_earlier_file_gets_the_numbers_and_triggers_of_a_new_one(tmp_path: Path, store: Store) -> None:
    schema = "SELECT type, name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY type, name"
    with closing(earlier(tmp_path / "earlier.db")) as link:
        assert link.value("SELECT count(*) FROM seals WHERE what = 'entries'") > 0
        assert count_mismatches(link) == 0
        assert link.rows(schema) == store._link.rows(schema)
        with link.writing():
            link.run("UPDATE entries SET text = 'other'")
        assert count_mismatches(link) == 0


@pytest.mark.parametrize("damage", ["UPDATE entries SET text = 'x' WHERE id = 'm-1'", "DELETE FROM stories"])
def test_what_was_damaged_before_an_update_is_damaged_after_it(tmp_path: Path, damage: str) -> None:
    # A copy on its way to the journal's place is brought up to date without a copy of itself.
    with closing(earlier(tmp_path / f"{UNFINISHED}x.db", damage)) as link:
        assert count_mismatches(link) == 1
