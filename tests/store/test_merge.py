"""Whole journals in and out: nothing lost or twice, the newer change wins, the deleted stays deleted."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.model.errors import JournalDamaged
from companion.model.records import (
    Contents,
    Entry,
    Experiment,
    Moment,
    PatternAnswer,
    Reflection,
    Settings,
    Story,
    Tombstone,
    Try,
)
from companion.store import merge as merging
from companion.store.contents import contents_of, one_by_one
from companion.store.merge import ImportCounts, contents_in
from companion.store.store import Store
from tests import strategies
from tests.conftest import examples
from tests.store.making import at, evening_answer, import_contents, merge, moment, new_store, reflection

DAY1, DAY2, DAY3 = at("2026-03-01 12:00"), at("2026-03-02 12:00"), at("2026-03-03 12:00")


def whole(contents: Contents) -> Any:
    """Contents in a form that tells offsets apart and leaves order and repeated answers out."""

    def many(records: tuple[Any, ...]) -> list[str]:
        # `fold` means nothing beside a fixed offset.
        return sorted({repr(record).replace("fold=1, ", "") for record in records})

    return {
        "moments": many(contents.moments),
        "reflections": many(contents.reflections),
        "stories": many(contents.stories),
        "experiments": many(contents.experiments),
        "checks": many(contents.checks),
        "look_backs": many(contents.look_backs),
        "pattern_answers": many(contents.pattern_answers),
        "deleted": many(contents.deleted),
        "settings": contents.settings or Settings(),
        "extra": contents.extra,
    }


@examples(8)
@given(strategies.journals())
def test_a_journal_taken_in_comes_out_as_it_was_and_a_second_time_changes_nothing(contents: Contents) -> None:
    with new_store() as store:
        first = import_contents(store, contents)
        out = contents_of(store)
        assert whole(out) == whole(contents)
        assert first.changed == first.deleted == 0
        for entries in (out.moments, out.reflections):
            assert list(entries) == sorted(entries, key=lambda one: (one.occurred_at, one.id))
        with store.reading():
            assert tuple(one_by_one(store, Moment)) == out.moments
            assert tuple(one_by_one(store, Reflection)) == out.reflections
        again = import_contents(store, contents)
        assert (again.added, again.changed, again.deleted) == (0, 0, 0)
        assert contents_of(store) == out
    with new_store() as other:
        import_contents(other, out)
        assert contents_of(other) == out


@examples(12)
@given(st.lists(strategies.moments, min_size=1, max_size=3, unique_by=lambda one: one.id), st.data())
def test_two_devices_come_to_the_same_whichever_takes_in_the_other_first(
    entries: list[Entry], data: st.DataObject
) -> None:
    def device() -> Contents:
        kept, deleted = [], []
        for number, entry in enumerate(entries):
            # No two changes at the same instant: which of those wins, no one can say.
            changed = DAY1.replace(
                hour=data.draw(st.integers(0, 23)), minute=number, second=data.draw(st.integers(0, 59))
            )
            if data.draw(st.booleans()):
                deleted.append(Tombstone(id=entry.id, at=changed))
            else:
                kept.append(replace(entry, updated_at=changed, note=f"as of {changed}"))
        return Contents(moments=tuple(kept), deleted=tuple(deleted))

    one, other = device(), device()
    found = []
    for first, second in ((one, other), (other, one)):
        with new_store() as store:
            import_contents(store, first)
            import_contents(store, second)
            found.append(contents_of(store))
    assert found[0].moments == found[1].moments
    assert {grave.id for grave in found[0].deleted} == {grave.id for grave in found[1].deleted}


def test_the_newer_change_wins(path: Path, store: Store) -> None:
    import_contents(store, Contents(moments=(moment("1", "2026-03-01 12:00", note="first"),)))
    newer = moment("1", "2026-03-01 12:00", note="newer", updated_at=DAY2)
    older = moment("1", "2026-03-01 12:00", note="older", updated_at=at("2026-02-01 12:00"))
    assert import_contents(store, Contents(moments=(older,))) == ImportCounts(unchanged=1)
    assert import_contents(store, Contents(moments=(newer,))) == ImportCounts(changed=1)
    assert contents_of(store).moments == (newer,)


def test_a_deletion_is_honoured_and_a_later_change_brings_back(store: Store) -> None:
    entries = (moment("1", "2026-03-01 12:00"), moment("2", "2026-03-01 12:00", updated_at=DAY3))
    import_contents(store, Contents(moments=entries))
    tombstones = (Tombstone(id="1", at=DAY2), Tombstone(id="2", at=DAY2))
    assert import_contents(store, Contents(deleted=tombstones)) == ImportCounts(deleted=1)
    assert [entry.id for entry in contents_of(store).moments] == ["2"]
    assert import_contents(store, Contents(moments=entries)) == ImportCounts(unchanged=2)
    back = replace(entries[0], updated_at=DAY3)
    assert import_contents(store, Contents(moments=(back,))) == ImportCounts(added=1)
    assert contents_of(store).deleted == ()


def test_an_evening_answer_is_that_of_the_later_device_and_one_taken_back_stays_so(store: Store) -> None:
    first = evening_answer(DAY1, happened=True, followed=True)
    later = replace(first, followed=False, updated_at=DAY2)
    assert import_contents(store, Contents(checks=(later,))) == ImportCounts(added=1)
    assert import_contents(store, Contents(checks=(first,))) == ImportCounts(unchanged=1)
    assert contents_of(store).checks == (later,)
    older, taken_back = Tombstone(id=first.id, at=DAY1), Tombstone(id=first.id, at=DAY2)
    assert import_contents(store, Contents(deleted=(older,))) == ImportCounts()
    assert import_contents(store, Contents(deleted=(taken_back,))) == ImportCounts(deleted=1)
    assert import_contents(store, Contents(checks=(later,))) == ImportCounts(unchanged=1)
    assert contents_of(store).checks == ()
    again = replace(first, updated_at=DAY3)
    assert import_contents(store, Contents(checks=(again,))) == ImportCounts(added=1)
    assert contents_of(store).checks == (again,)
    assert contents_of(store).deleted == ()


def test_settings_come_into_a_journal_with_evening_answers_only_when_it_has_none(store: Store) -> None:
    import_contents(store, Contents(checks=(evening_answer(DAY1),)))
    import_contents(store, Contents(settings=Settings(partner_name="K.")))
    assert contents_of(store).settings == Settings()


def test_a_moment_can_come_back_as_a_reflection(store: Store) -> None:
    import_contents(store, Contents(moments=(moment("1", "2026-03-01 12:00"),)))
    other = reflection("1", "2026-03-01 12:00", text="rather this", updated_at=DAY2)
    assert import_contents(store, Contents(reflections=(other,))) == ImportCounts(changed=1)
    assert contents_of(store).moments == ()
    assert contents_of(store).reflections == (other,)


def test_a_story_closed_on_the_other_device_is_closed_here(store: Store) -> None:
    told = Story(id="s", feared="they are leaving", belief=80, ask_again_at=DAY2)
    closed = replace(told, turned_out="otherwise", closed_at=DAY3, learned="a full day at work")
    import_contents(store, Contents(stories=(told,)))
    assert import_contents(store, Contents(stories=(closed,))) == ImportCounts(changed=1)
    assert import_contents(store, Contents(stories=(told,))) == ImportCounts(unchanged=1)
    assert contents_of(store).stories == (closed,)


def test_tries_of_both_devices_are_joined(store: Store) -> None:
    begun = Experiment(id="e", if_then="if they reach out, then I stay a minute", started_at=DAY1)
    here = replace(begun, tries=(Try(at=DAY3, did=True),))
    there = replace(begun, tries=(Try(at=DAY2, did=False, note="left the room"),), ended_at=DAY3)
    import_contents(store, Contents(experiments=(here,)))
    assert import_contents(store, Contents(experiments=(there,))) == ImportCounts(changed=1)
    assert import_contents(store, Contents(experiments=(there,))) == ImportCounts(unchanged=1)
    (joined,) = contents_of(store).experiments
    assert [chance.at for chance in joined.tries] == [DAY2, DAY3]
    assert joined.ended_at == DAY3


def test_settings_come_into_an_empty_journal_only(store: Store) -> None:
    mine = Settings(partner_name="K.", day_start="05:00", extra={"later": [1]})
    import_contents(store, Contents(settings=mine, moments=(moment("1", "2026-03-01 12:00"),)))
    assert contents_of(store).settings == mine
    import_contents(store, Contents(settings=Settings(partner_name="other")))
    assert contents_of(store).settings == mine


def test_a_refused_record_leaves_everything_as_it_was(store: Store) -> None:
    import_contents(store, Contents(moments=(moment("1", "2026-03-01 12:00"),)))
    before = contents_of(store)
    bad = Contents(
        moments=tuple(moment(str(n), "2026-03-01 12:00") for n in range(5)),
        pattern_answers=(PatternAnswer(pattern="a", answer="fits", detail="\ud800", at=DAY1),),
    )
    try:
        import_contents(store, bad)
    except Exception as error:
        assert "a broken character" in str(error)
    else:
        raise AssertionError("half a character was taken")
    assert contents_of(store) == before


def test_answers_of_the_same_second_are_all_kept(store: Store) -> None:
    answers = tuple(PatternAnswer(pattern="a", answer="only_with", detail=name, at=DAY1) for name in "KLM")
    assert import_contents(store, Contents(pattern_answers=answers)).added == 3
    assert contents_of(store).pattern_answers == answers


def test_where_nothing_is_newer_every_order_ends_the_same() -> None:
    one = moment("m", "2026-03-01 12:00", note="one")
    story = Story(id="s", feared="one")
    plan = Experiment(id="e", if_then="one", started_at=DAY1, tries=(Try(at=DAY2, note="one"),))
    here = Contents(moments=(one,), stories=(story,), experiments=(plan,))
    there = Contents(
        moments=(replace(one, note="two"),),
        stories=(replace(story, feared="two"),),
        experiments=(replace(plan, if_then="two", tries=(Try(at=DAY2, note="two"),)),),
    )
    ends = []
    for order in ((here, there), (there, here), (here, there, here, there)):
        with new_store() as store:
            for each in order:
                import_contents(store, each)
            ends.append(whole(contents_of(store)))
    assert ends[0] == ends[1] == ends[2]
    assert "two" in str(ends[0]["moments"])
    assert str(ends[0]["experiments"]).count("Try(") == 2


def test_in_an_import_a_deletion_of_the_same_instant_wins(store: Store) -> None:
    entry = moment("1", "2026-03-01 12:00", updated_at=DAY2)
    grave = Tombstone(id="1", at=DAY2)
    # The entry first, the deletion first, both at once.
    import_contents(store, Contents(moments=(entry,)))
    assert import_contents(store, Contents(deleted=(grave,))) == ImportCounts(deleted=1)
    assert import_contents(store, Contents(moments=(entry,))) == ImportCounts(unchanged=1)
    assert contents_of(store).moments == () and contents_of(store).deleted == (grave,)
    with new_store() as other:
        assert import_contents(other, Contents(moments=(entry,), deleted=(grave,))) == ImportCounts(
            unchanged=1
        )
        assert contents_of(other).moments == ()
    # A microsecond later it is back.
    later = replace(entry, updated_at=DAY2 + timedelta(microseconds=1))
    assert import_contents(store, Contents(moments=(later,))) == ImportCounts(added=1)
    assert import_contents(store, Contents(deleted=(grave,))) == ImportCounts()
    assert contents_of(store).moments == (later,)


def test_an_import_takes_over_the_words_and_the_people_that_entries_name(store: Store) -> None:
    mine = {"my_words": {"trigger": {"w1": {"label": "mine"}}}, "people": ["K.", "M."], "help": True}
    theirs = {"my_words": {"trigger": {"w2": {"label": "theirs"}}}, "people": ["M.", "Zoë"], "other": 1}
    import_contents(
        store, Contents(settings=Settings(extra=mine), moments=(moment("1", "2026-03-01 12:00"),))
    )
    import_contents(store, Contents(settings=Settings(partner_name="no", extra=theirs)))
    settings = contents_of(store).settings
    assert settings is not None and settings.partner_name == ""
    assert settings.extra == {
        "my_words": {"trigger": {"w1": {"label": "mine"}, "w2": {"label": "theirs"}}},
        "people": ["K.", "M.", "Zoë"],
        "help": True,
    }
    import_contents(store, Contents(settings=Settings(extra={"other": 2})))
    assert contents_of(store).settings == settings


def test_people_come_into_a_journal_that_named_none(store: Store) -> None:
    import_contents(store, Contents(moments=(moment("1", "2026-03-01 12:00"),)))
    import_contents(store, Contents(settings=Settings(extra={"people": ["Zoë"]})))
    settings = contents_of(store).settings
    assert settings is not None and settings.extra == {"people": ["Zoë"]}


def test_of_two_closings_of_a_story_the_later_counts(store: Store) -> None:
    first = Story(id="s", belief=90, feared="z", turned_out="as_feared", closed_at=DAY2)
    later = replace(first, belief=10, feared="a", turned_out="otherwise", closed_at=DAY3)
    import_contents(store, Contents(stories=(later,)))
    assert import_contents(store, Contents(stories=(first,))) == ImportCounts(unchanged=1)
    assert contents_of(store).stories == (later,)
    with new_store() as other:
        import_contents(other, Contents(stories=(first,)))
        assert import_contents(other, Contents(stories=(later,))) == ImportCounts(changed=1)
        assert contents_of(other).stories == (later,)


ANSWER = PatternAnswer(pattern="a", answer="fits", at=DAY1)
TRIAL = Experiment(id="e", if_then="if they reach out, then I stay a minute", started_at=DAY1)
STORY = Story(id="s", feared="they are leaving", ask_again_at=DAY2)


def test_a_merge_counts_what_it_did_and_leaves_what_both_are_together(store: Store) -> None:
    a, b, c, d = (moment(id, "2026-03-01 12:00") for id in "abcd")
    here = Contents(
        moments=(a, b, c),
        stories=(STORY,),
        look_backs=({"id": "l1", "updated_at": "1"},),
        pattern_answers=(ANSWER,),
        settings=Settings(partner_name="K."),
        extra={"x": 1},
    )
    assert import_contents(store, here).added == 6
    newer = replace(a, starred=True, updated_at=DAY2)
    closed = replace(STORY, closed_at=DAY3, turned_out="otherwise")
    other, grave = replace(ANSWER, pattern="b", at=DAY2), Tombstone(id="b", at=DAY2)
    there = Contents(
        moments=(newer, d),
        deleted=(grave,),
        stories=(closed, replace(STORY, id="s2")),
        experiments=(TRIAL,),
        look_backs=({"id": "l1", "updated_at": "2"}, {"id": "l2"}),
        pattern_answers=(ANSWER, other),
        settings=Settings(day_start="05:00"),
        extra={"y": 2},
    )
    assert merge(store, there) == ImportCounts(added=5, changed=3, unchanged=2, deleted=1)
    assert contents_of(store) == Contents(
        moments=(newer, c, d),
        stories=(closed, replace(STORY, id="s2")),
        experiments=(TRIAL,),
        look_backs=({"id": "l1", "updated_at": "2"}, {"id": "l2"}),
        pattern_answers=(ANSWER, other),
        deleted=(grave,),
        settings=Settings(partner_name="K.", day_start="05:00"),
        extra={"x": 1, "y": 2},
    )
    assert store.changed and merge(store, there) == ImportCounts(unchanged=10)


def test_a_merge_takes_out_the_records_that_were_deleted_elsewhere(store: Store) -> None:
    records = Contents(stories=(STORY,), experiments=(TRIAL,), look_backs=({"id": "l"},))
    import_contents(store, records)
    graves = tuple(Tombstone(id=id, at=DAY3) for id in ("s", "e", "l"))
    assert merge(store, Contents(deleted=graves)) == ImportCounts(deleted=3)
    out = contents_of(store)
    assert (out.stories, out.experiments, out.look_backs) == ((), (), ())
    assert import_contents(store, records) == ImportCounts(unchanged=3)  # they do not come back
    assert contents_of(store) == out


def test_an_import_takes_out_the_records_that_were_deleted_elsewhere(store: Store) -> None:
    records = Contents(stories=(STORY,), experiments=(TRIAL,), look_backs=({"id": "l"}, {"words": "no id"}))
    assert import_contents(store, records) == ImportCounts(added=4)
    graves = tuple(Tombstone(id=id, at=DAY3) for id in ("s", "e", "l", "never here"))
    assert import_contents(store, Contents(deleted=graves)) == ImportCounts(deleted=3)
    out = contents_of(store)
    assert (out.stories, out.experiments, out.look_backs) == ((), (), ({"words": "no id"},))
    assert sorted(grave.id for grave in out.deleted) == sorted(grave.id for grave in graves)
    assert import_contents(store, records) == ImportCounts(unchanged=4)
    assert contents_of(store) == out


def test_what_stands_behind_a_deleted_record_in_the_file_still_comes_in(store: Store) -> None:
    kept = moment("kept", "2026-03-01 12:00", updated_at=DAY3)
    import_contents(store, Contents(moments=(kept, moment("gone", "2026-03-01 12:00"))))
    graves = tuple(Tombstone(id=id, at=DAY2) for id in ("kept", "gone", "s", "e"))
    assert import_contents(store, Contents(deleted=graves)) == ImportCounts(deleted=1)
    stories, trials = (STORY, replace(STORY, id="s2")), (TRIAL, replace(TRIAL, id="e2"))
    assert import_contents(store, Contents(stories=stories, experiments=trials)) == ImportCounts(
        added=2, unchanged=2
    )
    out = contents_of(store)
    assert (out.moments, out.stories, out.experiments) == ((kept,), stories[1:], trials[1:])


def test_the_later_of_two_deletions_stands(store: Store) -> None:
    early, late = Tombstone(id="1", at=DAY1), Tombstone(id="1", at=DAY3)
    for deleted in ((early,), (late,), (early,)):
        import_contents(store, Contents(deleted=deleted))
    assert contents_of(store).deleted == (late,)
    between = moment("1", "2026-03-01 12:00", updated_at=DAY2)
    assert import_contents(store, Contents(moments=(between,))) == ImportCounts(unchanged=1)


def test_a_look_back_that_changed_elsewhere_is_the_later_one(store: Store) -> None:
    first, later = {"id": "l", "updated_at": "2026-01", "words": "z"}, {"id": "l", "updated_at": "2026-02"}
    import_contents(store, Contents(look_backs=(first,)))
    assert import_contents(store, Contents(look_backs=(later, later))) == ImportCounts(changed=1, unchanged=1)
    assert import_contents(store, Contents(look_backs=(first,))) == ImportCounts(unchanged=1)
    assert contents_of(store).look_backs == (later,)


def test_of_an_entry_that_stands_twice_in_one_file_the_newer_comes_in(store: Store) -> None:
    older = moment("1", "2026-03-01 12:00", note="older")
    newer = replace(older, note="newer", updated_at=DAY2)
    assert import_contents(store, Contents(moments=(newer, older))) == ImportCounts(added=1)
    assert contents_of(store).moments == (newer,)
    newest = replace(older, note="newest", updated_at=DAY3)
    assert import_contents(store, Contents(moments=(older, newest))) == ImportCounts(changed=1)
    assert contents_of(store).moments == (newest,)


@pytest.mark.parametrize("many", [0, 500])
def test_of_two_changes_of_one_instant_the_same_one_wins_however_many_there_are(
    store: Store, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(merging, "_MANY", many)
    ours = (moment("1", "2026-03-01 12:00", note="a"), moment("2", "2026-03-01 12:01", note="b"))
    theirs = (replace(ours[0], note="b"), replace(ours[1], note="a"))
    import_contents(store, Contents(moments=ours))
    assert import_contents(store, Contents(moments=theirs)) == ImportCounts(changed=1, unchanged=1)
    assert [entry.note for entry in contents_of(store).moments] == ["b", "b"]


def test_what_the_file_says_beside_its_entries_is_kept_and_ours_goes_first(store: Store) -> None:
    import_contents(store, Contents(extra={"a": 1, "b": 1}))
    import_contents(store, Contents(extra={"b": 2, "c": 2}))
    import_contents(store, Contents())
    assert contents_of(store).extra == {"a": 1, "b": 1, "c": 2}


@pytest.mark.parametrize(
    "there",
    [
        Contents(stories=(STORY,)),
        Contents(experiments=(TRIAL,)),
        Contents(pattern_answers=(ANSWER,)),
        Contents(look_backs=({"id": "l"},)),
        Contents(deleted=(Tombstone(id="1", at=DAY1),)),
        Contents(moments=(moment("1", "2026-03-01 12:00"),)),
    ],
    ids=["story", "experiment", "answer", "look-back", "deletion", "moment"],
)
def test_a_journal_with_anything_in_it_is_not_empty(store: Store, there: Contents) -> None:
    import_contents(store, there)
    import_contents(store, Contents(settings=Settings(partner_name="other")))
    assert contents_of(store).settings == Settings()


def test_another_journals_file_is_only_read_its_log_too(store: Store, path: Path, tmp_path: Path) -> None:
    import_contents(store, Contents(moments=(moment("1", "2026-03-01 12:00"),)))
    assert path.with_name("journal.db-wal").stat().st_size > 0
    both = (path, path.with_name("journal.db-wal"))
    before = [file.read_bytes() for file in both]
    ours = tmp_path / "ours" / "journal.db"
    ours.parent.mkdir()
    assert [entry.id for entry in contents_in(path, ours, None).moments] == ["1"]
    assert [file.read_bytes() for file in both] == before
    assert list(ours.parent.iterdir()) == []


def test_a_file_that_is_none_is_named_and_not_the_copy_of_it(tmp_path: Path) -> None:
    other, ours = tmp_path / "other.db", tmp_path / "journal.db"
    other.write_bytes(b"SQLite format 3\0" + b"\xff" * 9000)
    with pytest.raises(JournalDamaged) as refused:
        contents_in(other, ours, None)
    assert str(other) in str(refused.value) and ".unfinished" not in str(refused.value)
    assert [file.name for file in tmp_path.iterdir()] == ["other.db"]
