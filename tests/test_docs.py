"""What the documents claim about the tests is so."""

import re
from pathlib import Path
from statistics import median

import pytest

from companion.exchange import FORMATS
from companion.journal import MOST_WATCHED
from companion.model.vocabulary import load_vocabulary
from companion.patterns.bouts import MERGE
from companion.patterns.diary_columns import DAY, HOUR, SITTING
from companion.patterns.evidence import ENOUGH_BOUTS
from companion.patterns.order import FARTHEST
from companion.patterns.states import ENOUGH_DAYS
from companion.patterns.tallies import ENOUGH_DAYS_FOLLOWED
from companion.review.finding_text import STATE_NAMES

ROOT = Path(__file__).parent.parent


def test_every_test_named_among_the_hazards_exists() -> None:
    text = (ROOT / "docs" / "hazards.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", text))
    written = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)\(", file.read_text(encoding="utf-8"))
    }
    assert len(named) > 20
    assert named - written == set()


def test_every_hazard_has_a_control_and_a_test() -> None:
    text = (ROOT / "docs" / "hazards.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:-1] for line in text.splitlines() if line.startswith("| ")][1:]
    assert all(len(row) == 4 and all(cell.strip() for cell in row) and "`test_" in row[3] for row in rows)
    told = ("partner reads", "own fault", "pattern", "crisis", "rumination", "diagnosis", "lost", "stale")
    for hazard in told:
        assert any(hazard in row[0].lower() for row in rows), hazard


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_every_file_that_the_house_is_shown_by_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    named = {name for name in re.findall(r"`([\w./]+/[\w./]*)`", text) if name[0].islower()}
    roots = (ROOT, ROOT / "companion")
    missing = [name for name in sorted(named) if not any((root / name).exists() for root in roots)]
    assert [name for name in missing if "NAME" not in name] == []


CARD = " ".join(load_vocabulary().section("start")["card_reading_counts"].body.split())
PATTERNS = (ROOT / "docs" / "patterns.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("value", "named", "on_the_page", "in_the_document"),
    [
        (ENOUGH_BOUTS, 6, "until there are 6 times and 6 other times", "fewer than 6 bouts, fewer than 6 to"),
        (ENOUGH_DAYS, 14, "over 2 weeks or more", "less than 2 weeks"),
        (ENOUGH_DAYS_FOLLOWED, 3, "noted on at least 3 days", "on 3 days or more"),
        (MERGE, 2 * HOUR, "up to two hours apart", "at most two hours apart"),
        (SITTING, 15 * 60, "less than 15 minutes from entry to entry", "less than 15 minutes apart"),
        (FARTHEST, DAY, "the day after, compared with the day before", "a later entry within a day"),
        (MOST_WATCHED, 3, "up to three patterns", "up to three patterns"),
    ],
)  # fmt: skip
def test_the_page_on_counts_and_the_document_name_the_numbers_of_the_engine(
    value: int, named: int, on_the_page: str, in_the_document: str
) -> None:
    assert value == named
    assert on_the_page in CARD
    assert in_the_document in " ".join(PATTERNS.split())


@pytest.mark.parametrize("words", ["nothing was noted", "lank is not a no"])
def test_both_say_what_a_blank_is(words: str) -> None:
    assert words in CARD
    assert words in PATTERNS


@pytest.mark.parametrize("state", ["early_sign", "holds_up"])
def test_the_page_and_the_guide_call_a_state_as_the_panes_do(state: str) -> None:
    words = STATE_NAMES[state]
    assert words in CARD.lower()
    assert f"| {words} |" in (ROOT / "docs" / "guide" / "first-pattern.md").read_text(encoding="utf-8")
    assert "holds up" not in CARD.lower()


def test_how_often_the_words_are_wrong_is_what_was_measured() -> None:
    """The page speaks of twentieths, fifths and two of three; the tables of the document have the figures."""
    tables = PATTERNS.partition("<!-- measured people: begin -->")[2].partition("<!-- measured people: end")[
        0
    ]
    nothing_is_so = tables.split("| nothing is so |")[1]
    rows = re.findall(r"^\|[^|]+\| ([\d.]+) %[^|]*\| ([\d.]+) % \|", nothing_is_so, re.M)
    assert len(rows) > 30
    held_up, signs = ([float(row[n]) for row in rows] for n in (0, 1))
    assert "In nearly all kinds of those made-up diaries it was wrong in one of twenty at most" in CARD
    assert sum(share <= 5 for share in held_up) >= 0.85 * len(held_up)
    assert "about a fifth of them showed at least one early sign" in CARD
    assert "and about two thirds of the hardest kinds" in CARD
    assert 15 <= median(signs) <= 25
    assert 60 <= max(signs) <= 75


FORMATS_TOLD = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


def test_every_format_read_has_its_section_with_what_it_is_known_by_and_what_becomes_of_it() -> None:
    sections = {
        match[1]: section
        for section in FORMATS_TOLD.split("\n## ")[1:]
        if (match := re.match(r"[^\n]+ \(`([\w-]+)`\)\n", section))
    }
    assert set(sections) == {form.NAME for form in FORMATS}
    for name, section in sections.items():
        for said in ("**From:**", "**Recognised by:**", "**Becomes:**", "**Left out:**"):
            assert said in section, f"{name}: {said}"
