"""The book to print: the coloured year in front, a chapter a month, and nothing from elsewhere."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.system.paths import Places
from companion.transfer import year_book
from companion.transfer.exporting import export_files
from companion.tui.themes import PAPER, STEPS
from tests.conftest import SUNDAY_EVENING

ODD = '<script>alert(1)</script> <img src="https://example.org/a.png"> & שלום'


@pytest.fixture
def journal(places: Places, clock: Clock) -> Journal:
    with open_journal(places, clock=clock) as journal:
        journal.log(when=SUNDAY_EVENING, triggers=["affection_received"], closeness=2, note=ODD)
        journal.log(when=SUNDAY_EVENING - timedelta(days=20), closeness=-3, note="three weeks ago")
        journal.log(when=SUNDAY_EVENING - timedelta(days=40), note="not rated")
        journal.log(when=SUNDAY_EVENING - timedelta(days=90), closeness=1, note="last year")
        yield journal  # type: ignore[misc]


def book(journal: Journal, *leaving_out: str) -> str:
    files, _ = export_files(journal, "book", None, None, leaving_out)
    return files[""].decode()


class Tags(HTMLParser):
    """The tags of a page with their attributes, and whether each that opens is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_each_year_stands_before_its_months_and_each_month_is_a_chapter(journal: Journal) -> None:
    assert re.findall("<h1[^>]*>(.*)</h1>", book(journal)) == [
        "Journal",
        "2025",
        "December 2025",
        "2026",
        "January 2026",
        "February 2026",
        "March 2026",
    ]


def test_a_day_has_its_colour_and_sign_and_leads_to_its_entries(journal: Journal) -> None:
    page = book(journal)
    cells = re.findall('<td class="day ([^"]*)"><a href="#(d[^"]*)">(.)</a></td>', page)
    assert cells == [
        ("step-close-1", "d2025-12-01", "›"),
        ("logged", "d2026-01-20", "o"),
        ("step-far-3", "d2026-02-09", "«"),
        ("step-close-2", "d2026-03-01", "»"),
    ]
    assert all(f'<h2 id="{day}">' in page for _, day, _ in cells)
    assert page.count('<td class="day none">') == 365 + 365 - 4
    assert re.findall(r'id="m(\d{4}-\d\d)"', page) == re.findall(r'href="#m(\d{4}-\d\d)"', page)


def test_it_is_whole_and_loads_nothing(journal: Journal) -> None:
    page = book(journal)
    tags = Tags(page)
    assert tags.open == []
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in tags.seen}
    links = [given[name] for _, given in tags.seen for name in ("href", "src") if name in given]
    assert links and all(link is not None and link.startswith("#") for link in links)
    assert "url(" not in page and "@import" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_colours_are_those_of_the_theme_paper() -> None:
    named = PAPER.variables
    assert tuple(named[f"step-{name}"] for name in STEPS) == year_book.GROUNDS
    assert tuple(named[f"ink-{name}"] for name in STEPS) == year_book.INKS
    assert (named["step-none"], named["soft"]) == (year_book.GROUND_LOGGED, year_book.INK_LOGGED)


def test_quiet_mode_shows_no_closeness_in_the_years(journal: Journal) -> None:
    journal.set_quiet(True)
    page = book(journal)
    year = page[page.index("<h1>2026") : page.index("<h1>January")]
    assert year.count('<td class="day logged">') == 3
    for word in ("step-", "close", "far", "mean ", "distant", "‹", "›", "«", "»"):
        assert word not in year
    assert 'class="chip step' not in page


def test_what_is_left_out_is_said_in_front(journal: Journal) -> None:
    page = book(journal, "names", "notes")
    front = page[page.index("<h1>Journal") : page.index("<h1>2025")]
    assert "Left out: notes, the text of reflections" in front and "Left out: your partner" in front
    assert "three weeks ago" not in page and "Affection came my way" in page
    assert "Left out" not in book(journal)


def test_some_days_have_only_their_colours(journal: Journal) -> None:
    today = journal.today()
    page = export_files(journal, "book", today, today)[0][""].decode()
    assert re.findall("<h1[^>]*>(.*)</h1>", page) == ["Journal", "2026", "March 2026"]
    assert page.count('<a href="#d') == 1 and "<p>Sunday 1 March 2026</p>\n<p>1 entry on 1 day</p>" in page


def test_a_span_without_entries_is_a_book_that_says_so(journal: Journal) -> None:
    day = journal.today() - timedelta(days=1)
    page = export_files(journal, "book", day, day)[0][""].decode()
    assert "No entries on these days." in page and "<table" not in page
