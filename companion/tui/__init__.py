"""The panes: a Textual app over the Journal. Shows and asks; decides nothing about data."""

import gc

from companion.model.clock import Clock
from companion.paths import Places


def run(places: Places, clock: Clock | None = None) -> None:
    """Open the panes on the journal at ``places`` and come back when they are closed.

    A new journal offers a look around in a made-up diary; that opens in a throw-away folder, and the person's
    own journal again afterwards.
    """
    # What is imported stays; going through it for garbage, over and over, is felt at the start.
    gc.disable()
    from companion.journal import open_journal
    from companion.settings import load_configuration
    from companion.tui.app import CompanionApp

    gc.freeze()
    gc.enable()
    configuration = load_configuration(places.config_file)
    while True:
        with open_journal(places, clock=clock) as journal:
            wish = CompanionApp(journal, configuration=configuration).run()
        if wish != "demo":
            return
        from companion.demo import throw_away

        with throw_away(clock) as demo_places, open_journal(demo_places, clock=clock) as journal:
            CompanionApp(journal, configuration=configuration).run()
