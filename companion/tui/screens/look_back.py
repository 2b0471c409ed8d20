"""The monthly review: a sentence at a time, then three bars for each time it was done."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from companion.journal import Journal
from companion.model.errors import CompanionError
from companion.model.look_back import CAUTION, HIGHEST_ANSWER, SENTENCES, THEMES, theme_mean
from companion.model.text import fill
from companion.tui.overlay import Overlay
from companion.tui.widgets.charts import share_bar

_DRAFT = "look_back"
_SHOWN = 6


class LookBackScreen(Overlay[bool]):
    """Ends with whether a review was saved. What was answered so far stays as a draft."""

    HELP = """
Ten sentences about the past month, each answered from 0 (not at all) to 6 (very much); **s** skips one and
Backspace goes back. Esc keeps your answers for later. Afterwards you see three plain bars over time. The
sentences are our own and unvalidated, and single changes mean little.
"""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back")]

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._kept = False
        self._asking = journal.look_backs.due()
        draft = journal.drafts.get(_DRAFT) or {} if self._asking else {}
        self._answers: dict[str, int | None] = dict(draft.get("answers", {}))

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet"):
            yield Static(Content.styled("Monthly review", "bold"), classes="gap")
            yield Static("", id="words", markup=False)

    def on_mount(self) -> None:
        self._show()

    def on_key(self, event: Key) -> None:
        if not self._asking:
            return
        if event.key == "backspace" and self._answers:
            self._answers.popitem()
        elif event.character is not None and event.character in "0123456":
            self._answers[str(len(self._answers) + 1)] = int(event.character)
        elif event.key == "s":
            self._answers[str(len(self._answers) + 1)] = None
        else:
            return
        event.stop()
        try:
            self._keep()
        except CompanionError as error:  # kept in another window meanwhile, for instance
            self.app.notify(str(error), severity="warning", timeout=10, markup=False)
            self._asking = False
        self._show()

    def _keep(self) -> None:
        """Keep what was answered so far, or all of it once nothing is left to ask."""
        if len(self._answers) < len(SENTENCES):
            self._journal.drafts.keep(_DRAFT, {"answers": self._answers})
            return
        self._journal.look_backs.keep(
            {item: answer for item, answer in self._answers.items() if answer is not None}
        )
        self._journal.drafts.drop(_DRAFT)
        self._asking, self._kept = False, True

    def action_leave(self) -> None:
        self.dismiss(self._kept)

    def _show(self) -> None:
        self.query_one("#words", Static).update(self._item() if self._asking else self._bars())

    def _item(self) -> Content:
        done = len(self._answers)
        sentence = fill(SENTENCES[done], self._journal.settings)
        return Content.assemble(
            (f"In the past month ({done + 1} of {len(SENTENCES)})\n\n", "$soft"),
            (sentence, "italic"),
            "\n\n",
            ("0", "$closeness"), " not at all   ", ("3", "$closeness"), " somewhat   ",
            (str(HIGHEST_ANSWER), "$closeness"), " very much\n\n",
            ("s skips, Backspace goes back, Esc keeps it for later.", "$soft"),
        )  # fmt: skip

    def _bars(self) -> Content:
        rows: list[Any] = []
        past = self._journal.look_backs.all()[-_SHOWN:]
        for theme in THEMES if past else ():
            rows += [(theme.name, "bold"), "\n"]
            for look_back in past:
                value = theme_mean(theme, look_back)
                rows.append((f"{str(look_back.get('at', ''))[:10]:<12}", "$soft"))
                if value is None:
                    rows.append(("skipped", "$soft"))
                else:
                    rows += [
                        share_bar(round(10 * value), 10 * HIGHEST_ANSWER, 24, "$distance"),
                        f"  {value:.1f} of {HIGHEST_ANSWER}",
                    ]
                rows.append("\n")
            rows.append("\n")
        if not past:
            rows.append("No monthly review yet.\n\n")
        rows.append((CAUTION, "italic"))
        rows.append(("\n\nThe next one can be done 28 days after the last. Esc closes this.", "$soft"))
        return Content.assemble(*rows)
