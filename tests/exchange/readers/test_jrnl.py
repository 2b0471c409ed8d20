"""jrnl: its user's own date format is found out and said; folders of days, JSON, the old kind."""

from companion.exchange import WordMap
from companion.exchange.readers import jrnl
from tests.exchange.importing import entries, plan, refusal, sample, source
from tests.exchange.samples import JRNL

TWO_WAYS = "[05/06/2013 10:00] One.\n\n[07/08/2013 10:00] Two.\n"


def test_entries_in_their_users_own_date_format() -> None:
    found = sample("jrnl")
    assert (found.format, found.title) == (jrnl.NAME, jrnl.TITLE)
    assert "Dates are read as day, month, year." in found.remarks
    first, second = entries(found)
    assert first["occurred_at"].startswith("2013-06-09T15:39:00")
    assert first["starred"] is True
    assert first["tags"] == ["fine", "quiet/now"]
    assert first["text"] == "My first entry.\nEverything is @fine and #quiet/now\n[1] a note, no entry"
    assert second["occurred_at"].startswith("2013-07-25T11:40:00")


def test_its_json_holds_the_same() -> None:
    (entry,) = entries(sample("jrnl json"))
    assert entry["occurred_at"].startswith("2013-06-09T15:39")
    assert (entry["tags"], entry["starred"]) == (["fine"], True)
    assert entry["text"] == "My first entry.\nEverything is @fine"


def test_an_open_order_of_dates_is_a_guess_and_can_be_set() -> None:
    assert "This is a guess" in plan("diary.txt", TWO_WAYS).guess
    for dates in ("mdy", "%m/%d/%Y %H:%M"):
        found = plan("diary.txt", TWO_WAYS, dates=dates)
        assert (entries(found)[0]["occurred_at"][:10], found.guess) == ("2013-05-06", "")
    assert "is not a date in the order" in refusal("diary.txt", TWO_WAYS, dates="ymd")
    assert "dmy, mdy" in refusal("diary.txt", TWO_WAYS, dates="by heart")


def test_a_folder_of_days_comes_in_by_its_folders_names() -> None:
    found = plan(
        "diary",
        {
            "2020/08/29.txt": "[09:15] Morning. *\nCoffee.\n\n[21:00] Evening.\n",
            "2020/08/31.txt": "[2020-08-31 14:32] Second day.\n",
            "2020/notes.txt": "no entry",
            "2020/02/31.txt": "[10:00] There is no such day.",
        },
    )
    assert found.known_by == "its files, named year/month/day.txt"
    counts = found.counts
    assert (counts["entries"], counts["files"], counts["passed_over"]) == (3, 2, 2)
    assert [entry["occurred_at"][:16] for entry in entries(found)] == [
        "2020-08-29T09:15",
        "2020-08-29T21:00",
        "2020-08-31T14:32",
    ]
    assert refusal("diary", {"2020/08/29.txt": b"\xff"}).startswith(
        "2020/08/29.txt: the file is not UTF-8 text"
    )


def test_the_old_kind_has_no_brackets() -> None:
    text = "2010-06-10 15:00 A line.\n\n2013-06-10 15:40 Another.\n[2019-08-03 12:55] a chat\n"
    found = plan("old.txt", text)
    assert found.known_by == "the date at the start of its first line"
    assert [entry["text"] for entry in entries(found)] == ["A line.", "Another.\n[2019-08-03 12:55] a chat"]


def test_what_is_encrypted_is_refused() -> None:
    assert jrnl.recognises(source("x", b"JRNLv3")) == "the start of an encrypted journal"
    assert "encrypted" in refusal("locked.journal", b"gAAAAABVIHB7")


def test_a_tag_that_means_something_here_becomes_it() -> None:
    found = plan("diary.txt", JRNL, mapping=WordMap(activities={"fine": "trigger:silence"}))
    assert [moment.triggers for moment in found.contents.moments] == [("silence",)]
    assert len(found.contents.reflections) == 1
