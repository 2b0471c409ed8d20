"""Patterns: every pattern with both its rates, the occasions behind it, and the person's answer."""

from collections.abc import Sequence
from threading import Lock
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from companion.journal import Journal
from companion.model.errors import CompanionError
from companion.model.events import codes_of
from companion.model.text import one_line, person_words, settings_about
from companion.patterns.findings import Finding
from companion.patterns.occasions import OccasionFinder, Occasions
from companion.resources import folder
from companion.review.allowed_measures import allowed_measures
from companion.review.measure_parts import MeasureText, calm_line
from companion.review.measures_text import measure_texts
from companion.review.occasion_text import OccasionText
from companion.review.pattern_drawing import MOST
from companion.review.pattern_groups import GOES_WELL, WORTH_A_LOOK, grouped
from companion.review.pattern_page import PatternPage, is_chain
from companion.tui.debounce import following_arrows
from companion.tui.drawn import content
from companion.tui.screens.pattern_actions import PatternActions
from companion.tui.screens.pattern_answers import MOST_LOOKED_AT
from companion.tui.widgets.measure_view import measure_details
from companion.tui.widgets.pattern_list import OWN, list_options
from companion.tui.widgets.pattern_view import PatternView
from companion.tui.widgets.row_list import RowList

LONG = 2000
"""Entries from which counting anew may be felt, and so is left to another thread."""
THREE_COLUMNS = 176
"""Columns of the screen from which on all pairs stand beside the page."""
VIEWS = "[u $foreground]Patterns[/]   [@click=screen.loop]The loop[/]"
"""The words for the two views, the present one underlined."""


class PatternsPane(PatternActions):
    """A list of patterns on the left, the one in hand on the right; on a narrow screen one at a time."""

    NAME = "Patterns"
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "row_list.tcss", folder("styles") / "patterns.tcss"]
    HELP = """
What tended to follow what, in counts. A pattern says something once there are about six times of its kind and
six others to compare with; until then you see how many there are. The lower bar shows the other times.

**Enter** opens every time it was counted, and the ones that went differently. Look there first: the counts
know only what you logged. **←** and **→** move along them, one by one.

*You have the last word.* **f** says that a pattern fits, **m** that it is not you (it is hidden for 60 days),
**o** that it is only true with one person.

**p** counts only the moments with one person, or everyone again. **i** opens the pattern's page: what it
looks at, a practice to try, and more to read. **x** starts an experiment for it.

**w** compares days: how close it was and how it felt on days with something you noted, and on the others.

**v** opens *the loop*: the way your moments most often went, and another way they went.

**\\*** lets the evening check ask about it, yes or no; you can watch up to three.

*Also counted*: urges and what you did, getting back in touch after distance, worries you checked,
experiments; each appears once there is enough of it.

● clear so far   ◐ early sign   ↗ more often lately   ↘ less often lately   ○ no difference so far
· too early to say
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left,h",
            "earlier",
            "Earlier",
            show=False,
            id="patterns.earlier",
            tooltip="The time before, one by one",
        ),
        Binding(
            "right,l",
            "later",
            "Later",
            show=False,
            id="patterns.later",
            tooltip="The next time, one by one",
        ),
        Binding("escape", "back", "List", show=False, id="patterns.list", tooltip="Back to the list"),
    ]

    class Counted(Message):
        """Another thread has counted."""

        def __init__(self, findings: tuple[Finding, ...], finder: OccasionFinder) -> None:
            super().__init__()
            self.findings = findings
            self.finder = finder

    class Found(Message):
        """Another thread has found the occasions of a pattern."""

        def __init__(self, finding: Finding, occasions: Occasions) -> None:
            super().__init__()
            self.finding = finding
            self.occasions = occasions

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self._pages: dict[str, PatternPage] = {}
        self._beside: dict[str, MeasureText] = {}
        self._open: str | None = None
        self._shown: str | None = None
        self._finder: OccasionFinder | None = None
        self._found: tuple[Finding, Occasions] | None = None
        self._looking = Lock()
        self._follow = following_arrows(self, self._show_page)

    def body(self) -> ComposeResult:
        with Container(id="patterns"):
            yield RowList(id="pattern-list")
            yield PatternView(id="pattern")
            yield RowList(id="pattern-pairs")

    def on_mount(self) -> None:
        self._listing.focus()

    @property
    def _listing(self) -> RowList:
        return self.query_one("#pattern-list", RowList)

    @property
    def _view(self) -> PatternView:
        return self.query_one(PatternView)

    # counting

    def reload(self) -> None:
        self._finder = self._found = None
        if self.journal.timeline.count() < LONG:
            self._show(self.journal.insight.patterns(person=self.person))
            return
        if self.journal.insight.stale(self.person):
            self.head(Content.styled("Patterns", "bold"), "Counting…")
        else:
            self._show(self.journal.insight.patterns(person=self.person))
        self._count_elsewhere(self.person)

    @work(thread=True, exclusive=True)
    def _count_elsewhere(self, person: str | None) -> None:
        try:
            with self.journal.fork() as journal:
                findings = journal.insight.patterns(person=person)
                self.post_message(self.Counted(findings, journal.insight.occasions(person=person)))
        except CompanionError as error:
            self.app.call_from_thread(self.host.say_error, error)

    @on(Counted)
    def counted(self, event: Counted) -> None:
        self._finder = event.finder
        self._show(event.findings)

    def _occasions(self, finding: Finding) -> Occasions | None:
        """The occasions of a pattern; ``None`` while another thread looks for them."""
        if self._finder is None:
            if self.journal.timeline.count() >= LONG:
                return None
            self._finder = self.journal.insight.occasions(person=self.person)
        if self._finder.in_one_piece:
            return self._finder.of(finding)
        if self._found is not None and self._found[0] is finding:
            return self._found[1]
        self._look_elsewhere()
        return None

    @work(thread=True, exclusive=True, group="occasions")
    def _look_elsewhere(self) -> None:
        here = get_current_worker()
        with self._looking:  # one after the other, and none that nobody waits for any more
            page, finder = self.chosen, self._finder
            if page is not None and finder is not None and not here.is_cancelled:
                self.post_message(self.Found(page.finding, finder.of(page.finding)))

    @on(Found)
    def found(self, event: Found) -> None:
        page = self.chosen
        if page is not None and page.finding is event.finding:
            self._found = event.finding, event.occasions
            self._show_page()

    # what is shown

    def _show(self, findings: Sequence[Finding]) -> None:
        journal = self.journal
        rows, settings, quiet = journal.vocabulary.patterns, journal.settings, journal.quiet
        # The evening answers are about nobody in particular.
        checks = {count.pattern: count for count in journal.insight.checks()} if self.person is None else {}
        self._pages = {
            id: PatternPage(
                finding,
                rows[id],
                journal.vocabulary,
                settings_about(finding.told_about or self.person, settings),
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
        self._beside = {text.id: text for text in texts} if self.person is None else {}
        self._head()
        self._list()

    def _head(self) -> None:
        """The title and whose moments are counted; how many are worth a look, and the views."""
        groups = grouped(self._pages.values())
        out = sum(page.stands_out for name in (WORTH_A_LOOK, GOES_WELL) for page in groups[name])
        whose = "" if self.person is None else one_line(person_words(self.person, self.journal.settings))
        words = f"   only with {whose}" if whose else "   what tended to follow what"
        words = "" if self.has_class("-narrow") and not whose else words
        wide = self.has_class("-wide") and not self.journal.quiet
        views = Content.from_markup(VIEWS) if wide else Content("")
        aside = Content.assemble(f"{out} worth a look" if out else "", "   " if out and wide else "", views)
        self.head(Content.assemble(("Patterns", "bold"), (words, "$soft")), aside)

    def _list(self) -> None:
        listing = self._listing
        options = list_options(grouped(self._pages.values()), self._beside, listing.row_width)
        listing.set_options(options)
        first = next((n for n, option in enumerate(options) if not option.disabled), None)
        listing.highlighted = next(
            (n for n, option in enumerate(options) if option.id and option.id == self._open), first
        )
        if listing.highlighted == first:
            listing.call_after_refresh(listing.scroll_home, animate=False)
        if listing.highlighted is not None:
            self.show_pattern(options[listing.highlighted].id or "")

    @on(RowList.Resized)
    def lay_out(self) -> None:
        # The rows are laid out for the width of the list, which is known once it has been given its place.
        self.set_class(self.size.width >= THREE_COLUMNS, "-three")
        if self._pages:  # else they are being counted
            self._head()
            self._list()

    def show_pattern(self, pattern_id: str) -> None:
        """Show the page of a pattern, or of something counted beside them, whatever the list shows."""
        self._take(pattern_id)
        self._follow.cancel()
        self._show_page()

    def _take(self, pattern_id: str) -> None:
        """Have this pattern in hand; its page is yet to be shown."""
        self._open = pattern_id
        self.refresh_bindings()

    def _show_page(self) -> None:
        """Show the page of what is in hand."""
        page, beside = self.chosen, self._beside.get(self._open or "")
        if self._one_at_a_time and not self.has_class("-reading"):
            return  # out of sight
        if self._open != self._shown:
            self._shown = self._open
            self._view.scroll_home(animate=False)
        if beside is not None:
            words = calm_line(beside, self.journal.vocabulary, self.journal.settings)
            self._view.show_other(lambda width: measure_details(beside, width, words))
        elif page is None:
            self._view.show_other(lambda width: Content.styled(_OWN_WORDS, "$soft"))
        else:
            codes = self._codes(page) if is_chain(page.pattern) else []
            found = None if page.hidden_by_quiet else self._occasions(page.finding)
            self._view.show(page, found, self._text(page), codes)
            self._show_pairs(page, found)

    def _text(self, page: PatternPage) -> OccasionText:
        return OccasionText(
            page.pattern,
            page.finding.told_of[0],
            page.style,
            page.vocabulary,
            page.settings,
            self.journal.timeline.moment,
            self.journal.today().year,
            self.host.configuration.date_format,
        )

    def _show_pairs(self, page: PatternPage, found: Occasions | None) -> None:
        """All occasions told one below the other, where there is a column for them."""
        pairs = self.query_one("#pattern-pairs", RowList)
        if not self.has_class("-three"):
            return
        text, width = self._text(page), pairs.row_width
        told = list(enumerate(found.told))[-MOST:] if found else []
        pairs.set_options(
            [Option(Content.assemble(content(text.rows(one, width))), id=str(n)) for n, one in told]
        )
        self._mark_pair(self._view.chosen)

    def _mark_pair(self, number: int | None) -> None:
        pairs = self.query_one("#pattern-pairs", RowList)
        if self.has_class("-three") and number is not None and pairs.option_count:
            pairs.highlighted = max(0, number - int(pairs.options[0].id or 0))

    @on(PatternView.Moved)
    def moved(self, event: PatternView.Moved) -> None:
        self._mark_pair(event.number)

    @on(OptionList.OptionHighlighted, "#pattern-pairs")
    def pair_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id is not None and event.option_id != str(self._view.chosen):
            self._view.take(int(event.option_id))

    @on(OptionList.OptionSelected, "#pattern-pairs")
    def pair_selected(self) -> None:
        self.action_open()

    def _codes(self, page: PatternPage) -> list[list[str]]:
        moments = (self.journal.timeline.moment(id) for id in page.finding.moments[-MOST_LOOKED_AT:])
        return [codes_of(moment) for moment in moments if moment is not None]

    @on(OptionList.OptionHighlighted, "#pattern-list")
    def pattern_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id is not None and event.option_id != self._open:
            self._take(event.option_id)
            self._follow()

    @on(OptionList.OptionSelected, "#pattern-list")
    async def pattern_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == OWN:
            await self.app.run_action("add_custom('pattern')")
        elif self._one_at_a_time and not self.has_class("-reading"):
            self.add_class("-reading")
            self.show_pattern(event.option_id or "")
            self._view.focus()
        else:
            self.action_open()

    @property
    def _one_at_a_time(self) -> bool:
        return not self.has_class("-wide")

    @property
    def chosen(self) -> PatternPage | None:
        """The pattern in hand."""
        return self._pages.get(self._open or "")

    @property
    def in_hand(self) -> Finding | None:
        return self.chosen.finding if self.chosen is not None else None

    # what a person can do

    def action_back(self) -> None:
        self.remove_class("-reading")
        self._listing.focus()
        self.refresh_bindings()

    def action_earlier(self) -> None:
        """Take the occasion before in hand."""
        self._follow.flush()
        self._view.move(-1)

    def action_later(self) -> None:
        """Take the next occasion in hand."""
        self._follow.flush()
        self._view.move(1)

    def action_open(self) -> None:
        """All occasions, those that count and those that went differently, and the others compared with."""
        from companion.tui.screens.evidence import measure_evidence
        from companion.tui.screens.pattern_evidence import PatternEvidencePane

        beside, page = self._beside.get(self._open or ""), self.chosen
        if beside is not None:
            self.app.push_screen(measure_evidence(self.journal, self.NAME, beside))
        elif page is not None and not page.hidden_by_quiet:
            self.app.push_screen(PatternEvidencePane(self.journal, self.NAME, page.pattern.id, self.person))


_OWN_WORDS = (
    "Something you would like to see counted: what comes before, what may follow, and within how many hours."
    " Either side can be something you did or something the other person did. Press Enter to add one."
)
