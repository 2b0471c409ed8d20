"""A worry on the command line: noted, listed, checked, undone."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock, fixed_clock
from companion.system.paths import Places
from tests.cli.conftest import Given, Run, begun
from tests.conftest import SUNDAY_EVENING, ZONE
from tests.quick_keys import make_keys_quick

NEW = ("--moment", "MOMENT", "--feared", "x")


@pytest.fixture(autouse=True)
def the_usual_place(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that are suggested name no place then."""
    monkeypatch.setenv("COMPANION_HOME", str(places.data))


@pytest.fixture
def moment(run: Run) -> str:
    """The id of a slow reply on Saturday evening, the only moment there is."""
    return run("log", "--trigger", "slow_reply", "--when", "yesterday 9pm").out.strip()


def worries(run: Run) -> list[dict[str, Any]]:
    """All worries, as a script reads them."""
    found: list[dict[str, Any]] = json.loads(run("story", "--json").out)
    return found


def noted(run: Run, moment: str, feared: str = "they are losing interest", *words: str) -> str:
    done = run("story", "--moment", moment, "--feared", feared, *words)
    assert done.code == 0, done.err
    return done.out.removesuffix("\n")


def test_a_worry_goes_from_a_script_to_what_was_learned(run: Run, moment: str) -> None:
    done = run(
        *("story", "--moment", moment[:8], "--feared", "-", "--sure", "80%", "--ask-again", "in 3 days"),
        stdin="They are losing\ninterest.\n",
    )
    assert done.code == 0
    id = done.out.removesuffix("\n")
    assert "Saved. It is about Sat 28 Feb, 21:00: A slow reply, or none. You were 80% sure." in done.err
    assert f"Wednesday 4 March 2026; `companion story {id[:8]}` says how it turned out." in done.err
    assert "losing" not in done.err
    (worry,) = worries(run)
    assert (worry["id"], worry["moment"], worry["belief"]) == (id, moment, 80)
    assert worry["feared"] == "They are losing\ninterest."
    assert worry["ask_again_at"] == "2026-03-04T09:00:00+01:00"
    done = run(
        "story", id[:6], "--turned-out", "differently", "--learned", "-", stdin="Their phone was flat."
    )
    assert (done.code, done.out, done.err) == (0, "", "Saved: it turned out differently.\n")
    (worry,) = worries(run)
    assert (worry["turned_out"], worry["learned"]) == ("otherwise", "Their phone was flat.")
    assert worry["closed_at"] == "2026-03-01T21:40:00+01:00"
    assert "Their phone was flat." in run("show", moment).out


def test_without_options_it_asks_and_says_back_what_it_understood(run: Run, moment: str) -> None:
    later = run("log", "--trigger", "affection").out.strip()
    answers = "!!\n2\nIt is over.\nvery\n70\nsoon\nnext friday\n"
    done = run("story", stdin=answers, terminal=True)
    assert done.code == 0
    assert "1 Sun 1 Mar, 21:40: Affection came my way" in done.err
    assert "2 Sat 28 Feb, 21:00: A slow reply, or none" in done.err
    assert "there is no entry with the id '!!'" in done.err
    assert "Type a number from 0 to 100" in done.err
    assert "ask-again: could not read 'soon' as a time" in done.err
    assert "It asks you again on Friday 6 March 2026" in done.err
    (worry,) = worries(run)
    assert (worry["moment"], worry["feared"], worry["belief"]) == (moment, "It is over.", 70)
    assert done.out == f"{worry['id']}\n"
    done = run("story", stdin="\nToo much of it.\n\n\n", terminal=True)  # Enter: the latest, a week
    assert done.code == 0 and "% sure" not in done.err.split("Saved.")[1]
    assert "Sunday 8 March 2026" in done.err
    assert {worry["moment"]: worry["belief"] for worry in worries(run)} == {moment: 70, later: None}


def test_nothing_written_is_nothing_saved(run: Run, moment: str) -> None:
    done = run("story", stdin="1\n\n", terminal=True)
    assert (done.code, done.out) == (0, "")
    assert done.err.endswith("Nothing saved.\n")
    done = run("story", "--moment", moment, "--feared", "-", stdin=" \n")
    assert done.code == 3 and "feared: a worry needs a few words" in done.err
    assert worries(run) == []
    assert "`companion story` notes one" in run("story", "--list").out


def test_a_moment_with_an_open_worry_is_asked_about_how_that_turned_out(run: Run, moment: str) -> None:
    id = noted(run, moment)
    done = run("story", "--moment", moment, stdin="maybe\na\n\n", terminal=True)
    assert done.code == 0
    assert "it is still open" in done.err and "they are losing interest" in done.out
    assert "d, a, u, or Enter" in done.err
    assert done.err.endswith("Saved: it turned out as you feared.\n")
    (worry,) = worries(run)
    assert (worry["id"], worry["turned_out"], worry["learned"]) == (id, "as_feared", "")


def test_with_its_id_a_worry_is_shown_and_asked_about_once(run: Run, moment: str) -> None:
    id = noted(run, moment)
    assert "they are losing interest" in run("story", id).out  # without a terminal nothing is asked
    done = run("story", id, stdin="\n", terminal=True)
    assert done.err.endswith("Nothing was changed.\n") and worries(run)[0]["turned_out"] is None
    done = run("story", id, stdin="u\nI could ask.\n", terminal=True)
    assert done.err.endswith("Saved: no way to tell yet.\n")
    done = run("story", id, stdin="", terminal=True)
    assert done.err == "" and "I could ask." in done.out  # it is closed
    run("story", id, "--turned-out", "differently")  # the words stay where only the outcome is said again
    assert json.loads(run("story", id, "--json").out) == worries(run)[0]
    assert (worries(run)[0]["turned_out"], worries(run)[0]["learned"]) == ("otherwise", "I could ask.")


def test_the_list_has_the_open_ones_first(run: Run, moment: str) -> None:
    checked, later, sooner = (
        noted(run, moment, "the first"),
        noted(run, moment, "the second", "--ask-again", "in a month"),
        noted(run, moment, "the third", "--ask-again", "tomorrow"),
    )
    run("story", checked, "--turned-out", "unknown")
    assert [worry["id"] for worry in worries(run)] == [sooner, later, checked]
    told = run("story", "--list").out
    places = [told.index(part) for part in ("Not checked yet", "third", "second", "Checked", "first")]
    assert places == sorted(places)
    assert sooner[:8] in told and moment not in told


def test_undo_opens_a_worry_again_and_then_takes_it_out(run: Run, moment: str, places: Places) -> None:
    id = noted(run, moment, "the sea\N{EM DASH}canary")
    run("story", id, "--turned-out", "as-feared")
    assert "it is open again" in run("undo").err
    assert worries(run)[0]["turned_out"] is None
    assert run("undo").err == "Undone: the worry you noted.\n"
    assert worries(run) == [] and run("show", moment).code == 0
    deleted = json.loads(run("export").out)["deleted"]
    assert [row["id"] for row in deleted] == [id]  # another device lets go of it too
    assert "Undone: the moment" in run("undo").err  # which it was about
    assert run("undo").code == 1
    with open_journal(places, clock=fixed_clock(SUNDAY_EVENING + timedelta(days=2), ZONE)):
        pass
    assert b"canary" not in places.journal.read_bytes()


def test_what_was_changed_since_is_not_undone(run: Run, moment: str, places: Places, clock: Clock) -> None:
    """The panes have nothing to undo any more once they are left; what was said there stays."""
    id = noted(run, moment)
    with open_journal(places, clock=clock) as panes:
        panes.stories.close(id, "otherwise", "the train")
    done = run("undo")
    assert done.err == "Nothing undone: it has changed since.\n"
    assert worries(run)[0]["learned"] == "the train"


def test_a_worry_goes_with_its_moment_and_comes_back_with_it(run: Run, moment: str, places: Places) -> None:
    id = noted(run, moment)
    run("delete", moment, "--yes")
    assert worries(run) == [] and run("story", id).code == 1
    run("undo")
    assert [worry["id"] for worry in worries(run)] == [id]
    run("story", id, "--turned-out", "differently")
    run("delete", moment, "--backups", "--yes")
    assert run("undo").code == 1
    assert worries(run) == []
    assert b"losing interest" not in places.journal.read_bytes()


def test_worries_whose_time_has_come_are_named_before_another_is_asked_for(
    run: Run, moment: str, places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.stories.tell(moment=moment, feared="a canary", ask_again_at=clock.now() - timedelta(hours=1))
    done = run("story", stdin="1\n\n", terminal=True)
    assert "1 worry asks how it turned out; `companion story --list` shows them first." in done.err
    assert "canary" not in done.err + done.out or "still open" in done.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--moment", "nope", "--feared", "x"], 1, "there is no entry with the id 'nope'"),
        (["nope"], 1, "there is no worry with the id 'nope'; `companion story --list` shows them"),
        (["ID", "--turned-out", "maybe"], 3, "turned-out: 'maybe' is not an answer; use differently"),
        (["ID", "--learned", "x"], 2, "--learned goes with --turned-out"),
        (["--turned-out", "unknown"], 2, "Say with its ID which worry it was"),
        (["ID", "--feared", "x"], 2, "do not go with ID"),
        (["--list", "--sure", "3"], 2, "--list stands alone"),
        (["--feared", "x"], 2, "There is no terminal to ask in"),
        ([*NEW, "--sure", "101"], 3, "sure: '101' is out of range"),
        ([*NEW, "--sure", "half"], 3, "sure: 'half' is out of range"),
        ([*NEW, "--ask-again", "soon"], 3, "ask-again: could not read 'soon' as a time"),
        ([*NEW, "--ask-again", "2026-02-01"], 3, "ask-again: '2026-02-01' is in the past"),
        (["--moment", "REFLECTION", "--feared", "x"], 3, "is a reflection; a worry belongs to a moment"),
        ([], 2, "There is no terminal to ask in"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    words: list[str], code: int, said: str, run: Run, moment: str
) -> None:
    reflection = run("prompt", "--answer", "tea").out.strip()
    id = noted(run, moment)
    before = run("export").out
    named = {"ID": id, "MOMENT": moment, "REFLECTION": reflection}
    done = run("story", *(named.get(word, word) for word in words))
    assert (done.code, done.out) == (code, "")
    assert said in " ".join(done.err.split())
    assert run("export").out == before


def test_without_a_moment_there_is_no_worry(run: Run, places: Places) -> None:
    done = run("story", terminal=True)
    assert done.code == 1
    assert done.err == (
        f"{begun(places)}companion: a worry belongs to a moment, and there is none yet;"
        " `companion log` logs one\n"
    )


@pytest.fixture
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    make_keys_quick(monkeypatch)
    yield


@pytest.mark.usefixtures("quick_keys")
def test_a_locked_journal_is_opened_first_and_nothing_is_told_before(run: Run, given: Given) -> None:
    moment = given(["owl 5"], "log", "--trigger", "slow_reply").out.strip()
    for words in (["--list"], ["--moment", moment, "--feared", "-"], ["3f2a", "--turned-out", "unknown"]):
        done = run("story", *words, stdin="a canary")
        assert (done.code, done.out) == (4, "") and "canary" not in done.err, words
    assert given(["wrong"], "story", "--list").code == 4
    done = given(["owl 5"], "story", "--moment", moment, "--feared", "-", stdin="a canary")
    assert done.code == 0
    assert "a canary" in given(["owl 5"], "story", "--list").out


def test_in_quiet_mode_a_worry_can_still_be_noted_and_checked(
    run: Run, moment: str, places: Places, clock: Clock
) -> None:
    """As in the panes: it asks for nothing and makes no guess about anyone."""
    with open_journal(places, clock=clock) as journal:
        journal.set_quiet(True)
    id = noted(run, moment)
    assert run("story", id, "--turned-out", "as-feared").code == 0
    assert worries(run)[0]["turned_out"] == "as_feared"
