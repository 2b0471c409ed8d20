"""Org mode's outline: the headings of a file, their drawers, tags and text; what a diary needs of it."""

import re
from datetime import date, time
from typing import NamedTuple

_HEADING = re.compile(r"(\*+)[ \t]+(.*)")
_TAGS = re.compile(r"(?:^|[ \t]+):((?:[\w@#%]+:)+)[ \t]*$")
_KEYWORD = re.compile(r"#\+(\w+):[ \t]*(.*)")
_PROPERTY = re.compile(r"[ \t]*:([^\s:]+):(?:[ \t]+(.*))?")
_BLOCK = re.compile(r"[ \t]*#\+(begin|end)_(\S+)", re.IGNORECASE)
_PLANNING = re.compile(r"[ \t]*(?:CLOSED|DEADLINE|SCHEDULED):")
_DAY = re.compile(r"[\[<]?(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_CLOCK = re.compile(
    r"(?:[\[<]\d{4}-\d{2}-\d{2}(?:[ \t]+[^\W\d_]+\.?)?[ \t]+(\d{1,2}):(\d{2})[\]>]"
    r"|(\d{1,2}):(\d{2})(?::\d{2})?(?:[ \t]*([ap])\.?m\b\.?)?)(?=[ \t]|$)[ \t]*",
    re.IGNORECASE,
)
_BEFORE_MARKUP = (
    r"(?=\u200b*(?:\*+(?:\s|$)|%%\(|\[fn:"
    r"|[ \t]*(?:#(?:[ \t+]|$)|:\S*:[ \t]*$|CLOCK:|CLOSED:|DEADLINE:|SCHEDULED:)))"
)
_ACTED_ON = re.compile(rf"(?im)^{_BEFORE_MARKUP}|(?<=local)(?=\u200b* variables:)|(?<=<)(?=\u200b*%%\()")
_KEPT_OUT = re.compile(
    rf"(?im)^\u200b{_BEFORE_MARKUP}|(?<=local)\u200b(?=\u200b* variables:)|(?<=<)\u200b(?=\u200b*%%\()"
)
_NOT_IN_TAG = re.compile(r"[^\w@#%]+")

KEEP_OUT = "\u200b"
"""A zero width space: what stands behind it is text for org, as its manual has it."""

NO_DAY = "COMPANION"
"""The property of a heading in an export of this program that stands for no day, and what is below it."""

ENCRYPTED = "PGP MESSAGE-----"
"""What stands where org-crypt, or GnuPG, has made something unreadable."""


class OrgHeading(NamedTuple):
    """One heading: the stars in front, its words without tags, its drawer's properties and the text below.

    ``line`` is counted from 1. ``text`` ends before the next heading and holds no property drawer; names of
    properties are in capitals.
    """

    line: int
    level: int
    title: str
    tags: tuple[str, ...]
    properties: dict[str, str]
    text: str


class OrgFile(NamedTuple):
    """A file: its keywords in small letters (``title``), its own properties, what stands above headings."""

    keywords: dict[str, str]
    properties: dict[str, str]
    text: str
    headings: tuple[OrgHeading, ...]

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of ``#+filetags:``, which are those of all its headings too."""
        return tuple(filter(None, re.split(r"[:\s]+", self.keywords.get("filetags", ""))))


def parse_org(text: str) -> OrgFile:
    """The outline of a text whose lines end in ``\\n``. Never refuses: what is no markup is text."""
    keywords: dict[str, str] = {}
    parts: list[tuple[int, str, list[str]]] = [(0, "", [])]
    block = ""
    for number, line in enumerate(text.split("\n"), start=1):
        edge = _BLOCK.match(line)
        if edge and not block and edge[1].casefold() == "begin":
            block = edge[2].casefold()
        elif edge and edge[1].casefold() == "end" and edge[2].casefold() == block:
            block = ""
        if _HEADING.fullmatch(line):  # in a block too: org ends it there
            block = ""
            parts.append((number, line, []))
        elif len(parts) == 1 and not block and (keyword := _KEYWORD.fullmatch(line)):
            keywords.setdefault(keyword[1].casefold(), keyword[2].strip())
        else:
            parts[-1][2].append(line)
    properties, above = _without_drawer(parts[0][2])
    return OrgFile(keywords, properties, above, tuple(_heading(*part) for part in parts[1:]))


def _heading(number: int, line: str, below: list[str]) -> OrgHeading:
    match = _HEADING.fullmatch(line)
    assert match is not None
    title = match[2].strip()
    tagged = _TAGS.search(title)
    tags = tuple(filter(None, tagged[1].split(":"))) if tagged else ()
    properties, text = _without_drawer(below)
    return OrgHeading(
        number, len(match[1]), title[: tagged.start()] if tagged else title, tags, properties, text
    )


def _without_drawer(lines: list[str]) -> tuple[dict[str, str], str]:
    """The properties of a drawer that stands first (after a line of planning), and the rest."""
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines and _PLANNING.match(lines[start]) and start + 1 < len(lines):
        start += 1
    if not lines or lines[start].strip().upper() != ":PROPERTIES:":
        return {}, "\n".join(lines).strip("\n")
    properties: dict[str, str] = {}
    for number, line in enumerate(lines[start + 1 :], start + 1):
        if line.strip().upper() == ":END:":
            return properties, "\n".join([*lines[:start], *lines[number + 1 :]]).strip("\n")
        row = _PROPERTY.fullmatch(line)
        if row is None:
            break
        properties.setdefault(row[1].upper(), (row[2] or "").strip())
    return {}, "\n".join(lines).strip("\n")  # a drawer that is never closed is text


def day_of(written: str) -> date | None:
    """The day of a property: ``20260301``, ``2026-03-01``, ``[2026-03-01 Sun 14:30]``."""
    match = _DAY.match(written.strip())
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def escape_org(text: str) -> str:
    """``text`` with a zero width space before all that org or Emacs would act on; what only styles words
    stays. :func:`unescape_org` takes it away again.
    """
    return _ACTED_ON.sub(KEEP_OUT, text)


def unescape_org(text: str) -> str:
    """What :func:`escape_org` was given."""
    return _KEPT_OUT.sub("", text)


def as_org_tag(tag: str) -> str:
    """A tag with a low line for all that org's tags cannot hold: ``long_walk``."""
    return _NOT_IN_TAG.sub("_", tag.strip())


def leading_time(title: str) -> tuple[time | None, str]:
    """The time of day in front of a heading's words, and the words: ``14:30 A walk``."""
    match = _CLOCK.match(title)
    if match is None:
        return None, title
    hour, minute = int(match[1] or match[3]), int(match[2] or match[4])
    if match[5]:
        if not 1 <= hour <= 12:
            return None, title
        hour = hour % 12 + (12 if match[5].casefold() == "p" else 0)
    try:
        return time(hour, minute), title[match.end() :]
    except ValueError:
        return None, title
