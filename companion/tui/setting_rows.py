"""Everything that can be set, a row each: what it is called, how it is changed, and how its row is drawn.

What a row's value is, and what setting one does, is in :mod:`companion.tui.setting_values`.
"""

from typing import Literal

from textual.content import Content

from companion.model.frozen_dataclass import dataclass
from companion.model.text import one_line
from companion.review.drawing import Row, padded

Way = Literal["line", "switch", "one", "several", "act"]
"""How a setting is changed: a line is typed, on and off take turns, one or several of a list are picked, or
something is done."""


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A row of the sheet. ``id``: the name of the setting, as its file or the journal has it, or of what the
    row does. ``example``: what stands in the empty line. ``help``: a sentence or two."""

    id: str
    group: str
    label: str
    way: Way
    help: str
    example: str = ""


ROWS = (
    SettingRow(
        "partner_name", "You two", "Your partner's name", "line",
        "Questions and sentences use it. Without one they say “your partner”.",
        "a name, or leave empty",
    ),
    SettingRow(
        "pronouns", "You two", "Pronouns", "one",
        "For sentences about your partner. Without a pronoun the name takes its place; your own are typed as"
        " xe/xem/xyr.",
    ),
    SettingRow(
        "people", "You two", "Who else", "line",
        "Moments can be with them too: a friend, your mother, a child. Names with commas between them.",
        "e.g. Sam, Mother",
    ),
    SettingRow(
        "day_start", "Days", "A day starts at", "line",
        "What you log after midnight and before this time belongs to the evening before.",
        "04:00",
    ),
    SettingRow("week_start", "Days", "A week starts on", "one", "The first day of the week in Week."),
    SettingRow("date_format", "Days", "Date format", "one", "How days are written, everywhere."),
    SettingRow(
        "theme", "Looks", "Theme", "one",
        "dusk is dark and paper is light. The two ansi themes take the colours of your terminal.",
    ),
    SettingRow(
        "ambiguous", "Looks", "Dots and lines", "one",
        "Some terminals draw ● and ─ two cells wide, and rows no longer line up. Plain letters do.",
    ),
    SettingRow(
        "animation", "Looks", "Movement", "switch",
        "Whether lists glide and sheets fade in. Off, everything is there at once.",
    ),
    SettingRow(
        "discreet_opening", "Looks", "Discreet opening", "switch",
        "Today shows times and titles only, until you press a key.",
    ),
    SettingRow(
        "passphrase", "Private", "Passphrase", "act",
        "It locks the file, also for someone who takes the disk or a backup. The journal is closed while it"
        " changes, and opens again.",
    ),
    SettingRow(
        "recovery", "Private", "Recovery sheet", "act",
        "A page to print with a code on it. It opens the journal if you forget the passphrase.",
    ),
    SettingRow(
        "lock_after", "Private", "Lock after", "line",
        "Minutes without a key; 0 turns it off. F9 locks at any time.",
        "5",
    ),
    SettingRow(
        "keyring", "Private", "Keyring", "switch",
        "Your system's keyring may hold the key, so that the journal opens without asking.",
    ),
    SettingRow(
        "phrase_check", "Private", "Offer the safety page", "switch",
        "After an entry that says plainly that someone may be in danger. It is found on this computer, and"
        " noted nowhere.",
    ),
    SettingRow(
        "quiet", "Private", "Quiet", "switch",
        "Hides whatever suggests closeness. It turns on when you log fear; only you turn it off.",
    ),
    SettingRow(
        "support_contacts", "Private", "People to turn to", "act",
        "A few lines for the safety page: who it is, and how to reach them.",
    ),
    SettingRow(
        "reminder", "Rhythm", "Reminder", "line",
        "A time of day, with weekdays if you like; off removes it. It says “Daily note” and nothing about a"
        " journal. Your system's timer shows it, once you have turned that on.",
        "e.g. 21:30, or 21:30 sun,wed; or off",
    ),
    SettingRow(
        "look_back", "Rhythm", "Monthly review", "switch",
        "Ten sentences, at most once in 28 days.",
    ),
    SettingRow(
        "watched", "Rhythm", "Evening check", "several",
        "Up to three patterns are asked about in the evening, with yes or no.",
    ),
    SettingRow(
        "backups", "Backups", "Backups kept", "line",
        "For how many days, weeks and months one stays. One is made on each day you write.",
        "7 4 12",
    ),
    SettingRow("backup_now", "Backups", "Back up now", "act", "A checked copy, next to the others."),
    SettingRow(
        "restore", "Backups", "Restore", "act",
        "Replaces the journal with a backup, after showing what would change. That takes a command.",
    ),
    SettingRow(
        "export", "Backups", "Export", "act",
        "Everything in a file to keep, or a form to read, to print or for another program. Anyone who can"
        " open it can read it.",
    ),
    SettingRow(
        "import", "Backups", "Import", "act",
        "Entries from Daylio, Day One, jrnl, Markdown notes and others. You see it before anything is saved.",
    ),
    SettingRow(
        "merge", "Backups", "Merge", "act",
        "Merges the journal of another device into this one, with a command.",
    ),
    SettingRow(
        "words", "Yours", "Words", "act",
        "Rename, retire or delete words: yours and the program's. A new one is offered while you log, when"
        " you type a word that is not in the list.",
    ),
    SettingRow("question", "Yours", "Questions", "act", "Write a question that is asked at its time of day."),
    SettingRow("pattern", "Yours", "Patterns", "act", "Name what goes before and what may follow."),
    SettingRow("practice", "Yours", "Practices", "act", "Write one that is listed in the Library."),
    SettingRow(
        "keys", "Yours", "Other keys", "line",
        "An action and its key, such as today.star f6. The action alone gets its usual key again.",
        "today.star f6",
    ),
    SettingRow("journal_folder", "Where", "The journal", "act", "The folder of the journal and its backups."),
    SettingRow(
        "configuration_folder", "Where", "The configuration", "act",
        "The folder with how it looks and which keys it listens to: a small file that you may edit.",
    ),
)  # fmt: skip
"""In the order in which they stand."""

GROUP_WIDTH = 10
"""Cells for the names of the groups."""
LABEL_WIDTH = 23
"""Cells for the names of the settings."""
BESIDE = 72
"""From so many cells on a group's name stands beside its first row; else above it."""

_EDGE = 2
_LEAST = 12


def indent(width: int) -> int:
    """Cells before the value of a setting, in a sheet of ``width`` cells."""
    return _EDGE + LABEL_WIDTH + (GROUP_WIDTH if width >= BESIDE else 0)


def before_value(width: int) -> int:
    """Cells before the names of the settings, in a sheet of ``width`` cells."""
    return indent(width) - LABEL_WIDTH


def row_lines(
    row: SettingRow, value: str, width: int, *, first: bool = False, chosen: bool = False
) -> list[Row]:
    """The lines of a row, each ``width`` cells wide; a long value takes several.

    ``first``: the first of its group, which has the group's name; ``chosen``: the row in hand.
    """
    beside = width >= BESIDE
    room = max(_LEAST, width - indent(width) - 1)
    words = [line.plain.rstrip() for line in Content(one_line(value)).wrap(room)] or [""]
    edge = ("▎ ", "$closeness") if chosen else ("  ", "")
    ground, ink = (
        (" on $block-cursor-blurred-background", "$block-cursor-blurred-foreground") if chosen else ("", "")
    )
    lines: list[Row] = []
    if first and not beside:
        lines.append(padded((("  ", ""), (row.group, "$soft bold")), width))
    for n, line in enumerate(words):
        group = (row.group if first and not n else "").ljust(GROUP_WIDTH) if beside else ""
        label = (row.label if not n else "").ljust(LABEL_WIDTH)
        spans = (edge, (group, "$soft"), (label, f"{ink} bold" if chosen else ""), (line, ink or "$soft"))
        whole = padded(spans, width)
        lines.append(tuple((text, f"{style}{ground}".strip()) for text, style in whole if text))
    return lines
