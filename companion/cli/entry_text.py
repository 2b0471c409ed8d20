"""An entry told in lines of plain text."""

import textwrap

from companion.cli.session import Session
from companion.model.records import Entry, Feeling, Moment
from companion.model.text import one_line, shown
from companion.review.grammar import lower_first, upper_first, wish

SHORT_ID = 8
"""How much of an id is shown; any beginning that fits one entry alone names it."""


def label(session: Session, code: str) -> str:
    """The words for a code, safe to show; an unknown code as it stands."""
    journal = session.journal()
    return one_line(journal.vocabulary.label(code, journal.settings))


def partner(session: Session) -> str:
    """The other's name, or "partner"."""
    return one_line(session.journal().settings.partner_name) or "partner"


def heading(session: Session, entry: Entry) -> str:
    """What happened, or which question was answered."""
    if isinstance(entry, Moment):
        words = upper_first(_labels(session, entry.triggers or entry.partner_acts) or "a moment")
    else:
        words = label(session, entry.prompt) if entry.prompt else "A reflection"
    return f"{'★ ' if entry.starred else ''}{words}"


def facts(session: Session, entry: Entry) -> list[tuple[str, str]]:
    """(what, value) for every part that was given but the text itself, in the order a moment goes."""
    rows: list[tuple[str, str]] = []
    if isinstance(entry, Moment):
        if entry.triggers and entry.partner_acts:
            rows.append((partner(session), _labels(session, entry.partner_acts)))
        rows += [
            ("felt", _feelings(session, entry.feelings)),
            ("in the body", one_line(entry.body)),
            ("wanted", _wishes(session, entry.urges)),
            ("did", _labels(session, entry.responses)),
            ("ended", one_line(entry.ending)),
            ("closeness", "" if entry.closeness is None else f"{entry.closeness:+d}"),
            ("with", "" if entry.person == "default" else one_line(entry.person)),
        ]
    else:
        rows += [
            ("felt", _feelings(session, entry.feelings)),
            ("leaning", one_line((entry.leaning or "").replace("_", "-"))),
        ]
    rows.append(("tags", ", ".join(one_line(tag) for tag in entry.tags)))
    return [row for row in rows if row[1]]


def entry_lines(session: Session, entry: Entry, *, whole: bool = False, text: str | None = None) -> list[str]:
    """An entry in some lines; the first ends with the id to name it by.

    Its text stands there in short unless ``whole``; ``text`` is another piece to show in its place.
    """
    width = session.width
    stamp = f"  {entry.occurred_at:%H:%M}  "
    indent = " " * len(stamp)
    id = session.style(f"  {one_line(entry.id)[:SHORT_ID]}", dim=True)
    lines = textwrap.wrap(heading(session, entry), width - len(stamp) - SHORT_ID - 2) or [""]
    found = [stamp + session.style(lines[0], bold=True) + id]
    found += [indent + session.style(line, bold=True) for line in lines[1:]]
    known = facts(session, entry)
    gutter = max((len(what) for what, _ in known), default=0)
    for what, value in known:
        name, *more = textwrap.wrap(value, width - len(indent) - gutter - 2) or [""]
        found.append(f"{indent}{session.style(f'{what:<{gutter}}', dim=True)}  {name}")
        found += [f"{indent}{' ' * gutter}  {line}" for line in more]
    if text is None:
        text = entry.note if isinstance(entry, Moment) else entry.text
    text = shown(text).strip()
    if whole and text:
        found.append("")
        found += [indent + line for line in text.splitlines()]
    elif text:
        found += textwrap.wrap(
            one_line(text),
            width,
            initial_indent=indent,
            subsequent_indent=indent,
            max_lines=2,
            placeholder=" …",
        )
    return found


def _labels(session: Session, codes: tuple[str, ...]) -> str:
    return ", ".join(lower_first(label(session, code)) for code in codes)


def _wishes(session: Session, codes: tuple[str, ...]) -> str:
    known = session.journal().vocabulary.responses
    return ", ".join(f"to {wish(known.get(code), label(session, code))}" for code in codes)


def _feelings(session: Session, feelings: tuple[Feeling, ...]) -> str:
    return ", ".join(
        lower_first(label(session, one.mood)) + ("" if one.intensity is None else f" {one.intensity}")
        for one in feelings
    )
