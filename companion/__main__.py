"""The program's front door: it brings the two faces together, the command line and the panes."""

import atexit
import gc
import sys
from typing import TYPE_CHECKING

from companion.system import early_keys
from companion.system.paths import Places

if TYPE_CHECKING:
    from companion.journal import Journal


def open_panes(places: Places, journal: "Journal | None" = None) -> None:
    """Open the panes on the journal in these places. Textual is imported here and nowhere before."""
    from companion.tui import run

    run(places, journal=journal)


def prepare_panes() -> None:
    """Import what the panes take, in a thread beside other work."""
    from companion.tui import prepare

    prepare()


SELDOM = (50_000, 20, 20)
"""After how many new objects garbage is looked for: what is imported and read at a start all stays."""


def main() -> int:
    """Run the command line with the process's own arguments; the exit code."""
    gc.set_threshold(*SELDOM)
    # What is left at the end goes with the process, without being walked once more.
    atexit.register(gc.freeze)
    if sys.argv[1:]:
        return _command_line()
    with early_keys.kept():  # the panes are about to open
        return _command_line()


def _command_line() -> int:
    from companion.cli.main import main as command_line

    return command_line(open_panes=open_panes, prepare_panes=prepare_panes)


if __name__ == "__main__":
    sys.exit(main())
