"""The tags in a text in Markdown: ``#tag`` and Logseq's ``#[[two words]]``, but for those in code."""

import re

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_FENCE_IN_LIST = re.compile(r"[ \t]*(?:- )?(`{3,}|~{3,})")
_CODE = re.compile(r"`[^`\n]*`")
_TAG = re.compile(r"(?<!\S)#([\w/-]*[^\W\d_/-][\w/-]*)")
_BRACKETED = re.compile(r"(?<!\S)#\[\[([^\[\]\n]+)\]\]")

_NOT_IN_TAG = re.compile(r"[^\w/-]+")

AS_WRITTEN = "tags-as-written"
"""The property of a note's front matter that has the tags as they are where Obsidian's can not hold them."""


def as_markdown_tag(tag: str) -> str:
    """A tag as Obsidian can hold it, of letters, figures, low lines, hyphens and slashes: ``late-shifts``.

    Figures alone are no tag there, so a low line goes in front; nothing is left of signs alone.
    """
    held = _NOT_IN_TAG.sub("-", tag).strip("-/")
    return held if re.search(r"[^\d/-]", held) else held and f"_{held}"


def tags_in(text: str, *, bracketed: bool = False) -> list[str]:
    """The tags in the order they stand; with ``bracketed``, as Logseq has them: of several words too."""
    if "#" not in text:
        return []
    tags: list[str] = []
    fence = ""
    for line in text.split("\n"):
        opens = (_FENCE_IN_LIST if bracketed else _FENCE).match(line)
        if fence:
            if opens and opens[1].startswith(fence) and not line.strip(" \t`~"):
                fence = ""
        elif opens:
            fence = opens[1]
        else:
            plain = _CODE.sub(" ", line)
            tags += _TAG.findall(plain)
            if bracketed:
                tags += [tag.strip() for tag in _BRACKETED.findall(plain) if tag.strip()]
    return tags
