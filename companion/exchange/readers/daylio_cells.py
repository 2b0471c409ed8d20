"""The words inside Daylio's cells: its activities, and its titles and notes with their bit of HTML."""

import html
import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdownify import MarkdownConverter

_NAMES = "br|b|strong|i|em|u|s|strike|del|span|font|p|div|ul|ol|li|h[1-6]"
"""The tags that Daylio's editor has written over the years; anything else in angle brackets is text."""

_BAR = re.compile(r"(?:^|(?<=\s))\|(?=\s|$)")
_BREAK = re.compile(r"<br(?:\s[^<>]*)?/?>", re.IGNORECASE)
_OTHER_TAG = re.compile(rf"</?(?!br\b)(?:{_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_NO_TAG = re.compile(rf"<(?!/?(?:{_NAMES})(?:\s[^<>]*)?/?>)", re.IGNORECASE)
_KNOWN_ENTITY = r"(?:nbsp|amp|lt|gt|quot|apos|#[0-9]{1,6}|#x[0-9a-f]{1,6});"
_ENTITY = re.compile(f"&{_KNOWN_ENTITY}", re.IGNORECASE)
_NO_ENTITY = re.compile(f"&(?!{_KNOWN_ENTITY})", re.IGNORECASE)


def split_activities(cell: str) -> list[str]:
    """The activities of a cell, each once, in order; stray bars and spaces at the ends go."""
    if cell.count("|") == cell.count(" | "):  # as the program writes them
        parts = [part.strip() for part in cell.split(" | ")]
    else:
        parts = [part.strip().strip("|").strip() for part in _BAR.split(cell)]
    return list(dict.fromkeys(part for part in parts if part))


def note_text(title: str, body: str) -> tuple[str, bool]:
    """Title and note as one Markdown text, and whether it holds both word for word."""
    heading = " ".join(html_to_markdown(title).split())
    text = html_to_markdown(body)
    note = "\n\n".join(part for part in (f"## {heading}" if heading else "", text) if part)
    return note, heading == title.strip() and text == body.strip()


def html_to_markdown(text: str) -> str:
    """A title or a note as Markdown, without spaces around it; what is no HTML of Daylio's stays as it is."""
    if "<" not in text and "&" not in text:
        return text.strip()
    markdown = text
    if _OTHER_TAG.search(text):
        markdown = _convert(text)
    else:  # most notes: line breaks at most, and the library takes 200 times as long
        markdown = _BREAK.sub("\n", markdown)
        markdown = _ENTITY.sub(lambda entity: html.unescape(entity[0]).replace("\xa0", " "), markdown)
    if markdown != text:
        markdown = re.sub(r"\n{3,}", "\n\n", markdown)
    return markdown.strip()


def _convert(text: str) -> str:
    """By markdownify. Lines stay lines, and what only looks like a tag or an entity is made safe from it."""
    source = _NO_ENTITY.sub("&amp;", _NO_TAG.sub("&lt;", text)).replace("\n", "<br>")
    try:
        markdown: str = _converter().convert(source)
    except RecursionError:  # it calls itself for every tag in a tag; nobody writes hundreds of them
        return text
    return markdown.replace("\xa0", " ")


@cache
def _converter() -> "MarkdownConverter":
    from markdownify import MarkdownConverter

    class NoteConverter(MarkdownConverter):
        """Markdown as notes have it here: headings below the title's, paragraphs as lines."""

        def convert_br(self, element: Any, text: str, parent_tags: set[str]) -> str:
            return "\n"

        def convert_p(self, element: Any, text: str, parent_tags: set[str]) -> str:
            return f"\n{text}\n"

        def convert_hN(self, level: int, element: Any, text: str, parent_tags: set[str]) -> str:  # noqa: N802
            return f"\n### {text.strip()}\n"

        convert_div = convert_p
        # Else the library drops the line through it. Of <u> only the words stay: Markdown has nothing for it.
        convert_strike = MarkdownConverter.convert_del  # type: ignore[attr-defined]

    return NoteConverter(bullets="-", escape_asterisks=False, escape_underscores=False, escape_misc=False)
