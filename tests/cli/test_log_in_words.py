"""A moment logged in free text: what it mentions is offered, and never picked by itself."""

import json
import re
import shlex
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import click
import pytest

from companion.cli.option_codes import labels_of, resolve
from companion.journal import open_journal
from companion.model.clock import Clock
from companion.model.errors import InputRefused
from companion.model.records import Moment
from companion.system.paths import Places
from tests.cli.conftest import Run
from tests.model.everyday import everyday_queries

Keys = Callable[..., None]


def entry(run: Run, id: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("show", id, "--json").out)
    return found


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> Keys:
    """``keys("1", "\\r")``: the keys a person presses, one after the other."""

    def keys(*pressed: str | type[BaseException]) -> None:
        left = list(pressed)

        def getchar() -> str:
            key = left.pop(0)
            if isinstance(key, str):
                return key
            raise key

        monkeypatch.setattr(click, "getchar", getchar)

    return keys


def test_where_nobody_can_be_asked_the_text_alone_is_kept_and_what_it_mentions_is_named(run: Run) -> None:
    run("today")
    code, out, err = run("log", "long hug at the door")
    assert code == 0
    assert err == "It mentions: hug. To tag it: --trigger hug\n"
    moment = entry(run, out.strip())
    assert moment["note"] == "long hug at the door"
    assert (moment["triggers"], moment["feelings"], moment["responses"]) == ([], [], [])


def test_what_is_named_can_be_typed_though_a_word_of_the_text_fits_several(run: Run) -> None:
    ran = run("log", "we fought and then he hugged me")
    options = shlex.split(ran.err.partition("To tag it: ")[2])
    assert "--trigger" in options and "--partner-act" in options
    moment = entry(run, run("log", *options).out.strip())
    assert {"disagreement", "affection_received"} <= set(moment["triggers"])
    assert moment["partner_acts"] == ["pb_warm"]


def test_words_need_no_quotes_and_what_was_given_is_not_named_again(run: Run) -> None:
    run("today")
    ran = run("log", "long", "hug,", "felt", "tender", "--trigger", "hug")
    assert ran.err == "It mentions: tender. To tag it: --mood tender\n"
    moment = entry(run, ran.out.strip())
    assert moment["note"] == "long hug, felt tender"
    assert moment["triggers"] == ["affection_received"]


def test_a_text_that_mentions_nothing_is_kept_without_a_word(run: Run) -> None:
    run("today")
    code, out, err = run("log", "we did not fight")
    assert (code, err) == (0, "")
    assert entry(run, out.strip())["note"] == "we did not fight"


def test_at_a_terminal_digits_pick_and_unpick_and_enter_saves(run: Run, keys: Keys) -> None:
    keys("1", "2", "1", "9", "x", "\r")
    code, out, err = run("log", "He hugged me and I froze, felt tense", terminal=True)
    assert code == 0
    assert "1 what happened: Affection came my way  (“hugged”)" in err
    assert "+ Affection came my way" in err and "- Affection came my way" in err
    assert err.count("1 to 4, or Enter.") == 2
    assert "Saved to Sunday 1 March, 21:40. To undo: companion" in err
    moment = entry(run, out.strip())
    assert (moment["triggers"], moment["partner_acts"]) == ([], ["pb_warm"])
    assert (moment["responses"], moment["feelings"]) == ([], [])


@pytest.mark.parametrize("pressed", [KeyboardInterrupt, EOFError])
def test_leaving_while_one_is_asked_saves_nothing_and_says_so(
    run: Run, keys: Keys, pressed: type[BaseException]
) -> None:
    keys("1", pressed)
    code, out, err = run("log", "long hug", terminal=True)
    assert (code, out) == (130, "")
    assert "Nothing was saved." in err
    assert json.loads(run("today", "--json").out) == []


def test_as_json_nothing_is_asked_even_at_a_terminal(run: Run) -> None:
    ran = run("log", "long hug", "--json", terminal=True)
    assert json.loads(ran.out)["note"] == "long hug"
    assert json.loads(ran.out)["triggers"] == []
    assert "To tag it: --trigger hug\n" in ran.err
    assert run("log", "--json", terminal=True).code == 2


def test_the_text_may_come_by_stdin_and_only_once(run: Run) -> None:
    ran = run("log", "-", stdin="we kissed, kept out of history\n")
    assert entry(run, ran.out.strip())["note"] == "we kissed, kept out of history"
    assert "It mentions: kissed." in ran.err
    ran = run("log", "one", "--note", "two")
    assert ran.code == 3 and "note: it is given as TEXT and as --note" in ran.err


def test_what_belongs_to_safety_is_offered_and_not_taken_for_a_word(run: Run, keys: Keys) -> None:
    keys("\r")
    ran = run("log", "he threatened me", terminal=True)
    assert "Threatened, hurt or forced me" in ran.err
    assert entry(run, ran.out.strip())["partner_acts"] == []
    ran = run("log", "--partner-act", "hurt me")
    assert ran.code == 3 and "pb_threatening" in ran.err
    assert run("log", "--partner-act", "pb_threatening").code == 0


@pytest.mark.parametrize(
    ("option", "word", "kind", "code"),
    [
        ("--trigger", "hug", "triggers", "affection_received"),
        ("--trigger", "left on read", "triggers", "slow_reply"),
        ("--response", "walked away", "responses", "withdrew"),
        ("--urge", "asked if they love me", "urges", "sought_proof"),
        ("--trigger", "Hugging me", "triggers", "affection_received"),
        ("--response", "we've made up", "responses", "repaired"),
        ("--partner-act", "flowers", "partner_acts", "pb_appreciated"),
    ],
)
def test_options_know_everyday_words(run: Run, option: str, word: str, kind: str, code: str) -> None:
    assert entry(run, run("log", option, word).out.strip())[kind] == [code]


def test_an_everyday_word_of_several_names_them(run: Run) -> None:
    ran = run("log", "--trigger", "fight")
    assert ran.code == 3 and "trigger: 'fight' fits more than one: raised_voices (It got heated)," in ran.err
    assert ran.err.index("raised_voices") < ran.err.index("disagreement") < ran.err.index("repeated_argument")


def test_a_slip_is_asked_about_and_not_taken(run: Run) -> None:
    ran = run("log", "--trigger", "kised")
    assert ran.code == 3
    assert "'kised' is not in the list. Did you mean affection_received (Affection came my way)" in ran.err


def test_add_is_another_name_for_it(run: Run) -> None:
    id = run("add", "--trigger", "hug").out.strip()
    assert entry(run, id)["triggers"] == ["affection_received"]


def test_undo_takes_a_log_back(run: Run) -> None:
    id = run("log", "--note", "an unmistakable marmalade").out.strip()
    ran = run("undo")
    assert ran.err == "Undone: the moment of 21:40.\n"
    assert run("show", id).code == 1 and run("search", "marmalade").code == 1
    assert run("undo").code == 1


def test_undo_goes_back_through_a_change_to_the_log(run: Run) -> None:
    id = run("log", "--note", "first").out.strip()
    run("edit", id, "--note", "second")
    assert run("undo").err == "Undone: the change to the moment of 21:40.\n"
    assert run("undo").err == "Undone: the moment of 21:40.\n"
    assert run("show", id).code == 1


def test_undo_takes_a_log_back_that_was_changed_in_a_window_since_closed_and_redo_has_the_change(
    run: Run, places: Places, clock: Clock
) -> None:
    id = run("log", "--note", "first").out.strip()
    with open_journal(places, clock=clock) as journal:  # as the panes do: closed, it cannot be undone
        moment = journal.timeline.entry(id)
        assert isinstance(moment, Moment)
        journal.entries.amend(replace(moment, note="second"))
    assert run("undo").err == "Undone: the moment of 21:40.\n"
    with open_journal(places, clock=clock) as journal:
        assert journal.entries.redo() is not None
    assert entry(run, id)["note"] == "second"


# Asked step by step


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the person types, line by line; an exception is what they press in its place."""
    lines: list[Any] = []

    def prompt(*_words: Any, **_how: Any) -> str:
        line = lines.pop(0)
        if isinstance(line, str):
            return line
        raise line

    monkeypatch.setattr(click, "prompt", prompt)
    return lines


def test_it_asks_for_the_time_and_offers_what_the_text_mentions(
    run: Run, answers: list[Any], keys: Keys
) -> None:
    keys("2", "\r")
    answers += ["soonish", "yesterday 9pm", "hug", "", "", "", "", "", "", "", "he hugged me, i froze"]
    code, out, err = run("log", terminal=True)
    assert code == 0
    assert "when: could not read 'soonish' as a time; try" in err and "  Saturday 28 February, 21:00\n" in err
    assert "what happened: Affection" not in err  # it was picked already
    moment = entry(run, out.strip())
    assert moment["occurred_at"] == "2026-02-28T21:00:00+01:00"
    assert (moment["triggers"], moment["responses"]) == (["affection_received"], ["shut_down"])
    assert "Saved to Saturday 28 February, 21:00." in err


@pytest.mark.parametrize("asked", [1, 3, 9])
def test_ctrl_c_at_any_question_saves_nothing_and_says_so(run: Run, answers: list[Any], asked: int) -> None:
    answers += [*["", "hug", "", "", "", "", "", "", "", ""][:asked], click.Abort()]
    code, out, err = run("log", terminal=True)
    assert (code, out) == (130, "")
    assert "Nothing was saved." in err
    assert json.loads(run("today", "--json").out) == []


def test_what_people_type_is_taken_or_named_among_the_first_three(places: Places, clock: Clock) -> None:
    missed = []
    with open_journal(places, clock=clock) as journal:
        words = journal.vocabulary
        for query in everyday_queries():
            rows = getattr(words, "acts" if query.kind == "response" else f"{query.kind}s")
            labels = labels_of(rows, lambda id: words.label(id, journal.settings))
            try:
                named = [resolve(query.kind, query.typed, labels, rows, words.ambiguous(query.kind))]
            except InputRefused as error:
                named = re.findall(r"[:,?n] (\w+) \(", str(error))[:3]
            if query.wanted.isdisjoint(named):
                missed.append((query.kind, query.typed, named))
    assert missed == []
