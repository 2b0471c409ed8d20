"""org-journal: days and times as headings, in files of a day and of a year, and no day guessed in silence."""

import pytest

from companion.exchange.readers import org_journal
from tests.exchange.importing import entries, imported_again, plan, refusal, sample, source

DAY = "* Sunday, 03/01/26\n** 09:05 A walk\n"


def test_a_year_in_one_file_comes_in_day_by_day() -> None:
    found = sample("org-journal")
    assert (found.format, found.title, found.known_by) == (
        org_journal.NAME,
        org_journal.TITLE,
        "its headings",
    )
    walk, call, awake, ask = entries(found)
    assert walk["occurred_at"] == "2026-03-01T09:05:00+01:00"
    assert walk["text"] == "A walk by the river\nIt was cold.\n*** Ducks\nSeven of them."
    assert walk["tags"] == ["diary", "walk"]
    assert (call["text"], call["occurred_at"]) == ("A long call", "2026-03-01T23:40:00+01:00")
    assert (ask["text"], ask["occurred_at"]) == ("TODO Ask about Sunday", "2026-03-02T12:00:00+01:00")
    assert any("at noon" in remark for remark in found.remarks)
    assert awake["text"] == "Still awake"


def test_the_small_hours_below_an_evening_are_the_night_after_and_it_is_said() -> None:
    found = sample("org-journal")
    assert [one["occurred_at"] for one in entries(found)][2] == "2026-03-02T01:15:00+01:00"
    assert "2026.org: line 13: 01:15 stands below 23:40; read as the night after, 2026-03-02" in found.notes
    early = plan("20260301", "* Sunday, 03/01/26\n** 01:15 Awake\n** 23:40 A call\n")
    assert [one["occurred_at"][:16] for one in entries(early)] == ["2026-03-01T01:15", "2026-03-01T23:40"]
    assert not early.notes


def test_a_folder_with_a_file_a_day_takes_the_days_from_the_names() -> None:
    files = {"20260301": DAY, "20260302": "* Monday, 03/02/26\n** 21:30 Slept\n", "todo.txt": "x"}
    found = plan("journal", files)
    assert [one["occurred_at"][:16] for one in entries(found)] == ["2026-03-01T09:05", "2026-03-02T21:30"]
    assert (found.counts["files"], found.counts["left_behind"]) == (2, 1)
    assert found.dates is None


@pytest.mark.parametrize("created", ["20260301", "2026-03-01", "[2026-03-01 Sun 10:00]"])
def test_the_property_says_the_day_in_any_of_its_formats(created: str) -> None:
    text = f"* A heading of your own\n:PROPERTIES:\n:CREATED: {created}\n:END:\n** 9:05 PM A walk\n"
    (entry,) = entries(plan("2026.org", text))
    assert entry["occurred_at"] == "2026-03-01T21:05:00+01:00"


def test_headings_in_figures_are_read_in_an_order_that_is_said() -> None:
    two = "* Sunday, 03/01/26\n** 09:05 A\n* Friday, 03/13/26\n** 09:05 B\n"
    found = plan("all.org", two)
    assert [one["occurred_at"][:10] for one in entries(found)] == ["2026-03-01", "2026-03-13"]
    assert found.dates == "mdy"
    open_ = plan("all.org", two.replace("13/26", "12/26"))
    assert "This is a guess" in open_.guess
    chosen = plan("all.org", two.replace("13/26", "12/26"), dates="dmy")
    assert [one["occurred_at"][:10] for one in entries(chosen)] == ["2026-01-03", "2026-12-03"]


def test_a_heading_without_a_day_is_refused_by_its_line() -> None:
    said = refusal("all.org", "* Plans\n** 09:05 A\n")
    assert said.startswith("all.org: line 1: could not read the day in Plans; use a property CREATED")
    assert refusal("all.org", "** 09:05 A\n") == "all.org: line 1: there is no heading with a day above it"
    assert refusal("all.org", "Words\n") == "there is no day with an entry in it"


def test_what_is_encrypted_is_refused() -> None:
    text = DAY + "-----BEGIN PGP MESSAGE-----\nx\n-----END PGP MESSAGE-----\n"
    assert refusal("20260301.org", text) == "20260301.org: it is encrypted; decrypt it in Emacs first"


def test_an_entry_is_known_again_though_it_grew() -> None:
    before, after = plan("20260301", DAY), plan("20260301", DAY + "More.\n")
    assert imported_again(before, after) == (0, 1, 0)


def test_a_block_of_another_language_and_a_drawer_left_open_are_text() -> None:
    text = DAY + ":PROPERTIES:\n:ID: 1\n#+begin_src sh\n#+title: x\n#+end_src\n"
    (entry,) = entries(plan("20260301", text))
    assert entry["text"].endswith("#+title: x\n#+end_src")


def test_other_text_is_not_taken_for_a_journal() -> None:
    assert org_journal.recognises(source("x", "* A list\n* of points\n")) is None
    assert org_journal.recognises(source("x", {"20260301.txt": DAY})) is None
