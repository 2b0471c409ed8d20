"""What stands on a terminal that has no alternate screen, and what went into its scrollback."""

import re

_SEQUENCE = re.compile(
    r"\x1b\[(?P<given>[0-9;:?<=>]*)[ -/]*(?P<end>[@-~])"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # titles, the clipboard
    r"|\x1b[()].|\x1b[=>78cM]"
)


class Glass:
    """A terminal as far as the panes use one. Told to clear it all at once, it scrolls what stood there away,
    as tmux does.
    """

    def __init__(self, rows: int = 24, columns: int = 80) -> None:
        self.rows = [[" "] * columns for _ in range(rows)]
        self.scrollback: list[str] = []
        self.modes: dict[str, bool] = {}
        """The private modes that were set or reset, by number: ``"1000"`` for the mouse, say."""
        self._row = self._column = 0
        self._blank = [" "] * columns

    @property
    def text(self) -> str:
        """What stands on it, and what was scrolled away."""
        return "\n".join([*self.scrollback, *("".join(row).rstrip() for row in self.rows)])

    def show(self, written: bytes) -> None:
        """Take all that was written to the terminal."""
        text, at = written.decode(errors="replace"), 0
        for found in _SEQUENCE.finditer(text):
            self._print(text[at : found.start()])
            at = found.end()
            if found["end"]:
                self._obey(found["given"], found["end"])
        self._print(text[at:])

    def _print(self, text: str) -> None:
        for letter in text:
            if letter == "\r":
                self._column = 0
            elif letter == "\n":
                self._column = 0
                self._down()
            elif letter >= " ":
                self.rows[self._row][min(self._column, len(self._blank) - 1)] = letter
                self._column += 1

    def _down(self) -> None:
        if self._row + 1 < len(self.rows):
            self._row += 1
        else:
            self.scrollback.append("".join(self.rows.pop(0)))
            self.rows.append(list(self._blank))

    def _obey(self, given: str, end: str) -> None:
        numbers = [int(number or 0) for number in given.split(";")] if given.strip(";").isdecimal() else []
        if end in "hl" and given.startswith("?"):
            self.modes.update(dict.fromkeys(given[1:].split(";"), end == "h"))
        elif end == "H":
            row, column = ([int(number or 1) for number in given.split(";")] + [1])[:2] if given else (1, 1)
            self._row, self._column = min(row, len(self.rows)) - 1, min(column, len(self._blank)) - 1
        elif end == "K":
            begin = 0 if numbers == [2] else self._column
            self.rows[self._row][begin:] = self._blank[begin:]
        elif end == "J":
            if numbers == [2] or (self._row, self._column) == (0, 0):
                self.scrollback += ["".join(row) for row in self.rows]
            self.rows[self._row :] = [list(self._blank) for _ in self.rows[self._row :]]
