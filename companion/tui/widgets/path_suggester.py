"""Completes a path that is being typed, a folder or a file at a time."""

import shlex
from pathlib import Path

from textual.suggester import Suggester


class PathSuggester(Suggester):
    """Suggests the first file or folder, by the alphabet, that what was typed is the beginning of."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        at, _, begun = value.rpartition("/")
        if not value.strip() or ("/" not in value and value.startswith("~")):
            return None
        try:
            inside = Path(f"{at}/" if "/" in value else ".").expanduser()
            found = sorted(
                file.name + ("/" if file.is_dir() else "")
                for file in inside.iterdir()
                if file.name.startswith(begun) and (begun.startswith(".") or not file.name.startswith("."))
            )
        except (OSError, RuntimeError, ValueError):
            return None
        return f"{value.removesuffix(begun)}{found[0]}" if found and found[0] != begun else None


def path_typed(words: str) -> Path:
    """The path that was typed, or dropped on the terminal, with its quotation marks or strokes."""
    plain = words.strip()
    try:
        path = Path(plain).expanduser()
        if not path.exists() and len(parts := shlex.split(plain)) == 1:
            return Path(parts[0].removeprefix("file://")).expanduser()
    except (OSError, RuntimeError, ValueError):
        return Path(plain)
    return path
