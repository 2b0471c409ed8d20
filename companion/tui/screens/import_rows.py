"""The rows of an import that is looked at: what it holds, what it changes, and what each word becomes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets.option_list import Option

from companion.journal import Journal
from companion.model.records import Entry, written_text
from companion.model.text import fill, one_line
from companion.tui.widgets.choice import Choice

if TYPE_CHECKING:
    from companion.exchange import ForeignWord, ImportPlan
    from companion.model.retention import MergeDifference
    from companion.transfer.comparison import Comparison

DATES = "dates"
"""The id of the row that says how dates are read."""

_ORDERS = {
    "dmy": "day, month, year",
    "mdy": "month, day, year",
    "ymd": "year, month, day",
}
_ROLES = {
    "when": ("when", "the day, with or without the time; one column has to be this"),
    "time": ("time", "the time of day, where it has a column of its own"),
    "text": ("text", "what you wrote"),
    "mood": ("mood", "what you felt"),
    "tags": ("tags", "tags, with commas between them"),
    "trigger": ("what happened", "words or ids of what happened"),
    "response": ("what you did", "words or ids of what you did"),
    "urge": ("what you wanted to do", "words or ids of urges"),
    "partner_act": ("what they did", "words or ids of what they did"),
}
_KEPT = ("none of these", "it stays in the entries, and is not used")
_ASIDE = {
    "trigger": "what happened",
    "response": "what you did",
    "urge": "what you wanted",
    "partner_act": "what they did",
    "mood": "a feeling",
}
DOUBLES = "doubles"
"""The id of the row that says whether likely doubles are left out."""
_DOUBLES = 3
_NOTES = 6
"""Notes about single places that are shown; the rest is counted."""
_FIRST_WORDS = 46


def plan_rows(plan: "ImportPlan", difference: "MergeDifference", width: int) -> Iterator[Option]:
    """What a plan holds, and what it would change here; ``width`` in cells."""
    from companion.transfer.import_words import found_in_words, read_in_words

    yield _line(Content.styled(one_line(plan.title), "bold"))
    yield _line(Content(found_in_words(plan)))
    for words in (read_in_words(plan), *plan.remarks):
        if words:
            yield _line(Content.styled(one_line(words), "$soft"))
    yield from _here(difference)
    yield _line("")
    for entry in plan.entries:
        yield _line(_first(entry))
    if plan.dates is not None:
        order = _ORDERS.get(plan.dates, plan.dates)
        yield _row(DATES, "Dates are read as", order, width)


def word_rows(plan: "ImportPlan", journal: Journal, width: int) -> Iterator[Option]:
    """A row for each word of the file with what it becomes, and what there is to note."""
    if plan.words:
        yield _line("")
        yield _line(Content.styled("What each word becomes", "$soft bold"))
    for number, word in enumerate(plan.words):
        count = f"{one_line(word.word)}  ({word.count})"
        yield _row(f"word:{number}", count, _becomes(word, journal), width, known=word.known)
    if plan.notes:
        yield _line("")
        for note in plan.notes[:_NOTES]:
            yield _line(Content.styled(one_line(note), "$soft"))
        if (more := len(plan.notes) - _NOTES) > 0:
            yield _line(Content.styled(f"and {more} more of these", "$soft"))


def column_rows(
    columns: Mapping[str, Sequence[str]], roles: Mapping[str, str], width: int
) -> Iterator[Option]:
    """A row for each column of a table: its name with its first values, and what it holds."""
    yield _line("")
    yield _line(Content.styled("What each column holds", "$soft bold"))
    for name, values in columns.items():
        first = ", ".join(one_line(value) for value in dict.fromkeys(values))
        said = _ROLES[roles[name]][0] if name in roles else _KEPT[0]
        yield _row(f"column:{name}", f"{one_line(name)}  {first[:30]}", said, width, known=name in roles)


def column_choices() -> list[Choice]:
    """What a column can hold, to pick from."""
    rows = [Choice(role, label, aside=about) for role, (label, about) in _ROLES.items()]
    return [*rows, Choice("-", _KEPT[0], aside=_KEPT[1])]


def date_order_choices() -> list[Choice]:
    """The orders of a date, to pick from."""
    return [Choice(order, words) for order, words in _ORDERS.items()]


def target_choices(word: "ForeignWord", journal: Journal) -> list[Choice]:
    """What a word of the file can become, to pick from; as it stands first."""
    from companion.exchange.parsing.word_mapping import TAG, targets

    vocabulary, settings = journal.vocabulary, journal.settings
    rows = []
    for id, label in targets(word.kind, vocabulary).items():
        kind, _, code = id.rpartition(":")
        row = vocabulary.moods.get(code) if kind in ("", "mood") else None
        rows.append(
            Choice(
                id,
                one_line(fill(label, settings)),
                aside=_ASIDE.get(kind or "mood", ""),
                also=row.also if row is not None else (),
            )
        )
    stays = word.word if word.kind == "mood" else TAG
    words = f"“{one_line(word.word)}”, as it is"
    return [Choice(stays, words, aside="a word of its own" if word.kind == "mood" else "a tag"), *rows]


def _becomes(word: "ForeignWord", journal: Journal) -> str:
    kind, _, code = word.becomes.rpartition(":")
    if not word.known:
        return "as it is" if word.kind == "mood" else "a tag"
    label = one_line(fill(journal.vocabulary.label(code, journal.settings), journal.settings))
    return f"{label}, {_ASIDE[kind]}" if kind else label


def _here(difference: "MergeDifference") -> Iterator[Option]:
    counts = difference.counts
    said = [
        f"{counts[name]:,} {words}"
        for name, words in (
            ("added", "new"), ("changed", "changed"), ("deleted", "deleted"), ("unchanged", "here already"),
        )
        if counts.get(name)
    ]  # fmt: skip
    if said:
        yield _line(Content.assemble("Here: ", (", ".join(said), "$closeness"), "."))
    for entries, words in (
        (difference.deleted, "would be deleted"), (difference.replaced, "would be replaced"),
    ):  # fmt: skip
        for entry in entries[:3]:
            yield _line(Content.styled(f"  {words}: {_first(entry)}", "$warning"))
        if len(entries) > 3:
            yield _line(Content.styled(f"  and {len(entries) - 3} more", "$warning"))


def double_rows(found: "Comparison", left_out: bool, width: int) -> Iterator[Option]:
    """The entries that seem to be here already, from elsewhere, and whether they are left out."""
    doubles = found.doubles
    if not doubles:
        return
    yield _line("")
    for double in doubles[:_DOUBLES]:
        yield _line(Content.styled(_first(double.arrival), "$soft"))
    if (more := len(doubles) - _DOUBLES) > 0:
        yield _line(Content.styled(f"and {more} more of these", "$soft"))
    count = "1 of these is" if len(doubles) == 1 else f"{len(doubles):,} of these are"
    words = f"{count} probably here already"
    yield _row(DOUBLES, words, "left out" if left_out else "imported too", width)


def _first(entry: Entry) -> str:
    text = one_line(written_text(entry))
    felt = ", ".join(one_line(feeling.mood) for feeling in entry.feelings)
    cut = text if len(text) <= _FIRST_WORDS else f"{text[: _FIRST_WORDS - 1]}…"
    return "  ".join(part for part in (f"{entry.occurred_at:%Y-%m-%d %H:%M}", felt, cut) if part)


def _line(words: Content | str) -> Option:
    return Option(words if isinstance(words, Content) else Content(words), disabled=True)


def _row(id: str, left: str, right: str, width: int, *, known: bool = True) -> Option:
    """What it is at the left, and what it becomes at the right; the left is cut where there is no room."""
    shown = Content(right).truncate(max(12, width // 2), ellipsis=True)
    room = max(8, width - shown.cell_length - 4)
    name = Content(left).truncate(room, ellipsis=True)
    gap = " " * max(2, width - name.cell_length - shown.cell_length - 2)
    return Option(Content.assemble("  ", name, gap, (shown.plain, "$closeness" if known else "$soft")), id=id)
