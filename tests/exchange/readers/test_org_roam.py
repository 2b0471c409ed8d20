"""org-roam's daily notes: times as entries of their own, the rest of the day together, others passed over."""

import pytest

from companion.exchange.parsing.foreign_entries import NOON_REMARK
from companion.exchange.readers import org_roam
from tests.exchange.importing import entries, imported_again, plan, refusal, sample, source
from tests.exchange.samples import ORG_ROAM


def test_a_day_comes_in_as_its_times_and_the_rest() -> None:
    found = sample("org-roam")
    assert (found.format, found.title, found.known_by) == (
        org_roam.NAME,
        org_roam.TITLE,
        "the ID and the day at its top",
    )
    rest, call = entries(found)
    assert rest["occurred_at"] == "2026-03-01T12:00:00+01:00"
    assert rest["text"] == "A word before.\n* TODO Ask about Sunday\nSoon."
    assert call["occurred_at"] == "2026-03-01T21:30:00+01:00"
    assert call["text"] == "A long call\nIt was late.\n*** And more\nWords."
    assert call["tags"] == ["diary", "phone", "late"]
    assert call["org-roam"]["file"] == "2026-03-01.org"


def test_notes_without_a_day_are_passed_over_and_counted() -> None:
    other = ORG_ROAM.replace("2026-03-01", "A recipe")
    found = plan("roam", {"daily/2026-03-01.org": ORG_ROAM, "20260301101010-recipe.org": other, "a.png": "x"})
    assert found.known_by == "the notes inside it, with an ID and a day"
    assert len(entries(found)) == 4
    assert (found.counts["files"], found.counts["left_behind"]) == (2, 1)


def test_the_title_goes_before_the_name() -> None:
    (entry, *_) = entries(plan("2025-01-01.org", ORG_ROAM, "org-roam"))
    assert entry["occurred_at"].startswith("2026-03-01")


@pytest.mark.parametrize("stamp", ["[2026-03-01 Sun 21:30]", "<2026-03-01 So. 21:30>", "9:30 PM"])
def test_a_timestamp_of_the_day_is_a_time(stamp: str) -> None:
    (entry,) = entries(plan("x.org", f":PROPERTIES:\n:ID: a\n:END:\n#+title: 2026-03-01\n* {stamp} A call\n"))
    assert (entry["occurred_at"][:16], entry["text"]) == ("2026-03-01T21:30", "A call")


def test_a_timestamp_of_another_day_stays_text() -> None:
    text = ":PROPERTIES:\n:ID: a\n:END:\n#+title: 2026-03-01\n* <2026-03-09 Mon 10:00> The doctor\n"
    (entry,) = entries(plan("x.org", text))
    assert entry["occurred_at"][:16] == "2026-03-01T12:00"
    assert entry["text"] == "* <2026-03-09 Mon 10:00> The doctor"


def test_an_entry_is_known_again_though_it_grew() -> None:
    before, after = sample("org-roam"), plan("moved.org", ORG_ROAM + "More.\n")
    assert imported_again(before, after) == (0, 1, 1)


def test_what_cannot_be_read_is_refused() -> None:
    text = ORG_ROAM + "-----BEGIN PGP MESSAGE-----\n"
    assert refusal("x.org", text) == "x.org: it is encrypted; decrypt it in Emacs first"
    told = refusal("x.org", ":PROPERTIES:\n:ID: a\n:END:\n#+title: A recipe\n", "org-roam")
    assert told == "no note has a day as its title or name, such as 2026-03-01"
    assert org_roam.recognises(source("2026-03-01.org", "#+title: 2026-03-01\n")) is None


@pytest.mark.parametrize(("text", "untimed"), [("* 12:00 Lunch\n", False), ("* Lunch\n", True)])
def test_only_what_has_no_time_is_said_to_be_placed_at_noon(text: str, untimed: bool) -> None:
    found = plan("2026-03-01.org", ":PROPERTIES:\n:ID: a\n:END:\n#+title: 2026-03-01\n" + text)
    assert [one["occurred_at"][11:16] for one in entries(found)] == ["12:00"]
    assert (NOON_REMARK in found.remarks) == untimed
