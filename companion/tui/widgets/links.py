"""A list of pages or entries to go on to."""

from collections.abc import Iterable

from textual._widget_navigation import Direction
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class LinkList(OptionList):
    """One line a link, as tall as it has lines; hidden when there is none."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False, compact=True)

    def show(self, links: Iterable[tuple[str, str | Content]]) -> None:
        """Show (id, words) pairs."""
        options = [Option(Content.assemble(("→ ", "$closeness"), words), id=link) for link, words in links]
        self.set_options(options)
        self.display = bool(options)

    def _move_page(self, direction: Direction) -> None:
        if self.highlighted in self._index_to_line:  # a key may come before the links are laid out
            super()._move_page(direction)

    def on_focus(self) -> None:
        if self.highlighted is None and self.option_count:
            self.highlighted = 0
