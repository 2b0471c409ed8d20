"""How the panes end: by a person's wish, by a signal, or by an error of the program."""

from rich.text import Text
from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.widget import MountError

from companion.tui.lean_drawing import LeanApp

SIGNALLED = 128
"""What is added to the number of a signal in the code of a program that ended by it."""

_GONE = (MountError, NoMatches, NoScreen, ScreenStackError)
"""What a screen that was still being made raises when its widgets are taken away under it."""


class EndingApp(LeanApp):
    """An app that says how it ended."""

    ended_by: int | None = None
    """The number of the signal that ended it, SIGHUP where the terminal went away."""
    stopped_by_error = False
    """Whether an error of the program ended it."""

    def _handle_exception(self, error: Exception) -> None:
        """Someone who leaves at once ends screens that are half made; that is no error of the program."""
        if not (self._exit and isinstance(error, _GONE)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Say the kind of error only: Textual would print every local, and with them what a person wrote.

        Not where a signal was ending the app: a screen that was being shown may be gone already.
        """
        if self.ended_by is None:
            self.stopped_by_error = True
            self._exit_renderables.append(
                Text(
                    f"companion stopped: an error in the program ({type(self._exception).__name__}). "
                    "Your saved entries are safe, and so is your draft."
                )
            )
        self._close_messages_no_wait()
