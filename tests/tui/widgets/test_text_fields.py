"""What is opened and not touched stays as it was; what is pasted is there whole."""

import pytest
from textual import events
from textual.app import App, ComposeResult

from companion.tui.widgets.text_fields import LineField, LineInput, NoteField, WritingArea

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
