"""Week: seven days as one strip, and under it a letter about them in sentences."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widgets import OptionList

from companion.journal import Journal
from companion.model.date_format import day_words
from companion.model.errors import CompanionError
from companion.model.text import one_line
from companion.resources import folder
from companion.review import week_render, week_strip
from companion.review.closeness_steps import chip, step_of
from companion.review.week_parts import DAYS, Line, PatternCard, Suggestion, Week
from companion.system.paths import command_for
from companion.tui.drawn import content
from companion.tui.pane import Pane
from companion.tui.screens.experiment import begin_experiment
from companion.tui.widgets.chart_widget import Drawing
from companion.tui.widgets.row_list import RowList
from companion.tui.widgets.week_view import BESIDE, Letter, WeekStrip, letter_rows

WIDEST = 160
"""Columns from which the four weeks before have room beside this one."""

LONG = 2000
"""Entries from which counting anew may be felt, and so is left to another thread."""


class WeekPane(Pane):
    """The strip of days above the letter; patterns beside it from 100 columns, earlier weeks from 160."""

    NAME = "Week"
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "row_list.tcss", folder("styles") / "week.tcss"]
    HELP = """
Your week at a glance, and a letter about it: what it held, how it felt, what went well, what tended to follow
what.

**Enter** on a sentence opens the entries behind it, and on a worry it lets you say how it turned out.
**←** and **→** move along the days; **Enter** opens the day. **\\[** and **\\]** go to the week before and
after. On a pattern or a practice, **i** opens its page.

Days without entries stay empty; nothing is guessed.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left_square_bracket",
            "week(1)",
            "Earlier",
            key_display="[",
            id="week.earlier",
            tooltip="The week before",
        ),
        Binding(
            "right_square_bracket",
            "week(-1)",
            "Later",
            key_display="]",
            id="week.later",
            tooltip="The week after",
        ),
        Binding(
            "x",
            "note_try",
            "Log a try",
            id="week.try",
            tooltip="Your experiment came up: say how it went",
        ),
        Binding(
            "x", "begin", "Experiment", id="week.experiment", tooltip="Start an experiment in one sentence"
        ),
        Binding("t", "this_week", "This week", id="week.now", tooltip="Back to this week"),
        Binding(
            "i", "page", "About it", id="week.page", tooltip="Open the page for this pattern or practice"
        ),
        Binding(
            "left,h", "day(-1)", "Day before", show=False, id="week.day_before", tooltip="The day before"
        ),
        Binding("right,l", "day(1)", "Day after", show=False, id="week.day_after", tooltip="The day after"),
    ]

    def commands(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        yield "Copy this week as text", "The days and the letter, to paste elsewhere", self.action_copy
        yield (
            "Make a handout",
            "These weeks in counts, without names or notes, for someone who helps you",
            self.action_take_along,
        )

    class Built(Message):
        """Another thread has built a week."""

        def __init__(self, weeks_ago: int, week: Week) -> None:
            super().__init__()
            self.weeks_ago = weeks_ago
            self.week = week

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self._weeks_ago = 0
        self._week: Week | None = None
        self._laid_out: tuple[Week, tuple[int, int, Size]] | None = None

    def body(self) -> ComposeResult:
        with Horizontal(id="week"):
            with Vertical(id="week-itself"):
                yield WeekStrip(id="strip")
                with Horizontal(id="letter-and-patterns"):
                    yield Letter(id="letter")
                    yield Letter(id="over")
            with VerticalScroll(id="before", can_focus=False):
                yield Drawing(id="weeks-before")

    def on_mount(self) -> None:
        self._letter.focus()

    @property
    def _letter(self) -> Letter:
        return self.query_one("#letter", Letter)

    @property
    def _over(self) -> Letter:
        return self.query_one("#over", Letter)

    @property
    def _strip(self) -> WeekStrip:
        return self.query_one(WeekStrip)

    # reading the journal

    def reload(self) -> None:
        # An earlier week is counted as of its own last day, which may never have been done.
        if (self._weeks_ago or self.journal.insight.stale()) and self.journal.timeline.count() >= LONG:
            self.head(Content.styled("Week", "bold"), "Counting…")
            self._build_elsewhere(self._weeks_ago)
        else:
            self._show(self.journal.insight.week(self._weeks_ago))

    @work(thread=True, exclusive=True)
    def _build_elsewhere(self, weeks_ago: int) -> None:
        try:
            with self.journal.fork() as journal:
                self.post_message(self.Built(weeks_ago, journal.insight.week(weeks_ago)))
        except CompanionError as error:
            self.app.call_from_thread(self.host.say_error, error)

    @on(Built)
    def built(self, event: Built) -> None:
        if event.weeks_ago == self._weeks_ago:
            self._show(event.week)

    # what is shown

    def _show(self, week: Week) -> None:
        self._week = week
        self._strip.show(week, self.journal.today())
        self._lay_out()
        self.refresh_bindings()

    def _lay_out(self) -> None:
        """The parts of the week for the room there is, once that is known; once for the same room."""
        week, letter, over = self._week, self._letter, self._over
        room = (letter.row_width, over.row_width, self.size)
        if week is None or not letter.size.width or self._laid_out == (week, room):
            return
        self._laid_out = (week, room)
        self._head(week)
        names = [name for name, _, _ in week_render.sections(week)]
        beside = [name for name in names if name in BESIDE] if self.has_class("-wide") else []
        letter.show(letter_rows(week, letter.row_width, [name for name in names if name not in beside]))
        over.display = bool(beside)
        if beside:
            over.show(letter_rows(week, over.row_width, beside, brief=True))
        elif over.has_focus:
            letter.focus()
        self._show_weeks_before(week)

    def _show_weeks_before(self, week: Week) -> None:
        """The four weeks before, where there is room for them and something to see in them."""
        rows = week_strip.weeks_before(week, self._few_words) if self.size.width >= WIDEST else []
        self.query_one("#before").display = bool(rows)
        if rows:
            drawn = Content.assemble(("The four weeks before", "$closeness"), "\n\n", content(rows))
            self.query_one("#weeks-before", Drawing).show(lambda width: drawn)

    def _few_words(self, first: date, last: date) -> str:
        """``26 Jan to 1 Feb``, in the form the person chose."""
        form = self.host.configuration.date_format
        words = (day_words(day, form, weekday=False, year=False, short=True) for day in (first, last))
        start, end = (word[5:] if form == "iso" else word for word in words)
        return f"{start} to {end}"

    def _head(self, week: Week) -> None:
        form = self.host.configuration.date_format
        year = week.last.year != self.journal.today().year
        title = week_render.span(week.first, week.last, form, year=year, short=self.has_class("-narrow"))
        ago = self._weeks_ago
        words = "" if not ago else "last week   " if ago == 1 else f"{ago} weeks ago   "
        aside = Content.assemble(words, ("[", "bold $closeness @click=screen.week(1)"), " earlier")
        later = Content.assemble("   ", ("]", "bold $closeness"), " later") if ago else Content("")
        self.head(Content.styled(title, "bold"), aside + later)

    @on(RowList.Resized)
    def resized(self) -> None:
        # The letter is laid out for its width, which is known once it has been given its place.
        self._lay_out()

    @on(OptionList.OptionHighlighted)
    def another_row(self) -> None:
        self.refresh_bindings()

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    # going on from a day

    def action_day(self, step: int) -> None:
        """Go along the days; from the letter to the day of today, or the last one of an earlier week."""
        week, strip = self._week, self._strip
        if week is None:
            return
        last = min(DAYS - 1, (self.journal.today() - week.first).days)
        if strip.has_focus and strip.chosen is not None:
            strip.choose(min(last, strip.chosen + step))
        else:
            strip.choose(last if strip.chosen is None else min(last, strip.chosen))
            strip.focus()

    @on(WeekStrip.Left)
    def to_the_letter(self) -> None:
        self._letter.focus()

    @on(WeekStrip.Opened)
    def open_day(self, event: WeekStrip.Opened) -> None:
        if self._week is None:
            return
        day = self._week.days[event.day]
        form = self.host.configuration.date_format
        if not day.entries:
            self.say_why(f"No entries on {day_words(day.day, form, year=False)}.")
            return
        words = Content(week_strip.day_facts(day, quiet=self._week.quiet))
        if day.level is not None and not self._week.quiet:
            words = Content.assemble(chip(step_of(day.level)), "  ", words)
        self._open_entries(day_words(day.day, form), day.ids, words)

    def action_back(self) -> None:
        """Escape: back to the letter."""
        self._letter.focus()

    # going on from a sentence

    @on(OptionList.OptionSelected)
    def row_selected(self, event: OptionList.OptionSelected) -> None:
        if not isinstance(event.option_list, Letter):
            return
        target = event.option_list.target
        if isinstance(target, Suggestion):
            self.action_begin()
        elif isinstance(target, PatternCard):
            self._open_card(target)
        elif target == "outside_help":
            from companion.tui.screens.help_checklist import HelpChecklistScreen

            self.app.push_screen(HelpChecklistScreen(self.journal, offered=True))
        elif target is not None:
            self._open_line(target)

    def _open_line(self, line: Line) -> None:
        due = {story.id: story for story in self.journal.stories.due()}
        story = next((due[id] for id in line.ids if id in due), None)
        if story is not None:
            from companion.tui.screens.story import StoryCheckScreen

            self.app.push_screen(StoryCheckScreen(self.journal, story), self._changed_there)
            return
        self._open_entries("The entries behind this", line.ids, Content(one_line(line.text)))

    def _open_entries(self, title: str, ids: tuple[str, ...], words: Content) -> None:
        from companion.tui.screens.evidence import EvidencePane, EvidencePart

        parts = [EvidencePart("Entries", ids)]
        self.app.push_screen(EvidencePane(self.journal, self.NAME, title, parts, [words]))

    def _changed_there(self, changed: bool | None) -> None:
        """A screen that was opened from here ended; ``changed`` says whether the journal did."""
        if changed:
            self.host.say("Saved.")
            self.host.tell_changed()

    def _open_card(self, chosen: PatternCard) -> None:
        from companion.tui.screens.pattern_evidence import PatternEvidencePane

        as_of = self._week.last if self._week and self._weeks_ago else None
        self.app.push_screen(PatternEvidencePane(self.journal, self.NAME, chosen.pattern, as_of=as_of))

    def action_week(self, step: int) -> None:
        """Go to the week before (1) or after (-1); not past this one, nor before the journal began."""
        ago = self._weeks_ago + step
        if ago < 0:
            return
        if step > 0 and self._week is not None:
            before = self._week.first - timedelta(days=1)
            if not self.journal.timeline.days_logged(date(1900, 1, 1), before):
                self.say_why("This is the first week in your journal.")
                return
        self.go_to(ago)

    def action_this_week(self) -> None:
        """Back to the week that today is in."""
        self.go_to(0)

    def go_to(self, weeks_ago: int) -> None:
        """Show a week; 0 is the one that today is in."""
        self._weeks_ago = weeks_ago
        self._letter.highlighted = self._over.highlighted = None
        self.reload()

    def action_copy(self) -> None:
        """Put the week on the clipboard as the command line prints it; the terminal may keep it from us."""
        if self._week is None:
            return
        text = week_render.week_text(self._week, date_format=self.host.configuration.date_format)
        self.app.copy_to_clipboard(text)
        ago = f" --weeks-ago {self._weeks_ago}" if self._weeks_ago else ""
        command = command_for(self.journal.places, f"week{ago}")
        self.host.say(f"Copied, if your terminal allows it. `{command}` prints it.")

    def action_take_along(self) -> None:
        """Show a page about four weeks, up to the one in sight, and write it where the person says."""
        from companion.transfer.exporting import handout
        from companion.tui.screens.handout import HandoutScreen

        if self._week is None:
            return
        last = min(self._week.last, self.journal.today())
        form = self.host.configuration.date_format
        blocks = handout(self.journal, self._week.first - timedelta(weeks=3), last, date_format=form)

        def written(file: Path | None) -> None:
            if file is not None:
                self.host.say("Handout saved. Anyone who can open the file can read it.")

        self.app.push_screen(HandoutScreen(blocks, f"page-{last.isoformat()}"), written)

    # experiments

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("note_try", "begin"):
            return (self.journal.experiments.under_way() is not None) == (action == "note_try")
        if action == "this_week" or (action == "week" and parameters == (-1,)):
            return self._weeks_ago > 0
        if action == "page":
            return self._page is not None
        return True

    def action_note_try(self) -> None:
        """Ask how it went when the experiment came up, and log it."""
        experiment = self.journal.experiments.under_way()
        if experiment is None:
            return
        from companion.tui.screens.experiment import TryScreen

        self.app.push_screen(TryScreen(self.journal, experiment), self._changed_there)

    def action_begin(self) -> None:
        """Write the one sentence of a new experiment; the suggestion, if any, stands there to be changed."""
        begin_experiment(self, self.journal, self._week.suggestion if self._week else None)

    def action_page(self) -> None:
        """The page of the pattern or the practice under the cursor."""
        page = self._page
        if page is not None:
            self.host.open_page(page)

    @property
    def _page(self) -> str | None:
        """The page that the row under the cursor names."""
        if self._week is None or self._strip.has_focus:
            return None
        target = (self._over if self._over.has_focus else self._letter).target
        if isinstance(target, PatternCard):
            return target.pattern
        return target.practice if isinstance(target, Suggestion) else None
