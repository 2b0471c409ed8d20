"""S-03 and S-04: what is kept back while it is quiet, everywhere a person or a script can look."""

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from companion.demo import SETTINGS
from companion.journal import QUIET_TURNS_ON, Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import Reflection
from companion.model.text import fill
from companion.model.vocabulary import load_vocabulary
from companion.review.library import LibraryPage, library_pages, moment_page
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.widgets.picker import Picker
from tests.cli.conftest import Run
from tests.tui.screen import text_of
from tests.tui.settings import open_settings
from tests.tui.waiting import until

BARRED = {
    "ex_perspective", "ex_receive_affection", "ex_evidence_check", "ex_checkin_time", "ex_simple_question",
    "ex_let_go_control", "ex_apology_repair", "ex_small_share", "ex_pace_talk", "ex_appreciation",
    "ex_space_with_return", "ex_give_room", "tc_couple_communication", "tc_couple_trust", "tc_couple_deepen",
    "card_reaching", "card_tonight_pulling_away", "card_step_back_signs", "card_fault_finding",
    "card_picking_fights", "card_over_reading", "card_taking_over",
}  # fmt: skip
WORDS = load_vocabulary()
TALL = (110, 120)
"""So tall a screen that whatever a pane holds is in sight."""


def traces() -> dict[str, str]:
    """What would give a barred practice away, by its id: the id itself, its name, its steps, its sentence."""
    found: dict[str, str] = {}
    for id in BARRED:
        row = WORDS.practices.get(id)
        texts = [WORDS.cards[id].title] if row is None else [row.label, row.if_then, *row.steps]
        found |= {fill(text, SETTINGS).casefold(): id for text in (id, *texts)}
    found |= dict.fromkeys(("couples therapy", "couple's therapy", "couples counsel"), "couples therapy")
    return found


TRACES = traces()


def readable(pages: Mapping[str, LibraryPage]) -> str:
    """All that a person reads of them; the everyday words by which they are found are never shown."""
    texts = ((page.id, page.title, page.subtitle, page.section, page.body) for page in pages.values())
    return re.sub(r"[*>]", "", "\n".join(text for each in texts for text in each))


def hidden_texts() -> dict[str, str]:
    """Whatever a person could read of a row that is marked to be hidden, by that text, and the row's id.

    A title of one or two words may stand for something else; the question of an answer is the person's own.
    """
    found: dict[str, str] = {}
    for row in WORDS.cards.values():
        if not row.shown_when_quiet:
            found |= dict.fromkeys((row.title, row.subtitle, *re.split(r"(?<=[.!?:])\s+", row.body)), row.id)
    for practice in WORDS.practices.values():
        if not practice.shown_when_quiet:
            texts = (practice.label, practice.subtitle, practice.if_then, *practice.steps)
            found |= dict.fromkeys(texts, practice.id)
    for pattern in WORDS.patterns.values():
        if not pattern.shown_when_quiet:
            texts = (pattern.title, pattern.subtitle, pattern.wording.partition("{k}")[0])
            found |= dict.fromkeys(texts, pattern.id)
    found |= {row.text: row.id for row in WORDS.prompts.values() if not row.shown_when_quiet}
    plain = {
        re.sub(r"[*>\s]+", " ", fill(text, SETTINGS)).strip().casefold(): id for text, id in found.items()
    }
    shown = re.sub(r"\s+", " ", readable(library_pages(WORDS, SETTINGS, quiet=True))).casefold()
    return {text: id for text, id in plain.items() if len(text.split()) >= 3 and text not in shown}


HIDDEN_TEXTS = hidden_texts()
"""Without what stands on a page that is shown: the example on how to read the counts, the calm line."""


def in_sight(text: str) -> set[tuple[str, str]]:
    """Which of the hidden texts can be read on a screen, wherever its lines break, and whose they are."""
    plain = re.sub(r"[\s│┃▎▁▂▔→›]+", " ", text.casefold())
    return {(id, words) for words, id in HIDDEN_TEXTS.items() if words in plain}


def given_away(text: str) -> set[str]:
    plain = re.sub(r"[\s│▁▂▔]+", " ", text.casefold())
    return {id for trace, id in TRACES.items() if trace in plain}


def hidden_in_sight(seen: list[str], journal: Journal) -> set[tuple[str, str]]:
    """The hidden texts that were in sight, but for the questions that the person answered long before."""
    answered = [one.prompt for one in journal.timeline.latest(limit=2000) if isinstance(one, Reflection)]
    return {(id, words) for id, words in in_sight("\n".join(seen)) if id not in answered}


@pytest.fixture
def quiet(rich: Journal) -> Journal:
    """The rich diary, each barred practice tried at some time and one under way, and it is quiet."""
    for id in sorted(BARRED):
        if row := WORDS.practices.get(id):
            begun = rich.experiments.start(exercise=id, pattern=None, if_then=row.if_then)
            rich.experiments.add_try(begun.id, True)
            rich.experiments.end(begun.id)
    rich.experiments.start(
        exercise="ex_receive_affection",
        pattern="withdraw_after_affection",
        if_then=WORDS.practices["ex_receive_affection"].if_then,
    )
    rich.set_quiet(True)
    return rich


@pytest.mark.parametrize("pane", ["today", "mood", "reflections", "week", "patterns", "library"])
async def test_s03_no_pane_shows_what_is_kept_back(pane: str, quiet: Journal) -> None:
    keys = {
        "week": "left left right right t escape e",
        "mood": "] ] ] ] ] ] ] ]",
        "reflections": "enter",
        "library": "f1 escape down enter escape slash s o r r y enter escape down down down enter",
    }
    app = CompanionApp(quiet, pane=pane)
    async with app.run_test(size=TALL) as pilot:
        await pilot.pause()
        seen = [text_of(app)]
        for key in keys.get(pane, "f1").split():
            await pilot.press(key)
            await pilot.pause()
            seen.append(text_of(app))
        assert hidden_in_sight(seen, quiet) == set()
        if pane == "patterns":
            await pilot.press("escape")
            for name in WORDS.patterns:
                app.screen.show_pattern(name)  # type: ignore[attr-defined]
                await pilot.pause()
                seen.append(text_of(app))
        assert given_away("\n".join(seen)) == set()


async def test_s03_no_sheet_over_a_pane_does_nor_the_palette(quiet: Journal) -> None:
    """The forms, an entry in hand, a story, an experiment, what is behind a pattern, the safety pages."""
    app = CompanionApp(quiet)
    seen = []
    async with app.run_test(size=(110, 60)) as pilot:
        await pilot.pause()
        for keys in (
            "1 n", "escape e", "escape 3 enter", "t", "escape escape 4 e", "escape t", "escape 5 enter",
            "enter", "escape f2", "escape f3", "escape ctrl+p",
            "escape escape f6", "3", "escape 4",
        ):  # fmt: skip
            await pilot.press(*keys.split())
            await pilot.pause()
            seen.append(text_of(app))
        seen += [f"{one.title} {one.help}" for one in app.get_system_commands(app.screen_stack[0])]
    assert given_away("\n".join(seen)) == set() == hidden_in_sight(seen, quiet)


def test_s03_no_page_of_the_library_and_no_link_leads_there(quiet: Journal) -> None:
    pages = library_pages(quiet.vocabulary, quiet.settings, quiet=True)
    assert given_away(readable(pages)) == set() == in_sight(readable(pages))
    linked = {link for page in pages.values() for link in page.links}
    assert linked <= pages.keys() and "card_safety" in pages
    assert library_pages(quiet.vocabulary, quiet.settings, quiet=False).keys() >= BARRED


def test_s03_no_guess_about_anyone_and_no_line_about_reaching_is_on_a_page(quiet: Journal) -> None:
    rows = (*WORDS.responses.values(), *WORDS.partner_acts.values())
    guesses = {fill(row.protects, quiet.settings): row.id for row in rows if row.protects}
    guesses[fill(WORDS.reaching, quiet.settings)] = "reaching"

    def told(*, quiet_mode: bool) -> set[str]:
        pages = library_pages(quiet.vocabulary, quiet.settings, quiet=quiet_mode)
        bodies = "\n".join(page.body for page in pages.values())
        return {id for guess, id in guesses.items() if guess in bodies}

    assert told(quiet_mode=True) == set()
    assert told(quiet_mode=False) == set(guesses.values())
    moment = quiet.log(
        responses=["withdrew", "self_protected"], partner_acts=["pb_withdrew", "pb_controlling"]
    )
    assert moment_page(moment, quiet.vocabulary, quiet=True).links == ("self_protected", "pb_controlling")


def test_s03_the_walk_would_see_it_if_it_were_there(quiet: Journal) -> None:
    quiet.set_quiet(False)
    pages = library_pages(quiet.vocabulary, quiet.settings, quiet=False)
    assert given_away(readable(pages)) == BARRED
    assert {id for id, _ in in_sight(readable(pages))} == {
        row.id
        for rows in (WORDS.cards, WORDS.practices, WORDS.patterns, WORDS.prompts)
        for row in rows.values()
        if not row.shown_when_quiet
    }


COMMANDS = [
    ["week"], ["week", "--markdown"], ["week", "--json"], ["week", "--weeks-ago", "1"],
    ["week", "--weeks-ago", "3", "--json"],
    ["patterns"], ["patterns", "--json"], ["patterns", "--as-of", "2026-02-15"],
    ["today"], ["today", "--json"], ["prompt"], ["prompt", "--json"], ["search", "hug"],
    ["page"], ["settings"], ["card"],
    *(["card", id] for id in sorted(BARRED)), ["card", "when_help"], ["card", "therapy_choice"],
    ["try"], ["try", "--json"], ["try", "--tried", "yes"], ["try", "--set-aside"],
    *(["try", id] for id in sorted(BARRED & WORDS.practices.keys())),
    ["story", "--list"], ["story", "--json"],
    ["--help"], ["log", "--help"], ["try", "--help"], ["story", "--help"],
]  # fmt: skip


def test_s03_no_command_tells_what_is_kept_back(quiet: Journal, run: Run) -> None:
    for words in COMMANDS:
        done = run(*words)
        named = {words[1]} if words[0] in ("card", "try") and len(words) > 1 else set()
        assert given_away(done.out) == set(), words
        assert given_away(done.err) <= named, words  # an error names what was asked for


@pytest.mark.parametrize("form", ["markdown", "html", "jrnl"])
def test_s03_no_export_for_a_reader_tells_it(form: str, quiet: Journal, run: Run, tmp_path: Path) -> None:
    """Those for a program (JSON, CSV, SQLite) hold the person's own experiments, as they lose nothing."""
    out = tmp_path / "out"
    done = run("export", "--format", form, "-o", str(out))
    assert done.code == 0, done.err
    files = [out] if out.is_file() else [file for file in out.rglob("*") if file.is_file()]
    assert files
    for file in files:
        assert given_away(file.read_text(encoding="utf-8")) == set()


def test_s03_a_locked_journal_cannot_say_that_it_is_not_quiet(places: Places, clock: Clock, run: Run) -> None:
    open_journal(places, clock=clock, passphrase="correct horse battery").close()
    assert run("card", "card_therapy_choice").code == 1
    assert "tc_couple" not in run("card").out
    assert run("card", "crisis").code == 0
    assert run("card", "safety").code == 0


async def test_s03_the_evening_check_asks_and_tells_nothing_of_closeness_or_distance(quiet: Journal) -> None:
    """Of three watched patterns one is left, wherever it is asked about, chosen or told."""
    asked, barred = "kind_boundary_when_crowded", ("withdraw_after_affection", "reach_out_after_closeness")
    quiet.set_quiet(False)
    for pattern in quiet.evening_checks.watched():
        quiet.evening_checks.unwatch(pattern)
    for pattern in (*barred, asked):
        quiet.evening_checks.watch(pattern)
        quiet.evening_checks.answer(quiet.today() - timedelta(days=1), pattern, True, True)
    quiet.set_quiet(True)
    app = CompanionApp(quiet)
    closeness = re.compile(r"closeness\?|pulling back\?|letting it in|distance\?", re.IGNORECASE)
    async with app.run_test(size=TALL) as pilot:
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        sheet = text_of(app)
        assert "Things getting crowded?" in sheet and not closeness.search(sheet)
        await pilot.press("escape", "5")
        await pilot.pause()
        for pattern in barred:
            app.screen.show_pattern(pattern)  # type: ignore[attr-defined]
            await pilot.pause()
            assert "evening" not in text_of(app)
            assert not app.screen.check_action("watch", ())
        app.screen.show_pattern(asked)  # type: ignore[attr-defined]
        await pilot.pause()
        assert "1 of the 6 evenings" in text_of(app)
        await open_settings(pilot, "watched")
        assert not closeness.search(text_of(app))
        await pilot.press("enter")
        await until(lambda: isinstance(app.focused, Picker), pilot)
        picker = app.screen.query_one(Picker)
        assert [choice.id for choice in picker.choices] == picker.picked == [asked]
        await pilot.press("1", "1", "escape")
    assert quiet.evening_checks.watched() == (*barred, asked)  # nothing is lost by it
    quiet.evening_checks.unwatch(asked)
    app = CompanionApp(quiet)
    async with app.run_test(size=TALL) as pilot:
        await pilot.pause()
        assert "evening check" not in text_of(app)


def test_s03_days_are_compared_in_nothing_of_closeness_or_distance(quiet: Journal) -> None:
    sitting = quiet.insight.day_sitting()
    groups = {id: row.group for id, row in WORDS.triggers.items()}
    open_now = [subject for subject in sitting.subjects if not subject.held_back]
    assert {groups[one.code] for one in open_now if one.code in groups} == {"external", "neutral"}
    acts = [one.code for one in open_now if one.code.startswith(("R:", "PB:", "person:"))]
    assert sorted(acts) == ["R:boundary_kind", "R:named_need", "R:paused_and_returned"]
    for subject in open_now:
        sitting.ask(subject.id)
    told = [one.measure for answer in sitting.answers() for one in answer.comparisons]
    assert len(told) == len(open_now) and set(told) == {"feeling"}


# S-04: when it turns on, and when it does not


@pytest.mark.parametrize(
    "words",
    [
        ("--trigger", "felt_afraid"),
        ("--partner-act", "pb_controlling"),
        ("--partner-act", "pb_threatening"),
    ],
    ids=lambda one: one[1],
)
def test_s04_it_turns_on_by_what_was_picked_and_stays_on(
    words: tuple[str, str], places: Places, clock: Clock, run: Run
) -> None:
    id = run("log", *words).out.strip()
    run("log", "--trigger", "affection_received")
    run("delete", id, "--yes")
    with open_journal(places, clock=clock) as journal:
        assert journal.quiet
        journal.set_quiet(False)
    run("log", "--trigger", "affection_received")
    with open_journal(places, clock=clock) as journal:
        assert not journal.quiet


def test_s04_exactly_three_codes_turn_it_on() -> None:
    assert sorted(QUIET_TURNS_ON) == ["felt_afraid", "pb_controlling", "pb_threatening"]


async def test_s04_by_hand_and_under_a_neutral_name(rich: Journal) -> None:
    app = CompanionApp(rich)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Turn quiet mode on" in [one.title for one in app.get_system_commands(app.screen)]
        app.action_quiet()
        await pilot.pause()
        assert rich.quiet
        rule = text_of(app).splitlines()[1]
        assert "quiet" in rule
        assert not re.search(r"afraid|safe|danger|fear|threat|abuse|alarm", rule, re.IGNORECASE)


def test_s04_no_free_text_turns_it_on(places: Places, clock: Clock, run: Run) -> None:
    run("log", "--note", "-", stdin="I am afraid of Robin. They hit me. felt_afraid pb_threatening")
    with open_journal(places, clock=clock) as journal:
        assert not journal.quiet


def test_s03_nothing_asks_whether_it_is_closer_after_what_was_feared(quiet: Journal, run: Run) -> None:
    """And afterwards? is not asked, not taken and not counted, whatever was said before it was quiet."""
    quiet.set_quiet(False)
    hours = timedelta(hours=20)
    moment = quiet.log(triggers=["disagreement"], responses=["pursued"], when=quiet.clock.now() - hours)
    quiet.sequels.answer(moment.id, closer=1)
    other = quiet.log(triggers=["raised_voices"], when=quiet.clock.now() - hours)
    afraid = quiet.log(triggers=["felt_afraid", "raised_voices"], when=quiet.clock.now() - hours)
    assert quiet.quiet
    for id in (moment.id, other.id, afraid.id):
        assert run("after", id, "--now", "closer").code == 3
    assert quiet.sequels.offer() is None and run("after").code == 1
    assert quiet.insight.sequels() == () == quiet.insight.week().sequels
    assert json.loads(run("patterns", "--json").out)["also"]["sequels"] == []
    quiet.set_quiet(False)
    assert quiet.sequels.offer() is None  # it was turned off by hand; what was feared is not two days old
    assert run("after", afraid.id, "--now", "closer").code == 3
