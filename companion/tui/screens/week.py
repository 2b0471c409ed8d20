"""Week: a letter about seven days, in sentences; the charts beside or below them."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar, Literal

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from companion.journal import Journal
from companion.model.date_format import day_words
from companion.model.errors import CompanionError
from companion.model.text import one_line
from companion.resources import folder
from companion.review import week_render
from companion.review.week_parts import Line, PatternCard, Suggestion, Week
from companion.tui.pane import Pane
from companion.tui.screens.experiment import begin_experiment
from companion.tui.widgets.chart_widget import Drawing
from companion.tui.widgets.row_list import RowList
from companion.tui.widgets.week_view import card, charts, sentence

LONG = 2000
"""Entries from which counting anew may be felt, and so is left to another thread."""

Target = Line | PatternCard | Suggestion | Literal["outside_help"]
"""What a row of the letter leads to."""


class WeekPane(Pane):
    """The letter on the left and its charts on the right; one column below 100 columns."""

    NAME = "Week"
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "row_list.tcss", folder("styles") / "week.tcss"]
    HELP = """
A letter about seven days: what they held, how it felt, what went well, what tended to follow what.

**Enter** on a sentence opens the entries behind it. A story that asks how it turned out opens with Enter too.
**\\[** and **\\]** go to the week before and after. On a pattern or a practice, **p** opens its page.

A day without an entry stays empty in the charts; nothing is filled in.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left_square_bracket,left,h",
            "week(1)",
            "Earlier",
            key_display="[",
            id="week.earlier",
            tooltip="The week before",
        ),
        Binding(
            "right_square_bracket,right,l",
            "week(-1)",
            "Later",
            key_display="]",
            id="week.later",
            tooltip="The week after",
        ),
        Binding("t", "note_try", "Note a try", id="week.try", tooltip="Note a chance to try the experiment"),
        Binding(
            "e", "begin", "Experiment", id="week.experiment", tooltip="Start an experiment in one sentence"
        ),
        Binding("p", "page", "Page", id="week.page", tooltip="The page of this pattern or practice"),
    ]

    def commands(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        yield "A page to take along", "These weeks in counts, without names and notes", self.action_take_along

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
        self._targets: list[Target] = []

    def body(self) -> ComposeResult:
        with Container(id="week"):
            yield RowList(id="letter")
            with VerticalScroll(id="charts"):
                yield Drawing(id="week-charts")

    def on_mount(self) -> None:
        self._letter.focus()

    @property
    def _letter(self) -> RowList:
        return self.query_one("#letter", RowList)

    # reading the journal

    def reload(self) -> None:
        # An earlier week is counted as of its own last day, which may never have been done.
        if (self._weeks_ago or self.journal.insight.stale()) and self.journal.timeline.count() >= LONG:
            self.head(Content.styled("Week", "bold"), "counting…")
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
        self._head(week)
        self.query_one(Drawing).show(lambda width: Content("\n\n").join(charts(week, self.journal.today())))
        self._write()
        self.refresh_bindings()

    def _head(self, week: Week) -> None:
        form = self.host.configuration.date_format
        if self.has_class("-narrow"):
            first = day_words(week.first, form, year=False, short=True)
            title = f"{first} to {day_words(week.last, form, short=True)}"
        else:
            title = week_render.heading(week, form)
        ago = self._weeks_ago
        aside = "" if not ago else "last week" if ago == 1 else f"{ago} weeks ago"
        self.head(Content.styled(title, "bold"), aside)

    def _write(self) -> None:
        """The letter as a list of its sentences, so that each can be opened."""
        week, letter = self._week, self._letter
        if week is None:
            return
        at = letter.highlighted
        width = min(letter.row_width, 76)
        self._targets = []
        options: list[Option] = []

        def add(content: Content, target: Target | None) -> None:
            if target is None:
                options.append(Option(content, disabled=True))
            else:
                options.append(Option(content, id=str(len(self._targets))))
                self._targets.append(target)

        for name, title, lines in week_render.sections(week):
            if title:
                add(Content.assemble("\n", (title, "$closeness")), None)
            if name == "patterns":
                for n, each in enumerate(week.patterns):
                    add(card(each, width, first=n == 0), each)
                for words in filter(None, (week.stepping_back, week.reaching)):
                    calm = Content.assemble("\n", (one_line(words), "italic"), ("  F2 opens it.", "$soft"))
                    add(calm, None)
                if week.waiting:
                    gap = "\n" if week.patterns else ""
                    add(Content.assemble(gap, (one_line(week.waiting.text), "$soft")), None)
            elif name == "suggestion" and week.suggestion:
                add(sentence(lines[0]), week.suggestion)
            elif name == "outside_help":
                add(sentence(lines[0]), "outside_help")
            else:
                for line in lines:
                    add(sentence(line), line if line.ids else None)
            if name == "feelings" or (name == "held" and not week.feelings):
                self._charts_within(week, add)
        letter.set_options(options)
        first = next((n for n, option in enumerate(options) if not option.disabled), None)
        letter.highlighted = (
            at if at is not None and at < len(options) and not options[at].disabled else first
        )
        if letter.highlighted == first:
            letter.call_after_refresh(letter.scroll_home, animate=False)

    def _charts_within(self, week: Week, add: Any) -> None:
        """The charts as rows of the letter, where there is no room beside it."""
        if self.has_class("-wide"):
            return
        for chart in charts(week, self.journal.today()):
            add(Content.assemble("\n", chart), Line("The entries of this week", week.overview[0].ids))

    @on(RowList.Resized)
    def lay_out(self) -> None:
        # The letter is laid out for its width, which is known once it has been given its place.
        if self._week is not None:
            self._head(self._week)
            self._write()

    @on(OptionList.OptionHighlighted, "#letter")
    def another_row(self) -> None:
        self.refresh_bindings()

    # going on from a sentence

    @on(OptionList.OptionSelected, "#letter")
    def row_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is None:
            return
        target = self._targets[int(event.option_id)]
        if isinstance(target, Suggestion):
            self.action_begin()
        elif isinstance(target, PatternCard):
            self._open_card(target)
        elif target == "outside_help":
            from companion.tui.screens.help_checklist import HelpChecklistScreen

            self.app.push_screen(HelpChecklistScreen(self.journal, offered=True))
        else:
            self._open_line(target)

    def _open_line(self, line: Line) -> None:
        due = {story.id: story for story in self.journal.stories.due()}
        story = next((due[id] for id in line.ids if id in due), None)
        if story is not None:
            from companion.tui.screens.story import StoryCheckScreen

            self.app.push_screen(StoryCheckScreen(self.journal, story), self._changed_there)
            return
        from companion.tui.screens.evidence import EvidencePane, EvidencePart

        about = Content(one_line(line.text))
        self.app.push_screen(
            EvidencePane(
                self.journal,
                self.NAME,
                "Behind this sentence",
                [EvidencePart("The entries", line.ids)],
                [about],
            )
        )

    def _changed_there(self, changed: bool | None) -> None:
        """A screen that was opened from here ended; ``changed`` says whether the journal did."""
        if changed:
            self.host.say("Noted.")
            self.host.tell_changed()

    def _open_card(self, chosen: PatternCard) -> None:
        from companion.tui.screens.evidence import pattern_evidence

        as_of = self._week.last if self._week and self._weeks_ago else None
        finding = next(
            (each for each in self.journal.insight.patterns(as_of) if each.pattern == chosen.pattern), None
        )
        if finding is not None:
            self.app.push_screen(pattern_evidence(self.journal, self.NAME, finding))

    def action_week(self, step: int) -> None:
        """Go to the week before (1) or after (-1); not past this one, nor before the journal began."""
        ago = self._weeks_ago + step
        if ago < 0:
            return
        if step > 0 and self._week is not None:
            before = self._week.first - timedelta(days=1)
            if not self.journal.timeline.days_logged(date(1900, 1, 1), before):
                self.host.say("This is the first week in your journal.")
                return
        self._weeks_ago = ago
        self._letter.highlighted = None
        self.reload()

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
                self.host.say("Written. Anyone who can open the file can read it.")

        self.app.push_screen(HandoutScreen(blocks, f"page-{last.isoformat()}"), written)

    # experiments

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("note_try", "begin"):
            return (self.journal.experiments.under_way() is not None) == (action == "note_try")
        if action == "week" and parameters == (-1,):
            return self._weeks_ago > 0
        if action == "page":
            return self._page is not None
        return True

    def action_note_try(self) -> None:
        """Ask how a chance to try the experiment went, and note it."""
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
        option = self._letter.highlighted_option
        target = self._targets[int(option.id)] if option is not None and option.id else None
        if isinstance(target, PatternCard):
            return target.pattern
        return target.practice if isinstance(target, Suggestion) else None
