"""How the panes look, at compact and at standard size, on the demo diary with a clock standing still."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.system.configuration import Configuration
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.journal_opener import JournalOpener
from companion.tui.screens.library import READ_PAUSE

Compare = Callable[..., bool]

COMPACT, STANDARD = (80, 24), (120, 40)
PANES = ("today", "mood", "reflections", "week", "patterns", "library")


@pytest.fixture
def journal(demo_journal: Journal) -> Journal:
    return demo_journal


@pytest.mark.parametrize("size", [COMPACT, STANDARD], ids=["80x24", "120x40"])
@pytest.mark.parametrize("pane", PANES)
def test_pane(pane: str, size: tuple[int, int], journal: Journal, snap_compare: Compare) -> None:
    assert snap_compare(CompanionApp(journal, pane=pane), terminal_size=size)


@pytest.mark.parametrize("pane", PANES)
def test_pane_with_little_room(pane: str, journal: Journal, snap_compare: Compare) -> None:
    assert snap_compare(CompanionApp(journal, pane=pane), terminal_size=(60, 20))


def test_today_with_much_room(journal: Journal, snap_compare: Compare) -> None:
    assert snap_compare(CompanionApp(journal), press=["down"], terminal_size=(200, 50))


@pytest.mark.parametrize("size", [COMPACT, STANDARD], ids=["80x24", "120x40"])
def test_today_in_paper(size: tuple[int, int], journal: Journal, snap_compare: Compare) -> None:
    app = CompanionApp(journal, configuration=Configuration(theme="paper"))
    assert snap_compare(app, terminal_size=size)


def test_today_in_quiet_mode(journal: Journal, snap_compare: Compare) -> None:
    journal.set_quiet(True)
    assert snap_compare(CompanionApp(journal), terminal_size=STANDARD)


def test_today_in_a_discreet_opening(journal: Journal, snap_compare: Compare) -> None:
    app = CompanionApp(journal, configuration=Configuration(discreet_opening=True))
    assert snap_compare(app, terminal_size=STANDARD)


def test_today_of_a_new_journal(places: Places, clock: Clock, snap_compare: Compare) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.drafts.keep("moment", {"note": "so that no welcome is shown"})
        app = CompanionApp(journal)

        async def without_the_draft(pilot: Pilot[Any]) -> None:
            journal.drafts.drop("moment")
            app.tell_changed()
            await pilot.pause()

        assert snap_compare(app, run_before=without_the_draft, terminal_size=STANDARD)


@pytest.mark.parametrize("size", [(60, 20), COMPACT, STANDARD], ids=["60x20", "80x24", "120x40"])
def test_a_moment_that_is_answered(size: tuple[int, int], journal: Journal, snap_compare: Compare) -> None:
    keys = ["n", "1", "tab", "1", "tab", "1", "7", "tab", "1", "tab", "1", "tab", "6", "tab"]
    assert snap_compare(CompanionApp(journal), press=keys, terminal_size=size)


@pytest.mark.parametrize("size", [COMPACT, STANDARD], ids=["80x24", "120x40"])
def test_the_form_with_a_feeling_being_picked(
    size: tuple[int, int], journal: Journal, snap_compare: Compare
) -> None:
    keys = ["n", "1", "tab", "tab", *"tend"]
    assert snap_compare(CompanionApp(journal), press=keys, terminal_size=size)


@pytest.mark.parametrize(
    "keys", [["down", "enter", "6", "up"], ["down", "enter", "tab"]], ids=["picked", "answer"]
)
@pytest.mark.parametrize(
    "size", [(60, 20), COMPACT, STANDARD, (200, 50)], ids=["60x20", "80x24", "120x40", "200x50"]
)
def test_mood(keys: list[str], size: tuple[int, int], journal: Journal, snap_compare: Compare) -> None:
    assert snap_compare(CompanionApp(journal, pane="mood"), press=keys, terminal_size=size)


@pytest.mark.parametrize("theme", ["paper", "ansi-dark", "ansi-light"])
def test_mood_in_other_colours(theme: str, journal: Journal, snap_compare: Compare) -> None:
    app = CompanionApp(journal, pane="mood", configuration=Configuration(theme=theme))
    assert snap_compare(app, press=["slash", *"te"], terminal_size=COMPACT)


def test_paper(journal: Journal, snap_compare: Compare) -> None:
    app = CompanionApp(journal, pane="week", configuration=Configuration(theme="paper"))
    assert snap_compare(app, terminal_size=STANDARD)


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
def test_the_terminals_own_colours(theme: str, journal: Journal, snap_compare: Compare) -> None:
    app = CompanionApp(journal, configuration=Configuration(theme=theme))
    assert snap_compare(app, terminal_size=COMPACT)


def test_help(journal: Journal, snap_compare: Compare) -> None:
    assert snap_compare(CompanionApp(journal), press=["f1"], terminal_size=COMPACT)


def test_safety(journal: Journal, snap_compare: Compare) -> None:
    assert snap_compare(CompanionApp(journal, pane="week"), press=["f2"], terminal_size=COMPACT)


@pytest.mark.parametrize("pane", PANES[1:])
def test_pane_of_a_new_journal(pane: str, places: Places, clock: Clock, snap_compare: Compare) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.drafts.keep("moment", {"note": "so that no welcome is shown"})
        assert snap_compare(CompanionApp(journal, pane=pane), terminal_size=COMPACT)


def test_page_of_a_pattern(journal: Journal, snap_compare: Compare) -> None:
    assert snap_compare(CompanionApp(journal, pane="patterns"), press=["i"], terminal_size=COMPACT)


EVERY_SIZE = pytest.mark.parametrize(
    "size", [(60, 20), COMPACT, STANDARD, (200, 50)], ids=["60x20", "80x24", "120x40", "200x50"]
)


@EVERY_SIZE
def test_the_loop(size: tuple[int, int], journal: Journal, snap_compare: Compare) -> None:
    assert snap_compare(CompanionApp(journal, pane="patterns"), press=["v"], terminal_size=size)


SIZES = pytest.mark.parametrize("size", [COMPACT, (60, 20)], ids=["80x24", "60x20"])


@SIZES
@pytest.mark.parametrize("passphrase", [None, "owl 5 kettle moss"], ids=["plain", "encrypted"])
def test_locked(
    passphrase: str | None, size: tuple[int, int], places: Places, clock: Clock, snap_compare: Compare
) -> None:
    open_journal(places, clock=clock, passphrase=passphrase).close()
    app = CompanionApp(None, opener=JournalOpener(places, clock))
    assert snap_compare(app, press=["f10"] if passphrase is None else [*"owl"], terminal_size=size)


ALL_SIZES = pytest.mark.parametrize("size", [(60, 20), COMPACT, STANDARD], ids=["60x20", "80x24", "120x40"])
STEPS = {
    "name": [*"Robin"],
    "pronouns": ["enter"],
    "passphrase": ["enter", "enter"],
    "given": ["enter", "enter", "1", *"owl 5 lamp"],
    "example": ["enter", "enter", "2"],
    "example-open": ["enter", "enter", "2", "n"],
    "example-saved": ["enter", "enter", "2", "n", "2", "ctrl+l"],
}


@ALL_SIZES
@pytest.mark.parametrize("step", STEPS)
def test_the_first_run(
    step: str,
    size: tuple[int, int],
    clock: Clock,
    snap_compare: Compare,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    places = Places(data=Path("home/kim/companion"), config=Path("home/kim/companion"))
    keys = ["space" if key == " " else key for key in STEPS[step]]
    assert snap_compare(
        CompanionApp(None, opener=JournalOpener(places, clock)), press=keys, terminal_size=size
    )


@pytest.fixture
def settings_journal(
    demo_file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Journal]:
    """The made-up diary in a folder of a short name, which stands in some of the rows."""
    monkeypatch.chdir(tmp_path)
    places = Places(data=Path("diary"), config=Path("diary"))
    places.data.mkdir()
    shutil.copyfile(demo_file, places.journal)
    with open_journal(places, clock=clock) as journal:
        yield journal


@pytest.mark.parametrize(
    "size", [(60, 20), COMPACT, STANDARD, (200, 50)], ids=["60x20", "80x24", "120x40", "200x50"]
)
def test_settings(size: tuple[int, int], settings_journal: Journal, snap_compare: Compare) -> None:
    app = CompanionApp(settings_journal, configuration=Configuration(theme="dusk"))
    assert snap_compare(app, press=["comma", "down", "down", "down"], terminal_size=size)


@pytest.mark.parametrize(
    "keys",
    [["down", "enter"], ["down", "down", "down", "enter", "backspace", "x", "enter"], ["end"]],
    ids=["list", "refused", "end"],
)
@SIZES
def test_settings_changed(
    keys: list[str], size: tuple[int, int], settings_journal: Journal, snap_compare: Compare
) -> None:
    assert snap_compare(CompanionApp(settings_journal), press=["comma", *keys], terminal_size=size)


@pytest.mark.parametrize("theme", ["paper", "ansi-dark", "ansi-light"])
def test_settings_in_other_colours(theme: str, settings_journal: Journal, snap_compare: Compare) -> None:
    app = CompanionApp(settings_journal, configuration=Configuration(theme=theme))
    assert snap_compare(app, press=["comma", "down"], terminal_size=COMPACT)


def test_guesses_about_a_step_back(journal: Journal, snap_compare: Compare) -> None:
    keys = ["n", *"seemed", "space", *"quiet", "enter", "ctrl+l", "r"]
    assert snap_compare(CompanionApp(journal), press=keys, terminal_size=COMPACT)


def test_signs_that_help_is_worth_having(journal: Journal, snap_compare: Compare) -> None:
    keys = ["slash", *"signs", "space", *"outside", "enter", "enter", "c"]
    assert snap_compare(CompanionApp(journal, pane="library"), press=keys, terminal_size=COMPACT)


@pytest.mark.parametrize("size", [COMPACT, STANDARD], ids=["80x24", "120x40"])
@pytest.mark.parametrize("keys", [["escape"], ["a", "y", "n"]], ids=["line", "sheet"])
def test_the_evening_check(
    keys: list[str], size: tuple[int, int], journal: Journal, snap_compare: Compare
) -> None:
    for pattern in journal.evening_checks.watched():  # with their answers of this evening
        journal.evening_checks.take_back(journal.today(), pattern)
        journal.evening_checks.unwatch(pattern)
    for pattern in ("withdraw_after_affection", "stress_spillover", "partner_steps_back_after_pressure"):
        journal.evening_checks.watch(pattern)
    keys = ["n", *keys] if keys == ["escape"] else keys  # out of the form again, with the line in sight
    assert snap_compare(CompanionApp(journal), press=keys, terminal_size=size)


@pytest.mark.parametrize("size", [(60, 20), COMPACT, STANDARD], ids=["60x20", "80x24", "120x40"])
def test_on_days_with(size: tuple[int, int], journal: Journal, snap_compare: Compare) -> None:
    keys = ["w", *"affection", "enter", "slash", *"anxious", "enter"]
    assert snap_compare(CompanionApp(journal, pane="patterns"), press=keys, terminal_size=size)


def test_what_can_be_asked_about_days(journal: Journal, snap_compare: Compare) -> None:
    keys = ["w", *"aff"]
    assert snap_compare(CompanionApp(journal, pane="patterns"), press=keys, terminal_size=COMPACT)


@SIZES
def test_a_pattern_by_itself(size: tuple[int, int], journal: Journal, snap_compare: Compare) -> None:
    app = CompanionApp(journal, pane="patterns")
    assert snap_compare(app, press=["enter", "left"], terminal_size=size)


def test_patterns_with_much_room(journal: Journal, snap_compare: Compare) -> None:
    assert snap_compare(CompanionApp(journal, pane="patterns"), press=["left"], terminal_size=(200, 50))


@pytest.mark.parametrize("theme", ["paper", "ansi-dark", "ansi-light"])
def test_patterns_in_other_colours(theme: str, journal: Journal, snap_compare: Compare) -> None:
    app = CompanionApp(journal, pane="patterns", configuration=Configuration(theme=theme))
    assert snap_compare(app, terminal_size=STANDARD)


@pytest.mark.parametrize(
    "size", [(60, 20), COMPACT, STANDARD, (200, 50)], ids=["60x20", "80x24", "120x40", "200x50"]
)
def test_all_occasions_of_a_pattern(size: tuple[int, int], journal: Journal, snap_compare: Compare) -> None:
    keys = ["enter"] if size[0] >= 100 else ["enter", "enter"]
    assert snap_compare(CompanionApp(journal, pane="patterns"), press=keys, terminal_size=size)


@pytest.mark.parametrize("size", [(60, 20), COMPACT, STANDARD], ids=["60x20", "80x24", "120x40"])
@pytest.mark.parametrize("key", ["2", "3"], ids=["waiting", "pulling-away"])
def test_tonight(key: str, size: tuple[int, int], journal: Journal, snap_compare: Compare) -> None:
    assert snap_compare(CompanionApp(journal), press=["f6", key], terminal_size=size)


@SIZES
def test_tonight_asks_first(size: tuple[int, int], journal: Journal, snap_compare: Compare) -> None:
    assert snap_compare(CompanionApp(journal, pane="week"), press=["f6"], terminal_size=size)


@pytest.mark.parametrize("size", [COMPACT, STANDARD], ids=["80x24", "120x40"])
@pytest.mark.parametrize("key", ["2", "3"], ids=["waiting", "pulling-away"])
def test_the_whole_page_of_tonight(
    key: str, size: tuple[int, int], journal: Journal, snap_compare: Compare
) -> None:
    assert snap_compare(CompanionApp(journal), press=["f6", key, "i"], terminal_size=size)


@pytest.mark.parametrize("size", [COMPACT], ids=["80x24"])
def test_a_page_of_what_one_does(size: tuple[int, int], journal: Journal, snap_compare: Compare) -> None:
    async def opened(pilot: Pilot[Any]) -> None:
        for keys in (["slash", *"pressed", "space", *"for"], ["enter"], ["enter"]):
            await pilot.press(*keys)
            await pilot.pause(2 * READ_PAUSE)  # what is found, and the page beside it, follow a little later

    assert snap_compare(CompanionApp(journal, pane="library"), run_before=opened, terminal_size=size)


@pytest.mark.parametrize("size", [COMPACT, STANDARD], ids=["80x24", "120x40"])
@pytest.mark.parametrize("keys", [["n", "escape"], ["a", "1"]], ids=["line", "sheet"])
def test_how_it_is_afterwards(
    keys: list[str], size: tuple[int, int], journal: Journal, snap_compare: Compare
) -> None:
    when = journal.clock.now() - timedelta(hours=20)
    journal.log(triggers=["disagreement"], responses=["pursued"], when=when)
    assert snap_compare(CompanionApp(journal), press=keys, terminal_size=size)


@EVERY_SIZE
@pytest.mark.parametrize("keys", [["c", "left"], ["v", "v"]], ids=["days", "weeks"])
def test_a_year(keys: list[str], size: tuple[int, int], journal: Journal, snap_compare: Compare) -> None:
    assert snap_compare(CompanionApp(journal, pane="reflections"), press=keys, terminal_size=size)


@pytest.mark.parametrize("theme", ["paper", "ansi-dark", "ansi-light"])
def test_a_year_in_other_colours(theme: str, journal: Journal, snap_compare: Compare) -> None:
    app = CompanionApp(journal, pane="reflections", configuration=Configuration(theme=theme))
    assert snap_compare(app, press=["c", "left"], terminal_size=STANDARD if theme == "paper" else COMPACT)


def test_a_year_in_quiet_mode(journal: Journal, snap_compare: Compare) -> None:
    journal.set_quiet(True)
    assert snap_compare(CompanionApp(journal, pane="reflections"), press=["c"], terminal_size=STANDARD)


@pytest.mark.parametrize("keys", [["g", *"3w"], ["w", *"anx"]], ids=["date", "feeling"])
def test_where_to_in_reflections(keys: list[str], journal: Journal, snap_compare: Compare) -> None:
    assert snap_compare(CompanionApp(journal, pane="reflections"), press=keys, terminal_size=COMPACT)


@pytest.mark.parametrize("size", [COMPACT, (200, 50)], ids=["80x24", "200x50"])
def test_the_week_before_with_a_day_chosen(
    size: tuple[int, int], journal: Journal, snap_compare: Compare
) -> None:
    app = CompanionApp(journal, pane="week")
    assert snap_compare(app, press=["left_square_bracket", "left", "left"], terminal_size=size)


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
def test_the_week_in_the_terminals_own_colours(theme: str, journal: Journal, snap_compare: Compare) -> None:
    app = CompanionApp(journal, pane="week", configuration=Configuration(theme=theme))
    assert snap_compare(app, terminal_size=COMPACT)


def test_the_week_in_quiet_mode(journal: Journal, snap_compare: Compare) -> None:
    journal.set_quiet(True)
    assert snap_compare(CompanionApp(journal, pane="week"), terminal_size=COMPACT)


def test_the_library_with_much_room(journal: Journal, snap_compare: Compare) -> None:
    keys = ["slash", *"undeserved", "enter"]
    assert snap_compare(CompanionApp(journal, pane="library"), press=keys, terminal_size=(200, 50))


def test_a_page_of_the_library_by_itself(journal: Journal, snap_compare: Compare) -> None:
    app = CompanionApp(journal, pane="library")
    assert snap_compare(app, press=["down", "down", "enter"], terminal_size=COMPACT)
