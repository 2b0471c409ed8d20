"""A field of a form: a label on the left, what was given on the right, more room while it has the focus."""

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

LABEL_WIDTH = 20
"""Cells for the label column, so that all values of a form begin in one line."""

ANSWERED, OPEN = "● ", "○ "
"""What stands before a row of a thread, by whether something was answered there."""


def takes_text(widget: Widget | None) -> bool:
    """Whether it is a line or an area to type in. By name: at the start there is no area yet, and importing
    Textual's would be felt.
    """
    return any(each.__name__ in ("Input", "TextArea") for each in type(widget).__mro__)


class Changed(Message):
    """What a field holds has changed."""


class Field(Widget):
    """A focusable field drawn by ``label_row`` and, while focused, ``open_rows``."""

    Changed = Changed

    thread = False
    """Whether the field is one of a thread: a sign before its label says whether it was answered."""

    def __init__(self, label: str, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="field")
        self.can_focus = True
        self.label = label

    def label_content(self) -> Content:
        """The label, padded to the label column; in a thread with the sign before it."""
        style = "$closeness" if self.has_focus else "$soft"
        sign = thread_sign(self.answered, self.has_focus) if self.thread else ("", "")
        return Content.assemble(sign, (self.label[: LABEL_WIDTH - 1].ljust(LABEL_WIDTH), style))

    @property
    def label_width(self) -> int:
        """Cells before what the field holds."""
        return LABEL_WIDTH + len(OPEN) * self.thread

    @property
    def answered(self) -> bool:
        """Whether something stands in the field."""
        return False

    def changed(self) -> None:
        """Draw again, at the new height, and tell the form."""
        self.refresh(layout=True)
        self.post_message(self.Changed())

    def on_focus(self) -> None:
        self.refresh(layout=True)
        self.call_after_refresh(self.scroll_visible, animate=False)

    def on_blur(self) -> None:
        self.refresh(layout=True)


def thread_sign(answered: bool, in_use: bool) -> tuple[str, str]:
    """The sign before a row of a thread, and its style."""
    return (ANSWERED if answered else OPEN, "$closeness" if answered or in_use else "$soft")
