"""What stands below the plane of feelings: what was picked, what was typed, and the question there is."""

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from companion.model.frozen_dataclass import dataclass
from companion.review.grammar import counted
from companion.review.mood_plane import as_words
from companion.tui.widgets.mood_plane import CORNERS

STOPPED = "That is plenty for now. No more questions; your draft is kept, and Tab continues it at any time."
"""What stands in the place of a question that was ended."""

Part = tuple[str, str] | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """What is said below the plane.

    picked: the words that were picked, each with its strength. picks_more: whether Enter picks one more, the
    word in hand not being picked. lit: whether the keys belong to the plane. typed, fitting: the letters that
    narrow, and how many words fit them. placing: whether these are to be added, and a digit says where.
    question, why, begun: the question, why it is asked, and the
    beginning of an answer. tall: whether there is room for the question in full. beside: whether it stands
    beside the plane already.
    """

    picked: tuple[tuple[str, int | None], ...] = ()
    picks_more: bool = False
    lit: bool = True
    typed: str | None = None
    placing: bool = False
    fitting: int | None = None
    question: str = ""
    why: str = ""
    begun: str = ""
    steadying: bool = False
    pinned: bool = False
    can_stop: bool = False
    stopped: bool = False
    tall: bool = False
    beside: bool = False


class MoodQuestion(Widget, can_focus=False):
    """A rule, and below it what Enter and Tab would do now."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._below = Below()

    def show(self, below: Below) -> None:
        """Say this; drawn again only where it is something else."""
        if below != self._below:
            self._below = below
            self.refresh()

    async def on_click(self) -> None:
        """A click on the question is the key for it."""
        await self.run_action("screen.onward")

    def render(self) -> Content:
        width = self.content_size.width or self.size.width or 76
        rule = Content.styled("─" * width, "$rule")
        above = self._in_hand()
        if self._below.beside and not above:
            return Content("")
        if not self._below.tall:
            lines = [rule, *(above or self._question(width))]
        else:
            together = Content("   ").join(above)
            lines = [Content(""), together] if together.cell_length <= width else above
            if not self._below.beside:
                lines += [rule, Content(""), *self._question_in_full(width)]
        return Content("\n").join(lines)

    def _in_hand(self) -> list[Content]:
        """What was typed or picked, and the keys for it; nothing where there is neither."""
        if self._below.typed is not None:
            fitting = "" if self._below.fitting is None else f"   {counted(self._below.fitting, 'word')}"
            keys = self._keys(("enter", "picks"), ("esc", "cancels"))
            if self._below.fitting == 0:
                fitting = "   no word like it"
                keys = self._keys(("enter", "adds it as your own"), ("backspace", "deletes a letter"))
            if self._below.placing:
                fitting = "   where does it belong?"
                keys = self._keys(*((digit, name) for digit, (name, _) in CORNERS.items()))
            typed: list[Part] = [("/ ", "$closeness"), (self._below.typed, "bold"), ("▏", "$closeness")]
            return [Content.assemble(*typed, (fitting, "$soft")), Content.assemble(*keys)]
        if not self._below.picked:
            return []
        words: list[Part] = []
        for word, strength in self._below.picked:
            words += ["   " if words else "", ("● ", "$closeness"), as_words(word, strength)]
        if not self._below.lit:
            return [Content.assemble(*words)]
        if self._below.picks_more:
            keys = self._keys(("enter", "adds this word"), ("ctrl+l", "saves"), ("tab", "a question"))
        else:
            keys = self._keys(("enter", "saves"), ("1-9, 0", "how strongly"), ("arrows", "another word"))
        return [Content.assemble(*words), Content.assemble(*keys)]

    @staticmethod
    def _keys(*keys: tuple[str, str]) -> list[Part]:
        parts: list[Part] = []
        for key, does in keys:
            parts += ["   " if parts else "", (key, "bold $closeness"), (f" {does}", "$soft")]
        return parts

    def _question(self, width: int) -> list[Content]:
        """The question in two lines; what does not fit is read once Tab opens it."""
        if self._below.stopped:
            return [Content.styled(STOPPED, "$soft")]
        tab: Part = ("tab", "bold $closeness")
        end = " (esc stops here)" if self._below.can_stop else ""
        if self._below.begun:
            return [
                Content.assemble(tab, (f" {self._below.why}", "$soft")),
                Content(_cut(self._below.begun, width)),
            ]
        if not self._below.question:
            return [Content.assemble(tab, (" a page to write on", "$soft"))]
        name = "something steadying, if you like" if self._below.steadying else "a question"
        name = f" {name}{', pinned' if self._below.pinned else ''}{end}: "
        return [Content.assemble(tab, (name, "$soft"), _cut(self._below.question, 2 * width - len(name) - 8))]

    def _question_in_full(self, width: int) -> list[Content]:
        if self._below.stopped:
            return [Content.styled("Enough for now", "bold"), Content(""), Content.styled(STOPPED, "$soft")]
        title = "Something steadying, if you like" if self._below.steadying else "Then, if you like"
        aside = "pinned until you answer it" if self._below.pinned else self._below.why
        head = Content.assemble((title, "bold"), (f"   {aside}", "$soft"))
        if head.cell_length <= width:
            lines = [head, Content("")]
        else:
            lines = [Content.styled(title, "bold"), Content.styled(_cut(aside, width), "$soft")]
        told = (
            Content(self._below.begun) if self._below.begun else Content.styled(self._below.question, "bold")
        )
        told_lines = told.wrap(width - 2)[:3]
        told_lines.append(
            Content.styled(
                "tab continues it" if self._below.begun else "tab answers here; a line is plenty", "$soft"
            )
        )
        if self._below.can_stop:
            told_lines.append(Content.styled("Or let this be enough for today: esc stops here.", "$soft"))
        return [*lines, *(Content.assemble(("▎ ", "$closeness"), line) for line in told_lines)]


def _cut(text: str, width: int) -> str:
    """A text cut at the end of a word, with a sign that it goes on."""
    if cell_len(text) <= width:
        return text
    while cell_len(text) > width - 2 and text:
        text = text.rpartition(" ")[0]
    return f"{text} …"
