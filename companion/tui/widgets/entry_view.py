"""One entry to read, whole: when it was, every fact in its order, the text, and its story."""

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Markdown, Static

from companion.model.records import Entry, Moment, Story
from companion.model.text import one_line, shown
from companion.tui.entry_text import EntryFormatter
from companion.tui.widgets.certainty import certainty_words
from companion.tui.widgets.hanging_indent import HangingIndent

_INDENT = len("in the body  ")
_LONG = 30_000
"""Characters from which on a text is shown plain: that much Markdown would keep a person waiting."""
_MANY_LINES = 120
_DEEP = re.compile(r"^[ \t]*(?:(?:>|[-*+]|\d+[.)])[ \t]*){7}", re.MULTILINE)
"""Quotes and lists so deep within one another that the parser would leave the rest out."""

TURNED_OUT = {
    "as_feared": "It turned out as feared.",
    "otherwise": "It turned out otherwise.",
    "still_unknown": "How it turned out stayed unknown.",
}


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
        yield Static("", id="page-heading", markup=False)
        yield Static("", id="page-when", markup=False)
        yield Static("", id="page-facts", markup=False)
        yield Markdown("", id="page-text", open_links=False, parser_factory=note_parser)
        yield Static("", id="page-plain", markup=False)
        yield Static("", id="page-story", markup=False)

    def show(
        self, entry: Entry | None, formatter: EntryFormatter, stories: Iterable[Story], zone: str | None
    ) -> None:
        """Show an entry with its stories; ``zone`` is the reader's own, which goes without saying."""
        if entry is None or self.entry is None or entry.id != self.entry.id:
            self.scroll_home(animate=False)
        self.entry = entry
        for part in self.query("#page-heading, #page-when, #page-facts, #page-story"):
            part.display = entry is not None
        text = "" if entry is None else shown(entry.note if isinstance(entry, Moment) else entry.text)
        plain = len(text) > _LONG or text.count("\n") > _MANY_LINES or _DEEP.search(text) is not None
        self._put("#page-plain", text if plain else "")
        self.query_one(Markdown).display = bool(text) and not plain
        self.query_one(Markdown).update("" if plain else text)
        if entry is None:
            return
        self._put("#page-heading", formatter.heading(entry))
        self._put("#page-when", Content.styled(when_words(entry, formatter, zone), "$soft"))
        facts = formatter.facts(entry)
        rows = HangingIndent([(Content.styled(what, "$soft"), value) for what, value in facts], _INDENT)
        self.query_one("#page-facts", Static).update(rows)
        self.query_one("#page-facts").display = bool(facts)
        self._put("#page-story", Content("\n\n").join(story_content(story, formatter) for story in stories))

    def _put(self, where: str, words: Content | str) -> None:
        part = self.query_one(where, Static)
        part.update(Content(words) if isinstance(words, str) else words)
        part.display = bool(words)


def when_words(entry: Entry, formatter: EntryFormatter, zone: str | None) -> str:
    """``Sunday 1 March 2026, 21:40``, with the place's zone where that is not the reader's own."""
    elsewhere = f", in {one_line(entry.zone).replace('_', ' ')}" if entry.zone and entry.zone != zone else ""
    return f"{formatter.day(entry.occurred_at.date())}, {entry.occurred_at:%H:%M}{elsewhere}"


def story_content(story: Story, formatter: EntryFormatter) -> Content:
    """A feared story, how sure of it the person was, and how it turned out or when it is asked again."""
    sure = "" if story.belief is None else f"You were {certainty_words(story.belief)} of it."
    if story.closed_at is None:
        ends = (
            "It is open"
            if story.ask_again_at is None
            else f"Asked again on {formatter.day(story.ask_again_at.date())}"
        )
        after = Content.styled(f"{ends}; t says how it turned out.", "$soft")
    else:
        words = TURNED_OUT.get(story.turned_out or "", "It is closed.")
        after = Content(words)
        if story.learned.strip():
            after = Content.assemble(after, " ", (shown(story.learned).strip(), "italic"))
    lines = [
        Content.styled("A feared story", "$distance"),
        Content.styled(shown(story.feared).strip(), "italic"),
        Content.styled(sure, "$soft"),
        after,
    ]
    return Content("\n").join(line for line in lines if line)


def note_parser() -> MarkdownIt:
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
