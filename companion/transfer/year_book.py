"""The journal as a book to print: the coloured year in front, then each month a chapter.

One HTML page without script, link to elsewhere or picture: a browser prints it, on the paper that is chosen
there, and makes a PDF of it. The colours are those of the theme "paper".
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from html import escape
from itertools import groupby

from companion.documents.blocks import HTML_HEAD, html_parts
from companion.exchange.writers.entry_text import by_day, other_records
from companion.exchange.writers.html_page import entry_block_maker, record_blocks
from companion.model.date_format import MONTHS, day_words
from companion.model.day_summary import DaySummary
from companion.model.records import Contents, Entry
from companion.model.vocabulary import Vocabulary
from companion.review.closeness_steps import NOT_RATED, STEPS, day_sign, name_of, sign_of, step_of
from companion.review.grammar import counted
from companion.review.year import (
    Tally,
    Year,
    extremes,
    mean_words,
    month_name,
    month_sentences,
    months_later,
    sentence,
)

GROUNDS = ("#2d649b", "#6b9bcd", "#b3c9e1", "#d3cabb", "#e9c596", "#cf8c48", "#9c5310")
INKS = ("#eef5fc", "#08192b", "#17324f", "#4a4436", "#4f2c07", "#2a1706", "#fff3e2")
GROUND_LOGGED, INK_LOGGED = "#f1eadd", "#5f574d"
"""The grounds and inks of the seven steps, from far to close, and of a day that was not rated."""

_DAYS = 31
_DAY_LABELS = (1, 5, 10, 15, 20, 25, 30)

_STYLE = """
h1 { line-height: 1.2; }
.chapter { break-before: page; }
.front p { margin: .3rem 0; }
.front ol { list-style: none; padding: 0; margin: 1rem 0; }
.front li { margin: .15rem 0; }
a { color: inherit; text-decoration: none; }
.month h2 { margin-top: 1.6rem; font-size: 1.1rem; }
.month h3 { font-size: .95rem; margin-top: .9rem; }
table.year { width: 100%; border-collapse: separate; border-spacing: 1px; table-layout: fixed;
  font: .62rem/1 sans-serif; margin: 1rem 0 .6rem; }
table.year th { font-weight: normal; text-align: left; width: 7.5%; }
table.year thead td { text-align: center; overflow: visible; white-space: nowrap; }
table.year td.mean { width: 7.5%; text-align: right; }
td.day { height: 1.15rem; text-align: center; overflow: hidden; }
.day, .chip { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
td.day a { display: block; font: bold .85rem/1.1rem sans-serif; }
.chip { display: inline-block; min-width: 1.3em; padding: 0 .15em; text-align: center;
  font: bold .9rem/1.3 sans-serif; }
.legend { font-size: .85rem; }
.key { white-space: nowrap; }
@page { margin: 17mm 15mm 19mm; @bottom-center { content: counter(page); font: 8pt Georgia, serif; } }
@media print {
  :root { color-scheme: light; }
  html { font-size: 9.5pt; }
  body { padding: 0; }
  p, .text { orphans: 3; widows: 3; }
  li { break-inside: avoid; }
  .title { padding-top: 35vh; text-align: center; }
  dl { grid-template-columns: 8rem 1fr; }
}
"""


def year_book(
    contents: Contents,
    vocabulary: Vocabulary,
    days: Mapping[date, DaySummary],
    *,
    today: date,
    quiet: bool = False,
    date_format: str = "day-first",
    left_out: Sequence[str] = (),
) -> bytes:
    """The book, in UTF-8.

    ``days``: those with entries, for the coloured years. ``quiet``: nothing is shown of closeness there.
    ``date_format``: one of :data:`companion.model.date_format.DATE_FORMATS`. ``left_out``: sentences on what
    the book does not hold.
    """
    chapters = [(day, list(entries)) for day, entries in by_day(contents)]
    head = HTML_HEAD.format(title="Journal").replace("</style>", f"{_STYLE}{_step_styles()}</style>")
    parts = [head, *_title_page(chapters, date_format, left_out)]
    entry_blocks = entry_block_maker(contents, vocabulary)
    for year, of_year in groupby(chapters, key=lambda chapter: chapter[0].year):
        in_year = list(of_year)
        parts += _coloured_year(Year(first=date(year, 1, 1), today=today, days=days, quiet=quiet))
        for month, of_month in groupby(in_year, key=lambda chapter: chapter[0].replace(day=1)):
            parts.append(
                f'<section class="chapter month" id="m{month:%Y-%m}">\n<h1>{month_name(month)}</h1>\n'
            )
            for day, entries in of_month:
                parts.append(
                    f'<h2 id="d{day}">{_chip(days.get(day), quiet)}{day_words(day, date_format)}</h2>\n'
                )
                parts += html_parts(block for entry in entries for block in entry_blocks(entry))
            parts.append("</section>\n")
    for title, records in other_records(contents, vocabulary):
        parts += [f'<section class="chapter month">\n<h1>{escape(title)}</h1>\n']
        parts += [*html_parts(record_blocks(records)), "</section>\n"]
    return "".join([*parts, "</body>\n</html>\n"]).encode("utf-8", "replace")


def _title_page(
    chapters: Sequence[tuple[date, list[Entry]]], date_format: str, left_out: Sequence[str]
) -> Iterator[str]:
    yield '<section class="front title">\n<h1>Journal</h1>\n'
    if chapters:
        first, last = (day_words(chapters[at][0], date_format) for at in (0, -1))
        entries = sum(len(entries) for _, entries in chapters)
        yield f"<p>{first}</p>\n" if first == last else f"<p>{first} to {last}</p>\n"
        yield f"<p>{counted(entries, 'entry', 'entries')} on {counted(len(chapters), 'day')}</p>\n"
    else:
        yield "<p>No entries on these days.</p>\n"
    yield from (f'<p class="quiet">Left out: {escape(words)}</p>\n' for words in left_out)
    yield "</section>\n"


def _coloured_year(year: Year) -> Iterator[str]:
    """A table of the days, what its signs mean, and each month in words."""
    days = {day: summary for day, summary in year.days.items() if year.first <= day <= year.last}
    year = Year(first=year.first, today=year.today, days=days, quiet=year.quiet)
    yield f'<section class="chapter front">\n<h1>{year.first.year}</h1>\n'
    words = "".join(text for text, _ in sentence(year, 400))
    yield f"<p>{' '.join(filter(None, [escape(words), extremes(year)]))}</p>\n"
    yield '<table class="year">\n<thead><tr><th></th>'
    yield "".join(f"<td>{day if day in _DAY_LABELS else ''}</td>" for day in range(1, _DAYS + 1))
    yield '<td class="mean"></td></tr></thead>\n'
    for month in year.months:
        yield f"<tr><th>{MONTHS[month.month - 1][:3]}</th>"
        end = months_later(month, 1)
        for n in range(_DAYS):
            day = month + timedelta(days=n)
            yield _cell(days.get(day), day, year.quiet) if day < end else "<td></td>"
        mean = None if year.quiet else Tally.of(year.of_month(month)).mean
        yield f'<td class="mean">{"" if mean is None else mean_words(mean)}</td></tr>\n'
    yield "</table>\n"
    yield f'<p class="legend">{_legend(quiet=year.quiet)}</p>\n<ol>\n'
    for month, line in zip(year.months, month_sentences(year), strict=False):
        if year.of_month(month):
            yield f'<li><a href="#m{month:%Y-%m}">{escape(line)}</a></li>\n'
    yield "</ol>\n</section>\n"


def _cell(summary: DaySummary | None, day: date, quiet: bool) -> str:
    if summary is None or not summary.entries:
        return '<td class="day none"></td>'
    sign = day_sign(summary, quiet=quiet)
    return f'<td class="day {_class(summary, quiet)}"><a href="#d{day}">{sign}</a></td>'


def _chip(summary: DaySummary | None, quiet: bool) -> str:
    if summary is None or quiet or summary.closeness is None:
        return ""
    return f'<span class="chip {_class(summary, quiet)}">{day_sign(summary)}</span> '


def _class(summary: DaySummary, quiet: bool) -> str:
    rated = summary.closeness is not None and not quiet
    return (
        f"step-{name_of(step_of(summary.closeness))}" if rated and summary.closeness is not None else "logged"
    )


def _legend(*, quiet: bool) -> str:
    words = {-3: " far apart", 0: " in between", 3: " very close"}
    keys = [] if quiet else [(f"step-{name_of(step)}", sign_of(step), words.get(step, "")) for step in STEPS]
    keys.append(("logged", NOT_RATED, " logged" if quiet else " logged, not rated"))
    return "\n".join(
        f'<span class="key"><span class="chip {kind}">{sign}</span>{said}</span>' for kind, sign, said in keys
    )


def _step_styles() -> str:
    steps = zip(STEPS, GROUNDS, INKS, strict=True)
    rules = [
        f".step-{name_of(step)} {{ background: {ground}; color: {ink}; }}" for step, ground, ink in steps
    ]
    rules.append(f".logged {{ background: {GROUND_LOGGED}; color: {INK_LOGGED}; }}")
    rules.append(".none { background: rgb(128 128 128 / 9%); }")
    return "\n".join([*rules, ""])
