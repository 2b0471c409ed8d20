"""Entries from the command line: today, search, show, delete, undo."""

import json
from typing import Any

import pytest

from companion.system.paths import Places
from tests.cli.conftest import Run, begun


def log(run: Run, *words: str, stdin: str = "") -> str:
    """Log a moment; its id."""
    ran = run("log", *words, stdin=stdin)
    assert ran.code == 0, ran.err
    return ran.out.strip()


def parsed(text: str) -> Any:
    return json.loads(text)


def test_a_new_day_teaches_the_next_step(run: Run, places: Places) -> None:
    code, out, err = run("today")
    assert (code, err) == (0, begun(places))
    assert "Sunday 1 March 2026" in out and f"companion --at {places.data} log" in out
    assert parsed(run("today", "--json").out) == []


def test_today_tells_the_moments_of_this_day_in_order(run: Run) -> None:
    yesterday = log(run, "--trigger", "slow_reply", "--when", "yesterday 9pm")
    late = log(
        run, "--trigger", "affection", "--mood", "tender:6", "--urge", "withdrew", "--response", "withdrew"
    )
    early = log(run, "--trigger", "ordinary_moment", "--when", "today 10:00", "--note", "Coffee.", "--star")
    out = run("today").out
    assert out.index("10:00  ★ An ordinary moment") < out.index("21:40  Affection came my way")
    for words in (
        "felt    tender 6",
        "wanted  to pull away",
        "did     pulled away",
        "Coffee.",
        early[:8],
        late[:8],
    ):
        assert words in out
    assert yesterday[:8] not in out
    assert [one["id"] for one in parsed(run("today", "--json").out)] == [early, late]


def test_one_in_the_morning_belongs_to_the_evening_before(run: Run) -> None:
    night = log(run, "--trigger", "slow_reply", "--when", "2026-03-01 01:00")
    assert night[:8] not in run("today").out
    run("settings", "day_start", "00:00")
    assert night[:8] in run("today").out


def test_names_and_notes_never_reach_the_terminal_as_escapes(run: Run) -> None:
    run("settings", "partner_name", "Kim\x1b[31m")
    odd = ["--body", "\x1b]0;x\x07", "--tag", "a\x9bb", "--note", "-"]
    id = log(run, "--trigger", "partner_quiet", *odd, stdin="one\x1b[2Jtwo\u202e\x7f\nthree")
    for command in (["today"], ["show", id], ["search", "three"], ["week"], ["settings"]):
        out = run(*command).out
        assert not {"\x1b", "\x07", "\x9b", "\u202e", "\x7f"} & set(out), command
    assert "one�[2Jtwo��" in run("show", id).out
    assert "Kim�[31m seemed quiet" in run("show", id).out


def test_show_takes_the_beginning_of_an_id_and_tells_the_whole_note(run: Run) -> None:
    note = "\n".join(f"line {n} " + "word " * 20 for n in range(10))
    id = log(run, "--trigger", "slow_reply", "--note", "-", stdin=note)
    out = run("show", id[:6]).out
    assert "Sunday 1 March 2026" in out and "line 9" in out
    assert "line 9" not in run("today").out
    assert parsed(run("show", id, "--json").out)["note"] == note.rstrip("\n")


def test_an_id_that_is_not_there_is_nothing_found(run: Run) -> None:
    log(run, "--trigger", "slow_reply")
    for command in (["show", "zzzz"], ["show", "zzzz", "--json"], ["delete", "zzzz", "--yes"]):
        code, out, err = run(*command)
        assert (code, out) == (1, "")
        assert err.startswith("companion: ")


def test_an_id_that_several_begin_with_is_refused(run: Run) -> None:
    firsts: dict[str, int] = {}
    while 2 not in firsts.values():
        first = log(run, "--trigger", "slow_reply")[0]
        firsts[first] = firsts.get(first, 0) + 1
    twice = next(first for first, n in firsts.items() if n == 2)
    assert run("show", twice).code == 3


def test_search_finds_by_words_and_filters_newest_first(run: Run) -> None:
    old = log(run, "--trigger", "affection", "--response", "withdrew", "--when", "2026-01-10 20:00",
              "--note", "the kitchen door")  # fmt: skip
    new = log(run, "--trigger", "slow_reply", "--note", "the kitchen clock", "--tag", "home")
    out = run("search", "kitchen").out
    assert (
        out.index("Sunday 1 March 2026")
        < out.index(new[:8])
        < out.index("Saturday 10 January 2026")
        < out.index(old[:8])
    )
    assert [one["id"] for one in parsed(run("search", "kitchen", "--json").out)] == [new, old]
    assert [one["id"] for one in parsed(run("search", "kitchen", "--limit", "1", "--json").out)] == [new]
    assert [
        one["id"] for one in parsed(run("search", "trigger:affection response:withdrew", "--json").out)
    ] == [old]
    assert [one["id"] for one in parsed(run("search", "--json", "--", "-tag:home", "kitchen").out)] == [old]
    found = parsed(run("search", '"kitchen door"', "--json").out)
    assert [(one["id"], one["snippet"]) for one in found] == [(old, "the kitchen door")]


def test_searching_in_vain_is_nothing_found_and_still_json(run: Run) -> None:
    assert run("search", "nowhere")[:2] == (1, "")
    code, out, err = run("search", "nowhere", "--json")
    assert (code, parsed(out)) == (1, [])
    assert "no matches" in err
    assert run("search").code == 2


def test_deleted_and_brought_back_by_the_next_command(run: Run) -> None:
    id = log(run, "--trigger", "slow_reply")
    code, out, err = run("delete", id, "--yes")
    assert (code, out) == (0, "")
    assert "undo" in err
    assert run("show", id).code == 1
    assert run("undo").code == 0
    assert run("show", id).code == 0
    assert "Undone: the moment of 21:40." in run("undo").err  # that it was logged
    assert run("show", id).code == 1
    code, out, err = run("undo")
    assert (code, out) == (1, "")
    assert "nothing to undo" in err


def test_deleting_asks_first_and_does_not_wait_where_nobody_is(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = log(run, "--trigger", "slow_reply")
    code, _, err = run("delete", id)
    assert code == 2 and "--yes" in err
    monkeypatch.setattr("click.confirm", lambda *_, **__: False)
    assert "Nothing deleted." in run("delete", id, terminal=True).err
    assert run("show", id).code == 0
    monkeypatch.setattr("click.confirm", lambda *_, **__: True)
    assert run("delete", id, terminal=True).code == 0
    assert run("show", id).code == 1


def test_colour_is_for_terminals_whose_owner_wants_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    log(run, "--trigger", "slow_reply")
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[1m" in run("today", terminal=True).out
    assert "\x1b" not in run("today").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("today", terminal=True).out


def test_a_search_may_begin_with_a_minus_and_says_days_in_words(run: Run) -> None:
    work = run("log", "--trigger", "ordinary_moment", "--tag", "work").out.strip()
    home = run("log", "--trigger", "hug", "--tag", "home", "--closeness", "2").out.strip()
    for query in (["-tag:work"], ["feeling:", "-tag:work"], ["-tag:work", "--limit", "5"], ["closeness:>0"]):
        found = run("search", *query, "--json")
        if query[0] == "feeling:":
            assert found.code == 3 and "put something after feeling:, such as feeling:anxious" in found.err
        else:
            assert [entry["id"] for entry in json.loads(found.out)] == [home]
    both = {entry["id"] for entry in json.loads(run("search", "date:today", "--json").out)}
    assert both == {work, home}
    assert run("search", "--nonsense", "kitchen").code == 2
