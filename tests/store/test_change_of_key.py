"""Another key for the journal and every copy of it, and what becomes of it when it is cut short anywhere."""

import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from companion.model.errors import JournalBusy, NoRoom, WrongPassphrase
from companion.model.retention import Copies
from companion.store import change_of_key, open_store, rekey
from companion.store.backups import Keys, backups_of
from companion.store.change_of_key import change_key, copies_of, finish
from companion.store.connection import Link
from companion.store.key import Key, beginning_of, derive, kind_of
from companion.store.recovery import FILE, file_of, public_key, sealed_salts, unsealed
from companion.store.values import CHANGE_OF_KEY, PUBLIC_KEY, Values
from tests.conftest import DEEP
from tests.store.making import Program, at, ids, keep

CODE = b"a code"
RELEASED = Path(__file__).parent / "fixtures"


def made(path: Path, passphrase: str | None, *, recovery: bool = False) -> Path:
    """A journal with an entry, two backups, a journal kept aside, and its recovery file where asked for."""
    with closing(open_store(path, passphrase=passphrase)) as store:
        keep(store, "one", note="yellow canary")
        if recovery:
            with store.writing():
                store.values.set(PUBLIC_KEY, public_key(CODE))
        for day in range(2):
            store.back_up(at("2026-03-01T20:00") + timedelta(days=day))
        store.copy_out(path.with_name("kept-aside-20260301T200000Z.db"))
    open_store(path, passphrase=passphrase).close()  # which writes the recovery file
    return path


def changed(path: Path, old: Key | None, new: Key | None) -> Copies:
    return change_key(path, old, new, Keys(like=[] if old is None else [old]))


def opened_by(path: Path, passphrase: str | None) -> list[bool]:
    """Of the journal and each copy, whether it is as it should be with this passphrase, and opens."""
    found = []
    for file in (path, *copies_of(path)):
        opens = kind_of(file) == ("plain" if passphrase is None else "encrypted")
        try:
            found.append(opens and ids(file, passphrase) == ["one"])
        except WrongPassphrase:
            found.append(False)
    return found


class CutShort(BaseException):
    """The program ends here."""


@contextmanager
def cut_short(where: str, turn: int, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """End the block when the function ``where`` of change_of_key is called for the ``turn``-th time."""
    real, calls = getattr(change_of_key, where), [0]

    def end(*given: object, **more: object) -> object:
        calls[0] += 1
        if calls[0] == turn:
            raise CutShort
        return real(*given, **more)

    with patch.context() as context:
        context.setattr(change_of_key, where, end)
        with pytest.raises(CutShort):
            yield


def test_all_copies_follow_and_nothing_is_left_to_do(path: Path) -> None:
    made(path, None)
    one, two = derive("one"), derive("two")
    assert changed(path, None, one) == Copies(3, [])
    assert opened_by(path, "one") == [True] * 4
    assert changed(path, one, two) == Copies(3, [])
    assert opened_by(path, "two") == [True] * 4 and opened_by(path, "one") == [False] * 4
    assert changed(path, two, None) == Copies(0, [])
    assert kind_of(path) == "plain" and opened_by(path, "two") == [False, True, True, True]
    with closing(open_store(path)) as store:
        assert store.values.get(CHANGE_OF_KEY) is None and store.finished is None


@pytest.mark.parametrize("turn", [1, 2, 3, 4])
def test_encrypting_that_was_cut_short_is_finished_at_the_next_opening(
    path: Path, turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the journal itself, and between any two of its copies."""
    made(path, None)
    with cut_short("convert", turn, monkeypatch):
        changed(path, None, derive("one"))
    if turn == 1:
        assert opened_by(path, None) == [True] * 4  # nothing was done, and nothing is
        return
    with closing(open_store(path, passphrase="one")) as store:
        assert store.finished == Copies(5 - turn, [])
    assert opened_by(path, "one") == [True] * 4
    for file in path.parent.rglob("*"):
        assert not file.is_file() or b"canary" not in file.read_bytes()


@pytest.mark.parametrize("turn", [1, 2, 3, 4])
def test_another_passphrase_that_was_cut_short_is_finished_without_the_old_one(
    path: Path, turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(path, "one", recovery=True)
    old = Keys("one").of(path)
    assert old is not None
    with cut_short("convert", turn, monkeypatch):
        changed(path, old, derive("two"))
    assert beginning_of(path) in sealed_salts(path)  # the code opens it, whichever key it has
    now = "one" if turn == 1 else "two"
    open_store(path, passphrase=now).close()
    assert opened_by(path, now) == [True] * 4
    assert sealed_salts(path) == {beginning_of(path)}
    with closing(open_store(path, passphrase=now)) as store:
        assert store.values.get(CHANGE_OF_KEY) is None


def test_cut_short_twice_no_copy_is_forgotten(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second change begins before the first was finished: its copies have three keys between them."""
    made(path, "one")
    old = Keys("one").of(path)
    with cut_short("convert", 3, monkeypatch):
        changed(path, old, derive("two"))
    second = Keys("two").of(path)
    with monkeypatch.context() as context:
        context.setattr(change_of_key, "finish", lambda store: None)
        changed(path, second, derive("three"))
    assert len({beginning_of(file) for file in copies_of(path)}) == 2
    open_store(path, passphrase="three").close()
    assert opened_by(path, "three") == [True] * 4


def test_what_is_in_use_or_has_no_room_is_tried_again_and_what_cannot_be_opened_is_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(path, "one")
    strange = path.parent / "backups" / "journal-20200101T000000Z.db"
    shutil.copyfile(RELEASED / "schema-4-encrypted.db", strange)
    busy, full = (backup.path for backup in backups_of(path) if backup.path != strange)
    real, failing = rekey.convert, {busy: JournalBusy("in use"), full: NoRoom("full")}

    def convert(file: Path, *given: object, **more: object) -> None:
        if file in failing:
            raise failing[file]
        real(file, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(change_of_key, "convert", convert)
    copies = changed(path, Keys("one").of(path), derive("two"))
    assert copies.done == 1 and sorted(copies.left) == sorted([busy, full, strange])
    failing.clear()
    with closing(open_store(path, passphrase="two")) as store:
        assert store.finished == Copies(2, [strange])
    with closing(open_store(path, passphrase="two")) as store:
        assert store.finished is None  # it is said once


def test_a_copy_in_an_earlier_shape_is_encrypted_as_it_is(path: Path) -> None:
    """Brought up to date first, a plain copy of it would have been kept beside it."""
    made(path, None)
    old = path.parent / "backups" / "journal-20200101T000000Z.db"
    shutil.copyfile(RELEASED / "schema-1.db", old)
    assert changed(path, None, derive("one")) == Copies(4, [])
    assert [file.name for file in path.parent.rglob("*") if file.is_file() and kind_of(file) == "plain"] == []


def test_no_backup_takes_other_keys_along(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(path, "one")
    old = Keys("one").of(path)
    assert old is not None
    with monkeypatch.context() as context:
        context.setattr(change_of_key, "finish", lambda store: None)
        changed(path, old, derive("two"))
    new = Keys("two").of(path)
    with monkeypatch.context() as context:
        context.setattr(change_of_key, "_convert_copies", lambda *_: (Copies(0, []), True))
        with closing(open_store(path, passphrase="two")) as store:
            assert store.values.get(CHANGE_OF_KEY) is not None
            copy = store.back_up(at("2026-03-09T20:00"))
    with closing(Link(copy, create=False, key=new)) as link:  # a store would do what is left to do
        assert Values(link).get(CHANGE_OF_KEY) is None
    # A plain journal has none either, whatever was left to do.
    with monkeypatch.context() as context:
        context.setattr(change_of_key, "_convert_copies", lambda *_: (Copies(0, []), True))
        changed(path, new, None)
    assert old.text.partition(":")[2].encode() not in path.read_bytes()


def test_the_code_opens_the_journal_and_its_backups_after_each_change_of_passphrase(path: Path) -> None:
    made(path, "one", recovery=True)
    first = Keys("one").of(path)
    assert first is not None
    assert [key.words for key in unsealed(path, CODE)] == [first.words]
    changed(path, first, derive("two"))
    for journal in (path, path.parent / "backups" / "journal.db"):
        [key] = unsealed(journal, CODE)
        assert key.salt == beginning_of(path)
    assert file_of(path).stat().st_mode & 0o777 == 0o600
    open_store(path, passphrase=unsealed(path, CODE)[0]).close()
    with pytest.raises(WrongPassphrase, match="recovery code is not the one"):
        unsealed(path, b"another code")


def test_a_recovery_file_that_is_gone_or_spoilt_comes_back_at_the_next_opening(path: Path) -> None:
    made(path, "one", recovery=True)
    for spoilt in (None, b"", b"[]", b'{"for": 1, "keys": {"zz": "?"}}', b"\xff" * 9):
        for file in (file_of(path), path.parent / "backups" / FILE):
            file.unlink()
            if spoilt is not None:
                file.write_bytes(spoilt)
            assert len(unsealed(path, CODE)) == 1  # the other one is there
            ids(path, "one")
            assert file.read_bytes() == file_of(path).read_bytes()
            assert [key.salt for key in unsealed(path, CODE)] == [beginning_of(path)]


def test_a_public_key_put_into_a_plain_file_is_not_sealed_for(path: Path) -> None:
    made(path, None)
    with closing(open_store(path)) as store, store.writing():
        store.values.set(PUBLIC_KEY, public_key(b"somebody else's"))
    changed(path, None, derive("one"))
    ids(path, "one")
    assert not file_of(path).exists()


def _change_over_and_over(path: Path, say: Callable[[str], None]) -> None:
    say("begins")
    for turn in range(10_000):
        with closing(open_store(path, passphrase=f"{turn}")) as store:
            key = store.key and store.key.copy()
        changed(path, key, derive(f"{turn + 1}"))


def test_killed_at_any_moment_nothing_stays_under_an_old_passphrase(path: Path) -> None:
    draw = random.Random(5)
    for kill in range(60 if DEEP else 5):
        folder = path.parent / str(kill)
        journal = made(folder / "journal.db", "0", recovery=True)
        with Program(partial(_change_over_and_over, journal)) as program:
            program.lines.readline()
            time.sleep(draw.uniform(0.0, 0.4))
            program.stop()
            program.wait()
        [key] = [key for key in unsealed(journal, CODE) if key.salt == beginning_of(journal)]
        with closing(open_store(journal, passphrase=key)) as store:
            assert store.entries.count() == 1
        assert {beginning_of(copy) for copy in copies_of(journal)} == {key.salt}
        assert not list((folder / "backups").glob("*.new*"))


def test_finishing_needs_nothing_where_nothing_was_begun(path: Path) -> None:
    with closing(open_store(path)) as store:
        assert finish(store) is None
