"""S-03 and S-04: quiet mode from end to end, on a diary in which there is a great deal to hold back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Markdown, OptionList

from companion.demo import demo_contents
from companion.journal import QUIET_TURNS_ON, Journal, open_journal
from companion.model.clock import Clock
from companion.model.vocabulary import load_vocabulary
from companion.paths import Places
from companion.review.library import library_pages
from companion.tui.app import CompanionApp
from tests.cli.conftest import Run
from tests.model.test_content import QUIET_PRACTICES
from tests.tui.screen import text_of

WORDS = load_vocabulary()
BARRED = [
    *(WORDS.practices[one].label for one in QUIET_PRACTICES),
    *(WORDS.practices[one].if_then for one in QUIET_PRACTICES),
    *QUIET_PRACTICES,
    *(card.title for card in WORDS.cards.values() if card.hidden_when_quiet),
    *(card.id for card in WORDS.cards.values() if card.hidden_when_quiet),
]
COMMON = {"Say it"}
"""The title of a page, and words that stand in other sentences too."""
COUPLES = re.compile(r"\bcouples?\b", re.IGNORECASE)
TALL = (120, 140)
"""So many rows that a whole page is in sight at once."""


def held_back(text: str) -> list[str]:
    """What may not be said in quiet mode and stands in ``text``, however it is wrapped."""
    flat = " ".join(text.split()).casefold()
    found = [one for one in BARRED if one not in COMMON and one.casefold() in flat]
    return found + COUPLES.findall(flat)


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as journal:
        journal.take_in(demo_contents(journal.vocabulary, clock.now(), clock.zone))
        journal.set_quiet(True)
        yield journal


def test_the_diary_would_say_it_if_it_were_not_quiet(journal: Journal, run: Run) -> None:
    journal.set_quiet(False)
    journal.close()
    assert held_back(run("week").out)
    assert held_back(" ".join(run("card", name).out for name in ("card_therapy_choice", "wr_doubts")))


@pytest.mark.parametrize("pane", ["today", "mood", "reflections", "week", "patterns", "library"])
async def test_s03_no_pane_offers_closeness_while_quiet(pane: str, journal: Journal) -> None:
    app = CompanionApp(journal, pane=pane)
    async with app.run_test(size=TALL) as pilot:
        await pilot.pause()
        seen = [text_of(app)]
        for listing in list(app.screen.query(OptionList)):
            if not listing.display or not listing.option_count:
                continue
            for at in range(min(listing.option_count, 40)):
                if listing.get_option_at_index(at).disabled or app.current_mode == "library":
                    continue
                listing.highlighted = at
                await pilot.pause()
                if listing.option_count <= at:
                    break
                seen.append(text_of(app))
                seen += [one.source for one in app.screen.query(Markdown)]
        await pilot.press("f1")
        await pilot.pause()
        seen.append(text_of(app))
        await pilot.press("escape")
        await pilot.press("ctrl+p")
        await pilot.pause(0.2)
        seen.append(text_of(app))
        commands = " ".join(f"{one.title} {one.help}" for one in app.get_system_commands(app.screen_stack[0]))
        assert held_back(" ".join((*seen, commands))) == []


def test_s03_no_page_of_the_library_does(journal: Journal) -> None:
    pages = library_pages(journal.vocabulary, journal.settings, quiet=True)
    assert len(pages) > 60
    for page in pages.values():
        links = " ".join(pages[link].title for link in page.links)
        assert held_back(f"{page.title} {page.body} {links} {' '.join(page.links)}") == [], page.id


async def test_s03_no_screen_over_a_pane_does_either(journal: Journal) -> None:
    """Entries in hand, a story, an experiment of one's own, what is behind a pattern, the safety pages."""
    app = CompanionApp(journal)
    seen = []
    async with app.run_test(size=(110, 60)) as pilot:
        await pilot.pause()
        for keys in (
            ["1", "n"], ["escape", "e"], ["escape", "3", "enter"], ["t"], ["escape", "escape", "4", "e"],
            ["escape", "t"], ["escape", "5", "enter"], ["enter"], ["escape", "f2"], ["escape", "f3"],
        ):  # fmt: skip
            await pilot.press(*keys)
            await pilot.pause()
            seen.append(text_of(app))
    assert held_back(" ".join(seen)) == []


def test_s03_nothing_on_the_command_line_offers_closeness_while_quiet(
    journal: Journal, run: Run, tmp_path: Path
) -> None:
    entry = journal.timeline(limit=1)[0].id
    journal.close()
    said = {
        words: run(*words).out
        for words in (
            ("today",), ("week",), ("week", "--markdown"), ("week", "--json"), ("patterns",), ("prompt",),
            ("search", "kitchen"), ("show", entry), ("settings",), ("page",), ("card",),
        )
    }  # fmt: skip
    for kind in ("markdown", "csv", "html", "jrnl"):
        target = tmp_path / kind
        ran = run("export", "--format", kind, "--output", str(target))
        files = [target] if target.is_file() else sorted(target.rglob("*"))
        said[kind,] = ran.out + " ".join(file.read_text("utf-8") for file in files if file.is_file())
        assert len(said[kind,]) > 1000, ran
    assert all(said.values()), [words for words, text in said.items() if not text]
    assert {words: held_back(text) for words, text in said.items() if held_back(text)} == {}


def test_s03_in_the_persons_own_data_the_id_of_an_experiment_stays(journal: Journal, run: Run) -> None:
    """The journal as data is the person's own, to move elsewhere: it is whole, and it tells nobody to do a
    thing. Of what stands beside an experiment only the id of its practice is there, and no text of ours.
    """
    journal.close()
    out = run("export", "--format", "json").out
    ids = set(re.findall(r'"exercise": ?"(\w+)"', out))
    assert ids
    assert set(held_back(out)) <= QUIET_PRACTICES | {
        one.if_then for one in demo_contents(WORDS, journal.clock.now()).experiments
    }


@pytest.mark.parametrize("code", sorted(QUIET_TURNS_ON))
def test_s04_it_turns_on_by_what_was_picked_and_stays(code: str, places: Places, clock: Clock) -> None:
    kind = "partner_acts" if code.startswith("pb_") else "triggers"
    with open_journal(places, clock=clock) as journal:
        kept = journal.log(**{kind: [code]})
        assert journal.quiet
        journal.delete(kept.id)
        journal.log(triggers=["affection_received"])
        assert journal.quiet
    with open_journal(places, clock=clock) as journal:
        assert journal.quiet
        journal.set_quiet(False)
        assert not journal.quiet


def test_s04_exactly_three_codes_turn_it_on() -> None:
    assert {"felt_afraid", "pb_controlling", "pb_threatening"} == QUIET_TURNS_ON


def test_s04_never_by_what_was_written(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        for text in ("I am afraid of Robin", "felt_afraid", "pb_threatening pb_controlling", "hits me"):
            journal.log(note=text, body=text, ending=text, tags=[text])
            journal.reflect(text=text)
        assert not journal.quiet


async def test_s04_by_hand_and_under_a_neutral_name(places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(triggers=["ordinary_moment"])
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            names = [one.title for one in app.get_system_commands(app.screen)]
            assert "Turn quiet on" in names
            app.action_quiet()
            await pilot.pause()
            assert journal.quiet
            assert "quiet" in text_of(app).splitlines()[1]
            assert not re.search(r"afraid|safe|danger|fear|threat|abuse|alarm", text_of(app), re.IGNORECASE)
