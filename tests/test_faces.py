"""Every field of an entry that was filled in can be read in every face."""

import html
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, get_args

import pytest
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.widgets import Markdown, Static

from companion.cli.entry_text import entry_lines
from companion.documents.pdf import to_pdf
from companion.exchange.writers import (
    dayone_json,
    html_page,
    jrnl_json,
    jrnl_text,
    markdown_days,
    org_days,
)
from companion.model.clock import fixed_clock
from companion.model.entry_facts import CLOSENESS_WORDS, entry_facts
from companion.model.records import (
    ABOUT_IT,
    CLOSENESS,
    CLOSER,
    INTENSITY,
    LEANINGS,
    PARTNER,
    Contents,
    Entry,
    Feeling,
    Moment,
    Reflection,
    Sequel,
    Settings,
    Story,
)
from companion.model.vocabulary import load_vocabulary
from companion.tui.entry_text import EntryFormatter
from companion.tui.widgets.entry_view import EntryView
from tests.conftest import examples

VOCABULARY = load_vocabulary()
KIM = Settings(partner_name="Kim")
HOME = "Europe/Berlin"
AT = datetime(2026, 3, 1, 10, 40, tzinfo=UTC)
TIMES: dict[str, Any] = {"occurred_at": AT, "recorded_at": AT, "updated_at": AT}
BOOKKEEPING = {"id", "occurred_at", "recorded_at", "updated_at", "extra"}
"""Fields that a person does not fill in; when an entry was stands in every face by itself."""

Face = Callable[[Entry], str]


def said(word: str) -> st.SearchStrategy[str]:
    """Own words, told apart from those of every other field by how they begin."""
    return st.text("abc de", max_size=12).map(lambda rest: f"{word} {rest}".strip())


def picked(codes: Any, unknown: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from([*codes, unknown]), min_size=1, max_size=3, unique=True).map(tuple)


RESPONSES = sorted(VOCABULARY.responses)
FELT = st.lists(
    st.builds(
        Feeling,
        mood=st.sampled_from([*VOCABULARY.moods, "some other feeling"]),
        intensity=st.none() | st.sampled_from(list(INTENSITY)),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda feeling: feeling.mood,
).map(tuple)
BOTH: dict[str, st.SearchStrategy[Any]] = {
    "zone": st.sampled_from(["Asia/Tokyo", "America/New_York"]),
    "feelings": FELT,
    "tags": st.lists(said("tagged"), min_size=1, max_size=3, unique=True).map(tuple),
    "starred": st.just(True),
}
MOMENT = BOTH | {
    "triggers": picked(VOCABULARY.triggers, "some other trigger"),
    "partner_acts": picked(VOCABULARY.partner_acts, "some other act"),
    "body": said("belly"),
    "urges": picked(RESPONSES[::2], "some other urge"),
    "responses": picked(RESPONSES[1::2], "some other response"),
    "ending": said("walked"),
    "closeness": st.sampled_from([*CLOSENESS, -10, 10]),
    "person": said("Sam"),
    "note": said("noted"),
    "sequel": st.builds(
        Sequel,
        at=st.just(AT),
        closer=st.sampled_from([None, *CLOSER]),
        about_it=st.sampled_from([None, *ABOUT_IT]),
        note=said("later"),
    ),
}
REFLECTION = BOTH | {
    "prompt": st.sampled_from([*VOCABULARY.prompts, "some other prompt"]),
    "leaning": st.sampled_from([*LEANINGS, "somewhere between"]),
    "text": said("written"),
}


def some_of(kind: type[Any], given: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """Entries of a kind with any of these fields filled in."""
    return st.fixed_dictionaries({}, optional=given).map(lambda chosen: kind(id="e", **TIMES, **chosen))


ENTRIES = st.one_of(some_of(Moment, MOMENT), some_of(Reflection, REFLECTION))


def letters(text: str) -> str:
    """Without what a face adds to keep its form: spaces, line breaks, capitals and the signs of acts."""
    return re.sub(r"[\s‹›]", "", text).casefold()


def expected(entry: Entry, *, starred: str, as_done: bool) -> list[str]:
    """The words of every field that is set, worked out without the module that gives the facts."""
    words: list[str] = [f"{entry.occurred_at:%H:%M}", starred] if entry.starred else []
    for name in ("triggers", "partner_acts"):
        words += [VOCABULARY.label(code, KIM) for code in getattr(entry, name, ())]
    words += responses(entry, as_done=as_done)
    for feeling in entry.feelings:
        strength = "" if feeling.intensity is None else f" {feeling.intensity}"
        words.append(VOCABULARY.label(feeling.mood, KIM) + strength)
    if isinstance(entry, Moment):
        words += [entry.body, entry.ending, entry.note, "" if entry.person == PARTNER else entry.person]
        if entry.closeness is not None:
            words.append(f"{entry.closeness:+d}" if entry.closeness else "")
            words.append(CLOSENESS_WORDS.get(entry.closeness, ""))
        if entry.sequel is not None:
            afterwards = {1: "closer", 0: "the same", -1: "further", None: ""}
            about = {
                "relieved": "relieved",
                "all_right": "all right",
                "sorry": "sorry",
                "unknown": "not sure",
            }
            words += [afterwards[entry.sequel.closer], about.get(entry.sequel.about_it or "", "")]
            words += [entry.sequel.note, "said on 1 Mar"]
    else:
        words += [entry.text, (entry.leaning or "").replace("_", "-")]
        words.append(VOCABULARY.label(entry.prompt, KIM) if entry.prompt else "")
    return [*words, (entry.zone or "").replace("_", " "), *entry.tags]


def responses(entry: Entry, *, as_done: bool) -> list[str]:
    rows, known = getattr(entry, "responses", ()), VOCABULARY.responses
    if as_done:
        return [
            known[code].done if code in known and known[code].done else VOCABULARY.label(code, KIM)
            for code in rows
        ]
    return [VOCABULARY.label(code, KIM) for code in rows]


def urges(entry: Entry, *, as_wishes: bool) -> list[str]:
    rows, known = getattr(entry, "urges", ()), VOCABULARY.responses
    if as_wishes:
        return [f"to {known[code].wanted}" for code in rows if code in known and known[code].wanted]
    return [VOCABULARY.label(code, KIM) for code in rows]


def missing(
    entry: Entry, face: str, *, starred: str, as_wishes: bool = False, as_done: bool = False
) -> list[str]:
    shown = letters(face)
    wanted = [*expected(entry, starred=starred, as_done=as_done), *urges(entry, as_wishes=as_wishes)]
    return [words for words in wanted if letters(words) not in shown]


def contents(entry: Entry) -> Contents:
    """A journal of this entry and two from home, whose zone goes without saying."""
    from_home = tuple(Reflection(id=id, zone=HOME, **TIMES) for id in ("h1", "h2"))
    if isinstance(entry, Moment):
        return Contents(moments=(entry,), reflections=from_home, settings=KIM)
    return Contents(reflections=(entry, *from_home), settings=KIM)


def test_the_strategies_fill_every_field_that_a_person_can_fill() -> None:
    assert {field.name for kind in get_args(Entry) for field in fields(kind)} == {
        *MOMENT,
        *REFLECTION,
        *BOOKKEEPING,
    }


@given(ENTRIES)
def test_in_html(entry: Entry) -> None:
    page = html_page.written(contents(entry), VOCABULARY)[""].decode()
    text = html.unescape(re.sub(r"<[^>]*>", " ", page.partition("<body>")[2]))
    assert missing(entry, text, starred="starred") == []


@given(ENTRIES)
def test_in_markdown(entry: Entry) -> None:
    text = markdown_days.written(contents(entry), VOCABULARY)["2026-03-01.md"].decode()
    body = text.split("---\n", 2)[2]  # the front matter holds the tags of the day once more
    assert missing(entry, re.sub(r"\\(.)", r"\1", body), starred="starred") == []


@given(ENTRIES)
def test_in_json_for_jrnl(entry: Entry) -> None:
    text = jrnl_json.written(contents(entry), VOCABULARY)[""].decode()
    text = text.replace("\\n", "\n").replace('\\"', '"')
    assert missing(entry, text, starred='"starred": true') == []


@given(ENTRIES)
def test_in_text_for_jrnl(entry: Entry) -> None:
    text = jrnl_text.written(contents(entry), VOCABULARY)[""].decode()
    assert missing(entry, text, starred=" *") == []


@given(ENTRIES)
def test_in_org(entry: Entry) -> None:
    text = org_days.written(contents(entry), VOCABULARY)[""].decode()
    assert missing(entry, text, starred=":starred:") == []


@given(ENTRIES)
def test_in_the_zip_for_day_one(entry: Entry) -> None:
    with zipfile.ZipFile(io.BytesIO(dayone_json.written(contents(entry), VOCABULARY)[""])) as archive:
        (found,) = (
            one
            for one in json.loads(archive.read("Journal.json"))["entries"]
            if one["uuid"] not in (dayone_json._uuid("h1"), dayone_json._uuid("h2"))
        )
    # Times are in UTC there; what was noted at home is told with its zone.
    local = f"{entry.occurred_at:%H:%M}" if found["creationDate"] == "2026-03-01T10:40:00Z" else ""
    words = [found["text"], *found["tags"], found["timeZone"].replace("_", " "), local]
    words.append("starred" if found["starred"] else "")
    shown = re.sub(r"\\(.)", r"\1", "\n".join(words))
    away = (entry.zone or "").replace("_", " ")  # a zone whose clock was another is written as its offset
    assert [word for word in missing(entry, shown, starred="starred") if word != away] == []


@examples(12)
@given(ENTRIES)
def test_in_pdf(entry: Entry) -> None:
    lines: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FPDF, "multi_cell", lambda self, w, h, text, **rest: lines.append(text))
        to_pdf(html_page.blocks(contents(entry), VOCABULARY))
    assert missing(entry, "\n".join(lines), starred="starred") == []


class Stub:
    """A session of the command line with a journal that holds nothing, in a terminal of some width."""

    def __init__(self, stories: tuple[Story, ...] = ()) -> None:
        self.width, self.vocabulary, self.settings = 60, VOCABULARY, KIM
        self.clock = fixed_clock(AT, HOME)
        self.configuration = SimpleNamespace(date_format="day-first")
        self.stories = SimpleNamespace(all=lambda: stories)

    def journal(self) -> "Stub":
        return self

    def style(self, text: str, **styles: bool) -> str:
        return "" if text.strip() == "e" else text  # the id at the end of the first line is no fact


@given(ENTRIES)
def test_in_the_command_line(entry: Entry) -> None:
    for whole in (True, False):
        text = "\n".join(entry_lines(Stub(), entry, whole=whole))  # type: ignore[arg-type]
        assert missing(entry, text, starred="★", as_wishes=True) == []


def test_the_command_line_shows_the_stories_of_an_entry_that_is_shown_whole() -> None:
    story = Story(id="s", moment="e", feared="it is over", belief=80, ask_again_at=AT, learned="it was not",
                  turned_out="otherwise", closed_at=AT)  # fmt: skip
    session: Any = Stub((story, replace(story, id="t", moment="other", feared="something else")))
    entry = Moment(id="e", **TIMES)
    lines = [" ".join(line.split()) for line in entry_lines(session, entry, whole=True)]
    assert lines[-6:] == [
        "feared it is over",
        "how sure 80%",
        "asks again Sunday 1 March 2026",
        "turned out differently",
        "checked Sunday 1 March 2026",
        "learned it was not",
    ]
    assert len(entry_lines(session, entry)) == 1


class OnePage(App[None]):
    def compose(self) -> ComposeResult:
        yield EntryView()


async def test_on_the_page_of_an_entry_in_the_panes() -> None:
    formatter = EntryFormatter(VOCABULARY, KIM, home_zone=HOME)
    async with OnePage().run_test() as pilot:
        page = pilot.app.query_one(EntryView)

        @examples(25)
        @given(ENTRIES)
        def holds(entry: Entry) -> None:
            page.show(entry, formatter, [])
            parts = [part for part in page.query(Static) if part.display]
            shown = [getattr(part.visual, "plain", str(part.content)) for part in parts]
            shown.append(page.query_one(Markdown).source)
            assert missing(entry, "\n".join(shown), starred="*", as_wishes=True, as_done=True) == []

        holds()


def test_the_zone_of_home_and_the_partner_go_without_saying() -> None:
    entry = Moment(id="e", zone=HOME, **TIMES)
    assert entry_facts(entry, VOCABULARY, KIM, HOME) == ()


@given(ENTRIES)
def test_facts_stand_once_and_in_one_order(entry: Entry) -> None:
    order = ["triggers", "partner_acts", "prompt", "feelings", "body", "urges", "responses", "closeness"]
    order += ["ending", "sequel", "person", "leaning", "zone", "tags"]
    kinds = [fact.kind for fact in entry_facts(entry, VOCABULARY, KIM, HOME)]
    assert kinds == [kind for kind in order if _is_set(entry, kind)]


def _is_set(entry: Entry, field: str) -> bool:
    value = getattr(entry, field, None)
    return value not in (None, "", (), PARTNER)
