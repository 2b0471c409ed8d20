"""The panes: a Textual app over the Journal. Shows and asks; decides nothing about data."""

from companion.model.clock import Clock
from companion.paths import Places


def run(places: Places, clock: Clock | None = None) -> None:
    """Open the panes on the journal at ``places`` and come back when they are closed."""
    from companion.journal import open_journal
    from companion.tui.app import CompanionApp

    with open_journal(places, clock=clock) as journal:
        CompanionApp(journal).run()
