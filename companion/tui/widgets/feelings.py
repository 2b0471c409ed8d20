"""Picking feelings: words with definitions, on the plane of pleasantness and energy, and a strength."""

from collections.abc import Callable, Mapping, Sequence

from textual.content import Content
from textual.events import Click, Key

from companion.model.label_matching import Shared
from companion.model.records import Feeling
from companion.model.text import one_line
from companion.model.vocabulary import Mood, everyday_words
from companion.review.mood_plane_places import LEFT_CORNERS, RIGHT_CORNERS
from companion.tui.widgets.choice import Choice, WordAdder
from companion.tui.widgets.picker import Picker

PLANE_WIDTH, PLANE_HEIGHT = 27, 9


class FeelingPicker(Picker):
    """A picker of feelings. After a pick, 1 to 9 and 0 (for ten) say how strong; Enter leaves that open.

    Left and right go through the corners of the plane: all, pleasant and lively, pleasant and quiet ...
    """

    CORNERS = (
        ("", "all feelings"),
        *((corner, corner) for corner in (*RIGHT_CORNERS, *LEFT_CORNERS)),
    )

    def __init__(
        self,
        label: str,
        moods: Callable[[], Sequence[Mood]],
        *,
        shared: Callable[[], Shared] = dict,
        word_adder: WordAdder | None = None,
        id: str | None = None,
    ) -> None:
        def choices() -> list[Choice]:
            several = shared()
            return [_choice(mood, several.get(mood.id, ())) for mood in moods()]

        super().__init__(label, choices, word_adder=word_adder, id=id)
        self._read_moods = moods
        self._moods: Mapping[str, Mood] | None = None
        self.strengths: dict[str, int | None] = {}
        self.asking: str | None = None
        self.corner = 0

    def read_again(self) -> None:
        super().read_again()
        self._moods = None

    @property
    def moods(self) -> Mapping[str, Mood]:
        """The moods by their ids, read when they are first needed."""
        if self._moods is None:
            self._moods = {mood.id: mood for mood in self._read_moods()}
        return self._moods

    # what was picked

    @property
    def feelings(self) -> tuple[Feeling, ...]:
        """What was picked, each with its strength from 1 to 10, or none."""
        return tuple(Feeling(mood=each, intensity=self.strengths.get(each)) for each in self.picked)

    def set_feelings(self, feelings: Sequence[Feeling]) -> None:
        """Show these as picked, without telling the form."""
        self.strengths = {feeling.mood: feeling.intensity for feeling in feelings}
        self.asking = None
        self.set_picked(list(self.strengths))

    def matches(self) -> list[Choice]:
        corner = self.CORNERS[self.corner][0]
        return [choice for choice in super().matches() if not corner or choice.group == corner]

    def toggle(self, choice: Choice) -> None:
        before = list(self.picked)
        super().toggle(choice)
        new = [each for each in self.picked if each not in before]
        self.strengths = {each: strength for each, strength in self.strengths.items() if each in before}
        self.strengths.pop(choice.id, None)
        self.asking = new[0] if new else None
        self.refresh(layout=True)

    def handle(self, event: Key) -> bool:
        if self.asking is not None:
            if event.character is not None and event.character.isdigit() and event.character.isascii():
                self.strengths[self.asking] = int(event.character) or 10
                self.asking = None
                self.changed()
                return True
            self.asking = None
            self.refresh(layout=True)
            if event.key in ("enter", "escape", "space"):
                return True
        if event.key in ("left", "right"):
            self.corner = (self.corner + (1 if event.key == "right" else -1)) % len(self.CORNERS)
            self._top = 0
            self._move_to(0)
            return True
        return super().handle(event)

    def on_blur(self) -> None:
        self.asking = None
        super().on_blur()

    def on_click(self, event: Click) -> None:
        if self.asking is None:
            super().on_click(event)

    # drawing

    def picked_words(self) -> str:
        words = []
        for each in self.picked:
            strength = self.strengths.get(each)
            words.append(one_line(self.label_of(each)) + ("" if strength is None else f" {strength}"))
        return ", ".join(words)

    def open_rows(self, width: int) -> list[Content]:
        if self.asking is not None:
            return [
                Content.assemble(
                    "  ", (f"How strong was it, {one_line(self.label_of(self.asking))}?", "bold")
                ),
                Content.styled(
                    "  1 barely · 5 clearly · 9 very strongly · 0 is 10, as strong as it gets · Enter skips",
                    "$soft",
                ),
            ]
        with_plane = width >= 60
        rows = super().open_rows(width - (PLANE_WIDTH + 2 if with_plane else 0))
        rows[0] = Content.assemble(
            rows[0], ("   ‹ › ", "$closeness"), (self.CORNERS[self.corner][1], "$soft")
        )
        shown = self.matches()
        here = self.moods.get(shown[self.at].id) if shown else None
        if with_plane:
            plane = self._plane(here)
            left_width = width - PLANE_WIDTH - 1
            for n, line in enumerate(plane):
                while len(rows) <= n + 1:
                    rows.append(Content(""))
                left = rows[n + 1]
                rows[n + 1] = Content.assemble(left, " " * max(0, left_width - left.cell_length), line)
        if here is not None:
            rows.append(Content.assemble(("  " + here.label, "bold"), ("  " + here.definition, "$soft")))
        return rows

    def _plane(self, here: Mood | None) -> list[Content]:
        """A small map of all feelings, the one in hand set off: up is lively, to the right pleasant."""
        marks: dict[tuple[int, int], str] = {}
        for mood in self.moods.values():
            marks[_cell(mood)] = "·"
        if here is not None:
            marks[_cell(here)] = "●"
        # Inside the ring of words there is room to name the two directions.
        for word, y in (("lively ↑", 1), ("pleasant →", PLANE_HEIGHT // 2)):
            x = PLANE_WIDTH // 2 + 2
            marks.update({(x + n, y): letter for n, letter in enumerate(word) if (x + n, y) not in marks})
        lines = []
        for y in range(PLANE_HEIGHT):
            parts: list[tuple[str, str]] = []
            for x in range(PLANE_WIDTH):
                mark = marks.get((x, y)) or (
                    "│" if x == PLANE_WIDTH // 2 else "─" if y == PLANE_HEIGHT // 2 else " "
                )
                parts.append(
                    (mark, "$closeness bold" if mark == "●" else "$rule" if mark in "│─" else "$soft")
                )
            lines.append(Content.assemble(*parts))
        return lines


def _cell(mood: Mood) -> tuple[int, int]:
    x = round((mood.valence + 0.9) / 1.8 * (PLANE_WIDTH - 1))
    y = round((0.9 - mood.energy) / 1.8 * (PLANE_HEIGHT - 1))
    return x, y


def _choice(mood: Mood, shared: tuple[tuple[str, int], ...]) -> Choice:
    corners = RIGHT_CORNERS if mood.valence >= 0 else LEFT_CORNERS
    return Choice(mood.id, mood.label, "", corners[mood.energy < 0], also=everyday_words(mood), shared=shared)
