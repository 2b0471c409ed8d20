"""Perfice's exports: all of it as JSON, in the shape of now or of its first program, or one form's entries.

Each entry of a form becomes a moment: the form's name is a tag, its answers stand line by line, and where a
form or a question asks for a mood, the words of the answer are feelings. Each tag is a moment of its own.
"""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from companion.exchange.parsing.csv_table import read_csv_table, unreadable
from companion.exchange.parsing.foreign_entries import ForeignEntry, LocalTimes, make_reading
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.sources import Source
from companion.exchange.parsing.strict_json import Fields, decode_utf8, parse_json
from companion.exchange.parsing.timestamps import instant_of
from companion.model.errors import InputRefused

NAME = "perfice"
TITLE = "Perfice's JSON export, or one form's JSON or CSV"
ENDINGS: tuple[str, ...] = ()

_NAMESPACE = UUID("b7f4b1f0-8d3a-5d2e-a1c9-5a3e0c9d7f24")
_ALL = re.compile(rb'\s*\{\s*"collections"\s*:\s*\{')
_ONE_FORM = re.compile(rb'\s*\{\s*"questions"\s*:\s*\[')
_TABLE = re.compile(rb'\s*"?Timestamp"?(?:,[^\r\n]*)?\r?\n"?\d{11,14}"?(?:,|\r?\n|\Z)')
_BETWEEN = "|||"
"""What stands between the answers in a cell of its CSV."""
_MOOD = re.compile(r"\b(?:moods?|feelings?|emotions?)\b", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")
_WRITTEN = ("TEXT_AREA", "RICH_INPUT", "RICH_TEXT")
_CHOSEN = ("SELECT", "SEGMENTED", "HIERARCHY", "RANGE")
_DEPTH = 6
"""How deep a list of answers may lie in another: a choice in groups is the deepest Perfice asks for."""
_A_TIME = "milliseconds since 1970, such as 1714596300000"


def recognises(source: Source) -> str | None:
    """Its collections with entries of tags, or the questions of one form with entries below."""
    if source.files:
        return None
    data = source.data.removeprefix(b"\xef\xbb\xbf")
    if _ALL.match(data[:200]) and (b'"tagEntries"' in data or b'"journal_entries"' in data):
        return "the collections in it"
    if _TABLE.match(data):
        return "its first two lines"
    one_form = _ONE_FORM.match(data[:200]) and b'"answers"' in data and b'"timestamp"' in data
    return "the questions at its start" if one_form else None


def read(source: Source, request: ImportRequest) -> Reading:
    """Every entry and every tag as a moment. Raises InputRefused, naming the collection, entry and field."""
    is_table = _TABLE.match(source.data.removeprefix(b"\xef\xbb\xbf")) is not None
    whole = Fields(_table(source.data) if is_table else parse_json(source.data), lambda: "")
    local_times = LocalTimes(request)
    if "collections" in whole.raw:
        collections = whole.get("collections")
        if not isinstance(collections, dict):
            raise whole.refusal("collections", collections, "an object, {...}")
        for name in ("entries", "tagEntries") if "journal_entries" not in collections else ():
            if name not in collections:
                raise whole.problem(f"collections: {name}", "it is missing")
        entries = list(_Collections(Fields(collections, lambda: ""), local_times).entries())
    elif "questions" in whole.raw:
        entries = list(_form_entries(whole, local_times))
    else:
        raise InputRefused("it has no collections and no questions")
    return make_reading(
        entries,
        request,
        form=NAME,
        namespace=_NAMESPACE,
        counts={"entries": len(entries)},
        remarks=local_times.remarks,
        notes=local_times.notes,
    )


def _table(data: bytes) -> dict[str, Any]:
    """The CSV of one form in the shape of its JSON. Raises InputRefused with line and column."""
    table = read_csv_table(decode_utf8(data))
    when, *questions = table.names
    entries = []
    for record in table.records:
        cell = record.cells[when].strip()
        if not cell.isdecimal():
            raise unreadable(record.line, when, cell, _A_TIME)
        answers = [record.cells[name].split(_BETWEEN) for name in questions]
        entries.append({"timestamp": int(cell), "answers": answers})
    return {"questions": questions, "entries": entries}


def _form_entries(whole: Fields, local_times: LocalTimes) -> Iterator[ForeignEntry]:
    """The entries of one form, whose name its file does not say."""
    questions = whole.texts("questions")
    for fields in whole.objects("entries"):
        answers = fields.get("answers")
        if not isinstance(answers, list):
            raise fields.refusal("answers", answers, "a list of answers")
        asked = [_Question(name) for name in questions]
        pairs = list(zip(asked, answers, strict=False))
        yield _entry(fields, local_times, "", pairs, key=str(fields.raw.get("timestamp")))


class _Question:
    """What a question of a form asks, and whether its answer is writing, or chosen from what is offered."""

    def __init__(self, name: str, display: str = "") -> None:
        self.name = name
        self.is_written = display in _WRITTEN
        self.is_chosen = display in _CHOSEN


class _Collections:
    """The tables of the whole program: entries find their form, their questions and their tag in them."""

    def __init__(self, collections: Fields, local_times: LocalTimes) -> None:
        self._collections = collections
        self._local_times = local_times
        self._forms = self._named("forms")
        self._tags = self._named("tags")
        self._questions: dict[str, _Question] = {}
        for table in ("forms", "formSnapshots", "form_snapshots"):
            for row in self._rows(table):
                questions = row.get("questions")
                for question in questions if isinstance(questions, list) else ():
                    self._add_question(question)

    def entries(self) -> Iterator[ForeignEntry]:
        """All entries, in both shapes."""
        for fields in self._rows("entries"):
            yield self._form_entry(fields, fields.get("formId"), fields.get("answers"))
        for fields in self._rows("tagEntries"):
            yield self._tag_entry(fields, self._tags.get(str(fields.get("tagId"))))
        for fields in self._rows("journal_entries"):
            context, form = fields.get("context"), fields.get("formData")
            if isinstance(context, dict) and context.get("type") == "TAG":
                name = self._tags.get(str(context.get("id"))) or fields.text_or_none("name")
                yield self._tag_entry(fields, name)
            else:
                form = form if isinstance(form, dict) else {}
                yield self._form_entry(fields, form.get("formId"), form.get("answers"))

    def _form_entry(self, fields: Fields, form_id: Any, answers: Any) -> ForeignEntry:
        if answers is not None and not isinstance(answers, dict):
            raise fields.refusal("answers", answers, "an object, {...}")
        form = self._forms.get(str(form_id)) or fields.text_or_none("name") or ""
        pairs = [(self._questions.get(id, _Question("")), answer) for id, answer in (answers or {}).items()]
        return _entry(fields, self._local_times, form, pairs, key=_key(fields))

    def _tag_entry(self, fields: Fields, name: str | None) -> ForeignEntry:
        return _entry(fields, self._local_times, name or "", [], key=_key(fields))

    def _rows(self, table: str) -> Iterator[Fields]:
        if self._collections.raw.get(table) is not None:
            yield from self._collections.objects(table)

    def _named(self, table: str) -> dict[str, str]:
        return {str(row.raw.get("id")): row.text("name").strip() for row in self._rows(table)}

    def _add_question(self, question: Any) -> None:
        if isinstance(question, dict) and isinstance(question.get("id"), str):
            name, display = question.get("name"), question.get("displayType")
            self._questions.setdefault(
                question["id"],
                _Question(
                    name.strip() if isinstance(name, str) else "", display if isinstance(display, str) else ""
                ),
            )


def _key(fields: Fields) -> str:
    id = fields.raw.get("id")
    return id if isinstance(id, str) and id else f"{fields.raw.get('timestamp')} {fields.raw.get('name')}"


def _entry(
    fields: Fields, local_times: LocalTimes, form: str, pairs: list[tuple[_Question, Any]], *, key: str
) -> ForeignEntry:
    moods: list[str] = []
    lines: list[str] = []
    writing: list[str] = []
    for question, answer in pairs:
        words = [word for word in _words(answer, 0) if word.strip()]
        if not words:
            continue
        if question.is_written:
            writing += words
            continue
        if _MOOD.search(question.name) or (question.is_chosen and _MOOD.search(form)):
            moods += [word for word in words if _LETTERS.search(word) and len(word) <= 40]
        lines.append(f"{question.name}: {', '.join(words)}" if question.name else ", ".join(words))
    at = instant_of(fields.get("timestamp"))
    try:
        local = local_times.of_instant(at) if at else None
    except (OverflowError, ValueError):
        local = None
    if local is None:
        raise fields.refusal("timestamp", fields.raw.get("timestamp"), _A_TIME)
    fields.check_depth()
    return ForeignEntry(
        key=key,
        at=local,
        zone=local_times.zone,
        text="\n\n".join(part for part in ("\n".join(lines), *writing) if part),
        moods=tuple(dict.fromkeys(moods)),
        activities=(form,) if form else (),
        as_written={**({"name": form} if form else {}), **fields.raw},
    )


def _words(answer: Any, depth: int) -> list[str]:
    """An answer as people see it: what is displayed if that is known, else the value; a list one by one."""
    if depth > _DEPTH:
        return []
    if isinstance(answer, dict):
        value = answer.get("value")
        if answer.get("type") == "DISPLAY" and isinstance(value, dict):
            shown = _words(value.get("display"), depth + 1)
            plain = value.get("value")
            many = isinstance(plain, dict) and plain.get("type") == "LIST" and len(shown) == 1
            return shown[0].split(", ") if many else shown or _words(plain, depth + 1)
        return _words(value, depth + 1)
    if isinstance(answer, list):
        return [word for part in answer for word in _words(part, depth + 1)]
    if isinstance(answer, bool):
        return ["yes" if answer else "no"]
    if answer is None:
        return []
    if isinstance(answer, float) and answer.is_integer() and abs(answer) < 1e15:
        answer = int(answer)
    return [str(answer).strip()]
