"""One org file: days and entries are headings, and nothing that a person wrote is one."""

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.exchange.parsing.org_text import escape_org, unescape_org
from companion.exchange.writers import org_days
from companion.model.records import Contents, Moment, Reflection, Story, written_text
from companion.model.text import shown
from tests.exchange.importing import plan
from tests.exchange.writers.journal import VOCABULARY, contents
from tests.strategies import ANY_TEXT

AT = datetime(2026, 3, 2, 1, 30, tzinfo=timezone(timedelta(hours=1)))
NIGHT = Reflection(id="a1", occurred_at=AT, recorded_at=AT, updated_at=AT, text="Awake.")


def text_of(written: Contents) -> str:
    return org_days.written(written, VOCABULARY)[""].decode()


def test_a_day_is_a_heading_and_its_entries_stand_below_it() -> None:
    text = text_of(Contents(reflections=(replace(NIGHT, tags=("Long walk", "a:b"), starred=True),)))
    assert text == (
        "#+TITLE: Journal\n\n"
        "* Monday 2 March 2026\n:PROPERTIES:\n:CREATED: 20260302\n:END:\n\n"
        "** 01:30 Reflection  :starred:Long_walk:a_b:\n"
        ":PROPERTIES:\n:ID: a1\n:CREATED: [2026-03-02 Mon 01:30]\n:END:\n"
        "- Tags :: Long walk; a:b\n\nAwake.\n"
    )


def test_all_of_a_journal_has_its_headings() -> None:
    text = text_of(contents())
    assert re.findall(r"(?m)^\*+ (.*)", text) == [
        "Tuesday 10 February 2026",
        "10:00 Moment  :starred:Long_walk:",
        "Friday 20 February 2026",
        "10:00 Moment",
        "Worries",
        "=they are leaving",
        "Experiments",
        "if a hug, then I stay",
        "Monthly reviews",
        "A monthly review",
        "Answers to patterns",
        "Pulling back after closeness",
    ]


@pytest.mark.parametrize(
    "line",
    ["* a star", "** two", "*", "#+begin_src sh", "# a remark", ":PROPERTIES:", "  :END:", "%%(diary)",
     "[fn:1] a note", "CLOCK: [2026-03-01]", "DEADLINE: <2026-03-01>", "\t#+end_quote"],
)  # fmt: skip
def test_a_line_that_org_would_act_on_is_kept_out(line: str) -> None:
    assert escape_org(f"before\n{line}\nafter") == f"before\n\u200b{line}\nafter"


@pytest.mark.parametrize("line", ["*bold* and /soft/", "- a list", "1. first", "a * b", "#hashtag", ": said"])
def test_a_line_that_is_only_styled_stays(line: str) -> None:
    assert escape_org(line) == line


def test_emacs_finds_no_variables_and_no_expressions_in_what_was_written() -> None:
    assert escape_org("Local Variables:\nmode: x\nEnd:").startswith("Local\u200b Variables:")
    assert escape_org("see <%%(diary-float t 4 2)>") == "see <\u200b%%(diary-float t 4 2)>"


MARKUP = st.sampled_from([
    "* a", "** TODO b", "#+title: x", "# c", ":PROPERTIES:", ":ID: d", ":END:", "%%(diary)", "<%%(diary)>",
    "Local Variables:", "local\u200b variables:", "\u200b* e", "[fn:1] f", "- Tags :: g", "- Felt :: h",
    "10:00 i", "", "\u200b", " ", "CLOCK: [2026-03-01]", "DEADLINE: <2026-03-01>", "-----BEGIN", "---",
    "#+begin_src", "j :k:",
])  # fmt: skip
LINES = st.lists(MARKUP | ANY_TEXT, max_size=6).map("\n".join)


@given(LINES)
def test_what_is_kept_out_is_let_in_again(text: str) -> None:
    assert unescape_org(escape_org(text)) == text


@given(
    st.lists(
        st.tuples(
            st.integers(0, 4000),
            st.booleans(),
            LINES,
            st.booleans(),
            st.lists(st.sampled_from(["Long walk", "a:b", "tea", "später", "#x", "a-b c"]), unique=True),
        ),
        max_size=5,
    ),
    st.booleans(),
)
def test_all_entries_are_read_back_as_they_were_by_the_reader_of_org_journal(
    rows: list[tuple[int, bool, str, bool, list[str]]], with_others: bool
) -> None:
    entries = []
    for number, (minutes, moment, text, starred, tags) in enumerate(rows):
        at = AT + timedelta(minutes=minutes)
        shared: dict[str, Any] = {"id": f"e{number}", "occurred_at": at, "recorded_at": at, "updated_at": at}
        shared |= {"starred": starred, "tags": tuple(tags)}
        entries.append(Moment(**shared, note=text) if moment else Reflection(**shared, text=text))
    whole = Contents(
        moments=tuple(one for one in entries if isinstance(one, Moment)),
        reflections=tuple(one for one in entries if isinstance(one, Reflection)),
        stories=(Story(id="s", feared="10:00 they leave"),) if with_others and entries else (),
    )
    if not entries:
        return
    found = plan("journal.org", text_of(whole)).contents

    def told(contents: Contents) -> list[object]:
        return sorted(
            (type(one).__name__, f"{one.occurred_at:%Y-%m-%d %H:%M}", as_read(written_text(one)), one.starred,
             sorted(one.tags))
            for one in (*contents.moments, *contents.reflections)
        )  # fmt: skip

    def as_read(text: str) -> str:
        said = shown(re.sub("\r\n|\r", "\n", text)).strip("\n")
        return said if said.strip() else ""

    assert told(found) == told(whole)


def test_what_was_noted_beside_the_words_is_read_back_above_them() -> None:
    found = plan("journal.org", text_of(contents())).contents
    (first,) = [one for one in found.moments if one.starred]
    assert (first.note, first.tags) == ("- What happened :: Affection came my way", ("Long walk",))
    assert len(found.moments) == len(contents().moments) and not found.reflections


@given(ANY_TEXT)
def test_no_text_makes_a_heading_and_all_of_it_is_there(text: str) -> None:
    written = text_of(Contents(reflections=(replace(NIGHT, text=f"* {text}\n* x"),)))
    assert len(re.findall(r"(?m)^\*+[ \t]", written)) == 2
    unescaped = written.replace("\u200b", "")
    assert "".join(re.findall(r"\w", text)) in "".join(re.findall(r"\w", unescaped))


@pytest.mark.parametrize("feared", ["TODO call", "COMMENT", "[#A] first", "they said :this:", ""])
def test_a_heading_in_own_words_has_no_state_and_no_tags(feared: str) -> None:
    text = text_of(Contents(stories=(Story(id="s", feared=feared),)))
    (heading,) = re.findall(r"(?m)^\*\* (.*)$", text)
    assert heading.replace("\u200b", "") == feared
    assert not re.match(r"(TODO|DONE|COMMENT)\b|\[#", heading) and not re.search(r"[ \t]:\S+:$", heading)
