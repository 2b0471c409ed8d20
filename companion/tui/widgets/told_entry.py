"""An entry in a list: its time and title, how close it was, the facts in one line, and its own words."""

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from companion.model.text import shown

TEXT_WIDTH = 76
"""Cells of the widest line; longer ones tire the eye."""
INDENT = len("21:40  ")
_BETWEEN = Content.styled(" · ", "$soft")
_MOST_LETTERS = 8_000
"""Letters of a text that are laid out in a list at the most; its page has all of them."""


class ToldEntry(Visual):
    """Laid out for the width it is given: what stands at the right keeps to the right edge."""

    def __init__(
        self,
        time: Content,
        title: Content,
        chip: Content | None = None,
        facts: Sequence[Content] = (),
        words: str | Content = "",
        *,
        most_lines: int | None = None,
    ) -> None:
        """``words``: what was written, with its line breaks; ``most_lines`` of it are shown at the most."""
        self.time, self.title, self.chip, self.facts = time, title, chip, tuple(facts)
        self.words, self.most_lines = words, most_lines
        self._laid_out: tuple[int, Content] = (-1, Content(""))
        self._height: int | None = None
        """Its lines as they were laid out, where none of them is too long for the width."""

    @property
    def plain(self) -> str:
        """The words alone, a part a line."""
        facts = " · ".join(fact.plain for fact in self.facts)
        words = self.words if isinstance(self.words, str) else self.words.plain
        first = f"{self.time.plain}  {self.title.plain}" + (f"  {self.chip.plain}" if self.chip else "")
        return "\n".join(part for part in (first, facts, words) if part)

    def lines(self, width: int) -> list[Content]:
        """The entry in lines of at most ``width`` cells."""
        room = max(12, min(width, TEXT_WIDTH) - INDENT)
        beside = self.chip.cell_length + 2 if self.chip else 0
        titles = wrapped(self.title, max(12, room - beside)) or [Content("")]
        first = Content.assemble(self.time.pad_right(INDENT - self.time.cell_length), titles[0])
        if self.chip:
            first = Content.assemble(
                first, " " * max(2, INDENT + room - first.cell_length - self.chip.cell_length), self.chip
            )
        below = [*titles[1:], *flowing(self.facts, room), *self._written(room)]
        return [first, *(line.pad_left(INDENT) for line in below)]

    def _written(self, room: int) -> list[Content]:
        if isinstance(self.words, Content):
            return wrapped(self.words, room)
        most = self.most_lines or _MOST_LETTERS
        text = self.words[: min(most * room * 2, _MOST_LETTERS)]
        lines: list[Content] = []
        for line in _without_gaps(text.splitlines()):
            lines += wrapped(Content(shown(line.replace("\t", "    "))), room) or [Content("")]
            if len(lines) > most:
                break
        if len(lines) > most or text != self.words:
            lines = lines[:most]
            last = lines[-1].rstrip()
            if last.cell_length > room - 2:
                last = Content(last.plain[: room - 2].rpartition(" ")[0] or last.plain[: room - 2])
            lines[-1] = Content.assemble(last, " …")
        return lines

    def laid_out(self, width: int) -> Content:
        """The entry for ``width`` cells; worked out once for each width."""
        if self._laid_out[0] != width:
            lines = self.lines(width)
            self._laid_out = width, Content("\n").join(lines)
            self._height = len(lines) if all(_fits(line, width) for line in lines) else None
        return self._laid_out[1]

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        return self.laid_out(width).render_strips(width, height, style, options)

    def get_height(self, rules: RulesMap, width: int) -> int:
        told = self.laid_out(width)
        if self._height is not None and not rules.get("line_pad", 0):
            return self._height
        return told.get_height(rules, width)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return min(container_width, TEXT_WIDTH)


def flowing(pieces: Iterable[Content], room: int) -> list[Content]:
    """The pieces in lines of ``room`` cells, with ``·`` between those of one line and never at its ends; one
    breaks within only where it is longer than a line.
    """
    lines: list[Content] = []
    for piece in pieces:
        if lines and lines[-1].cell_length + 3 + piece.cell_length <= room:
            lines[-1] = Content.assemble(lines[-1], _BETWEEN, piece)
        else:
            lines += wrapped(piece, room)
    return lines


def wrapped(words: Content, room: int) -> list[Content]:
    """The words in lines of ``room`` cells; what fits on one is not looked through for places to break it."""
    return [words] if words.plain and _fits(words, room) else words.wrap(room)


def _fits(words: Content, room: int) -> bool:
    """Whether they are one line of so many cells, for certain."""
    text = words.plain
    return "\n" not in text and "\t" not in text and max(len(text), words.cell_length) <= room


def _without_gaps(lines: Iterable[str]) -> list[str]:
    """Without blank lines at the ends, and with one between two paragraphs."""
    kept: list[str] = []
    for line in lines:
        if line.strip() or (kept and kept[-1].strip()):
            kept.append(line)
    return kept[:-1] if kept and not kept[-1].strip() else kept
