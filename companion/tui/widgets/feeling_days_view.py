"""The feelings of the last weeks beside the plane, a line a day; of as many days as there is room for."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from textual.content import Content
from textual.events import Resize

from companion.journal import Journal
from companion.review.feeling_days import NAMED_DAYS, Felt, feeling_day_rows, felt_by_day, most_named
from companion.review.mood_plane import OFTEN
from companion.tui.drawn import content
from companion.tui.widgets.chart_widget import Drawing

_BESIDE_THE_DAYS = 5
"""Rows for the heading, and for the sentence below the days."""
_WEEK = 7


class FeelingDays(Drawing):
    """Reads four weeks once, and shows two of them, or all where they fit."""

    def read(self, journal: Journal, named: Mapping[str, int], label_of: Callable[[str], str]) -> None:
        """``named``: how often each feeling was named in four weeks; ``label_of``: what one is called."""
        today = journal.today()
        entries = journal.timeline.between(today - timedelta(days=NAMED_DAYS - 1), today)
        felt: Felt = felt_by_day(entries, journal.settings.day_start)
        words = {mood: label_of(mood) for day in felt.values() for mood in day}
        most = most_named(named, {mood: label_of(mood) for mood in named}, OFTEN)

        def draw(width: int) -> Content:
            weeks = 4 if self.size.height >= NAMED_DAYS + _BESIDE_THE_DAYS else 2
            title = f"The last {'four' if weeks == 4 else 'two'} weeks"
            shown = [Content.styled(title, "bold"), Content("")]
            shown += [content(feeling_day_rows(felt, today, words, width, weeks * _WEEK))]
            if most:
                shown += [Content(""), Content.styled(most, "$soft")]
            return Content("\n").join(shown)

        self.show(draw)

    def on_resize(self, event: Resize) -> None:
        """Draw for the height there is now."""
        self.show(self._draw)
