"""S-05 to S-10 over everything the program itself says: every text in ``companion/`` that a person may read.

The content of ``seed_content/`` is held to the same words in tests/model/test_content.py.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import companion
from tests.model.test_content import BANNED

FOLDER = Path(companion.__file__).parent
HAS_WORDS = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}|^[A-Z][a-z]+[.!?]?$")
"""Two words side by side, or one that opens or is a label; ids, keys, formats and SQL parts are neither."""

ALLOWED = {
    # The word check's own grammar: patterns that are matched and never shown.
    ("model/safety_phrases.py", "he"), ("model/safety_phrases.py", "she"), ("model/safety_phrases.py", "him"),
    ("model/safety_phrases.py", "her"),
    # The words that find an action in the list of all; they are never shown.
    ("tui/palette.py", "he"), ("tui/palette.py", "she"),
    # What a sentence mentions: who does something in it, and whether it is denied; matched and never shown.
    ("model/mentions.py", "his"), ("model/mentions.py", "her"), ("model/mentions.py", "him"),
    *(("model/sentence_reading.py", word) for word in ("he", "she", "him", "her", "his")),
    *(("model/sentence_reading.py", word) for word in ("never", "because", "cause")),
    *(("model/safety_reading.py", word) for word in ("always", "because", "cause", "never")),
    *(("model/typed_words.py", word) for word in ("he", "she", "him", "her", "his", "hers")),
    *(("model/typed_words.py", word) for word in ("never", "because")),
    # The choice of pronouns: in settings and the first run, and where another is refused.
    ("model/text.py", "he"), ("model/text.py", "she"), ("tui/widgets/setting_fields.py", "he"),
    ("tui/widgets/setting_fields.py", "she"),
    # Words in what is typed to find a page; read and never shown.
    *(("review/library_find.py", word) for word in ("he", "she", "him", "her", "his")),
    # S-01: the first run says what the journal is not.
    ("tui/screens/welcome.py", "diagnosis"),
}  # fmt: skip
"""File and word."""

CAUSES = r"causes?|caused|makes? you|made you|leads? to|led to|due to"


def texts() -> Iterator[tuple[str, int, str]]:
    """File, line and text of every string constant that is no docstring; SQL is left out."""
    for file in sorted(FOLDER.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        docs = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
                continue
            if (
                id(node) in docs
                or id(node) in bare
                or re.match(r"\s*(SELECT|INSERT|CREATE|DELETE|UPDATE|PRAGMA)", node.value)
            ):
                continue
            yield file.relative_to(FOLDER).as_posix(), node.lineno, node.value


def commands_help() -> Iterator[tuple[str, int, str]]:
    """The help of the command line: docstrings of its commands."""
    for file in sorted((FOLDER / "cli").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(
                "command" in ast.dump(one) or "group" in ast.dump(one) for one in node.decorator_list
            ):
                yield file.relative_to(FOLDER).as_posix(), node.lineno, ast.get_docstring(node) or ""


@cache
def read_by_a_person() -> list[tuple[str, int, str]]:
    return [one for one in (*texts(), *commands_help()) if HAS_WORDS.search(one[2])]


def found(pattern: str) -> list[tuple[str, int, str]]:
    looked_for = re.compile(rf"\b({pattern})\b", re.IGNORECASE)
    return [
        (file, line, match[0].lower())
        for file, line, text in read_by_a_person()
        for match in looked_for.finditer(text)
        if (file, match[0].lower()) not in ALLOWED
    ]


def test_there_is_something_to_look_at() -> None:
    assert len(read_by_a_person()) > 800


def test_s05_no_word_that_blames_or_types_a_person() -> None:
    assert found("|".join(BANNED)) == []


def test_s07_nothing_says_why() -> None:
    assert found(CAUSES) == []


def test_s10_no_address_and_no_number_to_ring() -> None:
    assert found(r"https?://\S+|www\.\S+|\d{3}[- ]\d{3,}") == []


def test_s26_no_points_badges_or_comparison_with_others() -> None:
    assert found(r"badges?|points|score[sd]?|level up|keep it up|well done|most people|other people") == []
