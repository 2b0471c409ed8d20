"""One word for one thing: what a person reads starts, and is done again; nothing begins anew."""

import re
from collections.abc import Iterator
from pathlib import Path

from companion.cli.commands import COMMANDS
from tests.glossary import (
    ALLOWED,
    EVERYWHERE,
    NAMES_IN_CODE,
    NEVER_SHOWN,
    OUTSIDE_THE_PAGES,
    SEARCH_WORDS,
    UNREAD,
)
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


def spoken() -> Iterator[tuple[str, str, bool]]:
    """Everything a person reads: the place, the text, and whether it is a row of the content."""
    for file, _, text in read_by_a_person():
        found_by = file in SEARCH_WORDS and text == text.lower()
        if file not in NEVER_SHOWN and not found_by and (file, text) not in NAMES_IN_CODE:
            yield f"companion/{file}", text, False
    for name, field, text in sentences():
        yield f"{name}.{field}", text, True
    for file in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        name = file.relative_to(ROOT).as_posix()
        if not name.startswith(UNREAD):
            yield name, file.read_text(encoding="utf-8"), False


def test_the_glossary_knows_its_words_from_ordinary_ones() -> None:
    said = banned_in("Your records are put away; the machine joins them.")
    assert sorted(said) == ["joins", "machine", "put away", "records"]
    assert (
        banned_in("See `companion card tonight`. It records keys. Esc goes back; your draft is kept.") == []
    )
    assert banned_in("Once upon a time, a story", content=True) == []


def banned_in(text: str, *, content: bool = False) -> list[str]:
    return [words for words, _ in banned(text, content=content)]


def banned(text: str, *, content: bool) -> list[tuple[str, str]]:
    """The words of ``text`` that the glossary has another for, and that other."""
    text = re.sub("|".join(ALLOWED), "…", text)
    rules = [*(() if content else OUTSIDE_THE_PAGES.items()), *EVERYWHERE.items()]
    return [(match[0], say) for say, words in rules for match in re.finditer(rf"(?i:\b({words})\b)", text)]


def offenders() -> dict[str, list[str]]:
    """By place: what is said there, and what the glossary says for it."""
    found: dict[str, list[str]] = {}
    for place, text, content in spoken():
        for words, say in banned(text, content=content):
            found.setdefault(place, []).append(f"{words} (say: {say})")
    return found


def test_one_term_is_used_for_one_thing() -> None:
    assert offenders() == {}
