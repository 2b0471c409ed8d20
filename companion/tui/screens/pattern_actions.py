"""What can be done from a list of patterns: pages, days, the loop, watching one, an experiment."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType

from companion.journal import Journal
from companion.model.errors import CompanionError
from companion.model.records import PARTNER
from companion.review.pattern_page import PatternPage
from companion.tui.screens.pattern_answers import PatternAnswers


class PatternActions(PatternAnswers):
    """A pane with patterns, one of them in hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "i", "page", "About it", id="patterns.page", tooltip="Its page in the Library, with a practice"
        ),
        Binding(
            "i",
            "counts",
            "How to read",
            show=False,
            id="patterns.counts",
            tooltip="How to read the counts: a page of the Library",
        ),
        Binding(
            "w",
            "days",
            "Days with",
            id="patterns.days",
            tooltip="On days with …: how close it was, and how it felt",
        ),
        Binding(
            "v",
            "loop",
            "The loop",
            id="patterns.loop",
            tooltip="The loop: the way your moments most often went",
        ),
        Binding(
            "p",
            "whose",
            "Person",
            show=False,
            id="patterns.whose",
            tooltip="Count only the moments with one person",
        ),
        Binding(
            "x",
            "experiment",
            "Experiment",
            show=False,
            id="patterns.experiment",
            tooltip="Start an experiment for it",
        ),
        Binding(
            "asterisk",
            "watch",
            "Watch",
            show=False,
            id="patterns.watch",
            tooltip="Ask about it in the evening check, or stop asking",
        ),
    ]

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self.person: str | None = None
        """With whom alone moments are counted."""

    @property
    def chosen(self) -> PatternPage | None:
        """The pattern in hand."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "loop":
            return not self.journal.quiet
        if action == "counts":
            return self.chosen is None
        if action == "page":
            return self.chosen is not None
        if action == "experiment":
            return self.chosen is not None and not self._practice_rests(self.chosen)
        if action == "watch":
            return self.chosen is not None and self._may_be_watched(self.chosen.pattern.id)
        return super().check_action(action, parameters)

    def commands(self) -> Iterable[tuple[str, str, Callable[[], None]]]:
        yield "How to read the counts", "A page on what is counted, and how sure it is", self.action_counts

    def action_page(self) -> None:
        """The page of the pattern in hand: what it looks at, its practice, and more to read."""
        if self.chosen is not None:
            self.host.open_page(self.chosen.pattern.id)

    def action_counts(self) -> None:
        """How to read the counts, in the Library."""
        self.host.open_page("card_reading_counts")

    def _practice_rests(self, page: PatternPage) -> bool:
        return self.journal.quiet and not page.vocabulary.practices[page.pattern.practice].shown_when_quiet

    def action_experiment(self) -> None:
        """Start an experiment for the pattern in hand, with the sentence of its practice."""
        from companion.review.week_offers import as_suggestion
        from companion.tui.screens.experiment import begin_experiment

        if (page := self.chosen) is not None:
            practice = page.vocabulary.practices[page.pattern.practice]
            begin_experiment(
                self, self.journal, as_suggestion(practice, page.pattern.id, self.journal.settings)
            )

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
                self.host.say("Not watched any more. Its answers stay.")
            else:
                checks.watch(id)
                self.host.say("Watched. The evening check asks about it.")
        except CompanionError:
            self.host.say("Three are watched already. Press * on one of them to stop.")
            return
        self.host.tell_changed()

    def action_loop(self) -> None:
        """The round that the moments most often went through; with whom, it asks where there are several."""
        from companion.tui.screens.choose_person import ChoosePersonScreen
        from companion.tui.screens.loop import LoopPane

        def draw(whom: str | None) -> None:
            if whom:
                self.app.push_screen(LoopPane(self.journal, self.NAME, whom))

        persons = self.journal.people.all() if self.person is None else []
        if len(persons) < 2:
            draw(self.person or next(iter(persons), PARTNER))
            return
        title = "The loop with whom?"
        self.app.push_screen(ChoosePersonScreen(title, self.named(persons), another=False), draw)

    def action_days(self) -> None:
        """Ask how days with something were, beside the other days; each opening is a sitting of its own."""
        from companion.tui.screens.days import DaysScreen

        self.app.push_screen(DaysScreen(self.journal, self.person))

    def action_whose(self) -> None:
        """Ask whose moments to count."""
        from companion.tui.screens.choose_person import ChoosePersonScreen

        def count(whom: str | None) -> None:
            if whom is not None:
                self.person = whom or None
                self.reload()

        persons = [("", "everyone"), *self.named(self.journal.people.all())]
        self.app.push_screen(ChoosePersonScreen("Show moments with whom?", persons, another=False), count)
