"""Styles in words, such as ``$closeness bold``, that need no grammar: colours with a name, and plain flags.

Textual reads each as a line of a style sheet; at the first one that compiles two long regular expressions.
"""

from collections.abc import Mapping
from typing import Any

from textual.color import Color, ColorParseError
from textual.markup import STYLES
from textual.style import Style


def plain_style(words: str, variables: Mapping[str, str]) -> Style | None:
    """The style that ``words`` say: names of ``variables`` as colours, "on" before a background, flags, and
    "not" before one.

    ``None`` where they say more than that.
    """
    said: dict[str, Any] = {}
    ground, state = "foreground", True
    for word in words.split():
        if word == "on" and ground == "foreground":
            ground = "background"
        elif word == "not":
            state = False
        elif word in STYLES:
            said[word], state = state, True
        elif word.startswith("$") and ground not in said:
            value = variables.get(word[1:], "")
            if not value or " " in value:  # such as "auto 60%"
                return None
            try:
                said[ground] = Color.parse(value)
            except ColorParseError:
                return None
        else:
            return None
    return Style(**said)
