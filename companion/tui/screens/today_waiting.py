"""Where what waits in Today leads: a worry to look at again, a pattern's page, the experiment."""

from textual.screen import Screen

from companion.journal import Journal
from companion.review.waiting import Waiting
from companion.tui.host import Host, host_of


async def open_waiting(screen: Screen[None], journal: Journal, waiting: Waiting) -> None:
    """Go there. Raises NothingFound where it is gone meanwhile."""
    if waiting.kind == "experiment":
        open_experiment(screen, journal)
    elif waiting.kind == "worry":
        from companion.tui.screens.story import StoryCheckScreen

        sheet = StoryCheckScreen(journal, journal.stories.find(waiting.id))
        screen.app.push_screen(sheet, lambda saved: _say_saved(host_of(screen), "Saved.", saved))
    else:
        await _open_pattern(screen, waiting.id)


def open_experiment(screen: Screen[None], journal: Journal) -> None:
    """Log how the experiment under way went, or start one."""
    from companion.tui.screens.experiment import TryScreen, begin_experiment

    under_way = journal.experiments.under_way()
    if under_way is None:
        begin_experiment(screen, journal, None)
    else:
        sheet = TryScreen(journal, under_way)
        screen.app.push_screen(sheet, lambda saved: _say_saved(host_of(screen), "Attempt logged.", saved))


async def _open_pattern(screen: Screen[None], pattern: str) -> None:
    from companion.tui.screens.patterns import PatternsPane

    app = screen.app
    await app.run_action("app.pane('patterns')")
    if isinstance(app.screen, PatternsPane):
        app.screen.show_pattern(pattern)


def _say_saved(host: Host, words: str, saved: bool | None) -> None:
    if saved:
        host.say(words)
        host.tell_changed()
