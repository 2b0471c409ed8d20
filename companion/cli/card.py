"""Pages of the library on the command line. They need no journal, so a locked one is not in the way."""

import re
import textwrap

import click

from companion.cli.session import Session, pass_session
from companion.model.errors import NothingFound
from companion.model.records import Settings
from companion.model.text import fill, shown


@click.command()
@click.argument("name", required=False)
@pass_session
def card(session: Session, name: str | None) -> None:
    """Read a page of the library, or list them all. No journal is opened.

    \b
    Examples:
      companion card
      companion card crisis
      companion card safety
    """
    from companion.model.vocabulary import SECTIONS, load_vocabulary

    words, settings = load_vocabulary(), Settings()
    if name is None:
        for section, title in SECTIONS.items():
            session.out(f"\n  {session.style(title, bold=True)}")
            for id, row in words.section(section).items():
                if not row.deprecated:
                    session.out(shown(f"  {id:<28}{fill(row.title, settings)}"))
        session.out()
        return
    page = words.cards.get(name) or words.cards.get(f"card_{name}")
    if page is None:
        raise NothingFound(f"there is no page {name!r}; `companion card` lists them")
    session.out(f"\n  {session.style(shown(fill(page.title, settings)), bold=True)}\n")
    for block in fill(page.body, settings).split("\n\n"):
        session.out(_block(block, min(session.width, 78)) + "\n")


def _block(block: str, width: int) -> str:
    """A paragraph, or a list with an item a line, without the marks of Markdown."""
    lines = []
    for line in block.splitlines():
        plain = shown(re.sub(r"\*\*|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)", "", line))
        item = plain.startswith("- ")
        lines.append(
            textwrap.fill(plain, width, initial_indent="  ", subsequent_indent="    " if item else "  ")
        )
    return "\n".join(lines)
