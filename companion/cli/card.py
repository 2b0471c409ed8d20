"""Pages of the library on the command line. They need no journal, so a locked one is not in the way."""

import re
import textwrap
from typing import TYPE_CHECKING

import click

from companion.cli.plain_option import plain_option
from companion.cli.session import Session, pass_session
from companion.model.errors import CompanionError, NothingFound
from companion.model.records import Settings
from companion.model.text import fill, shown

if TYPE_CHECKING:
    from companion.model.vocabulary import Card


@click.command()
@click.argument("name", required=False)
@plain_option
@pass_session
def card(session: Session, name: str | None, plain: bool) -> None:
    """Read a page of the Library, or list all pages. Your journal stays locked.

    In quiet mode, pages about coming closer are left out. They are left out for a locked journal too, as it
    cannot say whether quiet mode is on.

    \b
    Examples:
      companion card
      companion card crisis
      companion card safety
      companion card tonight
      companion card tonight-pulling-away
    """
    from companion.model.vocabulary import SECTIONS, load_vocabulary

    words, settings = load_vocabulary(), Settings()
    careful = _careful(session)

    def may_be_read(row: "Card") -> bool:
        return not row.deprecated and (row.shown_when_quiet or not careful)

    if name is None:
        for section, title in SECTIONS.items():
            rows = [row for row in words.section(section).values() if may_be_read(row)]
            if rows:
                heading = fill(title, settings)
                session.out(f"\n{heading}:" if plain else f"\n  {session.style(heading, bold=True)}")
            for row in rows:
                page = fill(row.title, settings)
                session.out(shown(f"{page}: {row.id}" if plain else f"  {row.id:<28}{page}"))
        session.out()
        return
    id = name.replace("-", "_")
    wanted = words.cards.get(id) or words.cards.get(f"card_{id}")
    if wanted is None:
        raise NothingFound(f"there is no page {name!r}; run `companion card` to list them")
    if not may_be_read(wanted):
        raise NothingFound(
            f"{name}: this page is left out in quiet mode, and while the journal is locked;"
            " `companion card safety` can be read"
        )
    heading = shown(fill(wanted.title, settings))
    session.out(f"\n{heading}.\n" if plain else f"\n  {session.style(heading, bold=True)}\n")
    for block in fill(wanted.body, settings).split("\n\n"):
        session.out(_in_lines(block) if plain else _block(block, min(session.width, 78)) + "\n")


def _careful(session: Session) -> bool:
    """Whether pages that ask for closeness stay away: it is quiet, or a journal that is there cannot say."""
    from companion.journal import open_journal
    from companion.vault.encryption import state

    try:
        if state(session.places) == "none":
            return False
        with open_journal(session.places, clock=session.clock, create=False) as journal:
            return journal.quiet
    except CompanionError:
        return True


def _block(block: str, width: int) -> str:
    """A paragraph, or a list with an item a line, without the marks of Markdown."""
    return "\n".join(
        textwrap.fill(
            line, width, initial_indent="  ", subsequent_indent="    " if line.startswith("- ") else "  "
        )
        for line in _unmarked(block)
    )


def _in_lines(block: str) -> str:
    """A paragraph or an item of a list as one line, however long."""
    return "\n".join(line.removeprefix("- ") for line in _unmarked(block))


def _unmarked(block: str) -> list[str]:
    return [shown(re.sub(r"\*\*|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)", "", line)) for line in block.splitlines()]
