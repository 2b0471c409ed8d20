"""The fonts of this machine: one for the body of a page, and those that lend it letters it lacks.

Where fontconfig is installed it is asked, as every program there asks it; elsewhere the files that come with
macOS and Windows are looked for by name.
"""

import os
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

BODY_FONTS = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("Arial Unicode.ttf", "Arial Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("segoeui.ttf", "segoeuib.ttf"),
)
"""Fonts with many letters, and their bold: those of Linux, macOS and Windows."""

_LENDING_FONTS = (
    "NotoSansHebrew-Regular.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansThai-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansCJK-Regular.ttc",
    "NotoEmoji-Regular.ttf",
    "NotoColorEmoji.ttf",
    "Arial Unicode.ttf",  # from here on macOS
    "Hiragino Sans GB.ttc",
    "AppleSDGothicNeo.ttc",
    "GeezaPro.ttc",
    "Thonburi.ttc",
    "Kohinoor.ttc",
    "Apple Symbols.ttf",
    "Apple Color Emoji.ttc",
    "segoeui.ttf",  # from here on Windows
    "YuGothR.ttc",
    "msyh.ttc",
    "malgun.ttf",
    "leelawui.ttf",
    "Nirmala.ttf",
    "seguisym.ttf",
    "seguiemj.ttf",
)
"""Files that lend letters where there is no fontconfig to ask."""

_SECONDS = 20
"""How long fontconfig may take: the first time it reads all fonts there are."""

_REGULAR = 80
"""The weight of ordinary letters, as fontconfig counts."""


class Face(NamedTuple):
    """One font in a file: its number in a collection, and whether its weight can be chosen."""

    file: Path
    number: int = 0
    variable: bool = False


def faces_with(letter: str, installed: dict[str, Path]) -> Iterator[Face]:
    """Fonts that may have a letter, the likeliest first. ``installed``: see :func:`installed_fonts`."""
    asked = _fontconfig("fc-list", f":charset={ord(letter):x}")
    if asked is None:
        yield from (Face(installed[name]) for name in _LENDING_FONTS if name in installed)
        return
    have = {(file, int(number or 0)): rest for file, number, *rest in asked}
    # The upper half of a number is a named weight of a variable font, the lower half the font in the file.
    variable = {
        (file, number & 0xFFFF) for (file, number), rest in have.items() if number >> 16 or rest[2] == "True"
    }

    def unlike_ordinary(face: tuple[str, int]) -> tuple[bool, bool, tuple[str, int]]:
        weight, slant, _, family = have[face]
        return weight != str(_REGULAR) or slant != "0", "Sans" not in family, face

    order = sorted(have, key=unlike_ordinary)
    kind = "emoji" if letter >= "\U0001f000" else "sans-serif"
    for file, number, *_ in _fontconfig("fc-match", f"{kind}:charset={ord(letter):x}") or ():
        own = file, int(number or 0)
        if own in have:  # the person's choice among them, by language and settings
            order.remove(own)
            order.insert(0, own)
    for name, face_number in dict.fromkeys((file, number & 0xFFFF) for file, number in order):
        yield Face(Path(name), face_number, (name, face_number) in variable)


@cache
def _fontconfig(program: str, pattern: str) -> tuple[tuple[str, ...], ...] | None:
    """What fontconfig answers, ``None`` without it: file, number, weight, slant, variable and family of each
    font.
    """
    form = "%{file}\t%{index}\t%{weight}\t%{slant}\t%{variable}\t%{family}\n"
    try:
        done = subprocess.run(
            [program, "-f", form, pattern],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    lines = done.stdout.decode("utf-8", "surrogateescape").splitlines()
    return tuple(parts for line in lines if len(parts := tuple(line.split("\t"))) == 6)


def body_pair(installed: dict[str, Path]) -> tuple[Path, Path] | None:
    """The files of the body font and its bold; ``None`` where none of :data:`BODY_FONTS` is there."""
    pair = next((pair for pair in BODY_FONTS if pair[0] in installed), None)
    return None if pair is None else (installed[pair[0]], installed.get(pair[1], installed[pair[0]]))


@cache
def installed_fonts() -> dict[str, Path]:
    """The fonts of this machine that are known by name, by the names of their files."""
    wanted = {name for pair in BODY_FONTS for name in pair} | set(_LENDING_FONTS)
    return {
        name: Path(folder, name)
        for top in _font_folders()
        for folder, _, names in os.walk(top)
        for name in names
        if name in wanted
    }


def _font_folders() -> Iterator[Path]:
    yield from map(
        Path, ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts")
    )
    if windows := os.environ.get("WINDIR"):
        yield Path(windows, "Fonts")
    home = Path(os.environ.get("HOME") or os.environ.get("USERPROFILE") or os.devnull)
    yield from (home / below for below in (".fonts", ".local/share/fonts", "Library/Fonts"))
