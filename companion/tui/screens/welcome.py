"""The first screen of a new journal: what this is, what it is not, and where to start."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

WORDS = """\
A private journal for the moments between you and someone you love: what happened, what you felt, what you \
wanted to do, and what you did.

A minute a day is plenty. Once a week it tells, in counts, what tended to follow what. It gives no verdicts.

It is a journal, not therapy, not a diagnosis and not emergency help. Nothing in it is validated. It is made \
for adults. F2 opens the safety page at any time.

Everything stays on this machine, in {place}. {who}"""


class WelcomeScreen(ModalScreen[str]):
    """Ends with ``"begin"`` or ``"demo"``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss('begin')", "Start"),
        Binding("1", "dismiss('begin')", "Start", show=False),
        Binding("2", "dismiss('demo')", "Demo", show=False),
    ]

    def __init__(self, place: str, who: str) -> None:
        """``who`` tells who can read the file at that place."""
        super().__init__()
        self._place, self._who = place, who

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static(Content.styled("Good to have you here", "bold $closeness"), id="welcome-title")
            yield Static(Content(WORDS.replace("{who}", self._who).replace("{place}", self._place)))
            yield OptionList(
                Option(Content.assemble(("1 ", "$closeness"), "Start my journal"), id="begin"),
                Option(
                    Content.assemble(("2 ", "$closeness"), "Look around in a made-up diary first"), id="demo"
                ),
                markup=False,
                compact=True,
            )

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id or "begin")
