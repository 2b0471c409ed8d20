"""An experiment of one sentence: start it, and log how it went when it came up."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from companion.journal import Journal
from companion.model.errors import CompanionError
from companion.model.records import Experiment
from companion.model.text import joined_lines, one_line, shown
from companion.resources import folder
from companion.review.week_offers import as_suggestion
from companion.review.week_parts import Suggestion
from companion.tui.host import host_of
from companion.tui.overlay import Overlay
from companion.tui.widgets.line_input import LineInput
from companion.tui.widgets.text_fields import WritingArea


def draft_of(suggested: Suggestion | None) -> str:
    """The name of the draft of a sentence that was begun for a practice, or for none."""
    return f"experiment:{suggested.practice if suggested else ''}"


class Sentence(WritingArea):
    """A sentence that may wrap; Enter says that it is done."""

    class Done(Message):
        """Enter was pressed; ``text`` is what stands there, on one line."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    async def _on_key(self, event: Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Done(" ".join(filter(None, joined_lines(self.text).split(" ")))))
            return
        await super()._on_key(event)


class BeginScreen(Overlay[str | None]):
    """Asks for the sentence; ends with it, or with ``None`` when it was left and stays as a draft."""

    HELP = """
One small experiment, in one sentence: if this happens, then I will do that. Small enough for an ordinary
day is best. Enter starts it, and your Week then asks how it went. Esc keeps the sentence as a draft.
"""
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "experiment.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, journal: Journal, suggested: Suggestion | None) -> None:
        super().__init__()
        self._journal = journal
        self._suggested = suggested

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static(Content.styled("One small experiment, in one sentence", "bold"))
            if self._suggested:
                yield Static(Content(shown(self._suggested.label)), classes="gap")
                steps = enumerate(self._suggested.steps, 1)
                lines = [f"{n}. {one_line(step)}" for n, step in steps]
                yield Static(Content("\n".join(lines)), classes="soft")
            yield Static("If this happens, then I will do that:", classes="gap")
            yield Sentence("If ..., then I ...")
            yield Static("In your own words. Enter starts it; Esc keeps it as a draft.", classes="soft")

    def on_mount(self) -> None:
        sentence = self.query_one(Sentence)
        suggested = self._suggested.if_then if self._suggested else ""
        sentence.set_text(
            (self._journal.drafts.get(draft_of(self._suggested)) or {}).get("if_then", suggested)
        )
        sentence.move_cursor(sentence.document.end)
        sentence.focus()

    @on(TextArea.Changed)
    def keep_draft(self, event: TextArea.Changed) -> None:
        _keep_draft(self, self._journal, draft_of(self._suggested), "if_then", event.text_area.text)

    @on(Sentence.Done)
    def begun(self, event: Sentence.Done) -> None:
        if event.text:
            self.dismiss(event.text)


class TryScreen(Overlay[bool]):
    """Notes a try, or sets the experiment aside; ends with whether anything was noted.

    The word about it stays as a draft until then.
    """

    HELP = """
How it went when your experiment came up. A digit answers: you tried it, not this time, or you end the
experiment. A note is optional. Neither answer counts against you.
"""
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "experiment.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", "Back"),
        Binding("1", "answer('did')", "I tried it", show=False),
        Binding("2", "answer('did_not')", "Not this time", show=False),
        Binding("3", "answer('end')", "End experiment", show=False),
    ]

    def __init__(self, journal: Journal, experiment: Experiment) -> None:
        super().__init__()
        self._journal = journal
        self._experiment = experiment
        self._draft_name = f"try:{experiment.id}"

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Static(Content.styled("It came up. How did it go?", "bold"))
            yield Static(Content.styled(one_line(self._experiment.if_then), "italic"), classes="gap")
            yield OptionList(
                Option(Content.assemble(("1 ", "$closeness"), "I tried it"), id="did"),
                Option(Content.assemble(("2 ", "$closeness"), "Not this time"), id="did_not"),
                Option(Content.assemble(("3 ", "$closeness"), "End this experiment"), id="end"),
                markup=False,
                compact=True,
            )
            yield LineInput(
                str((self._journal.drafts.get(self._draft_name) or {}).get("note", "")),
                placeholder="A note, if you like",
                compact=True,
                select_on_focus=False,
            )
            yield Static("Both are worth noting. Tab moves to the note, Esc goes back.", classes="soft")

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    @on(Input.Changed)
    def keep_draft(self, event: Input.Changed) -> None:
        _keep_draft(self, self._journal, self._draft_name, "note", event.value)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        self.action_answer(event.option_id or "did_not")

    @on(Input.Submitted)
    def submitted(self) -> None:
        chosen = self.query_one(OptionList).highlighted_option
        self.action_answer((chosen.id if chosen else None) or "did_not")

    def action_answer(self, answer: str) -> None:
        """Note it with the words that stand below."""
        try:
            if answer == "end":
                self._journal.experiments.end(self._experiment.id)
            else:
                note = self.query_one(Input).value.strip()
                self._journal.experiments.add_try(self._experiment.id, answer == "did", note=note)
            self._journal.drafts.drop(self._draft_name)
        except CompanionError as error:
            self.app.notify(str(error), severity="warning", timeout=10, markup=False)
            return
        self.dismiss(True)


def begin_experiment(screen: Screen[Any], journal: Journal, suggested: Suggestion | None) -> None:
    """Ask for the one sentence of a new experiment; a suggestion's stands there to be changed."""
    host = host_of(screen)
    if journal.experiments.under_way() is not None:
        host.say("One experiment at a time. Press x in Week to log a try.")
        return

    def begun(if_then: str | None) -> None:
        if not if_then:
            return
        try:
            journal.experiments.start(
                pattern=suggested.pattern if suggested else None,
                exercise=suggested.practice if suggested else None,
                if_then=if_then,
            )
            journal.drafts.drop(draft_of(suggested))
        except CompanionError as error:
            host.say_error(error)
            return
        host.say("Started. When it comes up, press x in Week.")
        host.tell_changed()

    screen.app.push_screen(BeginScreen(journal, suggested), begun)


def try_practice(screen: Screen[Any], journal: Journal, practice: str) -> None:
    """Begin an experiment with a practice of the library, its own sentence to begin with."""
    row = journal.vocabulary.practices[practice]
    begin_experiment(screen, journal, as_suggestion(row, None, journal.settings))


def _keep_draft(screen: Screen[Any], journal: Journal, name: str, field: str, text: str) -> None:
    """Keep what stands there, or forget the draft where nothing does."""
    try:
        if text.strip():
            journal.drafts.keep(name, {field: text})
        else:
            journal.drafts.drop(name)
    except CompanionError as error:
        screen.app.notify(str(error), severity="warning", timeout=10, markup=False)
