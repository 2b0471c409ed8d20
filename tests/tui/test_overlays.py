"""What lies over a pane: help for each, its keys, the focus in sight, nothing left behind."""

import re

from textual.widget import Widget
from textual.widgets import Input, TextArea

from companion.journal import Journal
from companion.tui.app import CompanionApp
from companion.tui.screens.help import HelpScreen
from companion.tui.widgets.picker import Picker
from tests.tui.overlays import OVERLAYS, all_overlays, open_overlay
from tests.tui.screen import text_of


def test_the_list_has_every_sheet_and_each_says_what_it_is_for_in_a_few_sentences() -> None:
    kinds = all_overlays()
    assert sorted(OVERLAYS) == sorted(kinds)
    for name, kind in kinds.items():
        sentences = re.findall(r"[.?!](?=\s|$)", kind.HELP.strip())
        assert 2 <= len(sentences) <= 6, name


def typed_in(field: Widget | None) -> str:
    """What was typed in a field; nothing for what is none."""
    match field:
        case Input():
            return field.value
        case TextArea():
            return field.text
        case Picker():
            return field.filter
    return ""


async def test_on_every_sheet_the_last_line_leads_to_all_actions_and_help(demo_journal: Journal) -> None:
    app = CompanionApp(demo_journal)
    async with app.run_test(size=(80, 24)) as pilot:
        for name in OVERLAYS:
            screen = await open_overlay(app, pilot, name)
            for size in ((60, 20), (80, 24)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
                last = text_of(app).splitlines()[-1]
                assert re.search(r"\^p All actions   (\?|f1) Help$", last), (name, last)
            await pilot.press("f1")
            await pilot.pause()
            assert isinstance(app.screen, HelpScreen), name
            words = re.sub(r"[*_]", "", screen.HELP).split()
            assert " ".join(words[:5]) in " ".join(text_of(app).replace("│", " ").split()), name
            await pilot.press("f1")
            await pilot.pause()
            assert app.screen is screen, name
            field = app.focused
            await pilot.press("question_mark")  # a character where one types, help where the line says so
            await pilot.pause()
            assert isinstance(app.screen, HelpScreen) is last.endswith("? Help"), name
            assert last.endswith("? Help") or "?" in typed_in(field), name
