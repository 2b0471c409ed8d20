"""One entry to read, whole: when it was, every fact in its order, the text, and the worry about it."""

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widgets import Markdown, Static

from companion.model.records import Entry, Story, written_text
from companion.model.text import shown
from companion.tui.entry_text import EntryFormatter
from companion.tui.widgets.certainty import certainty_words
from companion.tui.widgets.hanging_indent import HangingIndent

_INDENT = len("in the body  ")
_LONG = 30_000
"""Characters from which on a text is shown plain: that much Markdown would keep a person waiting."""
_MANY_LINES = 120
_DEEP = re.compile(r"^[ \t]*(?:(?:>|[-*+]|\d+[.)])[ \t]*){7}", re.MULTILINE)
"""Quotes and lists so deep within one another that the parser would leave the rest out."""
_MARKS = re.compile(r"[*_`~|\\&\[\]\t]|^[ >#]|^(?:[-+]|\d+[.)])(?:\s|$)|^[-=]+\s*$", re.MULTILINE)
"""What Markdown may read as more than words. Where there is none of it a text looks the same plain, and no
paragraphs have to be made and thrown away at every step through a list.
"""


class Part(Static):
    """A part of the page, as high as its words are. Textual lays a screen out once more for each that got
    another height when it was laid out.
    """

    virtual_size = reactive(Size(0, 0), repaint=False)

    def __init__(self, *, id: str) -> None:
        super().__init__("", id=id, markup=False)


class EntryView(VerticalScroll, can_focus=True):
    """A page that scrolls; nothing on it is a link."""

    BINDINGS = [  # noqa: RUF012
        Binding("j", "scroll_down", "Down", show=False),
        Binding("k", "scroll_up", "Up", show=False),
        Binding("space", "page_down", "Page down", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.entry: Entry | None = None

    def compose(self) -> ComposeResult:
        yield Part(id="page-heading")
        yield Part(id="page-when")
        yield Part(id="page-facts")
        yield Markdown("", id="page-text", open_links=False, parser_factory=plain_markdown)
        yield Part(id="page-plain")
        yield Part(id="page-story")

    def show(self, entry: Entry | None, formatter: EntryFormatter, stories: Iterable[Story]) -> None:
        """Show an entry with its stories; ``None`` clears the page."""
        if entry is None or self.entry is None or entry.id != self.entry.id:
            self.scroll_home(animate=False)
        self.entry = entry
        for part in self.query("#page-heading, #page-when, #page-facts, #page-story"):
            part.display = entry is not None
        text = "" if entry is None else shown(written_text(entry))
        long = len(text) > _LONG or text.count("\n") > _MANY_LINES or _DEEP.search(text) is not None
        words = re.sub(r"\n\s*\n", "\n\n", text.strip()) if not long else text
        plain = long or not _MARKS.search(words)
        self._put("#page-plain", words if plain else "")
        self._put_markdown("" if plain else text)
        if entry is None:
            return
        self._put("#page-heading", formatter.heading(entry))
        self._put("#page-when", Content.styled(when_words(entry, formatter), "$soft"))
        rows = [row for row in formatter.rows(entry) if row.kind != "zone"]  # it stands beside the time
        facts = HangingIndent([(Content.styled(row.heading, "$soft"), row.words) for row in rows], _INDENT)
        self.query_one("#page-facts", Static).update(facts)
        self.query_one("#page-facts").display = bool(rows)
        self._put("#page-story", Content("\n\n").join(story_content(story, formatter) for story in stories))

    def _put_markdown(self, text: str) -> None:
        part = self.query_one(Markdown)
        part.display = bool(text)
        if text != part.source:
            part.update(text)

    def _put(self, where: str, words: Content | str) -> None:
        part = self.query_one(where, Static)
        part.update(Content(words) if isinstance(words, str) else words)
        part.display = bool(words)


def when_words(entry: Entry, formatter: EntryFormatter) -> str:
    """``Sunday 1 March 2026, 21:40``, with the place's zone where that is not the reader's own."""
    zone = next((row.words.plain for row in formatter.rows(entry) if row.kind == "zone"), "")
    elsewhere = f", in {zone}" if zone else ""
    return f"{formatter.day_and_time(entry.occurred_at)}{elsewhere}"


def story_content(story: Story, formatter: EntryFormatter) -> Content:
    """A worry, how sure of it the person was, and how it turned out or when it is asked again."""
    sure = "" if story.belief is None else f"You were {certainty_words(story.belief)}."
    if story.closed_at is None:
        ends = (
            "Not checked yet"
            if story.ask_again_at is None
            else f"It asks you again on {formatter.day(story.ask_again_at.date())}"
        )
        after = Content.styled(f"{ends}; press s to say how it turned out.", "$soft")
    else:
        words = _turned_out(story)
        after = Content(words)
        if story.learned.strip():
            after = Content.assemble(after, " ", (shown(story.learned).strip(), "italic"))
    lines = [
        Content.styled("A worry", "$distance"),
        Content.styled(shown(story.feared).strip(), "italic"),
        Content.styled(sure, "$soft"),
        after,
    ]
    return Content("\n").join(line for line in lines if line)


def _turned_out(story: Story) -> str:
    if story.turned_out == "still_unknown":
        return "How it turned out is still unknown."
    return {"as_feared": "It came true.", "otherwise": "It turned out differently."}.get(
        story.turned_out or "", "It has been checked."
    )


def plain_markdown() -> MarkdownIt:
    """Markdown for what a person wrote: lines stay lines, HTML stays text, and nothing becomes a link."""
    parser = MarkdownIt("gfm-like", {"html": False, "linkify": False, "maxNesting": 100})
    parser.disable(["link", "image", "autolink", "reference", "linkify"])
    parser.core.ruler.push("lines", _keep_lines)
    return parser


def _keep_lines(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "softbreak":
                child.type = "hardbreak"
