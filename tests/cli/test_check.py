"""The evening check on the command line: chosen, answered, changed, undone, told."""

import json
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock, fixed_clock
from companion.system.paths import Places
from tests.cli.conftest import Run
from tests.conftest import SUNDAY_EVENING, ZONE

PULLING_BACK, ARGUING, KIND_LIMIT = (
    "withdraw_after_affection",
    "fight_after_closeness",
    "kind_boundary_when_crowded",
)


def day(run: Run, *words: str) -> dict[str, tuple[bool | None, bool | None]]:
    """The answers of a day, by pattern, as a script reads them."""
    found = json.loads(run("check", "--json", *words).out)
    return {row["pattern"]: (row["happened"], row["followed"]) for row in found["checks"]}


def test_a_pattern_is_watched_by_id_or_title_and_no_longer(run: Run) -> None:
    done = run("check", "--watch", "pulling back after closeness", "--watch", ARGUING)
    assert (done.code, done.out) == (0, "")
    assert "Watched: Pulling back after closeness." in done.err
    assert list(day(run)) == [PULLING_BACK, ARGUING]
    assert run("check", "--unwatch", PULLING_BACK).code == 0
    assert list(day(run)) == [ARGUING]
    assert run("check", "--watch", "nonsense").code == 3
    assert run("check", "--watch", "stress").code == run("check", "--watch", "making up").code == 0
    done = run("check", "--watch", "going it alone")
    assert done.code == 3 and "is one more than the 3 you can watch" in done.err


def test_an_answer_is_kept_and_said_back(run: Run) -> None:
    run("check", "--watch", PULLING_BACK, "--watch", ARGUING)
    done = run("check", "--happened", f"{PULLING_BACK}=yes", "--followed", "pulling=no", "--day", "yesterday")
    assert (done.code, done.out, done.err) == (0, "", "Saved for Sat 28 Feb.\n")
    assert (
        run("check", "--happened", "arguing=unknown", "--followed", "arguing=no").err
        == "Saved for Sun 1 Mar.\n"
    )
    assert day(run, "--day", "2026-02-28") == {PULLING_BACK: (True, False), ARGUING: (None, None)}
    assert day(run) == {PULLING_BACK: (None, None), ARGUING: (None, False)}


def test_one_half_of_an_answer_leaves_the_other_as_it_is_and_undo_brings_it_back(run: Run) -> None:
    run("check", "--watch", PULLING_BACK)
    run("check", "--happened", f"{PULLING_BACK}=yes", "--followed", f"{PULLING_BACK}=yes")
    run("check", "--followed", f"{PULLING_BACK}=no")
    assert day(run) == {PULLING_BACK: (True, False)}
    assert run("undo").err == "Undone: the change to the answer of 1 March.\n"
    assert day(run) == {PULLING_BACK: (True, True)}
    done = run("check", "--happened", f"{PULLING_BACK}=unknown", "--followed", f"{PULLING_BACK}=unknown")
    assert done.err == "Nothing is saved for Sun 1 Mar.\n"
    assert "is back" in run("undo").err
    assert day(run) == {PULLING_BACK: (True, True)}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["--day", "2026-02-21"],
            "day: '2026-02-21' is not a day to answer for; use today, yesterday, or a date",
        ),
        (["--day", "tomorrow"], "day: 'tomorrow' is not a day to answer for"),
        (["--happened", "pulling"], "happened: 'pulling' is not an answer; use ID=yes, ID=no or ID=unknown"),
        (["--followed", "pulling=maybe"], "followed: 'pulling=maybe' is not an answer"),
        (
            ["--happened", "stress=yes"],
            "happened: 'stress' is not in the list; it has withdraw_after_affection",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(run: Run, words: list[str], said: str) -> None:
    run("check", "--watch", PULLING_BACK)
    done = run("check", "--happened", f"{PULLING_BACK}=yes", *words)
    assert (done.code, done.out) == (3, "")
    assert said in done.err
    assert day(run) == {PULLING_BACK: (None, None)}


def test_without_a_terminal_nothing_is_asked_and_without_a_pattern_nothing_can_be(run: Run) -> None:
    done = run("check")
    assert done.code == 1 and "no pattern is watched yet" in done.err
    run("check", "--watch", PULLING_BACK)
    done = run("check")
    assert done.code == 2 and "no terminal to ask in" in done.err


def test_at_a_terminal_it_asks_two_questions_a_pattern(run: Run) -> None:
    run("check", "--watch", PULLING_BACK, "--watch", ARGUING)
    done = run("check", stdin="y\nperhaps\nn\n\ny\n", terminal=True)
    assert done.code == 0
    assert "Sunday 1 March." in done.err
    assert "Closeness?" in done.err and "Pulling back?" in done.err and "y, n, or Enter." in done.err
    assert done.err.endswith("Saved for Sun 1 Mar.\n")
    assert day(run) == {PULLING_BACK: (True, False), ARGUING: (None, True)}
    again = run("check", stdin="\n-\n\n\n", terminal=True)
    assert "(so far: yes; - makes it unknown)" in again.err
    assert day(run) == {PULLING_BACK: (True, None), ARGUING: (None, True)}
    assert run("check", stdin="\n\n\n\n", terminal=True).err.endswith("Nothing was changed.\n")


def test_what_was_asked_is_not_offered_again_that_evening(run: Run, places: Places, clock: Clock) -> None:
    run("check", "--watch", PULLING_BACK)
    run("check", "--day", "yesterday", stdin="y\ny\n", terminal=True)
    with open_journal(places, clock=clock) as journal:
        assert journal.evening_checks.due()
    run("check", stdin="\n\n", terminal=True)
    with open_journal(places, clock=clock) as journal:
        assert not journal.evening_checks.due()


def test_patterns_tell_what_the_answers_came_to(run: Run, places: Places) -> None:
    run("check", "--watch", PULLING_BACK, "--watch", ARGUING)
    for number in range(20):
        clock = fixed_clock(SUNDAY_EVENING - timedelta(days=20 - number), ZONE)
        with open_journal(places, clock=clock) as journal:
            happened = number % 2 == 0
            journal.evening_checks.answer(journal.today(), PULLING_BACK, happened, happened)
    told = " ".join(run("patterns").out.split())
    assert "In the evening check" in told
    assert "you noted closeness; pulling back on 10 of these 10, and on 0 of the other 10." in told
    assert "0 of the 6 evenings needed." in told
    rows = {row["id"]: row for row in json.loads(run("patterns", "--json").out)["patterns"]}
    assert (rows[PULLING_BACK]["check"]["k"], rows[PULLING_BACK]["check"]["n0"]) == (10, 10)
    assert rows[ARGUING]["check"]["needed"] == "0 of 6"
    assert [id for id, row in rows.items() if "check" in row] == [PULLING_BACK, ARGUING]
    rows = {
        row["id"]: row
        for row in json.loads(run("patterns", "--as-of", "2026-02-14", "--json").out)["patterns"]
    }
    assert rows[PULLING_BACK]["check"]["days"] == 6
    assert "check" not in run("patterns", "--person", "default", "--json").out


def test_in_quiet_mode_neither_closeness_nor_distance_is_asked_about_or_told(
    run: Run, places: Places, clock: Clock
) -> None:
    run("check", "--watch", PULLING_BACK, "--watch", KIND_LIMIT)
    run("check", "--happened", f"{PULLING_BACK}=yes", "--happened", "boundary=yes")
    with open_journal(places, clock=clock) as journal:
        journal.set_quiet(True)
    assert list(day(run)) == [KIND_LIMIT]
    done = run("check", stdin="y\ny\n", terminal=True)
    assert "loseness" not in done.err and "ulling back" not in done.err
    assert run("check", "--happened", f"{PULLING_BACK}=no").code == 3
    told = run("patterns").out.partition("In the evening check")[2].partition("Also counted")[0]
    assert "A kind boundary when crowded" in told and "Pulling back" not in told
    assert json.loads(run("patterns", "--json").out)["patterns"][0].get("check") is None
    run("check", "--unwatch", "boundary")
    done = run("check")
    assert done.code == 1 and "quiet mode" in done.err


def test_evening_answers_are_in_every_export_and_come_back(run: Run, tmp_path: Path) -> None:
    run("log", "--trigger", "affection", "--when", "2026-02-10 20:00")
    assert "checks" not in run("export").out
    run("check", "--watch", PULLING_BACK)
    run(
        "check",
        "--happened",
        f"{PULLING_BACK}=yes",
        "--followed",
        f"{PULLING_BACK}=no",
        "--day",
        "2026-02-27",
    )
    run("check", "--followed", f"{PULLING_BACK}=yes")
    for form in ("json", "markdown", "csv", "html", "sqlite"):
        assert run("export", "--format", form, "-o", str(tmp_path / form)).code == 0
    line = "Friday 27 February 2026: closeness: yes; pulling back: no"
    said = (tmp_path / "markdown" / "evening-checks.md").read_text().replace("**", "")
    assert line in said and "Sunday 1 March 2026: closeness: not known; pulling back: yes" in said
    assert "closeness: yes; pulling back: no" in (tmp_path / "html").read_text()
    rows = (tmp_path / "csv" / "checks.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "id,day,pattern,happened,followed,recorded_at,updated_at,extra"
    assert ",2026-02-27,withdraw_after_affection,1,0," in rows[1]
    assert ",2026-03-01,withdraw_after_affection,,1," in rows[2]
    with sqlite3.connect(tmp_path / "sqlite") as copy:
        assert copy.execute("SELECT day, happened, followed FROM checks ORDER BY day").fetchall() == [
            ("2026-02-27", 1, 0),
            ("2026-03-01", None, 1),
        ]
    there = tmp_path / "there"
    done = run("import", str(tmp_path / "json"), "--yes", at=there)
    assert done.code == 0
    assert run("export", at=there).out == (tmp_path / "json").read_text()
    some = json.loads(run("export", "--from", "2026-02-20", "--to", "2026-02-28").out)
    assert [answer["day"] for answer in some["checks"]] == ["2026-02-27"]


def test_in_quiet_mode_what_is_written_to_be_read_leaves_them_out(
    run: Run, places: Places, clock: Clock, tmp_path: Path
) -> None:
    run("check", "--watch", PULLING_BACK, "--watch", KIND_LIMIT)
    run("check", "--happened", f"{PULLING_BACK}=yes", "--happened", "boundary=yes")
    with open_journal(places, clock=clock) as journal:
        journal.set_quiet(True)
    said = run("export", "--format", "html").out
    assert "A kind boundary when crowded" in said and "Pulling back" not in said
    assert PULLING_BACK in run("export").out  # the journal's own format loses nothing


def test_days_that_are_deleted_take_their_evening_answers_along(run: Run, places: Places) -> None:
    run("check", "--watch", PULLING_BACK)
    for when in ("2026-02-26", "2026-02-27", "2026-02-28"):
        run("check", "--happened", f"{PULLING_BACK}=yes", "--day", when)
    run("backup")
    done = run("delete", "--from", "2026-02-26", "--to", "2026-02-27", "--backups", "--yes")
    assert done.code == 0 and "Deleted for good: 0 entries and 2 evening answers." in done.err
    assert "Deleted from 1 backup too." in done.err
    assert [answer["day"] for answer in json.loads(run("export").out)["checks"]] == ["2026-02-28"]
    assert b"2026-02-27" not in places.journal.read_bytes()
    assert run("delete", "--from", "2026-02-26", "--to", "2026-02-27", "--yes").code == 1
