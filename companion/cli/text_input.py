"""A person's own words on their way in: given as they are, from stdin, or out of an editor."""

import sys
from datetime import datetime
from typing import Any

from companion.cli.session import Session
from companion.model.date_format import day_and_time
from companion.model.errors import InputRefused
from companion.model.records import Entry, Moment


def note_given(session: Session, given: str | None, edit: bool) -> str:
    """The words given; ``-`` reads stdin, ``edit`` opens the editor. Empty where nothing was written."""
    if edit:
        from companion.system.editor import edit as in_editor

        return in_editor("" if given in (None, "-") else given or "", session.say) or given or ""
    return read_stdin() if given == "-" else given or ""


def texts_with_stdin(**texts: str) -> dict[str, Any]:
    """Texts by the name of their option; one of them may be ``-`` and is read from stdin.

    Raises InputRefused where two are: nobody could tell which part of stdin is whose.
    """
    asked = [name for name, text in texts.items() if text == "-"]
    if len(asked) > 1:
        names = " and ".join(f"--{name} -" for name in asked)
        raise InputRefused(f"{names}: only one of these can be read from stdin")
    return {name: read_stdin() if text == "-" else text for name, text in texts.items()}


def say_saved(session: Session, entry: Entry, *, as_json: bool = False) -> None:
    """Print the id of an entry that was saved, or all of it; to a person also where it is and how to undo it.

    A page is named after it where one is offered.
    """
    noun = "moment" if isinstance(entry, Moment) else "reflection"
    session.saved = f"The {noun} is saved as {entry.id}."
    session.leaves_undo = True
    if as_json:
        from companion.exchange.journal_fields import as_dict

        session.out_json(as_dict(entry))
    else:
        session.out(entry.id)
    if session.can_ask:
        session.say(f"Saved to {time_words(session, entry.occurred_at)}. To undo: {session.command('undo')}")
    offer_page(session, entry)


def time_words(session: Session, at: datetime) -> str:
    """The day a time belongs to, and the time: ``Thursday 26 November, 21:00``."""
    start, form = session.journal().settings.day_start, session.configuration.date_format
    return day_and_time(at, start, form, year=at.year != session.clock.now().year)


_FIRST_LINES = 5
"""How many paragraphs of the Safety page are printed: what it is for, what is meant, and what to do now."""


def offer_page(session: Session, entry: Entry, before: Entry | None = None) -> None:
    """Say on stderr which page may help after an entry just saved, where one is offered.

    After fear was noted that is the Safety page, on a terminal with its first lines, and that quiet mode is
    on now. ``before``: the entry as it was, where it was changed.
    """
    from companion.journal import turns_quiet_on

    if turns_quiet_on(entry) and not (before is not None and turns_quiet_on(before)):
        _say_quiet(session)
        return
    card = session.journal().entries.page_to_offer(entry)
    if card is not None and _offers_pages(session):
        name = card.removeprefix("card_")
        session.say(
            f"Your entry is saved as you wrote it. A page that may help right now: companion card {name}"
        )


def _say_quiet(session: Session) -> None:
    off = session.command("settings quiet off")
    session.say(f"Quiet mode is on now: nothing asks you to come closer. `{off}` turns it off.")
    page = session.command("card safety")
    if session.read_by_someone:
        from companion.cli.card import page_lines

        journal = session.journal()
        safety = journal.vocabulary.section("safety")["card_safety"]
        width = min(session.width, 78)
        session.say(f"\n{page_lines(safety, journal.settings, width, paragraphs=_FIRST_LINES)}\n")
        session.say(f"The rest of the Safety page: `{page}`.")
    else:
        session.say(f"The Safety page: `{page}`.")


def _offers_pages(session: Session) -> bool:
    try:
        return session.configuration.phrase_check
    except InputRefused:  # a broken file of the program's is no reason to fail once the entry is kept
        return True


def read_stdin() -> str:
    """All of stdin as UTF-8 text, without the line break at its end. Raises InputRefused for other bytes."""
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefused(f"stdin: not UTF-8 text (byte {error.start})") from None
    return text.replace("\r\n", "\n").rstrip("\n")
