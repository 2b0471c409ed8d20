"""A journal with a passphrase, from the command line."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from companion.cli.passphrase import read_line
from companion.journal import open_journal
from companion.store import change_of_key, key
from companion.store.key import Key, beginning_of
from companion.system.paths import Places
from companion.transfer.importing import Import
from companion.vault import encryption, passphrases, recovery
from tests.cli.conftest import Given, Ran, Run
from tests.quick_keys import make_keys_quick

PASSPHRASE = "a slow green lantern"
OLD = "a slow green lantern, it's Zoë's"
"""Of the fixtures of released versions."""
NO_KEYRING = SimpleNamespace(get_keyring=lambda: SimpleNamespace(priority=0))
"""The package keyring, on a computer that has none."""
RELEASED = Path(__file__).parents[1] / "store" / "fixtures"


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key is worked out of a passphrase in a moment."""
    make_keys_quick(monkeypatch)


def test_a_journal_is_encrypted_used_and_made_plain_again(run: Run, given: Given, places: Places) -> None:
    run("log", "--trigger", "slow_reply", "--note", "-", stdin="yellow canary")
    assert given([PASSPHRASE], "encrypt").code == 0
    assert encryption.state(places) == "encrypted"
    assert (
        given([PASSPHRASE], "log", "--trigger", "slow_reply", "--note", "-", stdin="second canary").code == 0
    )
    found = json.loads(given([PASSPHRASE], "search", "canary", "--json").out)
    assert len(found) == 2
    ran = given([PASSPHRASE, "another one entirely"], "passphrase")
    assert (ran.code, ran.out) == (0, "")
    assert given([PASSPHRASE], "today").code == 4
    assert "second canary" in given(["another one entirely"], "today").out
    assert given(["another one entirely"], "decrypt", "--yes").code == 0
    assert encryption.state(places) == "plain"
    assert "yellow canary" in run("today").out


def test_a_new_journal_with_a_passphrase_given_is_encrypted_at_once(given: Given, places: Places) -> None:
    assert given([PASSPHRASE], "log", "--trigger", "slow_reply").code == 0
    assert encryption.state(places) == "encrypted"


def test_the_key_is_worked_out_before_a_diary_is_read(
    given: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both take much memory for a while: not at once."""
    given([PASSPHRASE], "log", "--trigger", "slow_reply")
    happened: list[str] = []
    file = tmp_path / "diary.csv"
    file.write_text("Date,Mood,Tags (People),Notes\n2026-02-01 20:00,fine,Robin,the kitchen\n")

    def noted(name: str, work: Callable[..., object]) -> Callable[..., object]:
        def work_noted(*given: object) -> object:
            happened.append(name)
            return work(*given)

        return work_noted

    monkeypatch.setattr(key, "derive", noted("key", key.derive))
    monkeypatch.setattr(Import, "plan", noted("diary", Import.plan))
    ran = given([PASSPHRASE], "import", str(file), "--yes")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "1 added, 0 changed, 0 unchanged, 0 deleted.")
    assert happened == ["key", "diary"]


def test_without_a_terminal_nothing_is_asked_and_nothing_hangs(run: Run, given: Given) -> None:
    given([PASSPHRASE], "log", "--trigger", "slow_reply")
    for words in (["today"], ["decrypt", "--yes"], ["passphrase"], ["doctor"]):
        ran = run(*words)
        assert ran.code == 4, words
        assert "--passphrase-fd" in ran.err + ran.out
    assert given([], "today").code == 4


def test_five_things_that_can_be_wrong_are_told_apart(
    run: Run, given: Given, places: Places, tmp_path: Path
) -> None:
    given([PASSPHRASE], "log", "--trigger", "slow_reply", "--note", "-", stdin="words " * 4000)
    whole = places.journal.read_bytes()
    said: dict[str, Ran] = {"wrong": given(["not this"], "today")}
    damaged = bytearray(whole)
    for start in range(4096, len(whole), 4096):
        damaged[start + 7] ^= 1
    places.journal.write_bytes(damaged)
    said["damaged"] = given([PASSPHRASE], "today")
    places.journal.write_text("Dear diary, " * 1000)
    said["no journal"] = given([PASSPHRASE], "today")
    places.journal.write_bytes(whole)
    with open_journal(places, passphrase=PASSPHRASE) as journal:
        journal._store._link.rows("PRAGMA user_version = 999")
    newer = places.journal.read_bytes()
    said["newer"] = given([PASSPHRASE], "today")
    assert places.journal.read_bytes() == newer
    places.journal.write_bytes(whole)
    with open_journal(places, passphrase=PASSPHRASE):
        said["busy"] = given([PASSPHRASE], "decrypt", "--yes")
    assert {name: ran.code for name, ran in said.items()} == {
        "wrong": 4, "damaged": 5, "no journal": 5, "newer": 6, "busy": 7,
    }  # fmt: skip
    assert len({ran.err for ran in said.values()}) == 5
    for name, ran in said.items():
        # What is damaged is said with the backup that can take its place.
        assert ran.err.count("\n") == (2 if ran.code == 5 else 1) and not ran.out, name


def test_a_person_is_asked_without_an_echo_and_may_mistype(run: Run, given: Given, typed: list[str]) -> None:
    given([PASSPHRASE], "log", "--trigger", "slow_reply")
    typed += ["oh no", PASSPHRASE]
    ran = run("today", terminal=True)
    assert ran.code == 0 and "Wrong passphrase" in ran.err
    assert PASSPHRASE not in ran.out + ran.err
    typed += ["one", "two", "three"]
    assert run("today", terminal=True).code == 4


def test_encrypting_asks_twice_and_says_how_strong(run: Run, places: Places, typed: list[str]) -> None:
    run("log", "--trigger", "slow_reply")
    typed += ["password", "passwrod", PASSPHRASE, PASSPHRASE]
    ran = run("encrypt", terminal=True)
    assert ran.code == 0 and encryption.state(places) == "encrypted"
    assert "guessed at once" in ran.err and "do not match" in ran.err


def test_decrypting_says_what_it_means_and_can_be_declined(
    run: Run, given: Given, places: Places, typed: list[str]
) -> None:
    given([PASSPHRASE], "log", "--trigger", "slow_reply")
    typed.append(PASSPHRASE)
    ran = run("decrypt", terminal=True, stdin="n\n")
    assert ran.code == 0 and "can then read the whole" in ran.err
    assert encryption.state(places) == "encrypted"
    assert given([PASSPHRASE], "decrypt").code == 2  # no --yes, and nobody to ask


def test_what_makes_no_sense_is_refused(run: Run, given: Given) -> None:
    assert given([PASSPHRASE], "encrypt").code == 1
    run("log", "--trigger", "slow_reply")
    assert run("decrypt", "--yes").code == run("passphrase").code == 3
    assert given([PASSPHRASE], "encrypt").code == 0
    assert given([PASSPHRASE], "encrypt").code == 3
    assert given([PASSPHRASE, PASSPHRASE], "passphrase").code == 3
    assert run("--passphrase-fd", "987", "today").code == 3


def test_only_the_line_is_taken_from_the_descriptor() -> None:
    out, into = os.pipe()
    os.write(into, b"first\r\nsecond\nthe note")
    os.close(into)
    assert [read_line(out), read_line(out), os.read(out, 99)] == [
        "first",
        "second",
        b"the note",
    ]
    os.close(out)


def test_the_keyring_is_used_where_it_was_turned_on(
    run: Run, given: Given, typed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    held: dict[str, str | Key | None] = {}
    monkeypatch.setattr(passphrases, "remembered", lambda places: held.get("it"))
    monkeypatch.setattr(passphrases, "remember", lambda places, key: held.update(it=key and key.copy()))
    monkeypatch.setattr(passphrases, "why_no_keyring", str)
    given([PASSPHRASE], "log", "--trigger", "slow_reply")
    typed.append(PASSPHRASE)
    run("today", terminal=True)
    assert not held
    assert run("settings", "keyring", "true").code == 4
    assert given(["a guess"], "settings", "keyring", "true").code == 4
    typed.append(PASSPHRASE)
    run("today", terminal=True)
    assert not held
    assert given([PASSPHRASE], "settings", "keyring", "true").code == 0
    typed.append(PASSPHRASE)
    run("today", terminal=True)
    assert isinstance(held["it"], Key)
    with monkeypatch.context() as context:
        context.setattr(key, "derive", None)  # the key spares the command the derivation
        assert run("today").code == 0
    held["it"] = PASSPHRASE  # as earlier versions kept it
    assert run("today").code == 0
    assert isinstance(held["it"], Key)
    given([PASSPHRASE, "another one"], "passphrase")
    assert run("today").code == 0
    given(["another one", PASSPHRASE], "passphrase")
    held["it"] = "an old one"
    assert run("today").code == 4
    held["it"] = PASSPHRASE
    given([PASSPHRASE], "settings", "keyring", "false")
    assert held == {"it": None}
    given([PASSPHRASE], "settings", "keyring", "true")
    given([PASSPHRASE, "a new one"], "passphrase")
    assert isinstance(held["it"], Key)
    given(["a new one"], "decrypt", "--yes")
    assert held == {"it": None}


def test_what_guards_the_journal_is_set_with_the_passphrase_and_an_edited_file_counts_for_nothing(
    run: Run, given: Given, places: Places
) -> None:
    given([PASSPHRASE], "log", "--trigger", "slow_reply")
    for words in (
        ("lock_after", "0"),
        ("keys.app.lock", "f7"),
        ("keys.app.today", "f2"),
        ("lock_after", "3"),
    ):
        assert run("settings", *words).code == 4
        assert given(["a guess"], "settings", *words).code == 4
    assert not places.config_file.exists()
    assert run("settings", "theme", "paper").code == 0
    assert given([PASSPHRASE], "settings", "lock_after", "30").code == 0
    assert given([PASSPHRASE], "settings", "keys.app.lock", "f7").code == 0
    ran = given([PASSPHRASE], "settings")
    assert "lock_after        30" in ran.out and "keys.app.lock     f7" in ran.out and ran.err == ""

    edited = places.config_file.read_text().replace("30", "0").replace("[keys]", "keyring = true\n[keys]")
    places.config_file.write_text(edited)
    ran = given([PASSPHRASE], "settings")
    assert "lock_after        5" in ran.out and "keyring           false" in ran.out
    assert ran.err.count("Not used from the configuration file: lock_after 0, keyring true.") == 1
    given([PASSPHRASE], "settings", "lock_after", "0")
    given([PASSPHRASE], "settings", "lock_after", "5")  # taken back, it is not agreed to any more
    places.config_file.write_text(edited)
    assert "lock_after 0" in given([PASSPHRASE], "settings").err


@pytest.mark.parametrize(("package", "said"), [(None, "companion[keyring]"), (NO_KEYRING, "no keyring was")])
def test_a_keyring_that_is_not_there_cannot_be_turned_on(
    run: Run,
    given: Given,
    places: Places,
    monkeypatch: pytest.MonkeyPatch,
    package: SimpleNamespace | None,
    said: str,
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", package)
    given([PASSPHRASE], "log", "--trigger", "slow_reply")
    ran = run("settings", "keyring", "yes")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.count("\n") == 1 and said in ran.err and "nothing was changed" in ran.err
    assert not places.config_file.exists()
    places.config_file.write_text("keyring = true\n")
    assert given([PASSPHRASE], "settings", "keyring", "no").code == 0  # turning it off can be done


def test_without_a_passphrase_settings_ask_for_none(
    run: Run, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passphrases, "why_no_keyring", str)
    run("log", "--trigger", "slow_reply")
    for words in (("lock_after", "0"), ("keyring", "true"), ("keys.app.lock", "f7"), ("keyring", "false")):
        assert run("settings", *words).code == 0
    ran = run("settings")
    assert "lock_after        0" in ran.out and "keys.app.lock     f7" in ran.out and ran.err == ""


def test_doctor_says_who_can_read_it(run: Run, given: Given) -> None:
    run("log", "--trigger", "slow_reply")
    assert "not encrypted" in run("doctor").out
    given([PASSPHRASE], "encrypt")
    ran = given([PASSPHRASE], "doctor")
    assert ran.code == 0 and "The journal is encrypted" in ran.out
    assert "plain copies" not in ran.out  # the backup of before is encrypted too


def test_a_backup_under_another_passphrase_is_not_called_damaged_and_the_doctor_says_what_opens_it(
    run: Run, given: Given, places: Places, tmp_path: Path
) -> None:
    given([PASSPHRASE], "log", "--trigger", "slow_reply")
    own, elsewhere = "journal-20260215T200000Z.db", tmp_path / "elsewhere"
    [newest] = [path.name for path in (places.data / "backups").glob("*.db")]
    (places.data / "backups" / newest).rename(places.data / "backups" / own)
    given(["another one"], "log", "--trigger", "affection", at=elsewhere)
    given(["another one"], "backup", "-o", str(places.data / "backups" / newest), at=elsewhere)
    ran = given([PASSPHRASE], "doctor")
    told = " ".join(ran.out.split())
    assert ran.code == 3 and f"{newest} does not open with the journal's key" in told
    assert "it has another passphrase, or it is damaged where it starts" in told  # they look alike
    assert f"{own} can." in told and f"restore {newest}` asks for its passphrase" in told
    listed = given([PASSPHRASE], "restore").out.splitlines()
    assert [("does not open with this passphrase" in line, "1 entry" in line) for line in listed] == [
        (True, False),
        (False, True),
    ]

    whole = (places.data / "backups" / own).read_bytes()
    (places.data / "backups" / newest).write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    told = " ".join(given([PASSPHRASE], "doctor").out.split())
    assert f"{newest} cannot be read. {own} can." in told  # what is known to be damage
    assert "another passphrase" not in told

    given(["another one"], "backup", "-o", str(places.data / "backups" / own), "--force", at=elsewhere)
    assert "None of the others can be read either" in " ".join(given([PASSPHRASE], "doctor").out.split())
    assert given(["another one"], "restore", own, "--yes").code == 0
    assert "Affection" in given(["another one"], "today").out


def test_nothing_beside_the_encrypted_file_holds_a_word(given: Given, places: Places, tmp_path: Path) -> None:
    """A canary in every field; then every byte of the folder is looked through, while it is open too."""
    canary = "yellowcanary"
    with closing(open_journal(places, passphrase=PASSPHRASE)) as journal:
        moment = journal.log(
            triggers=[f"{canary}1"], partner_acts=[f"{canary}2"], urges=[f"{canary}3"],
            responses=[f"{canary}4"],
            body=canary, ending=canary, person=canary, tags=[canary], note=canary,
        )  # fmt: skip
        gone = journal.entries.reflect(text=canary, tags=[canary], prompt=canary)
        journal.entries.amend(moment)
        journal.entries.delete(gone.id)
        journal.stories.tell(feared=canary)
        journal.drafts.keep("moment", {"note": canary})
        journal.change_settings(partner_name=canary)
        assert journal.timeline.search(canary)
        shutil.copytree(places.data, tmp_path / "while open")
        journal.close(keep_undo=True)
    looked = 0
    for folder in (places.data, tmp_path / "while open"):
        for file in folder.rglob("*"):
            if file.is_file():
                looked += 1
                assert canary.encode() not in file.read_bytes().lower(), file
    assert looked >= 3  # the journal twice, and its write-ahead log


def test_the_backups_are_encrypted_with_the_journal_and_follow_its_passphrase(
    run: Run, given: Given, places: Places
) -> None:
    run("log", "--trigger", "slow_reply", "--note", "-", stdin="yellow canary")
    assert run("backup").code == 0
    assert encryption.plain_copies(places)
    ran = given([PASSPHRASE], "encrypt")
    assert "encrypted too: 1." in ran.err
    assert not encryption.plain_copies(places)
    for file in places.data.rglob("*"):
        assert not file.is_file() or b"canary" not in file.read_bytes()
    (kept,) = recovery.backups(places, PASSPHRASE)
    assert kept.entries == 1
    given([PASSPHRASE, "another one altogether"], "passphrase")
    assert recovery.backups(places, PASSPHRASE)[0].entries is None
    assert recovery.backups(places, "another one altogether")[0].entries == 1


def test_a_backup_that_cannot_be_encrypted_is_named(run: Run, given: Given, places: Places) -> None:
    run("log", "--trigger", "slow_reply")
    run("backup")
    (copy,) = encryption.plain_copies(places)
    with copy.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (copy.stat().st_size - 4096))
    ran = given([PASSPHRASE], "encrypt")
    assert ran.code == 0
    assert f"Still readable by anyone; delete them yourself: {copy}" in ran.err


def test_what_one_keyboard_makes_the_other_opens(given: Given, places: Places) -> None:
    """Composed and in pieces, the space of a French and of a Japanese keyboard: one and the same."""
    assert given(["Zo\u00eb\u00a0und ich"], "log", "--trigger", "slow_reply").code == 0
    for typed in ("Zoe\u0308 und ich", "Zo\u00eb\u3000und\u202fich"):
        assert given([typed], "today").code == 0
    assert given(["Zo\u00eb und ich", "Zo\u00eb und\u2009ich"], "passphrase").code == 3  # no new one
    assert given(["Zo\u00eb undich"], "today").code == 4


def test_caps_lock_is_mentioned_where_it_is_likely(run: Run, given: Given, typed: list[str]) -> None:
    given([PASSPHRASE], "log", "--trigger", "slow_reply")
    typed += [PASSPHRASE.upper(), "1234", PASSPHRASE]
    ran = run("today", terminal=True)
    assert ran.code == 0 and ran.err.count("caps lock may be on") == 1
    typed += [PASSPHRASE, "A BIG SECRET", "A BIG SECRET"]
    assert "caps lock may be on" in run("passphrase", terminal=True).err


def test_a_journal_from_before_is_renewed_when_the_person_says_so(
    given: Given, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.data.mkdir()
    shutil.copyfile(RELEASED / "schema-4-encrypted.db", places.journal)
    monkeypatch.setattr(key, "ROUNDS", 256_000)  # as SQLCipher itself made it
    salt = beginning_of(places.journal)
    assert given([OLD], "today").code == 0
    assert "--renew" in given([OLD], "doctor").out
    same = given([OLD, OLD], "passphrase")
    assert same.code == 3 and "--renew" in same.err and beginning_of(places.journal) == salt
    assert given([OLD], "backup").code == 0
    ran = given([OLD], "passphrase", "--renew")
    assert ran.code == 0 and "harder to guess" in ran.err and "Backups that were renewed too: 2." in ran.err
    assert beginning_of(places.journal) != salt
    assert "--renew" not in given([OLD], "doctor").out
    monkeypatch.setattr(key, "derive_as_before", None)  # nothing is of the earlier kind any more
    assert given([OLD], "today").code == given([OLD], "restore").code == 0
    assert "Nothing to renew" in given([OLD], "passphrase", "--renew").err


def test_a_change_that_was_cut_short_is_told_once_it_is_finished(
    run: Run, given: Given, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("log", "--trigger", "slow_reply")
    run("backup")
    with monkeypatch.context() as context:
        context.setattr(change_of_key, "finish", lambda store: None)
        given([PASSPHRASE], "encrypt")
    assert encryption.plain_copies(places)
    assert "it is finished now" in given([PASSPHRASE], "today").err
    assert not encryption.plain_copies(places)
    assert not given([PASSPHRASE], "today").err
