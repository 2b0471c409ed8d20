"""A year of days and of weeks, from the command line."""

import json
import unicodedata

from companion.journal import open_journal
from companion.system.paths import Places
from tests.cli.conftest import Run, begun


def some_days(run: Run) -> None:
    """Two days in February, one far and one close, one in March a year before."""
    for words in (
        ["--when", "2026-02-12 20:00", "--closeness", "-2", "--mood", "tense", "--response", "withdrew"],
        ["--when", "2026-02-25 20:00", "--closeness", "3", "--mood", "loved", "--response", "let it in"],
        ["--when", "2025-03-08 20:00", "--closeness", "1"],
    ):
        assert run("log", "--trigger", "ordinary_moment", *words).code == 0


def test_a_year_stands_month_under_month(run: Run) -> None:
    some_days(run)
    code, out, err = run("year")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[1] == "  A year of days   April 2025 to March 2026"
    assert lines[2] == "  2 days logged: › 1 leaned close, ‹ 1 distant, 0 in between."
    february = next(line for line in lines if line.startswith("  Feb"))
    assert february.split() == ["Feb", "«", "»", "+0.5"]
    assert february.index("»") - february.index("«") == 26
    assert max(map(len, lines)) <= 80
    assert lines[-1].split()[0] == "«" and "far apart" in lines[-1]


def test_another_year_is_one_of_the_calendar(run: Run) -> None:
    some_days(run)
    out = run("year", "--year", "2025").out
    assert "A year of days   2025" in out and "1 day logged" in out
    assert [line[2:5] for line in out.splitlines()][5:17][::11] == ["Jan", "Dec"]
    code, out, err = run("year", "--year", "2031")
    assert (code, out) == (3, "")
    assert "2031 is still to come; use 1900 to 2026" in err
    assert run("year", "--year", "MMXXV").code == 2


def test_a_year_can_be_read_line_by_line(run: Run) -> None:
    some_days(run)
    out = run("year", "--plain").out
    assert "  February 2026: 2 days logged, 1 leaned close, 1 distant, 0 in between; mean +0.5\n" in out
    assert "  March 2026: no entries\n" in out
    weeks = run("year", "--lines", "--plain").out
    assert "  Week of 23 February 2026: 1 day logged; closeness +3.0; felt loved once; stayed once\n" in weeks


def test_a_year_of_weeks(run: Run) -> None:
    some_days(run)
    out = run("year", "--lines").out
    assert "2 weeks leaned close, 1 distant." in out
    for words in ("Closeness", "loved", "tense", "› stayed", "‹ pulled back", "Feb"):
        assert words in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_year_as_json(run: Run) -> None:
    some_days(run)
    told = json.loads(run("year", "--json").out)
    assert [day["day"] for day in told["days"]] == ["2026-02-12", "2026-02-25"]
    assert told["months"][-2]["closeness"] == 0.5
    weeks = json.loads(run("year", "--lines", "--json").out)["weeks"]
    assert weeks[-1] == {
        "first": "2026-02-23",
        "days_logged": 1,
        "closeness": 3.0,
        "stayed": 1,
        "pulled_back": 0,
        "feelings": {"loved": 1},
    }
    assert run("year", "--json", "--plain").code == 2


def test_in_quiet_mode_only_the_days_logged_are_shown(run: Run, places: Places) -> None:
    some_days(run)
    with open_journal(places) as journal:
        journal.set_quiet(True)
    for words in (["year"], ["year", "--plain"], ["year", "--lines"], ["year", "--lines", "--plain"]):
        out = run(*words).out
        for said in ("lose", "distant", "leaned", "mean", "»", "«", "stayed", "pulled"):
            assert said not in out, words
    assert "2 days logged." in run("year").out


def test_a_new_journal_has_a_year_without_days(run: Run, places: Places) -> None:
    code, out, err = run("year")
    assert (code, err) == (0, begun(places))
    for said in (out, run("year", "--lines").out):
        assert "No entries yet. To log a moment: companion" in said
        assert "Mar" not in said.partition("No entries yet.")[2]


def test_a_year_without_entries_in_a_journal_with_some_says_so(run: Run) -> None:
    some_days(run)
    assert "No entries in these twelve months." in run("year", "--year", "2020").out
    assert "No entries in these weeks." in run("year", "--year", "2020", "--lines").out


def test_for_a_terminal_that_draws_dots_wide_plain_letters_take_their_place(run: Run) -> None:
    some_days(run)
    assert run("settings", "ambiguous", "wide").code == 0
    for words in (["year"], ["year", "--lines"], ["year", "--plain"], ["week"]):
        out = run(*words).out
        assert {letter for letter in out if unicodedata.east_asian_width(letter) == "A"} == set(), words
    assert "#" in run("year", "--lines").out and "-" in run("year").out
    code, _, err = run("settings", "ambiguous", "both")
    assert code == 3 and "use narrow or wide" in err
