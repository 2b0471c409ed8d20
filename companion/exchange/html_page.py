"""One page to read or to print: no script, nothing loaded from elsewhere, every text escaped."""

from html import escape

from companion.exchange.told import by_day, facts, words_of
from companion.model.dates import day_words
from companion.model.records import Contents, Moment, Settings
from companion.model.text import shown
from companion.model.vocabulary import Vocabulary

NAME = "html"

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Journal</title>
<style>
:root { color-scheme: light dark; }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 Georgia, serif; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid; }
h3 { margin-bottom: .3rem; break-after: avoid; }
dl { display: grid; grid-template-columns: 10rem 1fr; gap: .1rem .8rem; margin: .3rem 0; }
dt { opacity: .7; }
dd { margin: 0; overflow-wrap: anywhere; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0 0; }
@media print { body { max-width: none; margin: 0; } h2 { break-after: avoid; } }
</style>
</head>
<body>
<h1>Journal</h1>
"""


def written(contents: Contents, vocabulary: Vocabulary) -> dict[str, bytes]:
    """The page."""
    settings = contents.settings or Settings()
    parts = [_HEAD]
    for day, entries in by_day(contents):
        parts.append(f"<h2>{day_words(day)}</h2>\n")
        for entry in entries:
            kind = "Moment" if isinstance(entry, Moment) else "Reflection"
            star = ", starred" if entry.starred else ""
            parts.append(f"<h3>{entry.occurred_at:%H:%M} {kind}{star}</h3>\n")
            told = facts(entry, vocabulary, settings)
            rows = "".join(f'<dt>{label}</dt><dd dir="auto">{escape(words)}</dd>\n' for label, words in told)
            parts.append(f"<dl>\n{rows}</dl>\n" if rows else "")
            text = words_of(entry)
            parts.append(f'<div class="text" dir="auto">{escape(shown(text))}</div>\n' if text else "")
    parts.append("</body>\n</html>\n")
    return {"": "".join(parts).encode()}
