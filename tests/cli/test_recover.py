"""A passphrase is forgotten: the sheet made in time, and the way back with it."""

import re
import shutil
from pathlib import Path

import pytest

from companion.system.paths import Places
from companion.vault import recovery, recovery_code
from tests.cli.conftest import Given, Run
from tests.quick_keys import make_keys_quick

PASSPHRASE, NEW = "a slow green lantern", "something else entirely"
_CODE = re.compile(r"(?:[0-9A-Z]{5}\s+){6}")


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key is worked out of a passphrase in a moment."""
    make_keys_quick(monkeypatch)


@pytest.fixture
def encrypted(given: Given) -> None:
    """An encrypted journal with an entry and a backup."""
    given([PASSPHRASE], "log", "--trigger", "slow_reply", "--note", "-", stdin="yellow canary")
    given([PASSPHRASE], "backup")


def code_on(page: str) -> str:
    """The code as it stands on a sheet."""
    found = _CODE.search(page)
    assert found is not None, page
    return "-".join(found[0].split())


@pytest.mark.usefixtures("encrypted")
def test_the_sheet_opens_the_journal_once_its_passphrase_is_forgotten(given: Given, places: Places) -> None:
    made = given([PASSPHRASE], "recovery-sheet", "--yes")
    assert made.code == 0 and f"companion --at {places.data} recover" in made.err
    assert f"companion--at{places.data}recover" in "".join(made.out.split())
    code = code_on(made.out)
    assert "recovery sheet" in given([PASSPHRASE], "doctor").out
    for file in places.data.rglob("*"):
        assert not file.is_file() or code.encode() not in file.read_bytes()
    assert given(["forgotten"], "today").code == 4
    ran = given([code.lower(), NEW], "recover")
    assert (ran.code, ran.out) == (0, "") and "Backups that have it too: 1." in ran.err
    assert "yellow canary" in given([NEW], "today").out
    assert recovery.backups(places, NEW)[0].entries == 1
    assert given([PASSPHRASE], "today").code == 4
    # An ordinary change of passphrase keeps the sheet valid too.
    assert given([NEW, PASSPHRASE], "passphrase").code == 0
    assert given([code, NEW], "recover").code == 0


@pytest.mark.usefixtures("encrypted")
def test_a_person_types_two_groups_back_and_later_the_code(
    run: Run, given: Given, typed: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code, strange = recovery_code.new_code(), recovery_code.new_code()
    monkeypatch.setattr(recovery_code, "new_code", lambda: code)
    monkeypatch.setattr(recovery_code, "groups_to_repeat", lambda: (2, 5))
    second, fifth = code.split("-")[1], code.split("-")[4]
    page = tmp_path / "sheet.html"
    make = ("recovery-sheet", "-o", str(page), "--format", "html", "--force")
    typed.append(PASSPHRASE)
    ran = run(*make, terminal=True, stdin="X\nY\nZ\n")
    assert ran.code == 0 and "The code on this page does not open anything" in ran.err
    assert given([code, NEW], "recover").code == 1
    typed.append(PASSPHRASE)
    ran = run(*make, terminal=True, stdin=f"{fifth}\n{second}\n{fifth.lower()}\n")
    assert ran.code == 0 and "not the group" in ran.err and "This code now opens the journal" in ran.err
    assert second in page.read_text() and page.stat().st_mode & 0o777 == 0o600
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    typed += [NEW, NEW]
    ran = run("recover", terminal=True, stdin=f"{wrong}\n{strange}\n{code}\n")
    assert ran.code == 0 and "a character is wrong" in ran.err and "stays valid" in ran.err
    assert given([NEW], "today").code == 0
    typed.append(NEW)
    ran = run("recovery-sheet", terminal=True, stdin="n\n")  # there is one: it asks first
    assert ran.code == 0 and "Nothing was changed" in ran.err


@pytest.mark.usefixtures("encrypted")
def test_only_a_backup_is_left(given: Given, places: Places, tmp_path: Path) -> None:
    """The way that the sheet describes."""
    code = code_on(given([PASSPHRASE], "recovery-sheet", "--yes").out)
    [backup] = (places.data / "backups").glob("journal-*.db")
    folder = tmp_path / "empty"
    folder.mkdir()
    shutil.copyfile(backup, folder / "journal.db")
    shutil.copyfile(places.data / "backups" / "recovery.key", folder / "recovery.key")
    assert given([code, NEW], "recover", at=folder).code == 0
    assert "yellow canary" in given([NEW], "today", at=folder).out


@pytest.mark.usefixtures("encrypted")
def test_a_sheet_made_after_a_backup_stays_valid_once_that_is_restored(given: Given, places: Places) -> None:
    code = code_on(given([PASSPHRASE], "recovery-sheet", "--yes").out)
    [backup] = (places.data / "backups").glob("journal-*.db")
    assert given([PASSPHRASE], "restore", backup.name, "--yes").code == 0
    assert given([PASSPHRASE, "a third one"], "passphrase").code == 0
    assert given([code, NEW], "recover").code == 0


@pytest.mark.usefixtures("encrypted")
def test_an_older_copy_takes_the_place_of_a_journal_whose_passphrase_is_another(
    given: Given, places: Places, tmp_path: Path
) -> None:
    before = tmp_path / "before.db"
    given([PASSPHRASE], "backup", "-o", str(before))
    code = code_on(given([PASSPHRASE], "recovery-sheet", "--yes").out)
    after = tmp_path / "after.db"
    given([PASSPHRASE], "backup", "-o", str(after))
    assert given([PASSPHRASE, NEW], "passphrase").code == 0

    ran = given([NEW], "restore", str(after), "--yes")
    assert ran.code == 4 and ran.err.startswith(f"companion: {after}: ")

    ran = given([PASSPHRASE], "restore", str(after), "--yes")
    assert ran.code == 0 and "does not open the current journal" in ran.err
    assert "damaged" not in ran.err and "Restored. The journal now has 1 entry." in ran.err
    # The sheet opens it at once, before its passphrase opened it once.
    assert given([code, "a third one"], "recover").code == 0

    assert given([PASSPHRASE], "restore", str(before), "--yes").code == 0
    ran = given([code, NEW], "recover")
    assert ran.code == 1 and "recovery.key there is for another journal" in ran.err
    places.journal.unlink()
    ran = given(["none of these"], "today")
    assert "no backup that opens with this passphrase" in ran.err and "there is no backup" not in ran.err


@pytest.mark.usefixtures("encrypted")
def test_a_plain_copy_in_the_place_of_an_encrypted_journal_is_said_before(
    run: Run, given: Given, places: Places, tmp_path: Path
) -> None:
    plain = tmp_path / "plain" / "journal.db"
    run("log", "--trigger", "slow_reply", at=plain.parent)
    ran = given([PASSPHRASE], "restore", str(plain), "--yes")
    assert ran.code == 0 and "The backup is not encrypted" in ran.err


@pytest.mark.usefixtures("encrypted")
def test_what_cannot_be_recovered_says_why(run: Run, given: Given, places: Places) -> None:
    assert given(["ABCDE"], "recover").code == 1  # no sheet was made
    assert given([PASSPHRASE], "recovery-sheet").code == 2  # nobody to type anything back
    code = code_on(given([PASSPHRASE], "recovery-sheet", "--yes").out)
    assert given(["ABCDE", NEW], "recover").code == 3
    assert given([code_on(given([PASSPHRASE], "recovery-sheet", "--yes").out), NEW], "recover").code == 0
    ran = given([code, NEW], "recover")
    assert ran.code == 4 and "not the one" in ran.err
    assert run("recover").code == 4
    assert given([NEW], "recovery-sheet", "--remove").code == 0
    assert not list(places.data.rglob("recovery.key"))
    given([NEW], "decrypt", "--yes")
    assert run("recover").code == run("recovery-sheet", "--yes").code == 3


@pytest.mark.usefixtures("encrypted")
def test_everything_deleted_takes_the_recovery_file_along(given: Given, places: Places) -> None:
    given([PASSPHRASE], "recovery-sheet", "--yes")
    assert len(list(places.data.rglob("recovery.key"))) == 2
    assert given([PASSPHRASE], "delete", "--everything", "--yes").code == 0
    assert not list(places.data.rglob("*.key"))
