"""The panes: a Textual app over the Journal. Shows and asks; decides nothing about data."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from companion.model.clock import Clock
from companion.system import early_keys
from companion.system.memory import hide_memory, overwrite_when_freed
from companion.system.paths import Places
from companion.tui.framework import import_framework

if TYPE_CHECKING:
    from companion.journal import Journal

WINDOW_TITLE = "Terminal"
"""What the window is called meanwhile. Shells put the name of the program there; this tells nobody."""


def run(places: Places, clock: Clock | None = None, *, journal: "Journal | None" = None) -> None:
    """Open the panes on the journal at ``places`` and come back when they are closed.

    ``journal``: that one, where it is open already; it is closed here. Else an encrypted one asks for its
    passphrase in the panes. A new one offers a look around in a made-up diary; that opens in a throw-away
    folder, and the person's own journal again afterwards. Where another journal is asked for, it is opened
    once this one is closed.

    Raises SystemExit, once the journal is closed, where a signal or an error of the program ended the panes,
    or the terminal went away.
    """
    with early_keys.kept():
        _run(places, clock, journal)


def prepare() -> None:
    """Import what the first page takes; opening the panes waits for it no longer then."""
    import_framework()
    import companion.tui.app
    import companion.tui.screens.today  # noqa: F401


def _run(places: Places, clock: Clock | None, journal: "Journal | None") -> None:
    # What is imported stays; going through it for garbage, over and over, is felt at the start. It is begun
    # once the first page is there.
    gc.disable()
    import_framework()
    from companion.model.errors import OWN_ERROR
    from companion.system.configuration import load_configuration
    from companion.tui.app import CompanionApp
    from companion.tui.ending import SIGNALLED
    from companion.tui.journal_opener import JournalOpener

    if journal is None:
        gc.freeze()  # nothing of a diary is among it, and it is never gone through again

    def show(
        there: Places, journal: "Journal | None" = None, *, made_up: bool = False
    ) -> "str | Places | None":
        # Read each time: what was set in one journal counts in the next.
        configuration = load_configuration(places.config_file)
        opener = JournalOpener(there, clock, keyring=configuration.keyring and not made_up)
        if opener.needs_passphrase:
            hide_memory()  # of a plain journal it tells what the file does, and waits for the first page
        if journal is None and not (opener.needs_passphrase or opener.finds_nothing):
            journal = opener.open()
        elif journal is not None and opener.needs_passphrase:
            overwrite_when_freed()
        app = CompanionApp(journal, opener=opener, configuration=configuration)
        try:
            wish = app.run()
            return app.open_next or wish
        finally:
            app.hand_back_terminal()
            app.close_journal()
            if app.to_say_at_the_end:
                with suppress(OSError):  # the terminal may be gone
                    print(f"companion: {app.to_say_at_the_end}", file=sys.stderr, flush=True)
            if app.ended_by is not None:
                raise SystemExit(SIGNALLED + app.ended_by)
            if app.stopped_by_error:
                raise SystemExit(OWN_ERROR)

    with _neutral_title():
        wish, journal = show(places, journal), None
        while wish == "demo" or isinstance(wish, Places):
            gc.collect()  # nothing of the one before is held on to
            if isinstance(wish, Places):
                places = wish
            else:
                from companion.demo import throw_away

                with throw_away(clock) as demo_places:
                    show(demo_places, made_up=True)
            wish = show(places)


@contextmanager
def _neutral_title() -> Iterator[None]:
    """Name the window so that nobody learns anything from it, and give its old name back afterwards."""
    there = sys.__stderr__
    if there is None or not there.isatty() or os.environ.get("TERM", "dumb") in ("dumb", "linux"):
        yield
        return
    there.write(f"\x1b[22;2t\x1b]2;{WINDOW_TITLE}\x07")
    there.flush()
    try:
        yield
    finally:
        with suppress(OSError):  # it may be gone
            there.write("\x1b]2;\x07\x1b[23;2t")
            there.flush()
