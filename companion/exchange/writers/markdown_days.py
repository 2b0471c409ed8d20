"""A folder of Markdown, one file a day, with front matter that Obsidian opens.

What a person wrote stands as a quotation: whatever Markdown it holds, an open fence or comment ends with it.
Front matter values are JSON strings, which are YAML too.
"""

import json
import re

from companion.exchange.writers.entry_text import beside, by_day, facts, words_of
from companion.model.records import Contents, Moment, Settings
from companion.model.vocabulary import Vocabulary

NAME = "markdown"
_SIGNS = re.compile(r"([\\`*_\[\]<>#|~$%!&^=])")
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def written(contents: Contents, vocabulary: Vocabulary) -> dict[str, bytes]:
    """``2026-03-01.md`` and so on, then ``stories.md``, ``experiments.md`` and the like."""
    settings = contents.settings or Settings()
    files = {}
    for day, entries in by_day(contents):
        tags = sorted({tag for entry in entries for tag in entry.tags})
        lines = ["---", f"date: {day.isoformat()}", f"entries: {len(entries)}"]
        lines += [f"tags: [{', '.join(map(_yaml, tags))}]"] if tags else []
        lines += ["---", "", f"# {day.isoformat()}", ""]
        for entry in entries:
            kind = "Moment" if isinstance(entry, Moment) else "Reflection"
            lines += [f"## {entry.occurred_at:%H:%M} {kind}{' (starred)' if entry.starred else ''}", ""]
            told = [f"- {label}: {_plain(words)}" for label, words in facts(entry, vocabulary, settings)]
            lines += [*told, ""] if told else []
            text = words_of(entry)
            lines += [*(f"> {line}" for line in re.split("\r\n|\r|\n", text)), ""] if text else []
        files[f"{day.isoformat()}.md"] = "\n".join(lines).encode("utf-8", "replace")
    for title, records in beside(contents, vocabulary):
        lines = [f"# {title}", ""]
        for about, rows in records:
            lines += [
                f"## {_plain(about)}",
                "",
                *(f"- {label}: {_plain(words)}" for label, words in rows),
                "",
            ]
        files[f"{title.lower().replace(' ', '-')}.md"] = "\n".join(lines).encode("utf-8", "replace")
    return files


def _yaml(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _plain(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)
