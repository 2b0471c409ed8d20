"""Text as Markdown shows it: signs that would be markup are escaped."""

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$%!&^=])")


def escape_markdown(text: str) -> str:
    """``text`` with a backslash before every sign that Markdown, or a dialect of it, could read as markup.

    For text within a line: the dialects are those of CommonMark, of GitHub's tables and strike-through, and
    of Obsidian's formulas, highlights and comments. Line breaks stay; see
    :func:`companion.model.text.one_line`.
    """
    return _MARKUP.sub(r"\\\1", text)
