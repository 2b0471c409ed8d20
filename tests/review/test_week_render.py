"""The week written out."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.records import Experiment, Settings, Story, Try
from companion.review import Week, week_json, week_markdown, week_text
from tests.conftest import examples
from tests.review.diary import NEXT_MONDAY, at, full_entries, full_findings, moment, week

TODAY = NEXT_MONDAY.date()
FORBIDDEN = re.compile(
    r"\b(always|never|because|causes?|due to|should have|streak|missed|failed|diagnosis|he|him|his|she|hers?|"
    r"you are|avoidant|anxious person)\b",
    re.IGNORECASE,
)


def full_week(settings: Settings | None = None) -> Week:
    return week(
        full_entries(),
        findings=full_findings(),
        earlier=[moment("e", at(-5), "slow_reply", "anxious tender")],
        stories=[Story(id="s", moment="m4", feared="it is over", belief=80, ask_again_at=at(6, "12:00"))],
        experiments=[
            Experiment(
                id="e",
                exercise="ex_receive_affection",
                if_then="If a hug comes, then I count to ten",
                started_at=at(-3),
                tries=(Try(at=at(2), did=True, moment="m3"),),
            )
        ],
        settings=settings or Settings(partner_name="Kim"),
    )


@pytest.mark.parametrize("width", [80, 60, 200])
def test_the_letter_keeps_to_its_width(width: int) -> None:
    read_out = week_text(full_week(), width, today=TODAY).splitlines()
    drawn = week_text(full_week(), width).splitlines()
    assert max(map(len, read_out)) <= min(width, 76)
    assert max(map(len, drawn)) <= min(width, 80)  # the strip alone takes all 80
    assert all(line == line.rstrip() for line in [*read_out, *drawn])


def test_the_letter_tells_the_parts_in_order() -> None:
    letter = week_text(full_week())
    parts = [
        "Your week, Monday 23 February to Sunday 1 March 2026",
        "Mo 23",
        "overwhel…",
        "What the week held",
        "You logged 6 moments",
        "How it felt",
        "What you wanted, and what you did",
        "What went well",
        "Over the weeks: what tended to follow what",
        "● Pulling back after closeness: clear so far",
        "━━━━━━━━━━━━━━━━━━━╸──────    6 of 8  these times",
        "Worries to check",
        "Your experiment",
        "One thing to try, if you like",
    ]
    places = [letter.index(part) for part in parts]
    assert places == sorted(places)


def test_titles_alone_are_laid_stress_on() -> None:
    stressed = week_text(full_week(), emphasis=lambda title: f"<{title}>")
    assert re.sub(r"[<>]", "", stressed) == week_text(full_week())
    assert "<  How it felt>" in stressed and stressed.count("<") == 9


def test_dates_in_the_form_that_was_chosen() -> None:
    assert (
        week_text(week(), date_format="month-first")
        .strip()
        .startswith("Your week, Monday, February 23 to Sunday, March 1, 2026")
    )
    assert "Monday 2026-02-23 to Sunday 2026-03-01" in week_markdown(week(), date_format="iso")


def test_read_out_it_has_a_sentence_a_day_and_nothing_drawn() -> None:
    read_out = week_text(full_week(), today=TODAY)
    assert "Monday 23 February: 2 entries, +1 a little close, overwhelmed 7 out of 10." in read_out
    assert "Tuesday 24 February: no entries." in read_out
    assert not set(read_out) & set("─━╸█▁▂▃▄▅▆▇•")
    assert set(week_text(full_week())) & set("─━█•")


def test_a_week_without_an_entry_has_no_strip() -> None:
    assert "Mo 23" not in week_text(week())


def test_the_words_of_the_house() -> None:
    found = full_week(Settings())
    assert not FORBIDDEN.findall(week_text(found) + week_markdown(found))


def test_json_has_every_sentence_of_the_letter_with_its_ids() -> None:
    found = full_week()
    plain = week_json(found)
    assert json.loads(json.dumps(plain)) == plain
    letter = " ".join(week_text(found).split())
    for sentence in plain["sentences"]:
        assert sentence["text"] in letter
        assert set(sentence) == {"section", "text", "ids"}
    days = [set(day) for day in plain["days"]]
    assert days == [{"day", "moments", "reflections", "valence", "energy", "closeness"}] * 7
    assert [card["pattern"] for card in plain["patterns"]] == [card.pattern for card in found.patterns]
    assert plain["patterns"][0]["ids"] == ["m1"]
    assert plain["suggestion"]["practice"] == "ex_is_it_about_me"
    assert week_json(week())["suggestion"] is None


def test_markdown_lists_the_steps_of_the_suggestion() -> None:
    written = week_markdown(full_week())
    assert "## One thing to try, if you like" in written
    assert "\n1. " in written and "\n3. " in written
    assert written.endswith("\n") and not written.endswith("\n\n")


ODD = st.text(min_size=1, max_size=30).map(lambda text: f"a{text}z")


@examples(20)
@given(name=ODD, feared=ODD)
def test_what_a_person_wrote_is_never_markup_and_never_an_escape(name: str, feared: str) -> None:
    story = Story(id="s", feared=feared, ask_again_at=at(0))
    found = week(full_entries(), stories=[story], settings=Settings(partner_name=name))
    unshowable = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
    assert not unshowable.search(week_text(found).replace("\n", ""))
    assert not unshowable.search(week_markdown(found).replace("\n", ""))


def test_marks_in_what_a_person_wrote_stay_plain_in_markdown() -> None:
    story = Story(id="s", feared="**it** is [over](x) <b>\n# so", ask_again_at=at(0))
    written = week_markdown(week(stories=[story]))
    assert r"“\*\*it\*\* is \[over\](x) \<b\> \# so”" in written
