"""Which fonts are asked for letters: those that fontconfig knows, or those of macOS and Windows by name."""

from pathlib import Path

import pytest

from companion.documents import fonts
from companion.documents.fonts import Face, faces_with


def answer(monkeypatch: pytest.MonkeyPatch, listed: list[str], matched: str) -> None:
    rows = {"fc-list": listed, "fc-match": [matched]}
    monkeypatch.setattr(
        fonts, "_fontconfig", lambda program, pattern: tuple(tuple(row.split("|")) for row in rows[program])
    )


LISTED = [
    "/f/Bold.ttc|2|200|0|False|Noto Sans CJK SC",
    "/f/Serif.ttc|0|80|0|False|Noto Serif CJK JP",
    "/f/Weights.ttf|0|0|0|False|Noto Sans JP",
    "/f/Weights.ttf|131072|80|0|False|Noto Sans JP",
    "/f/Weights.ttf|0|[0 210]|0|True|Noto Sans JP",
    "/f/Sans.ttc|2|80|0|False|Noto Sans CJK SC",
    "/f/Slanted.ttf|0|80|110|False|Some Sans",
]


def test_the_persons_own_choice_comes_first_then_ordinary_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, LISTED, "/f/Serif.ttc|0|80|0|False|Noto Serif CJK JP")
    assert [(face.file.name, face.number) for face in faces_with("散", {})] == [
        ("Serif.ttc", 0),
        ("Sans.ttc", 2),
        ("Weights.ttf", 0),
        ("Bold.ttc", 2),
        ("Slanted.ttf", 0),
    ]
    assert [face.file.name for face in faces_with("散", {}) if face.variable] == ["Weights.ttf"]


def test_a_match_that_lacks_the_letter_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, [], "/f/Any.ttf|0|80|0|False|Any")
    assert list(faces_with("\ue000", {})) == []


def test_without_fontconfig_files_are_known_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    fonts._fontconfig.cache_clear()
    try:
        installed = {"malgun.ttf": Path("C:/Windows/Fonts/malgun.ttf"), "arial.ttf": Path("arial.ttf")}
        assert list(faces_with("한", installed)) == [Face(Path("C:/Windows/Fonts/malgun.ttf"))]
    finally:
        fonts._fontconfig.cache_clear()
