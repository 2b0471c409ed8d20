"""Whatever is written is its owner's alone, on the disk, and whole or not there."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.model.errors import JournalDamaged
from companion.system import private_files
from companion.system.private_files import (
    create_private,
    is_running,
    remove_abandoned,
    sync,
    write_private,
    write_private_folder,
)


@pytest.fixture(params=[0o000, 0o077, 0o277])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What was in each file when it was waited for, and a word for each folder."""
    found: list[bytes] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").resolve()
        found.append(b"names" if path.is_dir() else path.read_bytes())
        real(descriptor)

    monkeypatch.setattr(private_files.os, "fsync", fsync)
    return found


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_file_is_private_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    file = tmp_path / "a"
    write_private(file, b"mine")
    create_private(tmp_path / "b")
    assert (file.read_bytes(), mode(file), mode(tmp_path / "b")) == (b"mine", 0o600, 0o600)
    write_private_folder(tmp_path / "c", {"d": b"1"}.items())
    assert (mode(tmp_path / "c"), mode(tmp_path / "c" / "d")) == (0o700, 0o600)


def test_what_others_could_read_is_closed_to_them_when_it_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"before")
    file.chmod(0o644)
    write_private(file, b"after")
    assert (file.read_bytes(), mode(file)) == (b"after", 0o600)


def test_all_of_it_is_on_the_disk_before_it_has_its_name_and_then_the_name_is(
    tmp_path: Path, synced: list[bytes]
) -> None:
    write_private(tmp_path / "a", b"mine")
    assert synced == [b"mine", b"names"]
    synced.clear()
    write_private_folder(tmp_path / "b", {"c": b"1", "d": b"2"}.items())
    assert synced == [b"1", b"2", b"names", b"names"]


def test_where_it_cannot_be_written_all_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a"
    write_private(file, b"before")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(private_files.os, "fsync", full)
    with pytest.raises(OSError) as refused:
        write_private(file, b"after")
    assert refused.value.filename == str(file)
    with pytest.raises(OSError):
        write_private_folder(tmp_path / "folder", {"b": b"1"}.items())
    assert [path.name for path in tmp_path.iterdir()] == ["a"] and file.read_bytes() == b"before"


def test_a_file_in_pieces_is_there_when_the_last_one_is(tmp_path: Path) -> None:
    file = tmp_path / "a"
    write_private(file, b"before")

    def pieces(broken: bool) -> Iterator[bytes]:
        yield b"af"
        assert file.read_bytes() == b"before"
        if broken:
            raise JournalDamaged("a row cannot be read")
        yield b"ter"

    with pytest.raises(JournalDamaged):
        write_private(file, pieces(broken=True))
    assert [path.name for path in tmp_path.iterdir()] == ["a"] and file.read_bytes() == b"before"
    write_private(file, pieces(broken=False))
    assert (file.read_bytes(), mode(file)) == (b"after", 0o600)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"before")
    link = tmp_path / "a"
    link.symlink_to("elsewhere")
    write_private(link, b"after")
    assert link.is_symlink() and (tmp_path / "elsewhere").read_bytes() == b"after"


def test_a_file_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    create_private(tmp_path / "a")
    with pytest.raises(FileExistsError):
        create_private(tmp_path / "a")


def test_what_else_stands_in_a_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "mine").write_bytes(b"mine")
    (tmp_path / "a" / "b").write_bytes(b"before")
    write_private_folder(tmp_path / "a", {"b": b"after", "c": b"new"}.items())
    assert {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()} == {
        "mine": b"mine",
        "b": b"after",
        "c": b"new",
    }
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_waiting_for_what_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sync(tmp_path / "none")


def test_what_a_program_left_that_was_ended_while_writing_is_removed_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a"
    ended = os.fork()
    if ended == 0:
        os._exit(0)
    os.waitpid(ended, 0)
    assert is_running(os.getpid()) and not is_running(ended)
    abandoned = tmp_path / f".a.{ended}"
    others = [file, tmp_path / f".a.{os.getpid()}", tmp_path / ".a.note", tmp_path / f".b.{ended}"]
    for each in (abandoned, *others):
        each.write_bytes(b"")
    remove_abandoned(file)
    assert sorted(tmp_path.iterdir()) == sorted(others)
