"""The words inside Daylio's cells: its activities, and its titles and notes with their bit of HTML."""

import html
import re

_TAG = re.compile(
    r"</?(br|b|strong|i|em|u|s|strike|del|span|font|p|div|ul|ol|li|h[1-6])(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|apos|#[0-9]{1,6}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_EITHER = {"br": "\n", "b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "strike": "~~", "del": "~~"}
_OPENING = {**_EITHER, "li": "\n- ", **{f"h{size}": "\n### " for size in range(1, 7)}}
_CLOSING = {**_EITHER, **dict.fromkeys(("p", "div", "ul", "ol", *(f"h{size}" for size in range(1, 7))), "\n")}


def split_activities(cell: str) -> list[str]:
    """The activities of a cell, each once, in order; stray bars and spaces at the ends go."""
    parts = [part.strip().strip("|").strip() for part in re.split(r"(?:^|(?<=\s))\|(?=\s|$)", cell)]
    return list(dict.fromkeys(part for part in parts if part))


def note_text(title: str, body: str) -> tuple[str, bool]:
    """Title and note as one Markdown text, and whether it holds both word for word."""
    heading = " ".join(html_to_markdown(title).split())
    text = html_to_markdown(body)
    note = "\n\n".join(part for part in (f"## {heading}" if heading else "", text) if part)
    return note, heading == title.strip() and text == body.strip()


def html_to_markdown(text: str) -> str:
    """Daylio's bit of HTML as Markdown; anything it does not know stays as it is."""
    found = _TAG.sub(_as_markdown, text)
    found = _ENTITY.sub(lambda entity: html.unescape(entity[0]).replace("\xa0", " "), found)
    if found != text:
        found = re.sub(r"\n{3,}", "\n\n", found)
    return found.strip()


def _as_markdown(found: re.Match[str]) -> str:
    return (_CLOSING if found[0].startswith("</") else _OPENING).get(found[1].lower(), "")
