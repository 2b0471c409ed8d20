"""Type-to-filter picking from the vocabulary: letters narrow, digits pick, nothing needs the mouse."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from textual.content import Content
from textual.events import Click, Key, Paste
from textual.geometry import Size
from textual.message import Message

from companion.model.errors import CompanionError
from companion.model.label_matching import MOST_NEAR, Fit, in_a_list, label_index
from companion.model.text import joined_lines, one_line
from companion.tui.widgets.choice import NEW, Choice, WordAdder
from companion.tui.widgets.field import Field

ROWS = 9
"""How many choices stand open at once: as many as there are digits to pick them by."""


OWN_WORDS = "="
"""The id of the choice that keeps what was typed as words of one's own."""
_LEAST_WORDS, _LEAST_HELP = 24, 16
"""Cells that the choices of a list take at least, and what helps beside them."""
_SENTENCE = 3
"""Words from which on what was typed is taken for a sentence, in which digits are letters."""


def _begun(words: str) -> str:
    """The words, or the beginning of long ones."""
    return words if len(words) <= _LEAST_WORDS else f"{words[: _LEAST_WORDS - 1].rstrip()}…"


class Picker(Field):
    """Picks any number of choices; the recent and frequent ones come first. ``alone``: the id of the choice
    that excludes all others; picking either takes the other off. ``takes_words``: what was typed and fits
    nothing can be kept as words of one's own, which ``Written`` hands to the form.

    Keys while focused: letters narrow, up and down move, a digit picks or takes back. Enter picks the row
    gone to; on a picked row, or with nothing typed and nothing gone to, it goes on. Space takes back a row
    that is picked, Backspace a letter or the last pick, Escape clears the letters.
    """

    class Written(Message):
        """A sentence was typed that is to be kept as it is."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(
        self,
        label: str,
        choices: Callable[[], Sequence[Choice]],
        *,
        single: bool = False,
        word_adder: "WordAdder | None" = None,
        alone: str = "",
        takes_words: bool = False,
        rows: int = ROWS,
        id: str | None = None,
    ) -> None:
        super().__init__(label, id=id)
        self._takes_words = takes_words
        self._found: tuple[str, Sequence[Choice], list[Choice]] | None = None
        self._first: tuple[str, ...] = ()
        self._moved = False
        self._alone = alone
        self._adding = word_adder
        self._read_choices = choices
        self._choices: Sequence[Choice] | None = None
        self._single = single
        self._rows = rows
        self.picked: list[str] = []
        self.filter = ""
        self.at = 0
        self._top = 0

    # what is there to pick

    @property
    def choices(self) -> Sequence[Choice]:
        """All there is to pick, in order; read when it is first needed."""
        if self._choices is None:
            choices = self._read_choices()
            first = {id: choice for choice in choices if (id := choice.id) in self._first}
            self._choices = [
                *(replace(first[id], aside="in your words") for id in self._first if id in first),
                *(choice for choice in choices if choice.id not in first),
            ]
        return self._choices

    def read_again(self) -> None:
        """Forget the order of the choices; the next opening asks for it anew."""
        self._choices, self._first = None, ()

    def offer_first(self, ids: Iterable[str]) -> None:
        """Have these choices first, as what a text mentions; nothing is picked."""
        self._first, self._choices = tuple(ids), None
        self.refresh(layout=True)

    def matches(self) -> list[Choice]:
        """The choices that fit what was typed, best first."""
        choices = self.choices
        if not self.filter.strip():
            return list(choices)
        if self._found is None or self._found[0] != self.filter or self._found[1] is not choices:
            self._found = (self.filter, choices, self._find(choices))
        return self._found[2]

    def _find(self, choices: Sequence[Choice]) -> list[Choice]:
        """The choices that fit, and what else can become of letters that fit none as they were typed."""
        places = {choice.id: n for n, choice in enumerate(choices)}
        found = label_index(tuple(sorted(choice.candidate for choice in choices))).matches(self.filter)
        near = [choices[places[match.id]] for match in found if match.fit.is_near]
        ordered = [choices[places[match.id]] for match in in_a_list(found, places)]
        closest = found[0] if ordered else None
        if closest and closest.fit <= Fit.EVERYDAY_WORD and (closest.weight == 0 or not self._is_sentence):
            return ordered
        words = one_line(self.filter)
        added = self._adding.choices(words) if self._adding is not None else []
        kept = [Choice(OWN_WORDS, f"Save “{_begun(words)}” as my words")] if self._takes_words else []
        if closest and closest.fit <= Fit.EVERYDAY_WORD:
            return [*ordered, *kept]
        near = [*ordered, *near][: max(MOST_NEAR, len(ordered))]
        return [*kept, *near, *added] if self._is_sentence else [*near, *added, *kept]

    @property
    def _is_sentence(self) -> bool:
        return self._takes_words and len(self.filter.split()) >= _SENTENCE

    @property
    def _in_words(self) -> bool:
        """Whether words are being typed that are to be kept, so that a digit is one of their letters."""
        if not self._takes_words or " " not in self.filter:
            return False
        if self.filter.endswith(" "):  # a sentence goes on: "we missed 2 buses"
            return True
        shown = self.matches()
        return bool(shown) and (shown[0].id.startswith((OWN_WORDS, NEW)) or self._can_keep)

    @property
    def _can_keep(self) -> bool:
        """Whether what was typed is a sentence that can be kept as it is."""
        return self._is_sentence and any(choice.id == OWN_WORDS for choice in self.matches())

    @property
    def sentence(self) -> str:
        """What was typed as a sentence that is no choice, and stands nowhere else yet; mostly empty."""
        return self.filter.strip() if self._can_keep else ""

    def label_of(self, picked: str) -> str:
        """The words for a picked id; the id itself where the vocabulary knows it no more."""
        return next((choice.label for choice in self.choices if choice.id == picked), picked)

    def set_picked(self, ids: Sequence[str]) -> None:
        """Show these as picked, without telling the form."""
        self.picked = list(ids)
        self.filter, self.at, self._top, self._moved = "", 0, 0, False
        self.refresh(layout=True)

    # picking

    def toggle(self, choice: Choice) -> None:
        """Pick it, or take it back when it was picked; what is not there yet is added first."""
        if choice.id == OWN_WORDS:
            self._write()
            return
        if choice.id.startswith(NEW):
            added = self._added(choice)
            if added is None:
                return
            choice = added
        if choice.id in self.picked:
            self.picked.remove(choice.id)
        elif self._single or choice.id == self._alone:
            self.picked = [choice.id]
        else:
            self.picked = [id for id in self.picked if id != self._alone] + [choice.id]
        self.filter = ""
        self._move_to(0 if choice not in self.choices else self.matches().index(choice))
        self.changed()

    def _added(self, choice: Choice) -> Choice | None:
        """The new choice made of what was typed; where it cannot be, that is said and nothing is picked."""
        assert self._adding is not None
        try:
            id = self._adding.add(one_line(self.filter), choice.id)
        except CompanionError as error:
            self.app.notify(str(error), severity="warning", timeout=10, markup=False)
            return None
        self.read_again()
        return next((choice for choice in self.choices if choice.id == id), None)

    def _write(self) -> None:
        """Hand what was typed to the form, as words of one's own."""
        words, self.filter = self.filter.strip(), ""
        self._move_to(0)
        self.post_message(self.Written(words))

    def on_blur(self) -> None:
        self._moved = False
        if self.sentence and self.app.app_focus:  # not while another window is in front
            self._write()
        super().on_blur()

    def _move_to(self, at: int) -> None:
        count = len(self.matches())
        self.at = max(0, min(at, count - 1))
        self._top = min(max(self._top, self.at - self._rows + 1), self.at) if count > self._rows else 0
        self.refresh(layout=True)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return character is not None and character.isprintable()

    async def _on_key(self, event: Key) -> None:
        if self.handle(event):
            event.stop()
            event.prevent_default()

    def handle(self, event: Key) -> bool:
        """Act on a key; False when the key is not for this field."""
        shown = self.matches()
        match event.key:
            case "up" | "down" | "pageup" | "pagedown":
                self._moved = True
                step = self._rows if event.key.startswith("page") else 1
                self._move_to(self.at + (step if event.key.endswith("down") else -step))
            case "enter" if shown:
                here = shown[self.at]
                if here.id in self.picked or not (self._moved or self.filter):
                    self.filter = ""
                    self.screen.focus_next()
                else:
                    self.toggle(here)
            case "enter":
                pass  # what was typed fits nothing: it stays in sight
            case "space" if shown and not self.filter:
                if shown[self.at].id in self.picked or self._moved:
                    self.toggle(shown[self.at])
            case "backspace":
                self._take_back()
            case "escape" if self.filter:
                self.filter = ""
                self._move_to(0)
            case _ if event.character in set("123456789") and not self._in_words:
                row = self._top + int(event.character or 0) - 1
                if row < min(len(shown), self._top + self._rows):
                    self.toggle(shown[row])
            case _ if event.character is not None and event.character.isprintable():
                self._type(event.character)
            case _:
                return False
        return True

    def _type(self, text: str) -> None:
        self.filter = (self.filter + text).lstrip()
        self._top = 0
        self._move_to(0)
        if self._is_sentence:  # it is part of the draft
            self.post_message(self.Changed())

    def _take_back(self) -> None:
        if self.filter:
            was_sentence = self._is_sentence
            self.filter = self.filter[:-1]
            self._move_to(0)
            if was_sentence:
                self.post_message(self.Changed())
        elif self.picked:
            self.picked.pop()
            self.changed()

    def on_paste(self, event: Paste) -> None:
        event.stop()
        self._type(joined_lines(event.text))

    def on_click(self, event: Click) -> None:
        row = event.get_content_offset_capture(self).y - self._rows_above()
        shown = self.matches()
        if self.has_focus and 0 <= row < self._rows and self._top + row < len(shown):
            self.toggle(shown[self._top + row])

    # drawing

    @property
    def answered(self) -> bool:
        return bool(self.picked)

    def _rows_above(self) -> int:
        return 2

    def value_content(self) -> Content:
        """What was picked, in words; letters that were typed and picked nothing stay in sight."""
        return Content.assemble(self.picked_words(), (self._left_over(), "$soft italic"))

    def picked_words(self) -> str:
        """What was picked, in words."""
        return ", ".join(one_line(self.label_of(each)) for each in self.picked)

    def _left_over(self) -> str:
        if self.has_focus or not self.filter:
            return ""
        return f"{'  ' if self.picked else ''}{one_line(self.filter)}… is not in the list"

    def open_rows(self, width: int) -> list[Content]:
        """The rows below the label while the field has the focus."""
        shown = self.matches()
        typed: Content
        if self.filter:
            typed = Content.assemble(
                "  ", ("› ", "$closeness"), (one_line(self.filter), "bold"), ("▏", "$closeness")
            )
        else:
            hint = "Enter or Tab: next field" if self.picked else "type to filter, 1-9 to pick, Tab for next"
            if self._first and not self.picked:
                hint = "saved in your own words; 1-9 picks what they mention"
            typed = Content.assemble("  ", ("› ", "$closeness"), (hint, "$soft"))
        rows = [typed]
        in_sight = shown[self._top : self._top + self._rows]
        longest = max((Content(one_line(choice.label)).cell_length for choice in in_sight), default=0)
        for n, choice in enumerate(in_sight):
            rows.append(self._row(n, choice, width, 6 + longest))
        if not shown:
            rows.append(Content.styled("    no match; Backspace to change it", "$soft"))
        below = len(shown) - self._top - self._rows
        if below > 0:
            rows.append(Content.styled(f"    ↓ {below} more", "$soft"))
        return rows

    def _row(self, n: int, choice: Choice, width: int, words_end: int) -> Content:
        """A choice as a row: its digit, its words, and what helps beside them in a column of its own."""
        here = self._top + n == self.at
        mark = "●" if choice.id in self.picked else " "
        digit = " " if self._in_words else n + 1
        left = Content(f"  {digit} {mark} {one_line(choice.label)}")
        beside = Content(choice.aside or choice.help)
        gap = max(words_end, _LEAST_WORDS) - left.cell_length + 2
        room = width - left.cell_length - gap
        if beside.cell_length > room:
            beside = Content(f"{beside.plain[: room - 1].rstrip()}…" if room >= _LEAST_HELP else "")
        help_text = f"{' ' * gap}{beside.plain}" if beside else ""
        row = Content.assemble((left.plain, "bold" if choice.id in self.picked else ""), (help_text, "$soft"))
        return (
            row.pad_right(max(0, width - row.cell_length)).stylize(
                "$block-cursor-foreground on $block-cursor-background"
            )
            if here
            else row
        )

    def content_rows(self, width: int) -> list[Content]:
        """Label and picks, and with the focus the open rows, for a width in cells."""
        rows = [Content.assemble(self.label_content(), self.value_content())]
        if not self.has_focus:
            return rows
        if not self.thread:
            return rows + self.open_rows(width)
        return rows + [Content.assemble(("│ ", "$track"), row) for row in self.open_rows(width - 2)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        # A long list of picks may wrap; the label row takes what it needs.
        rows = self.content_rows(width)
        first = rows[0].wrap(max(width, self.label_width + 1)) if rows[0].cell_length > width else [rows[0]]
        return len(first) + len(rows) - 1

    def render(self) -> Content:
        return Content("\n").join(self.content_rows(self.content_size.width or self.size.width or 80))
