"""A file imported again: what is new in it, what changed, what is here already, and what seems to be."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.exchange import ImportPlan
from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import Contents, Entry, Feeling, Moment, written_text
from companion.system.paths import Places
from companion.transfer.comparison import Comparison, compare, compare_with, take_in
from tests.exchange.importing import plan, sample
from tests.exchange.samples import COLUMNS, SAMPLES

HEAD = "full_date,date,weekday,time,mood,activities,note_title,note"


@pytest.fixture
def journal(places: Places, clock: Clock) -> Iterator[Journal]:
    with open_journal(places, clock=clock) as opened:
        yield opened


def daylio(*rows: str) -> ImportPlan:
    """A diary of rows ``day time mood activities note``, parted by semicolons."""
    lines = [HEAD]
    for row in rows:
        day, time, mood, activities, note = row.split(";")
        lines.append(f'{day},,,{time},{mood},{activities},,"{note}"')
    return plan("diary.csv", "\n".join(lines) + "\n")


def bring(journal: Journal, found: ImportPlan) -> Comparison:
    """Import a plan, and what was said of it before."""
    comparison = compare_with(journal, found)
    take_in(journal, comparison)
    return comparison


def entries(journal: Journal) -> list[Entry]:
    contents = journal.merging.contents()
    found: list[Entry] = [*contents.moments, *contents.reflections]
    return sorted(found, key=lambda entry: (entry.occurred_at, written_text(entry)))


def texts(journal: Journal) -> list[str]:
    return [written_text(entry) for entry in entries(journal)]


def told(comparison: Comparison) -> tuple[int, int, int]:
    return len(comparison.new), len(comparison.changed), comparison.same


def test_every_sample_twice_changes_nothing(places: Places, clock: Clock) -> None:
    for name, (_, _, count) in SAMPLES.items():
        own = Places(data=places.data / name, config=places.config / name)
        with open_journal(own, clock=clock) as journal:
            assert told(bring(journal, sample(name, columns=COLUMNS))) == (count, 0, 0), name
            before = journal.merging.contents()
            assert told(bring(journal, sample(name, columns=COLUMNS))) == (0, 0, count), name
            assert journal.merging.contents() == before, name


EDITS = (
    ("daylio", "Früh müde", "Früh müde, and then it rained"),
    ("daylio", "We sat", "We sta"),
    ("daylio", "cook", "cooking"),
    ("daylio", "so-so", "not bad"),
    ("daylio", "8 November,Saturday", "8. November,Samstag"),
    ("dayone", "A whole day", "A whole day by the sea"),
    ("dayone", "Sad", "Sadness"),
    ("jrnl", "Life goes on", "Life gose on"),
    ("jrnl", "[1] a note", "[1] a longer note"),
    ("jrnl", "#quiet/now", "#calm/now"),
    ("jrnl json", "My first entry.", "My very first entry."),
    ("tui-journal", "Rain", "Rain, and wind"),
    ("tui-journal", "sad", "low"),
    ("howwefeel", "A note, long", "A notte, long"),
    ("howwefeel", "Mellow", "Gelassen"),
    ("howwefeel", "Family", "Family and friends"),
    ("rednotebook", "**bold** day", "**bold** day, and an evening"),
    ("rednotebook", "looks like yaml", "was something else"),
    ("markdown", "#walk", "#walk and home"),
    ("markdown", "calm", "content"),
    ("csv", "Früh", "Frueh"),
    ("csv", "uneasy", "worried"),
    ("csv", "One; two", "One; two; and two more"),
    ("bearable", "We talked, briefly", "We talked, briefly, about the move"),
    ("bearable", "Tense", "Restless"),
    ("bearable", "Coffee - A lot", "Coffee - Some"),
    ("nomie 5", "Slept badly", "Slept badly and woke early"),
    ("nomie 5", '"score": -1', '"score": 1'),
    ("nomie 6", "Later", "Later, by the sea"),
    ("nomie 6", "A run", "Running"),
    ("perfice", "It rained", "It rained all day"),
    ("perfice", "Sad, Tense", "Traurig, Angespannt"),
    ("perfice form", "Rain", "Rain, and wind"),
    ("perfice table", "Rain, twice", "Rain, three times"),
    ("pixels", "Fr\\u00fch", "Fr\\u00fch, and late too"),
    ("pixels", "Hopeful", "Hoffnungsvoll"),
    ("pixels before", "A walk", "A walk and a talk"),
    ("pixels first", "joy", "joyful"),
    ("moodflow", "Rain", "Rain, and then sun"),
    ("moodflow", '"label": "Walk"', '"label": "Spazieren"'),
    ("moodflow", "Okay", "Geht so"),
    ("moodflow before", "Hopeful", "Calmer"),
    ("state-of-mind", "overwhelmed", "drained"),
    ("state-of-mind", "self_care", "health"),
    ("state-of-mind table", "Anxious", "Worried"),
    ("logseq", "It was cold", "It was very cold"),
    ("logseq", "A long call", "A long, long call"),
    ("logseq", "mood:: Calm", "mood:: Tired"),
    ("org-roam", "A word before.", "A word or two before."),
    ("org-roam", "It was late.", "It was late, and dark."),
    ("org-roam", ":phone:", ":telephone:"),
    ("org-journal", "It was cold.", "It was very cold."),
    ("org-journal", "A long call", "A long, long call"),
    ("org-journal", ":walk:", ":walking:"),
    ("daily-you", "It *rained*.", "It *rained* all day."),
    ("daily-you", '"mood": -1', '"mood": -2'),
)
"""A sample, and a word in it that is another one in the file imported later."""


@pytest.mark.parametrize(("name", "old", "new"), EDITS)
def test_a_word_that_changed_in_a_file_changes_it_here(
    journal: Journal, name: str, old: str, new: str
) -> None:
    file, data, count = SAMPLES[name]
    asked: dict[str, Any] = {"columns": COLUMNS if name == "csv" else None}
    bring(journal, plan(file, data, **asked))
    before = entries(journal)
    assert isinstance(data, bytes) and old.encode() in data
    later = plan(file, data.replace(old.encode(), new.encode()), **asked)
    comparison = bring(journal, later)
    assert len(entries(journal)) == count and not comparison.new
    expected = sorted((entry.occurred_at, written_text(entry)) for entry in _of(later))
    assert [(entry.occurred_at, written_text(entry)) for entry in entries(journal)] == expected
    assert {tag for entry in entries(journal) for tag in entry.tags} == {
        tag for entry in _of(later) for tag in entry.tags
    }
    assert told(bring(journal, later)) == (0, 0, count)
    if comparison.changed:
        journal.entries.undo(whole=True, agreed=True)
        assert entries(journal) == before


def _of(found: ImportPlan) -> list[Entry]:
    return [*found.contents.moments, *found.contents.reflections]


# What is which


def test_an_entry_written_between_two_of_one_minute_is_new(journal: Journal) -> None:
    bring(journal, daylio("2026-03-01;21:00;good;;first we ate", "2026-03-01;21:00;good;;then they left"))
    later = daylio(
        "2026-03-01;21:00;good;;first we aet",
        "2026-03-01;21:00;bad;;somebody called about the car",
        "2026-03-01;21:00;good;;then they left",
    )
    assert told(bring(journal, later)) == (1, 1, 1)
    assert texts(journal) == ["first we aet", "somebody called about the car", "then they left"]


def test_entries_of_one_minute_without_words_are_told_by_their_tags_and_order(journal: Journal) -> None:
    bring(journal, daylio("2026-03-01;21:00;good;tea;", "2026-03-01;21:00;good;walk;"))
    tags = {entry.id: entry.tags for entry in entries(journal)}
    later = daylio("2026-03-01;21:00;fine;walk;", "2026-03-01;21:00;fine;tea;")
    assert told(bring(journal, later)) == (0, 2, 0)
    assert {entry.id: entry.tags for entry in entries(journal)} == tags
    assert [entry.feelings for entry in entries(journal)] == [(Feeling(mood="fine"),)] * 2


def test_two_entries_of_a_day_that_are_plainly_different_are_two(journal: Journal) -> None:
    first = "day,note\n2026-03-01,We drove to the lake and swam until it was dark\n"
    second = "day,note\n2026-03-01,Nobody answered the phone all evening\n"
    columns = {"day": "when", "note": "text"}
    bring(journal, plan("table.csv", first, columns=columns))
    assert told(bring(journal, plan("table.csv", second, columns=columns))) == (1, 0, 0)
    assert len(entries(journal)) == 2


def test_a_day_note_is_known_by_its_name_whatever_became_of_it_and_wherever_it_is(journal: Journal) -> None:
    bring(journal, plan("Vault", {"Daily/2026-03-01.md": "We drove to the lake"}))
    moved = plan("Elsewhere", {"2026/March/2026-03-01.md": "We drove to the lake"})
    assert told(bring(journal, moved)) == (0, 0, 1)
    rewritten = plan("Vault", {"Daily/2026-03-01.md": "Nobody answered all evening"})
    assert told(bring(journal, rewritten)) == (0, 1, 0)
    renamed = plan("Vault", {"Daily/2026-03-01 Sunday.md": "Nobody answered all evening"})
    assert told(bring(journal, renamed))[0] == 0
    assert len(entries(journal)) == 1


def test_an_entry_that_was_moved_within_its_day_is_the_same_one(journal: Journal) -> None:
    bring(journal, daylio("2026-03-01;21:00;good;;we sat by the window and talked"))
    later = bring(journal, daylio("2026-03-01;21:40;good;;we sat by the window and talked"))
    assert told(later) == (0, 1, 0) and later.changed[0].fields == ("time",)
    assert [f"{entry.occurred_at:%H:%M}" for entry in entries(journal)] == ["21:40"]


def test_what_is_gone_from_the_file_stays_here(journal: Journal) -> None:
    bring(journal, daylio("2026-03-01;21:00;good;;one", "2026-03-02;21:00;good;;two"))
    assert told(bring(journal, daylio("2026-03-02;21:00;good;;two"))) == (0, 0, 1)
    assert texts(journal) == ["one", "two"]


# Imported by a version that noted less


def test_what_an_earlier_version_imported_is_recognised(journal: Journal) -> None:
    first = daylio("2026-03-01;21:00;good;tea;we talked", "2026-03-02;21:00;good;tea;and again")
    journal.merging.import_contents(first.contents)
    assert told(bring(journal, first)) == (0, 0, 2)
    later = daylio("2026-03-01;21:00;good;tea;we talked for long", "2026-03-02;21:00;good;tea;and again")
    assert told(bring(journal, later)) == (0, 1, 1)
    assert texts(journal) == ["we talked for long", "and again"]


def test_what_an_earlier_version_imported_and_was_edited_here_keeps_both_texts(journal: Journal) -> None:
    journal.merging.import_contents(daylio("2026-03-01;21:00;good;tea;we talked").contents)
    (entry,) = entries(journal)
    assert isinstance(entry, Moment)
    journal.entries.amend(replace(entry, note="I talked, they listened"))
    assert told(bring(journal, daylio("2026-03-01;21:00;good;tea;we talked"))) == (0, 0, 1)
    bring(journal, daylio("2026-03-01;21:00;good;tea;we talked for long"))
    assert texts(journal) == ["I talked, they listened\n\n· · ·\n\nwe talked for long"]


# Changed here too


def test_what_was_changed_here_stays_and_what_changed_there_comes(journal: Journal) -> None:
    bring(journal, daylio("2026-03-01;21:00;good;tea | walk;we talked"))
    (entry,) = entries(journal)
    journal.entries.amend(replace(entry, starred=True, tags=("walk", "kitchen")))
    bring(journal, daylio("2026-03-01;21:00;fine;tea | long walk;we talked for long"))
    (after,) = entries(journal)
    assert (after.starred, after.tags, written_text(after)) == (
        True,
        ("kitchen", "long walk"),
        "we talked for long",
    )
    assert [feeling.mood for feeling in after.feelings] == ["fine"]


def test_a_text_changed_here_and_in_the_file_keeps_both_and_the_files_is_updated(journal: Journal) -> None:
    bring(journal, daylio("2026-03-01;21:00;good;;we talked"))
    (entry,) = entries(journal)
    assert isinstance(entry, Moment)
    journal.entries.amend(replace(entry, note="I talked, they listened"))
    bring(journal, daylio("2026-03-01;21:00;good;;we talked for long"))
    assert texts(journal) == ["I talked, they listened\n\n· · ·\n\nwe talked for long"]
    bring(journal, daylio("2026-03-01;21:00;good;;we talked for an hour"))
    assert texts(journal) == ["I talked, they listened\n\n· · ·\n\nwe talked for an hour"]


def test_what_was_deleted_here_does_not_come_back_also_in_other_words(journal: Journal) -> None:
    bring(journal, daylio("2026-03-01;21:00;good;;we talked", "2026-03-02;21:00;good;;two"))
    journal.entries.delete(entries(journal)[0].id)
    for words in ("we talked", "we talked for long"):
        later = bring(journal, daylio(f"2026-03-01;21:00;good;;{words}", "2026-03-02;21:00;good;;two"))
        assert told(later) == (0, 0, 1) and len(later.stay_deleted) == 1
        assert texts(journal) == ["two"]
    journal.entries.erase([entries(journal)[0].id])
    assert len(bring(journal, daylio("2026-03-02;21:00;good;;twoo")).stay_deleted) == 1


def test_an_older_file_of_a_program_that_notes_its_changes_takes_nothing_back(journal: Journal) -> None:
    def dayone(text: str, changed: str) -> ImportPlan:
        entry = {"uuid": "1B", "creationDate": "2026-02-01T10:00:00Z", "modifiedDate": changed, "text": text}
        return plan("Journal.json", json.dumps({"metadata": {}, "entries": [entry]}))

    bring(journal, dayone("first", "2026-02-01T11:00:00Z"))
    assert told(bring(journal, dayone("second", "2026-02-02T11:00:00Z"))) == (0, 1, 0)
    assert told(bring(journal, dayone("first", "2026-02-01T11:00:00Z"))) == (0, 0, 1)
    assert texts(journal) == ["second"]


def test_where_an_entry_comes_from_survives_merging(places: Places, clock: Clock, journal: Journal) -> None:
    bring(journal, daylio("2026-03-01;21:00;good;;we talked"))
    other = Places(data=places.data / "other", config=places.config / "other")
    with open_journal(other, clock=clock) as there:
        there.merging.merge(journal.merging.contents())
        assert told(bring(there, daylio("2026-03-01;21:00;good;;we talked for long"))) == (0, 1, 0)
        journal.merging.merge(there.merging.contents())
    assert texts(journal) == ["we talked for long"]


# Likely doubles


def test_what_is_here_from_elsewhere_is_named_as_a_likely_double(
    journal: Journal,
) -> None:
    first = daylio("2026-02-01;21:00;good;;we walked home in the rain and did not talk")
    at = _of(first)[0].occurred_at
    journal.log(when=at + timedelta(minutes=3), note="We walked home in the rain, and did not talk.")
    found = compare_with(journal, first)
    assert len(found.new) == len(found.doubles) == 1
    assert not found.contents(leave_out_doubles=True).moments
    take_in(journal, found, leave_out_doubles=True)
    assert len(entries(journal)) == 1
    other = plan("Vault", {"2026-02-01.md": "we walked home in the rain and did not talk"})
    assert len(compare_with(journal, other).doubles) == 1


def test_what_only_shares_its_day_is_no_likely_double(journal: Journal) -> None:
    first = daylio(
        "2026-02-01;21:00;good;;we walked home in the rain and did not talk", "2026-02-01;22:00;ok;;tired"
    )
    at = _of(first)[0].occurred_at
    journal.log(when=at - timedelta(hours=3), note="In the rain we found a cat and took it home.")
    journal.log(when=at - timedelta(hours=4), note="tired")
    assert compare_with(journal, first).doubles == ()


# For any diary

WORDS = st.sampled_from(["rain", "late", "we", "talked", "home", "slow", "reply", "quiet", "again", "sea"])
ROWS = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.sampled_from(["08:00", "12:00", "21:00"]),
        st.sampled_from(["good", "bad", "meh"]),
        st.sets(st.sampled_from(["tea", "walk", "work"]), max_size=2),
        st.lists(WORDS, max_size=9),
    ),
    max_size=8,
)


def _diary(rows: list[Any]) -> ImportPlan:
    return daylio(
        *(
            f"2026-02-{day:02};{time};{mood};{' | '.join(sorted(tags))};{' '.join(words)}"
            for day, time, mood, tags, words in rows
        )
    )


@given(ROWS, ROWS, st.data())
def test_any_diary_edited_and_imported_again_has_as_many_entries_as_it_has(
    rows: list[Any], more: list[Any], data: st.DataObject
) -> None:
    """One edit an entry, at most: a word more, a mood or a tag renamed; others are new, or gone there."""
    edited, gone = [], 0
    for day, time, mood, tags, words in rows:
        edit = data.draw(st.sampled_from(["none", "grown", "mood", "tag", "gone"]))
        gone += edit == "gone"
        if edit != "gone":
            edited.append(
                (
                    day,
                    time,
                    "fine" if edit == "mood" else mood,
                    {f"{tag}s" for tag in tags} if edit == "tag" else tags,
                    [*words, "indeed"] if edit == "grown" and words else words,
                )
            )
    held = _taken([], _diary(rows))
    assert len(held) == len(rows)
    later = _diary(edited)
    held = _taken(held, later)
    assert len(edited) <= len(held) <= len(rows)
    assert Counter(map(written_text, _of(later))) <= Counter(map(written_text, held))
    assert _taken(held, later) == held
    with_more = _taken(held, _diary([*edited, *more]))
    assert len(with_more) <= len(held) + len(more)
    assert _taken(with_more, _diary([*edited, *more])) == with_more


def _taken(here: list[Entry], found: ImportPlan) -> list[Entry]:
    """The entries that a journal with those of ``here`` holds after an import."""
    comparison = compare(found, here, ())
    held = {entry.id: entry for entry in here}
    held |= {one.after.id: one.after for one in comparison.changed}
    contents: Contents = comparison.contents()
    held |= {entry.id: entry for entry in (*contents.moments, *contents.reflections)}
    return list(held.values())
