"""Pages of the library on the command line. They need no journal, so a locked one is not in the way."""

import re
import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from companion.cli.pass_session import pass_session
from companion.cli.plain_option import plain_option, refuse_beside_plain
from companion.cli.session import Session
from companion.model.errors import CompanionError, NothingFound
from companion.model.records import Settings
from companion.model.text import fill, shown

if TYPE_CHECKING:
    from companion.model.vocabulary import Card
    from companion.review.library import LibraryPage

MOST_FOUND = 8
"""How many pages are named for words that open none."""
COLUMN = 42
"""Cells from the left edge at which the titles of a list begin, after the longest id."""
NAMES = ("", "card_", "ex_", "rc_", "at_", "wr_", "tc_", "tk_", "pb_", "pr_")
"""What may be left out at the beginning of an id."""


@click.command()
@click.argument("name", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the page or the list as JSON.")
@plain_option
@pass_session
def card(session: Session, name: tuple[str, ...], as_json: bool, plain: bool) -> None:
    """Read a page of the Library, or list all pages. Your journal stays locked.

    Pages, practices, patterns and questions open by their id or title, and by everyday words. Where several
    fit, they are listed.

    In quiet mode, pages about coming closer are left out. They are left out for a locked journal too, as it
    cannot say whether quiet mode is on.

    \b
    Examples:
      companion card
      companion card crisis
      companion card safety
      companion card tonight
      companion card pulling away
      companion card why is my partner so distant
    """
    from companion.model.vocabulary import load_vocabulary
    from companion.review.library import library_pages

    if as_json and plain:
        refuse_beside_plain("--plain does not go with --json.")
    words, settings = load_vocabulary(), Settings()
    careful = _careful(session)
    pages = library_pages(words, settings, quiet=careful)
    if not name:
        _list(session, pages, as_json=as_json, plain=plain)
        return
    asked = " ".join(name)
    page = page_named(asked, pages)
    if page is None and careful and page_named(asked, library_pages(words, settings, quiet=False)):
        raise NothingFound(
            f"{asked}: this page is left out in quiet mode, and while the journal is locked;"
            " `companion card safety` can be read"
        )
    if page is None:
        _list_found(session, asked, pages, as_json=as_json, plain=plain)
    elif as_json:
        session.out_json(_as_data(page, pages))
    else:
        _print(session, page, pages, plain=plain)


def page_named(asked: str, pages: "Mapping[str, LibraryPage]") -> "LibraryPage | None":
    """The page with this id or title, or the only one with these everyday words."""
    id = "_".join(asked.casefold().replace("-", " ").split())
    for beginning in NAMES:
        if f"{beginning}{id}" in pages:
            return pages[f"{beginning}{id}"]
    text = _comparable(asked)
    titled = [page for page in pages.values() if _comparable(page.title) == text]
    everyday = [page for page in pages.values() if text in map(_comparable, page.also)]
    return titled[0] if titled else everyday[0] if len(everyday) == 1 else None


def _comparable(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold().replace("’", "").replace("'", "")))


def _list(session: Session, pages: "Mapping[str, LibraryPage]", *, as_json: bool, plain: bool) -> None:
    from companion.review.library import group_heading

    listed = [page for page in pages.values() if page.on_shelf]
    if as_json:
        session.out_json([_in_brief(page) for page in listed])
        return
    heading = ("", "")
    for page in listed:
        if (page.group, page.section) != heading:
            heading = (page.group, page.section)
            words = shown(f"{group_heading(page.group, Settings())}: {page.section}")
            session.out(f"\n{words}." if plain else f"\n  {session.style(words, bold=True)}")
        session.out(_row(session, page, plain=plain))
    session.out()


def _list_found(
    session: Session, asked: str, pages: "Mapping[str, LibraryPage]", *, as_json: bool, plain: bool
) -> None:
    """The pages that fit the words. Raises NothingFound where none does, or where one id was meant."""
    from companion.review.library_find import PageIndex

    found = PageIndex(pages).find(asked.replace("_", " "))[:MOST_FOUND]
    nothing = f"there is no page {asked!r}; run `companion card` to list them"
    if found and "_" in asked:
        meant = " or ".join(page.id for page in found[:3])
        raise NothingFound(f"{nothing}. Did you mean {meant}?")
    if not found:
        raise NothingFound(nothing)
    if as_json:
        session.out_json([_in_brief(page) for page in found])
        return
    session.out()
    for page in found:
        session.out(_row(session, page, plain=plain))
    session.out("\n" + shown(f"To read one: companion card {found[0].id}"))


def _row(session: Session, page: "LibraryPage", *, plain: bool) -> str:
    title = shown(page.title)
    if plain:
        return shown(f"{title}: {page.id}")
    indent = " " * COLUMN
    return textwrap.fill(
        title, max(session.width, 80), initial_indent=f"  {page.id:<{COLUMN - 2}}", subsequent_indent=indent
    )


def _print(session: Session, page: "LibraryPage", pages: "Mapping[str, LibraryPage]", *, plain: bool) -> None:
    """A page: its title and subtitle, its text, and the pages it goes on to with the command for each."""
    width = min(session.width, 78)
    title, about = shown(page.title), shown(page.subtitle)
    if page.body.startswith(page.subtitle):
        about = ""  # the help of something to note is both
    if plain:
        session.out("\n" + "\n".join(_sentence(words) for words in (title, about) if words) + "\n")
    else:
        session.out(f"\n  {session.style(title, bold=True)}")
        session.out("".join(f"  {line}\n" for line in textwrap.wrap(about, width - 2)))
    for block in page.body.split("\n\n"):
        if block:
            session.out(_in_lines(block) if plain else _block(block, width) + "\n")
    onward = [pages[link] for link in page.links if link in pages]
    if onward:
        session.out("See also:" if plain else f"  {session.style('See also', bold=True)}")
        for one in onward:
            session.out(shown(f"{one.title}: companion card {one.id}") if plain else _see_also(one, width))
        session.out()


def _sentence(words: str) -> str:
    return words if words.endswith(("?", "!", ".")) else f"{words}."


def _see_also(page: "LibraryPage", width: int) -> str:
    command = shown(f"companion card {page.id}")
    title = shown(page.title)
    if len(title) + len(command) + 4 <= width:
        return f"  {title}  {command}"
    return "\n".join((*_wrapped(title, width), f"    {command}"))


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="  ")


def _in_brief(page: "LibraryPage") -> dict[str, Any]:
    return {
        "id": page.id,
        "title": page.title,
        "subtitle": page.subtitle,
        "group": page.group,
        "section": page.section,
    }


def _as_data(page: "LibraryPage", pages: "Mapping[str, LibraryPage]") -> dict[str, Any]:
    links = [{"id": link, "title": pages[link].title} for link in page.links if link in pages]
    return {**_in_brief(page), "text": page.body, "see_also": links}


def page_lines(page: "Card", settings: Settings, width: int, *, paragraphs: int | None = None) -> str:
    """A page as lines of text, or its first paragraphs with its title."""
    blocks = fill(page.body, settings).split("\n\n")[:paragraphs]
    return "\n\n".join([f"  {shown(fill(page.title, settings))}", *(_block(each, width) for each in blocks)])


def _careful(session: Session) -> bool:
    """Whether pages that are hidden in quiet mode are: it is on, or a journal that is there cannot say."""
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
            line,
            width,
            initial_indent="  ",
            subsequent_indent="     " if re.match(r"\d\. ", line) else "    " if line[:2] == "- " else "  ",
        )
        for line in _unmarked(block)
    )


def _in_lines(block: str) -> str:
    """A paragraph or an item of a list as one line, however long."""
    return "\n".join(line.removeprefix("- ") for line in _unmarked(block))


def _unmarked(block: str) -> list[str]:
    return [shown(re.sub(r"\*\*|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)", "", line)) for line in block.splitlines()]
