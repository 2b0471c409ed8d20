"""A field of a form: a label on the left, what was given on the right, more room while it has the focus."""

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

LABEL_WIDTH = 20
"""Cells for the label column, so that all values of a form begin in one line."""


class Changed(Message):
    """What a field holds has changed."""


class Field(Widget):
    """A focusable field drawn by ``label_row`` and, while focused, ``open_rows``."""

    Changed = Changed

    def __init__(self, label: str, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="field")
        self.can_focus = True
        self.label = label

    def label_content(self) -> Content:
        """The label, padded to the label column."""
        style = "$closeness" if self.has_focus else "$soft"
        return Content.styled(self.label[: LABEL_WIDTH - 1].ljust(LABEL_WIDTH), style)

    def changed(self) -> None:
        """Draw again, at the new height, and tell the form."""
        self.refresh(layout=True)
        self.post_message(self.Changed())

    def on_focus(self) -> None:
        self.refresh(layout=True)
        self.call_after_refresh(self.scroll_visible, animate=False)

    def on_blur(self) -> None:
        self.refresh(layout=True)
