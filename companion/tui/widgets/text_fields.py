"""Fields for text with their labels: one line, or many."""

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from companion.tui.widgets.field import thread_sign
from companion.tui.widgets.line_input import LineInput, cleaned


class Labelled(Widget):
    """A label, lit while the field is in use, and something to write in. In a thread a sign before it says
    whether it was answered, and the example shows only in the row in use.
    """

    thread = False
    """Whether the field is one of a thread."""
    sign = True
    """Whether a row of a thread has a sign before it."""
    idle = ""
    """What stands in an empty row of a thread that is not in use."""

    def __init__(self, label: str, placeholder: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id, classes="field")
        self.label, self._placeholder = label, placeholder
        self._labelled: tuple[object, ...] = ()
        """The sign and the label as they stand there."""

    @property
    def value(self) -> str:
        """The text that stands there."""
        raise NotImplementedError

    def set_value(self, value: str) -> None:
        """Show this text, without telling the form."""
        raise NotImplementedError

    def show_example(self, words: str) -> None:
        """Show these words while nothing stands there."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.set_class(self.thread, "-thread")
        self.show_row()

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    @on(Input.Changed)
    @on(TextArea.Changed)
    def show_row(self) -> None:
        """Draw the sign, the label and the example as they are to be now."""
        if not self.is_mounted:
            return
        in_use = self.has_focus_within
        mark = ("", "")
        if self.thread:
            mark = thread_sign(bool(self.value.strip()), in_use) if self.sign else ("  ", "")
            self.show_example(self._placeholder if in_use else self.idle)
        label = (self.label, "$closeness" if in_use else "$soft")
        if (mark, label) != self._labelled:  # changed at every key, it had the whole form laid out anew
            self._labelled = (mark, label)
            self.query_one(".label", Static).update(Content.assemble(mark, label), layout=False)


class LineField(Labelled):
    """A label and a line to type in."""

    def compose(self) -> ComposeResult:
        yield Static(self.label, classes="label", markup=False)
        yield LineInput(
            placeholder="" if self.thread else self._placeholder, compact=True, select_on_focus=False
        )

    @property
    def value(self) -> str:
        return self.query_one(Input).value

    def set_value(self, value: str) -> None:
        with self.prevent(Input.Changed):
            self.query_one(Input).value = value
        self.show_row()

    def show_example(self, words: str) -> None:
        self.query_one(Input).placeholder = words


class WritingArea(TextArea):
    """A text area that leaves Tab and Escape to the form around it."""

    BINDINGS = [  # noqa: RUF012
        # ctrl+d would delete forward and ctrl+f scroll; both stay as Textual has them.
        Binding(
            "f4",
            "edit_outside",
            "Editor",
            tooltip="Write in your own editor ($VISUAL or $EDITOR)",
            id="write.editor",
        ),
    ]

    def __init__(self, placeholder: str = "", *, id: str | None = None) -> None:
        super().__init__(
            id=id,
            soft_wrap=True,
            compact=True,
            show_line_numbers=False,
            placeholder=placeholder,
            highlight_cursor_line=False,
        )
        self._given = self._loaded = ""

    @property
    def written(self) -> str:
        """What stands there; to the character as it was given, where nobody touched it.

        The area keeps lines, and puts line breaks of its own in the place of others (U+2028, U+0085).
        """
        return self._given if self.text == self._loaded else self.text

    def render_line(self, y: int) -> Strip:
        return cleaned(super().render_line(y))

    def set_text(self, text: str) -> None:
        """Show this text, without telling the form."""
        with self.prevent(TextArea.Changed):
            self.load_text(text)
        self.move_cursor(self.document.end)  # who goes on writing goes on at the end
        self._given, self._loaded = text, self.text

    def forget(self) -> None:
        """Hold no text any more, nor what could be undone: of a field that is gone."""
        self.document.replace_range(self.document.start, self.document.end, "")
        self.history.clear()
        self._given = self._loaded = ""

    def action_edit_outside(self) -> None:
        """F4: hand the text to the person's editor and take it back; unchanged or empty changes nothing."""
        from companion.tui.external_editor import edit_outside

        text = edit_outside(self.app, self.written)
        if text is not None:
            self.load_text(text)
            self._given, self._loaded = text, self.text


class NoteField(Labelled):
    """A label and a few lines to write in, below it or, in a thread, beside it."""

    def compose(self) -> ComposeResult:
        yield Static(self.label, classes="label", markup=False)
        yield WritingArea("" if self.thread else self._placeholder)

    @property
    def value(self) -> str:
        return self.query_one(WritingArea).written

    def set_value(self, value: str) -> None:
        self.query_one(WritingArea).set_text(value)
        self.show_row()

    def show_example(self, words: str) -> None:
        self.query_one(WritingArea).placeholder = words


def tags_from(text: str, before: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The tags in a line, parted by commas; those of before where the line still says just them."""
    if text == ", ".join(before):
        return before
    return tuple(dict.fromkeys(tag.strip().lstrip("#") for tag in text.split(",") if tag.strip().lstrip("#")))
