"""Logseq's journals: bullets with a time are entries of their own, the rest of a day is one."""

import pytest

from companion.exchange.parsing.foreign_entries import NOON_REMARK
from companion.exchange.readers import logseq
from tests.exchange.importing import entries, imported_again, plan, refusal, sample, source
from tests.exchange.samples import LOGSEQ

DAY = "journals/2026_03_01.md"


def test_a_day_comes_in_as_its_times_and_the_rest() -> None:
    found = sample("logseq")
    assert (found.format, found.title, found.known_by) == (
        logseq.NAME,
        logseq.TITLE,
        "its name, with its text in bullets",
    )
    rest, call = entries(found)
    assert rest["occurred_at"] == "2026-03-01T12:00:00+01:00"
    assert rest["text"].startswith("tags:: diary, [[slow days]]\nmood:: Calm")
    assert "- TODO Ask [[Kim]] about #[[the trip]]" in rest["text"]
    assert "id::" not in rest["text"] and "CLOCK" not in rest["text"]
    assert rest["tags"] == ["diary", "slow days", "river", "the trip"]
    assert [felt["mood"] for felt in rest["feelings"]] == ["calm"]
    assert rest["logseq"]["properties"]["id"] == "65f1a2b3-0000-4000-8000-000000000001"
    assert call["occurred_at"] == "2026-03-01T21:30:00+01:00"
    assert call["text"] == "- **21:30** A long call\n\t- It was late"


def test_a_graph_brings_its_journals_and_counts_the_rest() -> None:
    files = {
        DAY: LOGSEQ,
        "journals/2026_03_02.md": "-",
        "journals/notes.md": "- x",
        "pages/Kim.md": "- a friend",
        "logseq/config.edn": "{}",
        "logseq/bak/journals/2026_03_01/2026-03-02T09_10_11.123Z.Desktop.md": "- earlier words",
    }
    found = plan("graph", files)
    assert found.known_by == "the folder journals in it"
    assert (len(entries(found)), found.counts["files"], found.counts["empty_days"]) == (2, 2, 1)
    assert (found.counts["passed_over"], found.counts["left_behind"]) == (1, 3)
    assert "logseq/bak: 1 older copy of notes skipped" in found.notes
    assert "journals/notes.md: no date in its name; skipped" in found.notes


@pytest.mark.parametrize(
    ("bullet", "at"),
    [
        ("- 9:05 A", "09:05"),
        ("- 9:05 PM A", "21:05"),
        ("- TODO 21:30 A", "21:30"),
        ("- **21:30** [[quick capture]]: A", "21:30"),
        ("- [[quick capture]] **21:30**: A", "21:30"),
        ("- 10:00 - 11:00 A plan", "12:00"),
        ("- 25:00 A", "12:00"),
        ("- John 3:16", "12:00"),
    ],
)
def test_a_time_in_front_of_a_bullet_is_its_time(bullet: str, at: str) -> None:
    (entry,) = entries(plan("graph", {DAY: bullet}))
    assert (entry["occurred_at"][11:16], entry["text"]) == (at, bullet)


def test_a_graph_in_org_mode_is_read_too() -> None:
    text = "* 21:30 A call\n:PROPERTIES:\n:id: 1\n:END:\n** More\n* Other\n"
    rest, call = entries(plan("graph", {"journals/2026_03_01.org": text}))
    assert (rest["text"], call["text"]) == ("* Other", "* 21:30 A call\n** More")


def test_what_stands_in_code_is_no_bullet_and_no_property() -> None:
    text = "- ```python\n  a:: b\n- x #no\n  ```\n- #yes"
    (entry,) = entries(plan("graph", {DAY: text}))
    assert (entry["text"], entry["tags"]) == (text, ["yes"])


def test_days_named_in_another_way_are_read_beside_its_settings() -> None:
    files = {"journals/2026-03-01.md": "- A", "logseq/config.edn": "{}"}
    assert plan("graph", files).format == "logseq"
    named = {"journals/01_03_2026.md": "- A", "logseq/config.edn": "{}"}
    told = refusal("graph", named)
    assert told == "no file of the folder journals has a day as its name, such as 2026_03_01.md"
    (entry,) = entries(plan("graph", named, dates="%d_%m_%Y"))
    assert entry["occurred_at"].startswith("2026-03-01")


def test_an_entry_is_known_again_though_it_grew() -> None:
    before = plan("graph", {DAY: LOGSEQ})
    after = plan("graph", {DAY: LOGSEQ + "\t- More\n- And more\n"})
    assert imported_again(before, after) == (0, 2, 0)


def test_other_notes_are_not_taken_for_logseq() -> None:
    assert logseq.recognises(source("x", {"journals/2026-03-01.md": "- A"})) is None
    assert logseq.recognises(source("2026_03_01.md", "# A heading")) is None


@pytest.mark.parametrize(("text", "untimed"), [("- **12:00** Lunch\n", False), ("- Lunch\n", True)])
def test_only_what_has_no_time_is_said_to_be_placed_at_noon(text: str, untimed: bool) -> None:
    found = plan("graph", {DAY: text})
    assert [one["occurred_at"][11:16] for one in entries(found)] == ["12:00"]
    assert (NOON_REMARK in found.remarks) == untimed
