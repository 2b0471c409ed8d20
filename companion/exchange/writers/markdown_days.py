"""A folder of Markdown, one file a day, with front matter that Obsidian opens.

What a person wrote stands as a quotation: whatever Markdown it holds, an open fence or comment ends with it.
Front matter values are JSON strings, which are YAML too. Obsidian's tags hold no blanks, so "late shifts" is
``late-shifts`` there, and the tags as they are stand in a property of their own, which our reader takes.
"""

import json
import re
from collections.abc import Iterator

from companion.documents.markdown import escape_markdown
from companion.exchange.parsing.markdown_tags import AS_WRITTEN, as_markdown_tag
from companion.exchange.writers.entries import Entries, File, held
from companion.exchange.writers.entry_text import by_day, other_records, row_maker
from companion.model.records import Contents, Moment, written_text
from companion.model.vocabulary import Vocabulary

NAME = "markdown"
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")

_FILES = {"Worries": "stories", "Monthly reviews": "look-backs"}
"""The names that files of earlier exports have; the others are named by their titles."""


def written(contents: Contents, vocabulary: Vocabulary) -> dict[str, bytes]:
    """``2026-03-01.md`` and so on, then ``stories.md``, ``experiments.md`` and the like."""
    return {name: b"".join(data) for name, data in pieces(contents, vocabulary, held(contents))}


def pieces(contents: Contents, vocabulary: Vocabulary, entries: Entries) -> Iterator[File]:
    """The same files one by one, of ``entries``."""
    rows = row_maker(contents, vocabulary, entries)
    for day, of_day in by_day(contents, entries):
        tags = sorted({tag for entry in of_day for tag in entry.tags})
        lines = ["---", f"date: {day.isoformat()}", f"entries: {len(of_day)}"]
        held = sorted(set(filter(None, map(as_markdown_tag, tags))))
        lines += [_yaml_list("tags", held)] if held else []
        lines += [_yaml_list(AS_WRITTEN, tags)] if held != tags else []
        lines += ["---", "", f"# {day.isoformat()}", ""]
        for entry in of_day:
            kind = "Moment" if isinstance(entry, Moment) else "Reflection"
            lines += [f"## {entry.occurred_at:%H:%M} {kind}{' (starred)' if entry.starred else ''}", ""]
            listed = [_item(*row) for row in rows(entry)]
            lines += [*listed, ""] if listed else []
            text = written_text(entry)
            lines += [*(f"> {line}" for line in re.split("\r\n|\r|\n", text)), ""] if text else []
        yield f"{day.isoformat()}.md", ("\n".join(lines).encode("utf-8", "replace"),)
    for title, records in other_records(contents, vocabulary):
        lines = [f"# {title}", ""]
        for record in records:
            listed = [_item(*row) for row in record.rows]
            lines += [f"## {escape_markdown(record.heading)}", "", *listed, ""]
        name = _FILES.get(title, title.lower().replace(" ", "-"))
        yield f"{name}.md", ("\n".join(lines).encode("utf-8", "replace"),)


def _item(label: str, words: str) -> str:
    return f"- {escape_markdown(label)}: {escape_markdown(words)}"


def _yaml_list(name: str, texts: list[str]) -> str:
    return f"{name}: [{', '.join(map(_yaml, texts))}]"


def _yaml(text: str) -> str:
    """``text`` as a JSON string that YAML reads as the same text."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
