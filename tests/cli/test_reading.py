"""The week, the patterns, the question and the settings, from the command line."""

import json
import re
from pathlib import Path

import pytest

from companion.model.vocabulary import load_vocabulary
from companion.review.pattern_groups import grouped
from companion.system.paths import Places
from tests.cli.conftest import Run, begun


def a_week(run: Run) -> list[str]:
    """Three moments of this week; nothing on the other days."""
    words = [
        ["--trigger", "affection", "--mood", "tender:6", "--urge", "withdrew", "--when", "2026-02-23 20:00"],
        ["--trigger", "affection", "--mood", "calm", "--response", "let it in", "--when", "2026-02-25 20:00"],
        ["--trigger", "slow_reply", "--mood", "anxious:8"],
    ]
    return [run("log", *each).out.strip() for each in words]


def test_a_new_journal_has_a_week_that_reads_well(run: Run, places: Places) -> None:
    code, out, err = run("week")
    assert (code, err) == (0, begun(places))
    assert "Your week, Monday 23 February to Sunday 1 March 2026" in out
    assert "This journal is new." in out and "What went well" in out


def test_the_week_in_sentences_names_the_days_without_an_entry(run: Run) -> None:
    a_week(run)
    out = " ".join(run("week").out.split())
    assert "You logged 3 moments, on 3 days." in out
    assert "No entries on Tuesday, Thursday, Friday and Saturday." in out
    assert "You wanted to pull away once, and did not." in out
    assert max(map(len, run("week").out.splitlines())) <= 80


def test_the_week_as_json_carries_the_ids_behind_each_sentence(run: Run) -> None:
    ids = a_week(run)
    week = json.loads(run("week", "--json").out)
    assert (week["first"], week["last"], week["entries"]) == ("2026-02-23", "2026-03-01", 3)
    assert week["sentences"][0] == {"section": "held", "text": "You logged 3 moments, on 3 days.", "ids": ids}
    assert {one["section"] for one in week["sentences"]} >= {"held", "feelings", "urges", "went_well"}
    assert [day["moments"] for day in week["days"]] == [1, 0, 1, 0, 0, 0, 1]
    assert week["days"][1]["valence"] is None


def test_an_earlier_week_and_the_week_as_markdown(run: Run) -> None:
    a_week(run)
    assert "No entries" not in run("week", "--weeks-ago", "1").out.partition("What went well")[2]
    out = run("week", "--weeks-ago", "0", "--markdown").out
    assert out.startswith("# Your week, Monday 23 February to Sunday 1 March 2026\n\n## What the week held\n")
    assert "\n\nYou logged 3 moments" in out
    assert "\n## What went well\n\n- " in out
    assert run("week", "--weeks-ago", "-1").code == 2
    assert run("week", "--json", "--markdown").code == 2


def test_a_week_before_all_calendars_is_a_usage_error(run: Run) -> None:
    assert run("week", "--weeks-ago", "5000", "--json").code == 0
    code, out, err = run("week", "--weeks-ago", "99999999")
    assert (code, out) == (2, "")
    assert "99999999" in err and "5000" in err


def test_every_pattern_of_the_catalogue_is_in_the_json_in_its_order(run: Run) -> None:
    a_week(run)
    code, out, _ = run("patterns", "--json")
    found = json.loads(out)
    assert code == 0
    assert [one["id"] for one in found["patterns"]] == list(load_vocabulary().patterns)
    assert found["as_of"] == "2026-03-01"
    assert {one["state"] for one in found["patterns"]} == {"counting"}
    assert json.loads(run("patterns", "--json", "--as-of", "2026-01-31").out)["as_of"] == "2026-01-31"
    assert run("patterns", "--as-of", "spring").code == 2


def test_patterns_that_wait_say_what_they_need(run: Run) -> None:
    a_week(run)
    out = run("patterns").out
    assert [line.strip() for line in out.splitlines() if line.strip() in grouped(())] == [
        "What goes well",
        "Too early to say",
    ]
    assert len(re.findall(r"of the \d+.* needed\n", out)) == len(load_vocabulary().patterns)


def test_a_pattern_that_stands_out_is_told_with_its_bars(run: Run) -> None:
    for day in range(1, 29):
        when = ["--when", f"2026-02-{day:02d} 20:00"]
        if day % 2:
            run("log", "--trigger", "affection", "--response", "dismissed_kindness", *when)
        else:
            run("log", "--trigger", "ordinary_moment", *when)
    out = run("patterns").out
    lines = out.splitlines()
    first, second = lines[(at := next(n for n, line in enumerate(lines) if "Brushing" in line)) : at + 2]
    assert first.split() == ["●", "Brushing", "off", "kindness", "━" * 18, "14", "of", "14"]
    assert second.split() == ["clear", "so", "far", "─" * 18, "0", "of", "14"]
    assert "handling things alone 14 of 14 times. At other times: 0 of 14." in " ".join(out.split())
    week = " ".join(run("week").out.split())
    assert "● Brushing off kindness: clear so far" in week and "One thing to try, if you like" in week


def test_in_quiet_mode_counts_about_drawing_back_rest(run: Run) -> None:
    for day in range(1, 29):
        words = ["affection", "--response", "dismissed_kindness"] if day % 2 else ["ordinary_moment"]
        run("log", "--trigger", *words, "--when", f"2026-02-{day:02d} 20:00")
    run("log", "--trigger", "felt_afraid")
    out = run("patterns").out
    assert re.search(r"^  \d+ patterns hidden in quiet mode$", out, re.MULTILINE)
    assert "A kind boundary when crowded" in out
    for hidden in ("Brushing off kindness", "Letting closeness in"):  # a name alone may read as advice
        assert hidden not in out and hidden not in run("week").out


def test_a_question_and_why_this_one(run: Run) -> None:
    code, out, _ = run("prompt")
    assert code == 0 and "?" in out
    asked = json.loads(run("prompt", "--json").out)
    assert set(asked) == {"id", "text", "why", "steadying"}
    assert " ".join(asked["text"].split()) in " ".join(out.split()) and asked["why"] in out


def test_a_question_is_answered_from_stdin(run: Run) -> None:
    asked = json.loads(run("prompt", "--json").out)["id"]
    code, out, _ = run("prompt", "--answer", "-", stdin="A steady hand.\n")
    assert code == 0
    kept = json.loads(run("show", out.strip(), "--json").out)
    assert (kept["prompt"], kept["text"]) == (asked, "A steady hand.")
    assert json.loads(run("prompt", "--json").out)["id"] != asked


def test_an_empty_answer_is_not_kept(run: Run) -> None:
    ran = run("prompt", "--answer", "-", stdin=" \n")
    assert (ran.code, ran.out) == (0, "")
    assert json.loads(run("today", "--json").out) == []
    assert run("prompt", "--edit").code == 2


def test_settings_of_the_journal_and_of_the_program_in_one_list(run: Run, tmp_path: Path) -> None:
    assert run("settings", "partner_name", "Sam").code == 0
    assert run("settings", "week_start", "sunday").code == 0
    assert run("settings", "theme", "paper").code == 0
    assert run("settings", "animation", "on").code == 0
    assert run("settings", "date_format", "iso").code == 0
    assert run("settings", "keys.app.today", "f2").code == 0
    assert run("settings", "partner_name").out == "Sam\n"
    assert run("settings", "animation").out == "true\n"
    found = json.loads(run("settings", "--json").out)
    assert found == {
        "partner_name": "Sam",
        "pronouns": "they",
        "day_start": "04:00",
        "week_start": "sunday",
        "quiet": False,
        "theme": "paper",
        "animation": True,
        "discreet_opening": False,
        "ambiguous": "narrow",
        "date_format": "iso",
        "lock_after": 5,
        "keyring": False,
        "phrase_check": True,
        "backups.daily": 7,
        "backups.weekly": 4,
        "backups.monthly": 12,
        "keys.app.today": "f2",
    }
    lines = dict(line.split(maxsplit=1) for line in run("settings").out.splitlines())
    assert lines["theme"] == "paper" and lines["keys.app.today"] == "f2"
    assert "Your week, Sunday 2026-03-01 to Saturday 2026-03-07" in run("week").out


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["colour", "red"], ["'colour'", "partner_name", "theme"]),
        (["colour"], ["'colour'", "partner_name", "theme"]),
        (["theme", "pink"], ["theme", "'pink'", "dusk"]),
        (["day_start", "late"], ["day_start", "'late'", "HH:MM"]),
        (["week_start", "someday"], ["week_start", "'someday'", "monday"]),
    ],
)
def test_a_setting_that_cannot_be_is_refused_with_what_can(
    run: Run, words: list[str], named: list[str]
) -> None:
    code, out, err = run("settings", *words)
    assert (code, out) == (3, "")
    for word in named:
        assert word in err


def test_a_broken_configuration_is_named_and_does_not_hide_the_journal(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "companion"
    folder.mkdir()
    (folder / "config.toml").write_text('date_format = "%d"\n')
    assert run("log", "--trigger", "slow_reply").code == 0
    assert len(json.loads(run("today", "--json").out)) == 1
    code, _, err = run("today")
    assert code == 3
    assert "config.toml" in err and "date_format" in err and "day-first" in err


def test_what_is_counted_beside_the_patterns(run: Run) -> None:
    for day in range(1, 8):
        acts = ["--response", "withdrew"] if day < 4 else []
        run("log", "--trigger", "slow_reply", "--urge", "withdrew", *acts, "--when", f"2026-02-0{day} 20:00")
    out = run("patterns").out
    assert "Also counted" in out
    assert "You wanted to pull away 7 times, and did 3 times." in " ".join(out.split())
    beside = json.loads(run("patterns", "--json").out)["also"]
    [urge] = beside["urges"]
    assert (urge["urge"], urge["done"], urge["wanted"], urge["enough"]) == ("withdrew", 3, 7, True)
    assert set(beside) == {"sequels", "urges", "repair", "stories", "experiments"}
    then = json.loads(run("patterns", "--json", "--as-of", "2026-02-04").out)["also"]
    assert then["urges"][0]["wanted"] == 4


def test_in_quiet_mode_none_of_it_is_written_out(run: Run) -> None:
    run("log", "--trigger", "disagreement", "--urge", "withdrew", "--when", "2026-02-01 20:00")
    run("log", "--trigger", "felt_afraid")
    beside = json.loads(run("patterns", "--json").out)["also"]
    assert beside["urges"] == [] and beside["repair"]["ruptures"] == []


def test_patterns_of_the_moments_with_one_person(run: Run) -> None:
    for day, person in enumerate(("Kim", "default", "default", "default", "Kim", "default", "default"), 1):
        words = ["--when", f"2026-02-0{day} 12:00", "--trigger", "affection_received", "--person", person]
        run("log", *words, "--response", "pulled away")
    found = json.loads(run("patterns", "--person", "KIM", "--json").out)
    first = next(one for one in found["patterns"] if one["id"] == "withdraw_after_affection")
    assert (found["person"], first["n"], "also" in found) == ("Kim", 2, False)
    assert "Pulling back after closeness" in run("patterns", "--person", "your partner").out
    refused = run("patterns", "--person", "Alex")
    assert refused.code == 3
    assert "person: 'Alex' is not in the journal; use your partner, Kim" in refused.err


def test_pronouns_are_checked_where_they_are_set(run: Run) -> None:
    assert run("settings", "pronouns", "xe/xem/xyr").code == 0
    refused = run("settings", "pronouns", "it")
    assert refused.code != 0
    assert "pronouns: 'it' cannot be used; use they, she, he, none" in refused.err


def test_a_question_is_pinned_put_away_and_brought_back(run: Run) -> None:
    first = json.loads(run("prompt", "--json").out)["id"]
    assert "You pinned this one" in run("prompt", "--pin").out
    assert json.loads(run("prompt", "--json").out)["id"] == first
    assert "pinned" not in run("prompt", "--unpin").out
    ran = run("prompt", "--banish", "--json")
    assert json.loads(ran.out)["id"] != first
    assert f"--bring-back {first}" in ran.err
    assert run("prompt", "--bring-back", first).code == 0
    assert json.loads(run("prompt", "--json").out)["id"] == first
    assert run("prompt", "--bring-back", first).code != 0
    assert run("prompt", "--pin", "--banish").code == 2
