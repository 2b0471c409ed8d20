"""What is opened and not touched stays as it was; what is pasted is there whole."""

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.content import Content
from textual.keys import _character_to_key
from textual.widgets import Static

from companion.journal import open_journal
from companion.model.clock import Clock
from companion.model.records import Moment
from companion.system.paths import Places
from companion.tui.app import CompanionApp
from companion.tui.widgets.line_input import LineInput
from companion.tui.widgets.picker import Picker
from companion.tui.widgets.text_fields import Labelled, LineField, NoteField, WritingArea

TEXTS = ["a\u2028b", "one\r\ntwo\nthree", "form\x0cfeed", "next\x85line\n", "\u00a0 \u3000\u200d\u00ad", ""]


class Fields(App[None]):
    def compose(self) -> ComposeResult:
        yield LineField("Line")
        yield NoteField("Note")


async def test_a_text_that_was_opened_and_saved_untouched_is_the_same_to_the_character() -> None:
    app = Fields()
    async with app.run_test() as pilot:
        note = app.query_one(NoteField)
        for text in TEXTS:
            note.set_value(text)
            await pilot.pause()
            assert note.value == text
            app.query_one(WritingArea).focus()
            await pilot.press("x", "backspace")
            assert note.value == text  # as it was
            await pilot.press("x")
            assert note.value.replace("x", "") == app.query_one(WritingArea).text.replace("x", "")
            assert "x" in note.value


@pytest.mark.parametrize(
    ("pasted", "stands"),
    [
        ("one\ntwo\r\n  three\n", "one two three"),
        ("\n\nfirst", "first"),
        ("a b ", "a b "),
        ("\u3000\u200d\u00adx\u00a0y", "\u3000\u200d\u00adx\u00a0y"),
        ("\n", ""),
    ],
)
async def test_several_pasted_lines_stand_in_one(pasted: str, stands: str) -> None:
    app = Fields()
    async with app.run_test() as pilot:
        field = app.query_one(LineInput)
        field.focus()
        field.value = "<>"
        field.cursor_position = 1
        field.post_message(events.Paste(pasted))
        await pilot.pause()
        assert field.value == f"<{stands}>"
        assert app.query_one(LineField).value == f"<{stands}>"


WRITTEN = "a\u00a0b\u3000c\u200dd\u200ce\u00adf\u200fg\u2066h\u0301"
"""No-break and wide spaces, joiner and non-joiner, soft hyphen, marks of direction, an accent of its own."""


async def test_the_label_of_the_field_in_use_is_lit_and_no_other() -> None:
    app = Fields()
    async with app.run_test() as pilot:
        for area, label in ((LineInput, "Line"), (WritingArea, "Note"), (LineInput, "Line")):
            app.query_one(area).focus()
            await pilot.pause()
            labels = [field.query_one(".label", Static).content for field in app.query(Labelled)]
            styles = {str(one).strip(): one.spans[-1].style for one in labels if isinstance(one, Content)}
            assert [name for name, style in styles.items() if style == "$closeness"] == [label]


async def test_what_people_s_scripts_need_is_kept_when_typed_in_every_field(
    places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.log(note="written before")
        app = CompanionApp(journal)
        async with app.run_test(size=(80, 40)) as pilot:
            await pilot.press("n", "1")
            for field in ("#ending LineInput", "#body LineInput", "#note WritingArea", "#tags LineInput"):
                app.screen.query_one(field).focus()
                for character in WRITTEN:
                    app.post_message(events.Key(_character_to_key(character), character))
                await pilot.pause()
            picker = app.screen.query_one("#urges", Picker)
            picker.focus()
            for character in WRITTEN:
                app.post_message(events.Key(_character_to_key(character), character))
            await pilot.pause()
            assert picker.filter == WRITTEN
            await pilot.press("ctrl+l")
            await pilot.pause()
        saved = max(journal.merging.contents().moments, key=lambda moment: len(moment.note))
        assert (saved.ending, saved.body, saved.note, saved.tags) == (WRITTEN, WRITTEN, WRITTEN, (WRITTEN,))


async def test_an_entry_opened_and_saved_untouched_is_the_same_to_the_character(
    places: Places, clock: Clock
) -> None:
    text = "".join(TEXTS)
    with open_journal(places, clock=clock) as journal:
        kept = journal.log(note=text, body=text, ending=text, tags=["x\u3000y", "a, b"])
        app = CompanionApp(journal, pane="reflections")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("e")
            await pilot.pause()
            await pilot.press("ctrl+l")
            await pilot.pause()
            same = journal.timeline.entry(kept.id)
            assert isinstance(same, Moment)
            assert (same.note, same.body, same.ending, same.tags) == (text, text, text, kept.tags)
            # With another field changed, left as a draft, and saved from there.
            await pilot.press("e")
            await pilot.pause()
            app.screen.query_one("#when LineInput").focus()
            await pilot.press("backspace", "backspace", "3", "5", "escape", "e")
            await pilot.pause()
            await pilot.press("ctrl+l")
            await pilot.pause()
            later = journal.timeline.entry(kept.id)
        assert isinstance(later, Moment) and f"{later.occurred_at:%H:%M}" == "21:35"
        assert (later.note, later.body, later.ending, later.tags) == (text, text, text, kept.tags)
