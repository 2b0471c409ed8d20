"""Encrypting, decrypting, another passphrase: the journal stays the same, and whole at every moment."""

import os
import random
import resource
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from companion.model.errors import JournalBusy, JournalDamaged, NoRoom, WrongPassphrase
from companion.store import file_lock, open_store, rekey
from companion.store.key import Key, beginning_of, derive, kind_of
from companion.store.rekey import convert
from companion.store.store import Store
from companion.system.paths import Places
from companion.vault.encryption import state
from tests.conftest import DEEP
from tests.store.making import Program, moment, said_by

CANARY = "yellow canary"


def fill(store: Store, count: int = 40) -> None:
    with store.writing():
        for number in range(count):
            store.entries.put(moment(f"m{number}", "2026-03-01 21:40", note=f"{CANARY} {number} " * 20))
        store.drafts.keep("moment", {"note": CANARY})
        store.undo.push("deleted", moment("gone", "2026-03-01 21:41", note=CANARY), 1)


def everything(path: Path, passphrase: str | None) -> dict[str, list[object]]:
    with closing(open_store(path, passphrase=passphrase)) as store:
        names = store._link.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0")
        found: dict[str, list[object]] = {
            name: list(store._link.rows(f'SELECT * FROM "{name}"')) for (name,) in names
        }
        found["version"] = store._link.rows("PRAGMA user_version")
        assert store._link.rows("PRAGMA integrity_check") == [("ok",)]
        assert store._link.value("PRAGMA journal_mode") == "wal"
    return found


def holds_canary(folder: Path) -> list[str]:
    return [file.name for file in folder.rglob("*") if file.is_file() and b"canary" in file.read_bytes()]


def test_there_and_back_every_row_is_the_same(path: Path) -> None:
    with closing(open_store(path)) as store:
        fill(store)
    before = everything(path, None)
    assert holds_canary(path.parent)
    first, second = derive("one"), derive("two")
    convert(path, None, first)
    assert kind_of(path) == "encrypted" and holds_canary(path.parent) == []
    assert everything(path, "one") == before
    convert(path, first, second)
    assert everything(path, "two") == before
    with pytest.raises(WrongPassphrase):
        open_store(path, passphrase="one")
    convert(path, second, None)
    assert kind_of(path) == "plain" and everything(path, None) == before
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_journal_that_is_open_elsewhere_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_lock, "WAIT", 0.1)
    with closing(open_store(path)) as store:
        fill(store)
        with pytest.raises(JournalBusy, match="another window or program has the journal open"):
            convert(path, None, derive("one"))
        with store.writing():
            store.entries.put(moment("later", "2026-03-02 08:00"))
    assert kind_of(path) == "plain"
    with closing(open_store(path)) as store:
        assert store.entries.count() == 41


def test_who_waits_for_a_conversion_finds_the_new_journal(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that opened the old file just before the swap writes into the new one, not into nothing."""
    with closing(open_store(path)) as store:
        fill(store, 3)
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from companion.store import key, open_store
        from tests import quick_keys
        from tests.store.making import moment
        key.COST = quick_keys.COST
        print("up", flush=True)
        store = open_store(Path(sys.argv[1]), passphrase="one")
        with store.writing():
            store.entries.put(moment("waited", "2026-03-01 22:00"))
        store.close()
        """
    )
    real, others = rekey.sync, []

    def slow(where: Path) -> None:
        if not others:
            other = subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE)
            others.append(other)
            assert other.stdout is not None and other.stdout.readline()
            time.sleep(0.7)  # long enough to have opened the file and to wait for it
            other.stdout.close()
        real(where)

    monkeypatch.setattr(rekey, "sync", slow)
    convert(path, None, derive("one"))
    assert others[0].wait(20) == 0
    with closing(open_store(path, passphrase="one")) as store:
        assert store.entries.count() == 4


def test_a_copy_that_differs_is_thrown_away(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(open_store(path)) as store:
        fill(store, 3)
    before = beginning_of(path)
    real = rekey._write_copy

    def careless(link: object, copy: Path, key: object) -> None:
        real(link, copy, None)  # type: ignore[arg-type]
        with closing(open_store(copy)) as made, made.writing():
            made._link.run("UPDATE drafts SET body = '{}'")

    monkeypatch.setattr(rekey, "_write_copy", careless)
    with pytest.raises(JournalDamaged, match="the copy did not match"):
        convert(path, None, None)
    assert beginning_of(path) == before
    assert everything(path, None)["drafts"] != [("moment", "{}")]
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def keys() -> tuple[Key | None, ...]:
    """Of a plain file, and of two passphrases that need not be worked out; a store wipes the one it had."""
    return (None, Key(b"1" * 32, bytes(range(200, 216))), Key(b"2" * 32, bytes(range(100, 116))))


def convert_over_and_over(path: Path, say: Callable[[str], None]) -> None:
    say("begins")
    while True:
        for number, old in enumerate(keys()):
            convert(path, old, keys()[(number + 1) % 3])


def whole_after_kill(path: Path, delay: float) -> None:
    """Kill a program that converts over and over after ``delay`` seconds; a whole journal is there then, and
    is made plain again."""
    with Program(partial(convert_over_and_over, path)) as program:
        program.lines.readline()
        time.sleep(delay)
        program.stop()
        program.wait()
    begins = beginning_of(path)
    heads = [b"SQLite format 3\0" if key is None else key.salt for key in keys()]
    number = heads.index(begins)
    with closing(Store(path, create=False, key=keys()[number])) as store:
        assert store.entries.count() == 40
        assert store._link.rows("PRAGMA integrity_check") == [("ok",)]
    if number:
        convert(path, keys()[number], None)


def test_killed_at_any_point_one_whole_journal_is_there(path: Path) -> None:
    with closing(open_store(path)) as store:
        fill(store)
    before = everything(path, None)
    draw = random.Random(4)
    for _ in range(100 if DEEP else 6):
        whole_after_kill(path, draw.uniform(0.0, 0.2))
        assert everything(path, None) == before
        assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_plain_copy_of_a_program_that_was_ended_goes_before_the_passphrase_is_known(path: Path) -> None:
    with closing(open_store(path)) as store:
        fill(store)
    convert(path, None, derive("one"))
    with Program(lambda say: say("begins")) as ended:
        ended.wait()
    left = path.with_name(f"{path.name}.new-{ended._id}")
    mine = path.with_name(f"{path.name}.new-{os.getpid()}")
    for copy in (left, left.with_name(f"{left.name}-wal"), mine):
        copy.write_bytes(CANARY.encode())
    assert state(Places(data=path.parent, config=path.parent)) == "encrypted"
    assert sorted(path.parent.iterdir()) == [path, mine]


def test_no_room_for_the_copy_leaves_the_journal_as_it_was(path: Path) -> None:
    with closing(open_store(path)) as store:
        fill(store, 200)

    def convert_in_little_room(say: Callable[[str], None]) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
        with pytest.raises(NoRoom):
            convert(path, None, derive("one"))
        say("no room")

    assert said_by(convert_in_little_room) == "no room\n"
    assert kind_of(path) == "plain" and [file.name for file in path.parent.iterdir()] == [path.name]
    with closing(open_store(path)) as store:
        assert store.entries.count() == 200
