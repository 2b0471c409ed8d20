"""The first run: who it is about, how to speak of them, a passphrase, and one moment as an example.

Nothing is written before the last step is agreed to: what was given is handed over whole, or not at all.
"""

from typing import Any, ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from companion.model.records import PARTNER, Settings
from companion.model.text import one_line, person_words
from companion.model.vocabulary import Vocabulary
from companion.resources import folder
from companion.tui.overlay import Overlay
from companion.tui.widgets.example_moment import ExampleMoment
from companion.tui.widgets.line_input import LineInput
from companion.tui.widgets.new_passphrase import WORDS as OF_PASSPHRASES
from companion.tui.widgets.new_passphrase import NewPassphrase
from companion.tui.widgets.passphrase_field import SHOW_KEY
from companion.tui.widgets.setting_fields import PRONOUNS

_WORDS = """\
A private journal for the moments between you and someone you love. It is not therapy, not a diagnosis and \
not emergency help. Its questions and counts have not been validated in studies. It is for adults."""

_WHERE = "Everything stays on this computer, in {place}. {who} F2 opens the Safety page at any time."

_FORGOTTEN = " A forgotten one cannot be reset; the page after these steps offers a recovery sheet for that."

_LATER = """\
Without one, anyone who can use this account can read the file, and so can anyone who gets hold of the disk \
or a backup. You can set one later, in Settings or with `{command}`."""


class FirstSteps(NamedTuple):
    """What was given in the steps. ``passphrase``: empty for going without one, ``None`` where the journal
    is there already. ``demo``: whether a made-up diary is looked at first."""

    name: str
    pronouns: str
    passphrase: str | None
    demo: bool


NAME, SPEAK, LOCK, EXAMPLE = "name", "speak", "lock", "example"


class WelcomeScreen(Overlay[FirstSteps | None]):
    """Four small steps, three where the journal is there; ends with what was given, or with ``None``."""

    HELP = """
A few small steps before the first entry: who it is about, a passphrase, and one moment as an example. Each
can be left empty or skipped, and changed later in Settings. Enter moves on; Esc goes back one step, and
from the first one leaves.
"""
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "welcome.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back"),
        # The app moves no focus while the journal is locked, and here Tab leads from step to step.
        Binding("tab", "onward", "On", show=False),
        Binding("shift+tab", "backward", "Back", show=False),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012

    def __init__(
        self,
        vocabulary: Vocabulary,
        settings: Settings,
        *,
        place: str,
        who: str,
        encrypt: str = "",
        again: bool = False,
    ) -> None:
        """``settings``: whose name and pronouns stand there at first; ``who`` tells who can read the file at
        ``place``. ``encrypt``: the command that gives a journal a passphrase later; empty where there is a
        journal, which is not asked about then. ``again``: the journal could not be made with the passphrase
        that was given, and it is asked for once more.
        """
        super().__init__()
        self._vocabulary = vocabulary
        self._settings = settings
        self._place, self._who, self._encrypt = place, who, encrypt
        self.steps = [NAME, SPEAK, *([LOCK] if encrypt else []), EXAMPLE]
        self._at = self.steps.index(LOCK) if again else 0
        self._partner, self._pronouns = settings.partner_name, settings.pronouns
        self._passphrase: str | None = None

    @property
    def step(self) -> str:
        """The step in sight."""
        return self.steps[self._at]

    @property
    def _ways_to_speak(self) -> list[tuple[str, str]]:
        known = [(choice.id, choice.label) for choice in PRONOUNS]
        own = self._settings.pronouns
        return known if own in dict(known) else [*known, (own, own)]

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static(Content.styled("Good to have you here", "bold $closeness"), id="welcome-title")
            yield Static(_WORDS, id="welcome-words", markup=False)
            yield Static("", id="welcome-step")
            with Vertical(id=f"step-{NAME}"):
                yield LineInput(self._partner, placeholder="a name, or leave empty", compact=True, id="name")
                yield Static(
                    _WHERE.format(place=self._place, who=self._who), classes="soft", markup=False, id="where"
                )
            with Vertical(id=f"step-{SPEAK}"):
                yield _choices(self._ways_to_speak, id="pronouns")
            if self._encrypt:
                with Vertical(id=f"step-{LOCK}"):
                    yield Static(
                        OF_PASSPHRASES + _FORGOTTEN, classes="soft", markup=False, id="of-passphrases"
                    )
                    yield _choices(
                        [("set", "Set it"), ("without", "Go on without: anyone at this account can read it")],
                        id="ways",
                    )
                    yield Static(
                        _LATER.format(command=self._encrypt), classes="soft", markup=False, id="later"
                    )
                    yield NewPassphrase()
            with Vertical(id=f"step-{EXAMPLE}"):
                yield ExampleMoment(self._vocabulary)
                yield _choices(
                    [("journal", "Start my journal"), ("demo", "Look around a made-up diary first")],
                    id="ends",
                )
            yield Static("", classes="soft", id="keys")

    def on_mount(self) -> None:
        self._show()

    # What is in sight

    def _show(self) -> None:
        """The step that is in sight, with the focus where the keys go."""
        for step in self.steps:
            self.query_one(f"#step-{step}").display = step == self.step
        for part in ("#welcome-title", "#welcome-words"):
            self.query_one(part).display = self.step == NAME
        if self.step == NAME:
            self.query_one("#name").focus()
        elif self.step == SPEAK:
            lists = self.query_one("#pronouns", OptionList)
            lists.highlighted = [id for id, _ in self._ways_to_speak].index(self._pronouns)
            lists.focus()
        elif self.step == LOCK:
            self._show_fields(False)
        else:
            self.query_one(ExampleMoment).start(self._given_settings)
            self._focus_list("#ends")
        self._say_step()

    @property
    def _given_settings(self) -> Settings:
        return Settings(partner_name=self._partner, pronouns=self._pronouns)

    def _say_step(self) -> None:
        dots = " ".join("●" if n <= self._at else "○" for n in range(len(self.steps)))
        whom = person_words(PARTNER, self._given_settings)
        question = {
            NAME: "Who is it about?",
            SPEAK: f"How should it speak of {whom}?",
            LOCK: "Set a passphrase?",
            EXAMPLE: "One moment, as an example",
        }[self.step]
        self.query_one("#welcome-step", Static).update(
            Content.assemble((dots, "$closeness"), "  ", (question, "bold"))
        )
        self.query_one("#keys", Static).update(Content(self._keys()))

    def _keys(self) -> str:
        match self.step:
            case "name":
                return "Enter goes on. Esc leaves; nothing is written yet."
            case "speak":
                return "A digit picks, Enter goes on. Esc goes back to the name."
            case "lock" if self._typing:
                return f"Enter goes on. {SHOW_KEY} shows what you type. Esc goes back."
            case "lock":
                return "Only 2 goes on without one. Esc goes back."
        return "Not saved: it is only to try the keys. Esc goes back."

    @on(ExampleMoment.Moved)
    def _example_moved(self) -> None:
        self.query_one("#ends").set_class(self.query_one(ExampleMoment).open, "-later")

    def _focus_list(self, id: str) -> None:
        lists = self.query_one(id, OptionList)
        lists.highlighted = 0
        lists.focus()

    # The passphrase

    @property
    def _typing(self) -> bool:
        return self.step == LOCK and self.query_one(NewPassphrase).display

    def _show_fields(self, shown: bool) -> None:
        """The two fields, or the choice whether there is to be a passphrase."""
        self._passphrase = None
        fields = self.query_one(NewPassphrase)
        fields.display = shown
        fields.empty()
        for part in ("#ways", "#later"):
            self.query_one(part).display = not shown
        if shown:
            fields.first.focus()
        else:
            self._focus_list("#ways")
        self._say_step()

    @on(NewPassphrase.Given)
    def _set_passphrase(self, event: NewPassphrase.Given) -> None:
        self._passphrase = event.passphrase
        self._go_on()

    # Going on, and back

    def _go_on(self) -> None:
        self._at += 1
        if self._encrypt and self.steps[self._at - 1] == LOCK:
            self.query_one(NewPassphrase).empty()
        self._show()

    def action_back(self) -> None:
        """One step back; out of the fields of a step first; from the first step out of it all."""
        example = self.query_one(ExampleMoment)
        if self._typing:
            self._show_fields(False)
        elif self.step == EXAMPLE and example.open:
            example.start(self._given_settings)
        elif self._at:
            self._at -= 1
            self._show()
        else:
            self.dismiss(None)

    def action_onward(self) -> None:
        """On to the next field or step. Only a choice goes without a passphrase, or ends the steps."""
        if self.step == NAME:
            self._take_name(self.query_one("#name", Input).value)
        elif self.step == SPEAK:
            at = self.query_one("#pronouns", OptionList).highlighted or 0
            self._choose(self._ways_to_speak[at][0])
        elif self._typing:
            self.query_one(NewPassphrase).go_on()
        elif self.step == LOCK:
            self._show_fields(True)

    def action_backward(self) -> None:
        """Back to the first of the two fields, or one step back; never out of it all."""
        if self._typing and self.query_one(NewPassphrase).second.has_focus:
            self.query_one(NewPassphrase).first.focus()
        elif self._at:
            self.action_back()

    @on(Input.Submitted, "#name")
    def _named(self, event: Input.Submitted) -> None:
        self._take_name(event.value)

    def _take_name(self, typed: str) -> None:
        self._partner = one_line(typed)
        self._go_on()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._choose(str(event.option_id))

    def _choose(self, id: str) -> None:
        if self.step == SPEAK:
            self._pronouns = id
            self._go_on()
        elif self.step == LOCK and id == "set":
            self._show_fields(True)
        elif self.step == LOCK:
            self._passphrase = ""
            self._go_on()
        elif self.step == EXAMPLE:
            passphrase, self._passphrase = self._passphrase if self._encrypt else None, None
            self.dismiss(FirstSteps(self._partner, self._pronouns, passphrase, id == "demo"))

    def on_key(self, event: events.Key) -> None:
        """A digit picks from the list in sight; in the example the keys are those of the form."""
        if self.step == NAME or self._typing:
            return
        if self.step == EXAMPLE and self.query_one(ExampleMoment).take(event.key):
            event.stop()
            event.prevent_default()
            return
        lists = self.query_one({SPEAK: "#pronouns", LOCK: "#ways"}.get(self.step, "#ends"), OptionList)
        letter = event.character or ""
        if letter.isdecimal() and 0 < int(letter) <= lists.option_count:
            event.stop()
            self._choose(str(lists.get_option_at_index(int(letter) - 1).id))
        elif self.step == LOCK and event.is_printable and letter.strip():
            # Somebody who types a passphrase already means to have one.
            event.stop()
            self._show_fields(True)
            self.query_one(NewPassphrase).first.insert_text_at_cursor(letter)


def _choices(rows: list[tuple[str, str]], *, id: str) -> OptionList:
    return OptionList(
        *(
            Option(Content.assemble((f"{n} ", "$closeness bold"), words), id=name)
            for n, (name, words) in enumerate(rows, 1)
        ),
        markup=False,
        compact=True,
        id=id,
    )
