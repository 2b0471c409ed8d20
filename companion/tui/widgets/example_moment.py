"""One moment as an example: the keys of the form one after the other, a hint at each; nothing is saved."""

from textual.message import Message
from textual.widgets import Static

from companion.model.records import Settings
from companion.model.text import fill_label, one_line
from companion.model.vocabulary import Vocabulary
from companion.review.drawing import Row
from companion.tui.drawn import content

CHOICES = 3
"""What can be picked in the example."""

_LABEL = 15
_SAVED: Row = (("That was one. Nothing of it is saved.", ""),)


def example_rows(at: str, labels: list[str], picked: int | None) -> list[Row]:
    """The example as it stands. ``at``: "closed", "open", "picked" or "saved"; ``labels``: what can have
    happened; ``picked``: which of them did.
    """
    if at == "closed":
        return [_hint("n", "logs a moment, from anywhere. Try it."), ()]
    if at == "saved":
        return [(("● ", "$closeness"), (labels[picked or 0], "bold")), (), _SAVED]
    happened = labels[picked] if picked is not None else ""
    mark = "●" if picked is not None else "○"
    rows: list[Row] = [
        ((f"{mark} ", "$closeness"), ("What happened".ljust(_LABEL), "$soft"), (happened, "bold"))
    ]
    if at == "open":
        rows += [
            (("│ ", "$closeness"), (f"{n} ", "$closeness bold"), (each, ""))
            for n, each in enumerate(labels, 1)
        ]
        return [*rows, (), _hint("2", "picks the second one. Letters narrow the list.")]
    rows.append((("○ ", "$closeness"), ("How it felt, what you did, a note: if you like", "$soft")))
    return [*rows, (), _hint("ctrl+l", "saves it. One word is a whole entry.")]


def _hint(key: str, words: str) -> Row:
    return ((f" {key} ", "$background on $closeness bold"), (f"  {words}", ""))


_NEXT = {"closed": "n", "open": "2", "picked": "ctrl+l"}
"""The key that is hinted at."""


class ExampleMoment(Static):
    """Takes the keys that the form takes: ``n``, a digit, ``ctrl+l``; a click does what the hint says."""

    class Moved(Message):
        """It has come further, or back."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__("", id="example")
        self._vocabulary = vocabulary
        self._labels: list[str] = []
        self._at = "closed"
        self._picked: int | None = None

    def start(self, settings: Settings) -> None:
        """Show it from its first key on."""
        rows = [row for row in self._vocabulary.triggers.values() if not row.deprecated][:CHOICES]
        self._labels = [one_line(fill_label(row.label, settings)) for row in rows]
        self._at, self._picked = "closed", None
        self._draw()

    @property
    def open(self) -> bool:
        """Whether the form of the example is open, so that the digits are its own."""
        return self._at in ("open", "picked")

    def take(self, key: str) -> bool:
        """Do what the key does here; ``False`` where it does nothing here."""
        if key == "n" and not self.open:
            self._at, self._picked = "open", None
        elif self.open and key in [str(n) for n in range(1, CHOICES + 1)]:
            self._at, self._picked = "picked", int(key) - 1
        elif self._at == "picked" and key == "ctrl+l":
            self._at = "saved"
        elif self.open:
            # No other key is the form's in the example, nor the list's below it meanwhile.
            return key != "escape"
        else:
            return False
        self._draw()
        return True

    def on_click(self) -> None:
        if self._at in _NEXT:
            self.take(_NEXT[self._at])

    def _draw(self) -> None:
        self.post_message(self.Moved())
        rows = example_rows(self._at, self._labels, self._picked)
        self.update(content(rows))
