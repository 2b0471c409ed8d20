"""The sheet of settings: everything that can be set has a row, is saved at once, and can be taken back."""

import dataclasses
import threading
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input

from companion.cli import settings as cli_settings
from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.errors import InputRefused
from companion.model.records import Settings
from companion.review.drawing import plain, width_of
from companion.system.configuration import Configuration, load_configuration
from companion.system.paths import Places
from companion.tui import change_of_passphrase
from companion.tui.app import CompanionApp
from companion.tui.journal_opener import JournalOpener
from companion.tui.pane import Pane
from companion.tui.screens.export_file import ExportScreen
from companion.tui.screens.import_file import ImportScreen
from companion.tui.screens.locked import LockedScreen
from companion.tui.screens.new_passphrase import NewPassphraseScreen
from companion.tui.screens.passphrase_check import PassphraseCheckScreen
from companion.tui.screens.preferences import PreferencesScreen
from companion.tui.screens.recovery_sheet import RecoverySheetScreen
from companion.tui.setting_rows import ROWS, row_lines
from companion.tui.setting_values import OF_JOURNAL, OF_PROGRAM, SettingValues
from companion.tui.widgets.picker import Picker
from companion.vault.encryption import PassphraseChange, state
from tests.quick_keys import make_keys_quick
from tests.tui.screen import text_of
from tests.tui.settings import go_to, open_settings
from tests.tui.waiting import type_in, until

PASSPHRASE, NEW = "owl 5 kettle moss", "seven chairs"
IDS = [row.id for row in ROWS]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a passphrase costs is no matter here."""
    make_keys_quick(monkeypatch)


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["slow_reply"])
        yield journal


@pytest.fixture
def encrypted(places: Places, clock: Clock) -> CompanionApp:
    with open_journal(places, clock=clock, passphrase=PASSPHRASE) as journal:
        journal.log(triggers=["ordinary_moment"])
    return app_on(places, clock, PASSPHRASE)


def app_on(places: Places, clock: Clock, passphrase: str | None) -> CompanionApp:
    return CompanionApp(
        open_journal(places, clock=clock, passphrase=passphrase), opener=JournalOpener(places, clock)
    )


def sheet(app: CompanionApp) -> PreferencesScreen:
    assert isinstance(app.screen, PreferencesScreen)
    return app.screen


def values_of(journal: Journal) -> SettingValues:
    configuration = Configuration()

    def take(given: Configuration) -> None:
        nonlocal configuration
        configuration = given

    return SettingValues(journal, lambda: configuration, take)


# Rows


def test_everything_that_can_be_set_has_a_row() -> None:
    of_journal = {field.name for field in dataclasses.fields(Settings)} - {"extra"}
    of_program = {field.name for field in dataclasses.fields(Configuration)}
    assert of_journal == set(OF_JOURNAL) == set(cli_settings._OF_JOURNAL)
    assert of_program == set(OF_PROGRAM) == {*cli_settings._OF_PROGRAM, "backups", "keys"}
    assert of_journal | of_program <= set(IDS)
    beside = {
        "people",
        "support_contacts",
        "quiet",
        "look_back",
        "watched",
        "words",
    }  # kept in the journal too
    done = {"backup_now", "restore", "export", "import", "merge", "reminder", "passphrase", "recovery"}
    assert beside | done <= set(IDS)
    assert len(set(IDS)) == len(IDS)
    groups = [row.group for row in ROWS]
    assert [name for n, name in enumerate(groups) if name not in groups[:n]] == [
        "You two", "Days", "Looks", "Private", "Rhythm", "Backups", "Yours", "Where",
    ]  # fmt: skip


def test_every_row_says_what_it_is_and_none_is_cut_at_any_width(journal: Journal) -> None:
    journal.change_settings(
        partner_name="Robin Ö. 林檎林檎林檎林檎林檎林檎林檎林檎林檎林檎林檎林檎林檎林檎林檎"
    )
    values = values_of(journal)
    for row in ROWS:
        words = values.words(row.id)
        assert words, row.id
        for width in range(40, 201, 7):
            lines = row_lines(row, words, width, first=True, chosen=width % 2 == 0)
            assert {width_of(line) for line in lines} == {width}
            told = "".join(plain(lines)).replace(" ", "").replace("▎", "")
            assert (
                words.replace(" ", "") in told
                and row.label.replace(" ", "") in told
                and row.group.replace(" ", "") in told
            )


@pytest.mark.parametrize(
    ("id", "typed", "value"),
    [
        ("lock_after", "7 minutes", 7),
        ("lock_after", "off", 0),
        ("backups", "3, 2 1", (3, 2, 1)),
        ("people", "Sam, Mother,Sam", ("Sam", "Mother")),
        ("keys", "app.week w", {"app.week": "w"}),
        ("partner_name", "", ""),
    ],
)
def test_a_typed_line_is_read(journal: Journal, id: str, typed: str, value: object) -> None:
    assert values_of(journal).read(id, typed) == value


@pytest.mark.parametrize(
    ("id", "typed", "said"),
    [
        ("lock_after", "soon", ["lock_after", "'soon'", "0 (off) to 1440 minutes"]),
        ("lock_after", "9999", ["lock_after", "'9999'"]),
        ("backups", "7 4", ["backups", "'7 4'", "three whole numbers from 0 to 366"]),
        ("day_start", "25:00", ["day_start", "25:00"]),
        ("pronouns", "it", ["pronouns", "'it'", "xe/xem/xyr"]),
        ("keys", "app.week bogus key", ["keys", "app.week", "'bogus key'"]),
        ("keys", "app.nope f5", ["keys", "'app.nope'", "app.today"]),
        ("keys", "app.week", ["keys", "'app.week'", "app.today f2"]),
    ],
)
def test_what_cannot_be_names_the_field_the_value_and_what_is_allowed(
    journal: Journal, id: str, typed: str, said: list[str]
) -> None:
    values = values_of(journal)
    before = values.value(id)
    with pytest.raises(InputRefused) as refused:
        values.change(id, values.read(id, typed))
    assert all(words in str(refused.value) for words in said)
    assert values.value(id) == before
    undone = journal.entries.undo()
    assert undone is not None and undone.taken_out is not None  # the moment before: nothing was changed
    assert str(journal.places.config_file) not in str(refused.value)


CHANGES: list[tuple[str, object]] = [
    ("partner_name", "Kim"), ("pronouns", "xe/xem/xyr"), ("day_start", "05:30"), ("week_start", "sunday"),
    ("people", ("Sam",)), ("date_format", "iso"), ("animation", True), ("discreet_opening", True),
    ("ambiguous", "wide"),
    ("lock_after", 60), ("phrase_check", False), ("look_back", True),
    ("watched", ("stress_spillover",)), ("quiet", True), ("backups", (3, 2, 1)),
    ("keys", {"app.week": "w"}), ("theme", "paper"),
]  # fmt: skip


def test_each_is_set_and_taken_back_in_turn(journal: Journal) -> None:
    values = SettingValues(journal, lambda: load_configuration(journal.places.config_file), lambda _: None)
    before = {id: values.value(id) for id, _ in CHANGES}
    told = {id: values.words(id) for id, _ in CHANGES}
    for id, value in CHANGES:
        assert values.change(id, value) and values.value(id) == value
        assert not values.change(id, value)
        assert values.words(id) != told[id]
    assert load_configuration(journal.places.config_file).keys == {"app.week": "w"}
    for id, _ in reversed(CHANGES):
        assert journal.entries.undo() is not None
        assert values.value(id) == before[id]
    assert load_configuration(journal.places.config_file) == Configuration()


def test_every_value_that_can_be_set_is_among_these() -> None:
    kept_beside = {"people", "quiet", "look_back", "watched"}  # a reminder is the system's
    assert {id for id, _ in CHANGES} | {"keyring"} == {*OF_JOURNAL, *OF_PROGRAM, *kept_beside}


# The sheet


async def test_a_line_a_pick_and_a_switch_are_saved_at_once_and_taken_back(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot)
        await pilot.press("enter", *"Kim", "enter")
        assert journal.settings.partner_name == "Kim"
        await pilot.press("down", "enter")
        await until(lambda: isinstance(app.focused, Picker), pilot)
        await pilot.press("2")
        assert journal.settings.pronouns == "she"
        await pilot.press("enter", "enter")  # the first one belongs to the digit
        await until(lambda: isinstance(app.focused, Picker), pilot)
        await type_in(pilot, "xe/xem/xyr")
        await pilot.press("enter")
        assert journal.settings.pronouns == "xe/xem/xyr"
        await go_to(pilot, "theme")
        await pilot.press("enter")
        await until(lambda: isinstance(app.focused, Picker), pilot)
        await pilot.press(*"paper", "enter")
        assert app.theme == "paper" and load_configuration(journal.places.config_file).theme == "paper"
        await go_to(pilot, "quiet")
        await pilot.press("enter")
        assert journal.quiet
        await pilot.press("u", "u")
        assert not journal.quiet and app.theme == "dusk"
        assert sheet(app).row.id == "theme"  # what came back is in hand
        await pilot.press("u", "u", "u")
        assert journal.settings == Settings()
        await pilot.press("escape")
        assert isinstance(app.screen, Pane)


async def test_a_list_closes_with_the_pick_and_u_undoes_after_it(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        for id, before in (("pronouns", "they"), ("week_start", "monday"), ("theme", "dusk")):
            if id == "pronouns":
                await open_settings(pilot, id)
            else:
                await go_to(pilot, id)
            for keys in (["2", "enter"], ["2"], ["down", "enter"]):
                await pilot.press("enter")
                await until(lambda: isinstance(app.focused, Picker), pilot)
                await pilot.press(*keys)
                await until(lambda: not app.screen.query(Picker), pilot)
                assert sheet(app).values.value(id) != before
                await pilot.press("u")
                assert sheet(app).values.value(id) == before and not app.screen.query(Picker)
            await pilot.press("enter")
            await until(lambda: isinstance(app.focused, Picker), pilot)
            await pilot.press("enter")  # on what it is already
            await until(lambda: not app.screen.query(Picker), pilot)
            assert sheet(app).values.value(id) == before
        await go_to(pilot, "watched")  # several are picked: it stays open for that
        await pilot.press("enter")
        await until(lambda: isinstance(app.focused, Picker), pilot)
        await pilot.press("1", "2")
        assert len(journal.evening_checks.asked()) == 2
        await pilot.press("enter")
        await until(lambda: not app.screen.query(Picker), pilot)


async def test_what_cannot_be_is_said_in_the_row_and_nothing_is_kept(journal: Journal) -> None:
    before = journal.settings
    app = CompanionApp(journal)
    async with app.run_test(size=(60, 20)) as pilot:
        await open_settings(pilot, "day_start")
        await pilot.press("enter")
        app.screen.query_one(Input).value = "25:00"
        await pilot.press("enter")
        await pilot.pause()
        told = " ".join(text_of(app).split())
        assert "day_start" in told and "25:00" in told and "A day starts at" in told
        assert app.focused is app.screen.query_one(Input) and journal.settings == before
        await pilot.resize_terminal(120, 24)
        await pilot.pause()
        assert app.screen.query_one(Input).value == "25:00" and app.focused is app.screen.query_one(Input)
        assert "Days      A day starts at" in text_of(app)
        await pilot.resize_terminal(60, 20)
        await pilot.press("escape")
        assert isinstance(app.screen, PreferencesScreen) and "25:00" not in text_of(app)
        assert app.focused is not None and app.focused.id == "settings-rows"


async def test_all_rows_are_reached_with_the_arrows_and_seen_whole(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(60, 20)) as pilot:
        await open_settings(pilot)
        for row in sheet(app).rows:
            told = text_of(app)
            assert row.label in told
            chosen = [line for line in told.splitlines() if line.startswith("▎")]
            value = "".join(line[1:58].replace(row.label, "").strip() for line in chosen).replace(" ", "")
            assert value == sheet(app).values.words(row.id).replace(" ", "")
            await pilot.press("down")
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        beside = app.screen.query_one("#settings-help")
        assert beside.region.x > 78 and "The folder with how it looks" in text_of(app)


async def test_a_click_takes_a_row_in_hand_and_a_second_one_changes_it(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot)
        await pilot.click("#row-animation")
        assert sheet(app).row.id == "animation" and not app.configuration.animation
        await pilot.click("#row-animation")
        assert app.configuration.animation and app.animation_level == "full"


async def test_the_palette_offers_the_settings(journal: Journal) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+p", *"settings")
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "Pronouns" in text_of(app)


async def test_a_backup_is_made_export_and_import_are_opened_and_what_is_only_a_command_is_said(
    journal: Journal,
) -> None:
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 40)) as pilot:
        await open_settings(pilot, "backup_now")
        await pilot.press("enter")
        await until(lambda: bool(list((journal.places.data / "backups").glob("*.db"))), pilot)
        for id, opened in {"export": ExportScreen, "import": ImportScreen}.items():
            await go_to(pilot, id)
            await pilot.press("enter")
            await until(lambda opened=opened: isinstance(app.screen, opened), pilot)
            await pilot.press("escape")
            await until(lambda: app.screen is sheet(app), pilot)
        commands = {"merge": "merge FILE", "restore": "restore"}
        for id, command in commands.items():
            assert sheet(app).values.to_copy(id) == f"companion --at {journal.places.data} {command}"
        await go_to(pilot, "restore")
        await pilot.press("enter")
        assert app.clipboard == f"companion --at {journal.places.data} restore"


# What guards the journal


async def test_what_guards_an_encrypted_journal_less_takes_the_passphrase(encrypted: CompanionApp) -> None:
    app = encrypted
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot, "lock_after")
        await pilot.press("enter", "backspace", "3", "enter")
        assert app.configuration.lock_after == 3  # sooner than usual: nothing to ask
        await pilot.press("enter", "backspace", *"90", "enter")
        await until(lambda: isinstance(app.screen, PassphraseCheckScreen), pilot)
        await type_in(pilot, "not it")
        await pilot.press("enter")
        await until(lambda: "not the passphrase" in text_of(app), pilot)
        await pilot.press("escape")
        assert app.configuration.lock_after == 3
        await pilot.press("escape", "enter", "backspace", *"90", "enter")
        await until(lambda: isinstance(app.screen, PassphraseCheckScreen), pilot)
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(lambda: app.configuration.lock_after == 90, pilot)
        assert app.journal.safeguards.settle(load_configuration(app.opener.places.config_file)).refused == {}
        await pilot.press("u")
        assert app.configuration.lock_after == 3
    app.close_journal()


async def test_a_passphrase_is_set_changed_and_removed_with_the_panes_open(
    journal: Journal, places: Places, clock: Clock
) -> None:
    journal.close()
    app = app_on(places, clock, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot, "passphrase")
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, NewPassphraseScreen), pilot)
        for _ in range(2):
            await type_in(pilot, PASSPHRASE)
            assert PASSPHRASE not in text_of(app)
            await pilot.press("enter")
        await until(lambda: isinstance(app.screen, RecoverySheetScreen), pilot)
        assert state(places) == "encrypted" and app.journal.timeline.count() == 1
        await pilot.press("escape")

        await open_settings(pilot, "passphrase")
        await pilot.press("enter")
        await until(lambda: isinstance(app.focused, Picker), pilot)
        await pilot.press("1")
        await until(lambda: isinstance(app.screen, NewPassphraseScreen), pilot)
        await type_in(pilot, "wrong")
        await pilot.press("enter")
        for _ in range(2):
            await type_in(pilot, NEW)
            await pilot.press("enter")
        await until(lambda: "not have the passphrase of now" in " ".join(text_of(app).split()), pilot)
        await type_in(pilot, PASSPHRASE)
        await pilot.press("enter", "tab", "enter")
        await until(lambda: isinstance(app.screen, RecoverySheetScreen), pilot)
        await pilot.press("escape")
        await pilot.press("f9")
        await until(lambda: isinstance(app.screen, LockedScreen), pilot)
        await type_in(pilot, NEW)
        await pilot.press("enter")
        await until(lambda: not app.locked and isinstance(app.screen, Pane), pilot)

        await open_settings(pilot, "passphrase")
        await pilot.press("enter")
        await until(lambda: isinstance(app.focused, Picker), pilot)
        await pilot.press("2")
        await until(lambda: isinstance(app.screen, PassphraseCheckScreen), pilot)
        await type_in(pilot, NEW)
        await pilot.press("enter")
        await until(lambda: state(places) == "plain" and not app.locked, pilot)
        assert app.journal.timeline.count() == 1
    app.close_journal()


async def test_a_passphrase_that_cannot_be_set_leaves_the_journal_open_as_it_was(
    journal: Journal, places: Places, clock: Clock
) -> None:
    app = app_on(places, clock, None)  # the fixture has it open too, as another window would
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot, "passphrase")
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, NewPassphraseScreen), pilot)
        for _ in range(2):
            await type_in(pilot, PASSPHRASE)
            await pilot.press("enter")
        await until(lambda: any("Nothing was changed" in note.message for note in app._notifications), pilot)
        assert not app.locked and state(places) == "plain" and app.journal.timeline.count() == 1
    app.close_journal()


def test_ways_of_all_rows_are_known() -> None:
    from companion.tui.screens.preferences import _ACTS
    from companion.tui.setting_rows import Way

    assert {row.way for row in ROWS} == set(typing.get_args(Way))
    assert {row.id for row in ROWS if row.way == "act"} == set(_ACTS)


async def test_the_key_that_locks_in_the_middle_of_a_change_leaves_it_made_and_locked(
    journal: Journal, places: Places, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.close()
    go_on = threading.Event()
    make = change_of_passphrase.make_change

    def slow(there: Places, change: PassphraseChange) -> str:
        assert go_on.wait(60)
        return make(there, change)

    monkeypatch.setattr(change_of_passphrase, "make_change", slow)
    app = app_on(places, clock, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.change_passphrase(PassphraseChange(None, PASSPHRASE))
        await until(lambda: "is being changed" in text_of(app), pilot)
        await pilot.press("enter", "f9")
        assert text_of(app).strip() == "" and app.locked
        go_on.set()
        await until(lambda: state(places) == "encrypted" and not app.workers, pilot)
        assert app.locked and text_of(app).strip() == ""
        await type_in(pilot, PASSPHRASE)  # its field is there though there was none before
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, RecoverySheetScreen), pilot)
        assert app.journal.timeline.count() == 1
    app.close_journal()


async def test_a_reminder_is_written_and_removed_and_the_command_that_turns_it_on_is_copied(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("companion.system.reminders.own_kind", lambda: "systemd")
    monkeypatch.setattr("companion.tui.screens.preferences.own_kind", lambda: "systemd")
    timer = tmp_path / "config" / "systemd" / "user" / "daily-note.timer"
    app = CompanionApp(journal)
    async with app.run_test(size=(80, 40)) as pilot:
        await open_settings(pilot, "reminder")
        assert sheet(app).values.words("reminder") == "off"
        await pilot.press("enter")
        app.screen.query_one(Input).value = "late"
        await pilot.press("enter")
        await until(lambda: "'late' is not a time; use 21:30" in " ".join(text_of(app).split()), pilot)
        app.screen.query_one(Input).value = "9:30 sun, wed"
        await pilot.press("enter")
        await until(timer.exists, pilot)
        assert "OnCalendar=Wed,Sun *-*-* 09:30:00" in timer.read_text()
        assert sheet(app).values.words("reminder") == "Wed, Sun, 09:30"
        assert "enable --now daily-note.timer" in app.clipboard
        await pilot.press("enter")
        assert app.screen.query_one(Input).value == "09:30 wed,sun"
        app.screen.query_one(Input).value = "off"
        await pilot.press("enter")
        await until(lambda: not timer.exists(), pilot)
        assert "disable --now" in app.clipboard
