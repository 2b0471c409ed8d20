"""A document as a row of blocks, and that row as text, Markdown and HTML (as PDF: ``pdf.py``).

Nothing a block holds is markup anywhere; control characters are shown as U+FFFD.
"""

import textwrap
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Literal, NamedTuple

from companion.documents.markdown import escape_markdown
from companion.model.text import one_line, shown

Kind = Literal["title", "heading", "subheading", "text", "item", "fact", "words", "quiet"]
"""``fact`` has a label; ``words`` are a person's own, with their line breaks; ``quiet`` is a small remark."""

_MARGIN = "  "


class Block(NamedTuple):
    """One piece of a document.

    ``text``: what it says, of any content. ``label``: the words before a ``fact``; empty for all other kinds.
    """

    kind: Kind
    text: str
    label: str = ""


def to_text(blocks: Iterable[Block], width: int = 80) -> str:
    """The document for a terminal: at most ``width`` columns, and at most 76; safe to show."""
    measure = min(width, 76)

    def wrapped(text: str, first: str = _MARGIN, then: str = _MARGIN) -> str:
        return textwrap.fill(
            one_line(text), measure, initial_indent=first, subsequent_indent=then, break_on_hyphens=False
        )

    def written(block: Block) -> str:
        match block.kind:
            case "item":
                return wrapped(block.text, f"{_MARGIN}- ", f"{_MARGIN}  ")
            case "fact":
                return wrapped(f"{block.label}: {block.text}")
            case "words":
                lines = shown(block.text).splitlines()
                return "\n".join(wrapped(line, f"{_MARGIN}  ", f"{_MARGIN}  ") for line in lines)
            case "title":
                return wrapped(block.text) + "\n" + _MARGIN + "=" * min(len(block.text), measure - 2)
            case "heading":
                return wrapped(block.text) + "\n" + _MARGIN + "-" * min(len(block.text), measure - 2)
            case _:
                return wrapped(block.text)

    return "\n\n".join("\n".join(map(written, group)) for _, group in _grouped(blocks))


def to_markdown(blocks: Iterable[Block]) -> str:
    """The document as Markdown; signs of markup in its texts are escaped, a person's own words are quoted."""

    def written(block: Block) -> str:
        text = escape_markdown(one_line(block.text))
        match block.kind:
            case "title":
                return f"# {text}"
            case "heading":
                return f"## {text}"
            case "subheading":
                return f"### {text}"
            case "item":
                return f"- {text}"
            case "fact":
                return f"- {escape_markdown(one_line(block.label))}: {text}"
            case "words":
                return "\n".join(f"> {line}" for line in shown(block.text).splitlines())
            case "quiet":
                return f"*{text}*" if text else ""
            case _:
                return text

    return "\n\n".join("\n".join(map(written, group)) for _, group in _grouped(blocks)) + "\n"


def to_html(blocks: Iterable[Block], title: str = "Journal") -> str:
    """The document as one page to read or to print: no script, nothing loaded from elsewhere, all escaped.

    ``title``: what a browser shows above the page.
    """
    return "".join(html_page(blocks, title))


def html_page(blocks: Iterable[Block], title: str = "Journal") -> Iterator[str]:
    """What :func:`to_html` gives, one part after the other."""
    yield HTML_HEAD.format(title=escape(shown(title)))
    yield from html_parts(blocks)
    yield "</body>\n</html>\n"


def html_parts(blocks: Iterable[Block]) -> Iterator[str]:
    """The blocks as HTML, one after the other, to stand in the body of a page; all is escaped."""
    for kind, group in _grouped(blocks):
        texts = [(escape(shown(block.label)), escape(shown(block.text))) for block in group]
        match kind:
            case "title":
                yield from (f'<h1 dir="auto">{text}</h1>\n' for _, text in texts)
            case "heading":
                yield from (f'<h2 dir="auto">{text}</h2>\n' for _, text in texts)
            case "subheading":
                yield from (f'<h3 dir="auto">{text}</h3>\n' for _, text in texts)
            case "item":
                yield from ("<ul>\n", *(f'<li dir="auto">{text}</li>\n' for _, text in texts), "</ul>\n")
            case "fact":
                rows = (f'<dt>{label}</dt><dd dir="auto">{text}</dd>\n' for label, text in texts)
                yield from ("<dl>\n", *rows, "</dl>\n")
            case "words":
                yield from (f'<div class="text" dir="auto">{text}</div>\n' for _, text in texts)
            case "quiet":
                yield from (f'<p class="quiet" dir="auto">{text}</p>\n' for _, text in texts)
            case _:
                yield from (f'<p dir="auto">{text}</p>\n' for _, text in texts)


def _grouped(blocks: Iterable[Block]) -> Iterator[tuple[Kind, list[Block]]]:
    """The items of a list, and facts that follow each other, as one group; each other block by itself."""
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        if kind in ("item", "fact"):
            yield kind, list(group)
        else:
            yield from ((kind, [block]) for block in group)


HTML_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 Georgia, serif; }}
h1 {{ line-height: 1.2; }}
h2 {{ margin-top: 2.5rem; border-bottom: 1px solid; }}
h3 {{ margin-bottom: .3rem; }}
h2, h3 {{ break-after: avoid; }}
dl {{ display: grid; grid-template-columns: 10rem 1fr; gap: .1rem .8rem; margin: .3rem 0; }}
dt {{ opacity: .7; }}
dd {{ margin: 0; overflow-wrap: anywhere; }}
li, p {{ overflow-wrap: anywhere; }}
.text {{ white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0 0; }}
.quiet {{ opacity: .75; font-size: .9rem; }}
@media (max-width: 30rem) {{ dl {{ grid-template-columns: 1fr; }} }}
@media print {{ body {{ max-width: none; margin: 0; }} }}
</style>
</head>
<body>
"""
