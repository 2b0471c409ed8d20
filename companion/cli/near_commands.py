"""A word that is no command: which command may have been meant."""

import difflib
from collections.abc import Collection, Mapping

MEANT: Mapping[str, tuple[str, ...]] = {
    command: tuple(words.split())
    for command, words in {
        "log": "write new moment feeling feelings note record entry create happened track",
        "prompt": "question reflect reflection answer",
        "check": "evening checkin check-in habit",
        "story": "worry fear worries fears",
        "try": "experiment experiments practice exercise",
        "edit": "change modify amend fix correct update",
        "delete": "remove rm erase forget wipe",
        "undo": "revert back takeback take-back",
        "today": "now day",
        "list": "diary journal history timeline ls all latest recent past",
        "week": "weekly review summary letter",
        "year": "calendar heatmap month months",
        "patterns": "stats statistics insights trends analysis graph chart charts loop",
        "page": "handout therapist report print",
        "search": "find grep query look",
        "show": "open read view cat last",
        "card": "library pages help-me safety crisis cards",
        "import": "load migrate daylio",
        "export": "save dump csv pdf markdown",
        "backup": "backups copy",
        "merge": "sync join devices",
        "encrypt": "password protect secure",
        "passphrase": "passwd key",
        "remind": "reminder reminders notify alarm",
        "settings": "config configure preferences options set theme partner name",
        "lock": "hide close",
        "locate": "where path folder",
        "doctor": "repair verify status info",
        "demo": "example sample tour tutorial",
    }.items()
}
"""For each command the everyday words that people type for it."""

_LEAVE = ("quit", "exit", "q", "bye", "stop")
_HELP = ("help", "commands", "man", "usage", "?")


def no_such_command(word: str, names: Collection[str]) -> str:
    """What to say to a word that is none of the commands: those it may have meant, and no far guess."""
    small = word.casefold()
    if small in _LEAVE:
        return f"No such command: {word!r}. Nothing is running here; in the panes, ctrl+q quits."
    if small in _HELP:
        return f"No such command: {word!r}. `companion --help` lists the commands."
    meant = [name for name, words in MEANT.items() if small in words and name in names]
    near = meant or difflib.get_close_matches(small, names, n=2, cutoff=0.6)
    if not near:
        return f"No such command: {word!r}. `companion --help` lists them."
    return f"No such command: {word!r}. Did you mean {' or '.join(f'`companion {name}`' for name in near)}?"
