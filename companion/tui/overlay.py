"""What lies over a pane: a sheet, a page, a question; each with help and the keys that work on it."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, ScreenResultType
from textual.signal import Signal

from companion.tui.compositor import RowCompositor
from companion.tui.forgetting import forget_widgets
from companion.tui.widgets.key_hints import KeyHints


class Overlay(ModalScreen[ScreenResultType]):
    """A screen over a pane, or over another one.

    Keys of the app do not reach what lies over a pane, so those that are to work here too are named again.
    """

    HELP: ClassVar[str] = ""
    """What it is for, in two to six sentences, Markdown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "app.help", "Help", show=False, id="app.help"),
        Binding("ctrl+p", "app.command_palette", "All actions", show=False, id="app.palette"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._compositor = RowCompositor()

    def on_mount(self) -> None:
        """Textual calls this beside the ``on_mount`` of each class that is made of this one."""
        self.mount(KeyHints())
        forget_widgets(self.app)  # the app holds on to the fields of those that were closed before

    def on_unmount(self) -> None:
        """What it listened to lets go of it now: the app's signals would hold it, and every field on it."""
        for held in vars(self.app).values():
            if isinstance(held, Signal):
                held.unsubscribe(self)
