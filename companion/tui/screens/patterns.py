"""Patterns: every pattern and its state, the counts behind it, and the person's answer.

Longer than most files: a fifth of it are the keys of the pane and their words.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from companion.journal import Journal
from companion.model.errors import CompanionError, NothingFound
from companion.model.events import codes_of
from companion.model.records import PARTNER, Moment
from companion.model.text import one_line, person_words, settings_about
from companion.patterns.findings import Finding
from companion.resources import folder
from companion.review.measure_parts import MeasureText, calm_line
from companion.review.measures_text import TITLE, allowed_measures, measure_texts
from companion.tui.pane import Pane
from companion.tui.widgets.chart_widget import Drawing
from companion.tui.widgets.measure_view import measure_details, measure_row
from companion.tui.widgets.pattern_view import STANDING_OUT, PatternView, is_chain
from companion.tui.widgets.row_list import RowList

LONG = 2000
"""Entries from which counting anew may be felt, and so is left to another thread."""
_WHILE_QUIET = "Resting while it is quiet"
"""Where all but the good patterns stand in quiet mode: no count about drawing back belongs beside fear."""
MOST_LOOKED_AT = 400
"""Moments, the latest, that are read to name the acts in a ring."""


class PatternScroll(VerticalScroll, can_focus=True):
    """The page of a pattern; it scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False),
        Binding("k", "scroll_up", "Up", show=False),
        Binding("space", "page_down", "Page down", show=False),
    ]


class PatternsPane(Pane):
    """A list of patterns on the left, the one in hand on the right; on a narrow screen one at a time."""

    NAME = "Patterns"
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "row_list.tcss", folder("styles") / "patterns.tcss"]
    HELP = """
What tended to follow what, in counts. A pattern starts to say something after about six moments of its kind
and six others to compare with; before that it shows how far it is.

**Enter** opens the moments that count, and those that went otherwise. Look there first: the counts know only
what was logged.

*You have the last word.* **f** says that a pattern fits, **m** that it is not you (it rests for 60 days),
**o** that it is so only with someone.

**w** counts the moments with one person alone, or all of them again.

**p** opens its page: what it looks at, a practice to try, and what to read. **i** opens *How to read the
counts*: what is counted, what is left out, and how often the words are wrong.

**d** asks about days: how close it was and how it felt on days with anything you noted, and on the others.

**r** draws *the loop*: the round that your moments most often went through, and another way it went.

The key * has the evening check ask about it, yes or no; up to three can be watched.

*Also counted*: urges and what came of them, contact after distance, stories looked at again, experiments;
each once there is enough of it.

● holds up   ◐ an early sign   ↗ growing   ↘ easing   ○ no difference   · still counting
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="patterns.open", tooltip="The moments behind the counts"),
        Binding("f", "answer('fits')", "Fits", id="patterns.fits", tooltip="Say that it fits"),
        Binding(
            "m", "answer('not_me')", "Not me", id="patterns.not_me", tooltip="Not me: it rests for 60 days"
        ),
        Binding("o", "only_with", "Only with", id="patterns.only_with", tooltip="It is so only with someone"),
        Binding(
            "d",
            "days",
            "Days",
            id="patterns.days",
            tooltip="On days with …: how close it was, and how it felt",
        ),
        Binding(
            "p",
            "page",
            "Page",
            show=False,
            id="patterns.page",
            tooltip="Its page in the library, with practices and more",
        ),
        Binding(
            "i",
            "counts",
            "How to read",
            show=False,
            id="patterns.counts",
            tooltip="How to read the counts: a page of the library",
        ),
        Binding(
            "r",
            "loop",
            "The loop",
            show=False,
            id="patterns.loop",
            tooltip="The loop: the round your moments most often went through",
        ),
        Binding(
            "w",
            "whose",
            "With whom",
            show=False,
            id="patterns.whose",
            tooltip="Count the moments with one person",
        ),
        Binding(
            "asterisk",
            "watch",
            "Watch",
            show=False,
            id="patterns.watch",
            tooltip="Ask about it in the evening check, or no longer",
        ),
        Binding(
            "left,h",
            "contents",
            "List",
            key_display="←",
            id="patterns.list",
            tooltip="Back to the list",
        ),
    ]

    class Counted(Message):
        """Another thread has counted."""

        def __init__(self, findings: tuple[Finding, ...]) -> None:
            super().__init__()
            self.findings = findings

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self._views: dict[str, PatternView] = {}
        self._beside: dict[str, MeasureText] = {}
        self._open: str | None = None
        self._person: str | None = None

    def body(self) -> ComposeResult:
        with Container(id="patterns"):
            yield RowList(id="pattern-list")
            with PatternScroll(id="pattern"):
                yield Drawing(id="pattern-page")

    def on_mount(self) -> None:
        self._listing.focus()

    @property
    def _listing(self) -> RowList:
        return self.query_one("#pattern-list", RowList)

    # counting

    def reload(self) -> None:
        if self.journal.insight.stale(self._person) and self.journal.timeline.count() >= LONG:
            self.head(Content.styled("Patterns", "bold"), "counting…")
            self._count_elsewhere(self._person)
        else:
            self._show(self.journal.insight.patterns(person=self._person))

    @work(thread=True, exclusive=True)
    def _count_elsewhere(self, person: str | None) -> None:
        try:
            with self.journal.fork() as journal:
                self.post_message(self.Counted(journal.insight.patterns(person=person)))
        except CompanionError as error:
            self.app.call_from_thread(self.host.say_error, error)

    @on(Counted)
    def counted(self, event: Counted) -> None:
        self._show(event.findings)

    # what is shown

    def _show(self, findings: Sequence[Finding]) -> None:
        journal = self.journal
        rows, settings, quiet = journal.vocabulary.patterns, journal.settings, journal.quiet
        # The evening answers are about nobody in particular.
        checks = {count.pattern: count for count in journal.insight.checks()} if self._person is None else {}
        self._views = {
            id: PatternView(
                finding,
                rows[id],
                journal.vocabulary,
                settings_about(finding.told_about or self._person, settings),
                quiet,
                checks.get(id),
            )
            for finding in findings
            if (id := finding.pattern) in rows
        }
        experiments = journal.experiments.all()
        measures = allowed_measures(journal.insight.measures(), experiments, journal.vocabulary, quiet=quiet)
        texts = measure_texts(measures, experiments, journal.vocabulary, settings)
        # Those are of all moments, so they stay away where only some are counted.
        self._beside = {text.id: text for text in texts} if self._person is None else {}
        groups = self._groups()
        out = sum(view.stands_out for name in ("Standing out", "What goes well") for view in groups[name])
        whose = "" if self._person is None else f" with {one_line(person_words(self._person, settings))}"
        self.head(
            Content.assemble(("Patterns", "bold"), whose),
            f"{out} stand out" if out > 1 else "1 stands out" if out else "",
        )
        self._list()

    def _groups(self) -> dict[str, list[PatternView]]:
        """What a person wants to see first comes first; what was said not to fit rests at the end."""
        groups: dict[str, list[PatternView]] = {
            "Standing out": [],
            "What goes well": [],
            "Still counting": [],
            "No difference so far": [],
            "Resting": [],
            _WHILE_QUIET: [],
        }
        for view in self._views.values():
            if view.finding.muted:
                group = "Resting"
            elif view.pattern.positive:
                group = "What goes well"
            elif view.quiet:
                group = _WHILE_QUIET
            elif view.stands_out:
                group = "Standing out"
            else:
                group = "Still counting" if view.finding.state == "counting" else "No difference so far"
            groups[group].append(view)
        groups["Standing out"].sort(key=lambda view: STANDING_OUT.index(view.finding.state))
        return groups

    def _list(self) -> None:
        listing = self._listing
        width = listing.row_width
        options: list[Option] = []
        if self._views and not any(view.finding.n for view in self._views.values()):
            hint = "Each waits for about six moments of its kind; one word in Today is one."
            options.append(Option(Content.styled(hint, "$soft italic"), disabled=True))
        for name, views in self._groups().items():
            if views:
                heading = Content.styled(name, "$soft" if name.startswith("Resting") else "$closeness")
                options.append(Option(Content("\n") + heading if options else heading, disabled=True))
            options += [Option(view.row(width), id=view.pattern.id) for view in views]
            if name == "What goes well":
                options += self._beside_rows(width, first=not options)
        listing.set_options(options)
        first = next((n for n, option in enumerate(options) if option.id is not None), None)
        listing.highlighted = next(
            (n for n, option in enumerate(options) if option.id and option.id == self._open), first
        )
        if listing.highlighted == first:
            listing.call_after_refresh(listing.scroll_home, animate=False)
        if listing.highlighted is not None:
            self.show_pattern(options[listing.highlighted].id or "")

    def _beside_rows(self, width: int, *, first: bool) -> list[Option]:
        """What is counted beside the patterns, under a heading of its own."""
        if not self._beside:
            return []
        heading = Content.assemble("" if first else "\n", (TITLE, "$closeness"))
        rows = [Option(measure_row(measure, width), id=measure.id) for measure in self._beside.values()]
        return [Option(heading, disabled=True), *rows]

    @on(RowList.Resized)
    def lay_out(self) -> None:
        # The rows are laid out for the width of the list, which is known once it has been given its place.
        self._list()

    def show_pattern(self, pattern_id: str) -> None:
        """Show the page of a pattern, or of something counted beside them, whatever the list shows."""
        view, beside = self._views.get(pattern_id), self._beside.get(pattern_id)
        if view is None and beside is None:
            return
        if pattern_id != self._open:
            self.query_one("#pattern").scroll_home(animate=False)
        self._open = pattern_id
        self.refresh_bindings()
        if beside is not None:
            words = calm_line(beside, self.journal.vocabulary, self.journal.settings)
            self.query_one(Drawing).show(lambda width: measure_details(beside, width, words))
            return
        assert view is not None
        codes = self._codes(view) if is_chain(view.pattern) else []
        self.query_one(Drawing).show(lambda width: view.page(width, codes))

    def _codes(self, view: PatternView) -> list[list[str]]:
        moments = (self._moment(id) for id in view.finding.moments[-MOST_LOOKED_AT:])
        return [codes_of(moment) for moment in moments if moment is not None]

    def _moment(self, id: str) -> Moment | None:
        try:
            entry = self.journal.timeline.entry(id)
        except NothingFound:
            return None
        return entry if isinstance(entry, Moment) else None

    @on(OptionList.OptionHighlighted, "#pattern-list")
    def pattern_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id is not None and event.option_id != self._open:
            self.show_pattern(event.option_id)

    @on(OptionList.OptionSelected, "#pattern-list")
    def pattern_selected(self, event: OptionList.OptionSelected) -> None:
        if self._one_at_a_time and not self.has_class("-reading"):
            self.add_class("-reading")
            self.query_one("#pattern").focus()
            self.refresh_bindings()
        else:
            self.action_open()

    @property
    def _one_at_a_time(self) -> bool:
        return not self.has_class("-wide")

    @property
    def chosen(self) -> PatternView | None:
        """The pattern in hand."""
        return self._views.get(self._open or "")

    # what a person can do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        reading = self.has_class("-reading") and self._one_at_a_time
        if action == "contents":
            return reading
        if action == "days":
            # It is about none of the patterns, and the line of keys of a page on a narrow screen is full.
            return not (reading and self.has_class("-narrow"))
        if action == "loop":
            return not self.journal.quiet
        if action == "page":
            return self.chosen is not None
        if action == "watch":
            return self.chosen is not None and self._may_be_watched(self.chosen.pattern.id)
        if action in ("answer", "only_with"):
            view = self.chosen
            # There is nothing to say to a pattern of which nothing was noted, unless to take an answer back.
            return view is not None and bool(view.finding.n or view.finding.answer)
        return True

    def action_contents(self) -> None:
        self.remove_class("-reading")
        self._listing.focus()
        self.refresh_bindings()

    def action_back(self) -> None:
        self.action_contents()

    def action_open(self) -> None:
        """The moments that count, those that went otherwise, and the others compared with."""
        from companion.tui.screens.evidence import measure_evidence, pattern_evidence

        beside = self._beside.get(self._open or "")
        if beside is not None:
            self.app.push_screen(measure_evidence(self.journal, self.NAME, beside))
        elif self.chosen is not None:
            finding = self.chosen.finding
            self.app.push_screen(pattern_evidence(self.journal, self.NAME, finding, self._person))

    def action_page(self) -> None:
        """The page of the pattern in hand: what it looks at, its practice, and cards."""
        if self.chosen is not None:
            self.host.open_page(self.chosen.pattern.id)

    def action_counts(self) -> None:
        """How to read the counts, in the library."""
        self.host.open_page("card_reading_counts")

    def action_answer(self, answer: str, detail: str = "") -> None:
        """Answer back to the pattern in hand."""
        view = self.chosen
        if view is None:
            return
        try:
            self.journal.insight.answer(view.pattern.id, answer, detail)
        except CompanionError as error:
            self.host.say_error(error)
            return
        self.host.say("Noted. It rests for 60 days." if answer == "not_me" else "Noted.")
        self.host.tell_changed()

    def _may_be_watched(self, pattern: str) -> bool:
        return not self.journal.quiet or self.journal.vocabulary.asked_when_quiet(pattern)

    def action_watch(self) -> None:
        """Have the pattern in hand asked about in the evening check, or no longer."""
        if self.chosen is None:
            return
        checks, id = self.journal.evening_checks, self.chosen.pattern.id
        try:
            if id in checks.watched():
                checks.unwatch(id)
                self.host.say("Not watched any more; its answers stay.")
            else:
                checks.watch(id)
                self.host.say("Watched; the evening check asks about it.")
        except CompanionError:
            self.host.say("Three are watched already; * on one of them lets it go.")
            return
        self.host.tell_changed()

    def action_loop(self) -> None:
        """The round that the moments most often went through; with whom, it asks where there are several."""
        from companion.tui.screens.choose_person import ChoosePersonScreen
        from companion.tui.screens.loop import LoopPane

        def draw(whom: str | None) -> None:
            if whom:
                self.app.push_screen(LoopPane(self.journal, self.NAME, whom))

        persons = self.journal.people.all() if self._person is None else []
        if len(persons) < 2:
            draw(self._person or next(iter(persons), PARTNER))
            return
        title = "The loop with whom?"
        self.app.push_screen(ChoosePersonScreen(title, self._named(persons), another=False), draw)

    def action_days(self) -> None:
        """Ask how days with something were, beside the other days; each opening is a sitting of its own."""
        from companion.tui.screens.days import DaysScreen

        self.app.push_screen(DaysScreen(self.journal, self._person))

    def action_only_with(self) -> None:
        """Ask with whom, then answer."""
        view = self.chosen
        if view is None:
            return
        from companion.tui.screens.choose_person import ChoosePersonScreen

        _, with_response, without = view.finding.told_evidence
        ids = (*with_response, *without)[-MOST_LOOKED_AT:]
        moments = [moment for moment in map(self._moment, ids) if moment is not None]
        persons = tuple(dict.fromkeys(moment.person for moment in moments)) or (PARTNER,)

        def answer(whom: str | None) -> None:
            if whom:
                self.action_answer("only_with", whom)

        self.app.push_screen(ChoosePersonScreen("Only with whom?", self._named(persons)), answer)

    def _named(self, persons: Sequence[str]) -> list[tuple[str, str]]:
        return [(person, person_words(person, self.journal.settings)) for person in persons]

    def action_whose(self) -> None:
        """Ask whose moments to count."""
        from companion.tui.screens.choose_person import ChoosePersonScreen

        def count(whom: str | None) -> None:
            if whom is not None:
                self._person = whom or None
                self.reload()

        persons = [("", "everyone"), *self._named(self.journal.people.all())]
        self.app.push_screen(ChoosePersonScreen("The moments with whom?", persons, another=False), count)
