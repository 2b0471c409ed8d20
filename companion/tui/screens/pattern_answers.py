"""What a person can say to a pattern, by the same keys wherever one is shown."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from companion.model.errors import CompanionError
from companion.model.records import PARTNER
from companion.model.text import person_words
from companion.patterns.findings import Finding
from companion.tui.pane import Pane

MOST_LOOKED_AT = 400
"""Moments, the latest, that are read to name persons or acts."""


class PatternAnswers(Pane):
    """A pane that has the finding of a pattern in hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "answer('fits')", "Fits", id="patterns.fits", tooltip="Say that it fits"),
        Binding(
            "m", "answer('not_me')", "Not me", id="patterns.not_me", tooltip="Not me: hide it for 60 days"
        ),
        Binding(
            "o", "only_with", "Only with one", id="patterns.only_with", tooltip="Only true with one person"
        ),
    ]

    @property
    def in_hand(self) -> Finding | None:
        """The finding that is answered."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("answer", "only_with"):
            finding = self.in_hand
            # There is nothing to say to a pattern of which nothing was noted, unless to take an answer back.
            return finding is not None and bool(finding.n or finding.answer)
        return super().check_action(action, parameters)

    def action_answer(self, answer: str, detail: str = "") -> None:
        """Answer back to the pattern in hand."""
        finding = self.in_hand
        if finding is None:
            return
        try:
            self.journal.insight.answer(finding.pattern, answer, detail)
        except CompanionError as error:
            self.host.say_error(error)
            return
        self.host.say("Hidden for 60 days; f brings it back." if answer == "not_me" else "Answer saved.")
        self.host.tell_changed()

    def action_only_with(self) -> None:
        """Ask with whom, then answer."""
        finding = self.in_hand
        if finding is None:
            return
        from companion.tui.screens.choose_person import ChoosePersonScreen

        _, with_response, without = finding.told_evidence
        ids = (*with_response, *without)[-MOST_LOOKED_AT:]
        moments = [moment for moment in map(self.journal.timeline.moment, ids) if moment is not None]
        persons = tuple(dict.fromkeys(moment.person for moment in moments)) or (PARTNER,)

        def answer(whom: str | None) -> None:
            if whom:
                self.action_answer("only_with", whom)

        self.app.push_screen(ChoosePersonScreen("Only with which person?", self.named(persons)), answer)

    def named(self, persons: Sequence[str]) -> list[tuple[str, str]]:
        """Persons with the words for them."""
        return [(person, person_words(person, self.journal.settings)) for person in persons]
