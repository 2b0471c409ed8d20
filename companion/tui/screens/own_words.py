"""Words of one's own and the program's, to rename, retire or delete; and tags, to give a meaning."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from companion.journal import Journal
from companion.model.errors import CompanionError
from companion.model.text import fill, one_line
from companion.resources import folder
from companion.tui.host import host_of
from companion.tui.overlay import Overlay
from companion.tui.pane import Pane
from companion.tui.undoing import NOTHING_TO_UNDO, undo
from companion.tui.widgets.row_list import RowList
from companion.tui.widgets.view_words import ViewWords

YOURS, ALL, TAGS = VIEWS = ("Yours", "All", "Tags")
_TITLES = {YOURS: "Your own words", ALL: "All words", TAGS: "Tags from an import"}
_KINDS = {
    "trigger": "What happened", "response": "What you did", "partner_act": "What they did",
    "mood": "Feelings", "prompt": "Questions", "practice": "Practices", "pattern": "Patterns",
}  # fmt: skip
_EDGE = 2
"""Cells before each row."""
_CHANGEABLE = ("trigger", "response", "partner_act", "mood")
_NONE = {
    YOURS: "No words of your own yet. Type one that is not in the list while you log a moment, and it is"
    " offered there to be added. Press v for the program's words: you can rename or retire those.",
    ALL: "",
    TAGS: "No tags yet that could mean something. A tag on three entries or more is listed here, and so is"
    " what an import could not match.",
}
_HELP = {
    YOURS: "Rename a word, and its entries stay with it. A retired word is no longer offered.",
    ALL: "The program's words, and yours. Rename any of them, or retire one you do not need.",
    TAGS: "Say what a tag means, and patterns count its entries. The tag stays.",
}


class OwnWordsScreen(Overlay[None]):
    """Three lists, ``v`` goes round: one's own words with those changed, all words, and tags."""

    HELP = """
The words you pick from when you log a moment. **v** shows your own, all of them, or the tags of your entries.
Enter opens one: give a word the name you use for it, or say what a tag means. Entries stay with their
word whatever you call it. A retired word is no longer offered; only a word that nothing uses can be deleted.
"""
    CSS_PATH: ClassVar[list[Any]] = [folder("styles") / "row_list.tcss", folder("styles") / "own_words.tcss"]
    HORIZONTAL_BREAKPOINTS = Pane.HORIZONTAL_BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "view", "Next view", id="words.view", tooltip="Yours, all words, tags"),
        Binding("z", "put_away", "Retire", id="words.retire", tooltip="Retire a word, or bring it back"),
        Binding("d,delete", "delete", "Delete", id="words.delete", tooltip="Delete a word that nothing uses"),
        Binding("u", "undo", "Undo", id="words.undo", tooltip="Undo the last thing, whatever it was"),
        Binding("escape", "dismiss", "Back", key_display="esc"),
    ]

    def __init__(self, journal: Journal, view: str = YOURS) -> None:
        super().__init__()
        self._journal = journal
        self._view = view

    def compose(self) -> ComposeResult:
        with Horizontal(id="words-heading"):
            yield Static("", id="words-title", markup=False)
            yield ViewWords(VIEWS, id="words-views")
        yield Static("", id="words-help", classes="soft", markup=False)
        yield RowList(id="words-list")
        yield Static("", id="words-none", classes="soft", markup=False)

    def on_mount(self) -> None:
        host_of(self).journal_changed.subscribe(self, lambda _: self.show())
        self._list.focus()

    @property
    def _list(self) -> RowList:
        return self.query_one(RowList)

    @on(RowList.Resized)
    def show(self) -> None:
        """Read the words, and list those of the view."""
        if not self.is_attached:
            return
        rows, at = self._list, self._list.highlighted
        chosen = rows.get_option_at_index(at).id if at is not None else None
        rows.set_options(list(self._options(rows.row_width)))
        ids = [option.id for option in rows.options]
        first = next((n for n, option in enumerate(rows.options) if not option.disabled), None)
        rows.highlighted = ids.index(chosen) if chosen and chosen in ids else first
        self.query_one("#words-title", Static).update(Content.styled(_TITLES[self._view], "bold"))
        self.query_one(ViewWords).show(self._view)
        self.query_one("#words-help", Static).update(_HELP[self._view] if ids else "")
        none = self.query_one("#words-none", Static)
        none.update(_NONE[self._view])
        none.display = not ids
        rows.display = bool(ids)
        if self.is_current:
            rows.focus() if ids else self.set_focus(None)
        self.refresh_bindings()

    def _options(self, width: int) -> Iterator[Option]:
        if self._view == TAGS:
            yield from self._tags(width)
            return
        words = self._journal.words
        listed = words.listed()
        shown = {
            kind: words.all_of(kind) if self._view == ALL else [one for one in listed if one.kind == kind]
            for kind in (_CHANGEABLE if self._view == ALL else _KINDS)
        }
        for kind, of_kind in shown.items():
            if of_kind:
                yield _heading(_KINDS[kind])
            for word in of_kind:
                usual = "" if word.own or word.usual == word.label else f"usually “{self._said(word.usual)}”"
                beside = (usual, "retired" if word.retired else "", _entries(word.uses))
                style = "$soft" if word.retired else "$foreground"
                yield _row(f"{kind}:{word.id}", self._said(word.label), beside, width, style)

    def _tags(self, width: int) -> Iterator[Option]:
        tags, words = self._journal.tags, self._journal.vocabulary
        waiting, given = tags.unmatched(), tags.given()
        if waiting:
            yield _heading("What do these mean?")
        for tag in waiting:
            near = self._said(words.label(tag.near[0].partition(":")[2])) if tag.near else ""
            beside = (f"count them as “{near}”?" if near else "", _entries(tag.uses))
            yield _row(f"tag:{tag.tag}", tag.tag, beside, width, "$foreground")
        if given:
            yield _heading("You said")
        for tag in given:
            means = self._said(words.label(tag.means.partition(":")[2]))
            said = "stays a tag" if tag.means == "nothing" else f"counts as “{means}”"
            more = f"{_entries(tag.waiting)} since" if tag.waiting else ""
            yield _row(f"tag:{tag.tag}", tag.tag, (said, more, _entries(tag.uses)), width, "$foreground")

    def _said(self, label: str) -> str:
        return one_line(fill(label, self._journal.settings))

    @property
    def _chosen(self) -> tuple[str, str]:
        """The kind and the id in hand; empty where there is none."""
        at = self._list.highlighted
        id = self._list.get_option_at_index(at).id if at is not None and self._list.display else ""
        kind, _, name = (id or "").partition(":")
        return kind, name

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not (action in ("put_away", "delete") and self._view == TAGS)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    def action_view(self) -> None:
        """Yours, all, tags, and round again."""
        self._go_to(VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)])

    @on(ViewWords.Chosen)
    def _view_clicked(self, event: ViewWords.Chosen) -> None:
        self._go_to(event.name)

    def _go_to(self, view: str) -> None:
        self._view = view
        self._list.highlighted = None
        self.show()

    @on(OptionList.OptionSelected)
    def action_edit(self) -> None:
        """Open the sheet of the word or the tag in hand."""
        kind, id = self._chosen
        if not kind:
            return
        from companion.tui.screens.custom_vocabulary import sheet_for
        from companion.tui.screens.tag_meaning import TagMeaningScreen

        screen = TagMeaningScreen(self._journal, id) if kind == "tag" else sheet_for(self._journal, kind, id)

        def saved(was_saved: bool | None) -> None:
            if was_saved:
                self._said_and_shown("Saved. Press u to undo.")

        self.app.push_screen(screen, saved)

    def action_put_away(self) -> None:
        """Retire the word in hand, or bring it back."""
        kind, id = self._chosen
        if kind:
            retired = self._journal.words.word(kind, id).retired
            words = "Offered again." if retired else "Retired; entries keep it. z brings it back."
            self._do(lambda: self._journal.words.retire(kind, id, retired=not retired), words)

    def action_delete(self) -> None:
        """Delete the word in hand, if nothing uses it."""
        kind, id = self._chosen
        if kind:
            self._do(lambda: self._journal.words.delete(kind, id), "Deleted. Press u to undo.")

    def _do(self, change: Callable[[], None], words: str) -> None:
        try:
            change()
        except CompanionError as error:
            host_of(self).say_error(error)
        else:
            self._said_and_shown(words)

    def _said_and_shown(self, words: str) -> None:
        host_of(self).say(words)
        host_of(self).tell_changed()

    def action_undo(self) -> None:
        """Undo the last thing, whatever it was."""
        try:
            undone = undo(self._journal)
        except CompanionError as error:
            host_of(self).say_error(error)
            return
        if undone is not None and undone.configuration:
            host_of(self).read_configuration()
        self._said_and_shown(undone.words if undone is not None else NOTHING_TO_UNDO)


def _heading(words: str) -> Option:
    return Option(Content.styled(words, "$soft bold"), disabled=True)


def _row(id: str, label: str, beside: tuple[str, ...], width: int, style: str) -> Option:
    """A word at the left, and what there is to say of it at the right; cut where there is no room."""
    width -= _EDGE
    right = Content("   ".join(filter(None, beside)))
    room = max(12, width - right.cell_length - 2)
    if right.cell_length > width - 14:  # narrow: the last of it alone
        right = Content(next(filter(None, reversed(beside)), ""))
        room = max(12, width - right.cell_length - 2)
    left = Content(label).truncate(room, ellipsis=True)
    gap = " " * max(1, width - left.cell_length - right.cell_length)
    return Option(Content.assemble(" " * _EDGE, (left.plain, style), gap, (right.plain, "$soft")), id=id)


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries" if count else "not used"
