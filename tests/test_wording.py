"""One word for one thing: what a person reads starts, and is done again; nothing begins anew."""

import re
from pathlib import Path

from companion.cli.main import COMMANDS
from tests.model.test_content import sentences
from tests.safety.test_s05_to_s10_words import read_by_a_person, texts

ROOT = Path(__file__).parent.parent
BEGINNING = re.compile(r"\b(beg[iau]n(s|ning|nings)?|anew|afresh)\b", re.IGNORECASE)
FOR_READERS = ("README.md", "docs/devices.md", "docs/own-words.md", "docs/privacy.md")
IN_PROSE = re.compile(r"\b(anew|afresh|begun|(?<!to )begin(s|ning)? with)\b", re.IGNORECASE)
"""What a page of the Library avoids; a place to begin is fine there."""

OF_ANY_JOURNAL = {"card", "journals", "demo", "completion"}
"""Commands that do the same whichever journal is in use."""


def test_the_program_starts_and_never_begins() -> None:
    said = [(file, line, text) for file, line, text in read_by_a_person() if BEGINNING.search(text)]
    assert [each for each in said if " " in each[2].strip() and not each[2].startswith("BEGIN ")] == []
    for name in FOR_READERS:
        assert BEGINNING.findall((ROOT / name).read_text(encoding="utf-8")) == [], name


def test_the_content_starts_too() -> None:
    said = [
        (name, text)
        for name, field, text in sentences()
        if (IN_PROSE if field == "body" else BEGINNING).search(text)
    ]
    assert said == []


def test_a_command_that_is_suggested_is_put_together_for_the_journal_in_use() -> None:
    """``command_for`` writes it, with the ``--at`` and ``--journal`` it takes; a fixed one has neither."""
    commands = {name for section in COMMANDS.values() for name in section} - OF_ANY_JOURNAL
    fixed = re.compile(rf"\bcompanion ({'|'.join(commands)})\b")
    assert [each for each in texts() if fixed.search(each[2])] == []
