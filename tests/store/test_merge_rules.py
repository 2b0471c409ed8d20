"""Two devices' journals as one: in any order, in any company, however often, and without losing words."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce
from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from companion.model.records import (
    Contents,
    Entry,
    EveningAnswer,
    Experiment,
    Moment,
    PatternAnswer,
    Sequel,
    Settings,
    Story,
    Tombstone,
    Try,
    written_text,
)
from companion.model.text_history import HISTORY, VERSION_SEPARATOR, stamped_change, text_versions_of
from companion.store.contents import contents_of
from companion.store.merge import counts_if_same
from companion.store.merge_rules import as_text, canonical, joined
from tests import strategies
from tests.conftest import examples
from tests.store.making import at, merge, moment, new_store, reflection

START = at("2026-03-01 12:00")


def told(contents: Contents) -> Any:
    """Contents in a form in which order makes no difference, and offsets and unknown fields do."""
    return {
        **{
            name: sorted(map(canonical, getattr(contents, name)))
            for name in (
                "moments",
                "reflections",
                "stories",
                "experiments",
                "checks",
                "pattern_answers",
                "deleted",
            )
        },
        "look_backs": sorted(map(as_text, contents.look_backs)),
        "settings": as_text({}) if contents.settings is None else repr_of(contents.settings),
        "extra": as_text(contents.extra),
    }


def repr_of(one: Settings) -> str:
    return as_text([one.partner_name, one.pronouns, one.day_start, one.week_start, dict(one.extra)])


few = st.sampled_from("1234")
instants = st.integers(0, 5).map(lambda minutes: START + timedelta(minutes=minutes))
small = st.sampled_from(["", "a", "b", "a longer one", f"x{VERSION_SEPARATOR}y"])
values = st.one_of(st.integers(0, 2), small, st.lists(st.integers(0, 2), max_size=2))
fields = st.dictionaries(st.sampled_from("pq"), st.one_of(values, st.dictionaries(small, values, max_size=2)))

stories = st.builds(
    Story,
    id=few.map(lambda one: f"story {one}"),
    feared=small,
    closed_at=st.one_of(st.none(), instants),
    learned=small,
    extra=fields,
)
experiments = st.builds(
    Experiment,
    id=few.map(lambda one: f"experiment {one}"),
    if_then=small,
    started_at=instants,
    ended_at=st.one_of(st.none(), instants),
    tries=st.lists(st.builds(Try, at=instants, did=st.booleans(), note=small), max_size=3).map(tuple),
)
evening_answers = st.builds(
    EveningAnswer,
    id=few.map(lambda one: f"check {one}"),
    day=st.just(START.date()),
    pattern=st.just("withdraw_after_affection"),
    happened=st.sampled_from([True, False, None]),
    recorded_at=instants,
    updated_at=instants,
    extra=fields,
)
taken_back = st.builds(Tombstone, id=few.map(lambda one: f"check {one}"), at=instants)
look_backs = st.builds(
    lambda id, at, rest: {
        **({} if id is None else {"id": f"look {id}"}),
        "updated_at": at.isoformat(),
        **rest,
    },
    st.one_of(st.none(), few),
    instants,
    fields,
)
all_settings = st.builds(
    Settings,
    partner_name=st.sampled_from(["", "K.", "M."]),
    day_start=st.sampled_from(["04:00", "05:00"]),
    extra=fields,
)


def one_each(found: list[Any]) -> tuple[Any, ...]:
    return tuple(
        {
            one["id"] if isinstance(one, dict) and "id" in one else getattr(one, "id", str(one)): one
            for one in found
        }.values()
    )


@st.composite
def devices(draw: st.DrawFn, number: int = 3) -> list[Contents]:
    """Journals that begin with the same entries, are written in for a while, and meet now and then."""
    first: list[Entry] = [
        moment("m", "2026-03-01 12:00", note="as it was"),
        reflection("r", "2026-03-01 12:00"),
    ]
    at_first = Contents(
        moments=tuple(one for one in first if isinstance(one, Moment)),
        reflections=tuple(one for one in first if not isinstance(one, Moment)),
    )
    found = [at_first] * number
    for step in range(draw(st.integers(0, 7))):
        here = draw(st.integers(0, number - 1))
        now = START + timedelta(minutes=step - draw(st.integers(0, 1)))
        match draw(st.sampled_from(["write", "write", "say", "delete", "meet"])):
            case "write":
                found[here] = written(found[here], draw(st.sampled_from("mr")), now, draw(small))
            case "say":
                found[here] = said(found[here], now, draw(st.sampled_from([1, -1, None])))
            case "delete":
                found[here] = deleted(found[here], draw(st.sampled_from("mr")), now)
            case "meet":
                found[here] = joined(found[here], found[draw(st.integers(0, number - 1))])
    return [
        replace(
            one,
            stories=one_each(draw(st.lists(stories, max_size=2))),
            experiments=one_each(draw(st.lists(experiments, max_size=2))),
            checks=one_each(draw(st.lists(evening_answers, max_size=2))),
            deleted=(*one.deleted, *one_each(draw(st.lists(taken_back, max_size=2)))),
            look_backs=one_each(draw(st.lists(look_backs, max_size=2))),
            pattern_answers=tuple(draw(st.lists(strategies.pattern_answers, max_size=1))),
            settings=draw(st.one_of(st.none(), all_settings)),
            extra=draw(fields),
        )
        for one in found
    ]


def written(contents: Contents, id: str, now: datetime, text: str) -> Contents:
    def new(entry: Any) -> Any:
        if entry.id != id:
            return entry
        after = replace(entry, note=text) if isinstance(entry, Moment) else replace(entry, text=text)
        return stamped_change(entry, after, now)

    return replace(
        contents,
        moments=tuple(map(new, contents.moments)),
        reflections=tuple(map(new, contents.reflections)),
    )


def said(contents: Contents, now: datetime, closer: int | None) -> Contents:
    """What was said afterwards of the moment ``m``."""

    def new(one: Moment) -> Moment:
        at = max(now, one.updated_at + timedelta(microseconds=1))
        return stamped_change(one, replace(one, sequel=Sequel(at=at, closer=closer)), at)

    return replace(contents, moments=tuple(new(one) if one.id == "m" else one for one in contents.moments))


def deleted(contents: Contents, id: str, now: datetime) -> Contents:
    found = [one for one in (*contents.moments, *contents.reflections) if one.id == id]
    if not found:
        return contents
    grave = Tombstone(id=id, at=max(now, found[0].updated_at))
    return replace(
        contents,
        moments=tuple(one for one in contents.moments if one.id != id),
        reflections=tuple(one for one in contents.reflections if one.id != id),
        deleted=(*contents.deleted, grave),
    )


@examples(30)
@given(devices())
def test_order_company_and_repetition_make_no_difference(found: list[Contents]) -> None:
    one, other, third = found
    assert told(joined(one, other)) == told(joined(other, one))
    ends = [told(reduce(joined, order)) for order in permutations(found)]
    assert all(end == ends[0] for end in ends)
    assert told(joined(one, joined(other, third))) == ends[0]
    both = joined(one, other)
    assert told(joined(both, one)) == told(joined(both, other)) == told(joined(both, both)) == told(both)


@examples(8)
@given(devices(number=2))
def test_the_file_comes_to_what_the_law_says_and_counts_nothing_twice(found: list[Contents]) -> None:
    ends = []
    for one, other in (found, found[::-1]):
        with new_store() as store:
            merge(store, one)
            before = contents_of(store)
            said = counts_if_same(store, other)
            counts = merge(store, other)
            ends.append(contents_of(store))
            # Only what differs is read and joined; that comes to the same as joining all of both.
            assert told(ends[-1]) == told(joined(before, other))
            assert said == (counts if ends[-1] == before else None)
            assert counts_if_same(store, other) is not None
            again = merge(store, other)
            assert (again.added, again.changed, again.deleted) == (0, 0, 0)
            assert contents_of(store) == ends[-1]
    assert told(ends[0]) == told(ends[1])


@examples(10)
@given(strategies.journals(), strategies.journals())
def test_any_two_journals_can_be_joined(one: Contents, other: Contents) -> None:
    both = joined(one, other)
    assert told(both) == told(joined(other, one))
    assert told(joined(both, one)) == told(both)
    living = {entry.id for entry in (*both.moments, *both.reflections)}
    tombstones = {grave.id for grave in both.deleted}
    assert not living & tombstones
    assert {entry.id for entry in (*one.moments, *other.moments)} <= living | tombstones


def note(contents: Contents) -> str:
    (entry,) = contents.moments
    return written_text(entry)


BEGUN = Contents(moments=(moment("m", "2026-03-01 12:00", note="a slow reply"),))


def later(contents: Contents, minutes: int, text: str) -> Contents:
    return written(contents, "m", START + timedelta(minutes=minutes), text)


def test_words_changed_on_one_device_take_the_place_of_the_old_ones() -> None:
    once = later(BEGUN, 5, "a slow reply, and I waited")
    assert note(joined(BEGUN, once)) == "a slow reply, and I waited"
    twice = later(once, 9, "I waited")
    assert note(joined(once, twice)) == note(joined(twice, BEGUN)) == "I waited"


def test_words_changed_on_both_are_both_kept_and_can_be_tidied_on_one() -> None:
    here, there = later(BEGUN, 5, "I waited"), later(BEGUN, 7, "I wrote again")
    both = joined(here, there)
    assert note(both) == note(joined(there, here)) == f"I waited{VERSION_SEPARATOR}I wrote again"
    assert note(joined(both, here)) == note(joined(both, there)) == note(both)
    tidied = later(both, 9, "I waited, then wrote again")
    for old in (here, there, both, BEGUN):
        assert note(joined(old, tidied)) == "I waited, then wrote again"


def test_the_same_words_on_both_stand_there_once() -> None:
    assert note(joined(later(BEGUN, 5, "I waited"), later(BEGUN, 7, "I waited"))) == "I waited"


def test_a_later_change_on_one_device_brings_back_only_itself() -> None:
    gone = deleted(later(BEGUN, 3, "only here"), "m", START + timedelta(minutes=4))
    kept = later(BEGUN, 6, "still wanted")
    both = joined(gone, kept)
    assert note(both) == "still wanted"
    assert both.deleted == ()
    assert note(joined(both, later(BEGUN, 3, "only here"))) == "still wanted"
    assert joined(gone, later(BEGUN, 2, "before that")).moments == ()


def test_other_fields_are_those_of_the_newer_change() -> None:
    (first,) = BEGUN.moments
    here = stamped_change(first, replace(first, triggers=("a",), note="here"), START + timedelta(minutes=1))
    there = stamped_change(first, replace(first, triggers=("b",), note="there"), START + timedelta(minutes=2))
    (both,) = joined(Contents(moments=(here,)), Contents(moments=(there,))).moments
    assert (both.triggers, both.updated_at) == (("b",), there.updated_at)
    assert both.note == f"here{VERSION_SEPARATOR}there"


def test_words_that_another_program_changed_count_as_new() -> None:
    both = joined(later(BEGUN, 5, "here"), later(BEGUN, 7, "there"))
    (entry,) = both.moments
    assert "here" not in str(entry.extra[HISTORY])
    foreign = replace(entry, note="edited elsewhere", updated_at=START + timedelta(minutes=9))
    assert list(text_versions_of(foreign).texts) == ["edited elsewhere"]
    assert note(joined(Contents(moments=(foreign,)), both)) == "edited elsewhere"


def test_people_of_both_devices_are_kept() -> None:
    here = Settings(partner_name="K.", extra={"my_people_and_numbers": ["aunt", "friend"]})
    there = Settings(extra={"my_people_and_numbers": ["friend", "neighbour"]})
    for one, other in ((here, there), (there, here)):
        both = joined(Contents(settings=one), Contents(settings=other)).settings
        assert both is not None
        assert both.partner_name == "K."
        assert both.extra["my_people_and_numbers"] == ["aunt", "friend", "neighbour"]


def test_of_two_closings_of_a_story_the_later_counts_whatever_else_they_say() -> None:
    first = Story(id="s", belief=90, feared="z", closed_at=START)
    later = Story(id="s", belief=10, feared="a", closed_at=START + timedelta(minutes=1))
    opened = Story(id="s", feared="zzz")
    for order in permutations((first, later, opened)):
        assert reduce(joined, [Contents(stories=(story,)) for story in order]).stories == (later,)


def test_words_that_one_device_took_out_of_a_try_do_not_come_back() -> None:
    begun = Experiment(id="e", if_then="if a hug, then three breaths", started_at=START)
    told = (Try(at=START, did=True, moment="m", note="warm"), Try(at=START, did=False, note="left"))
    bare = (Try(at=START, did=True), told[1])  # the entry that the first was told of was deleted here
    here, there = (Contents(experiments=(replace(begun, tries=tries),)) for tries in (bare, told))
    for both in (joined(here, there), joined(there, here), joined(joined(there, here), there)):
        (trial,) = both.experiments
        assert sorted(map(canonical, trial.tries)) == sorted(map(canonical, bare))
    # Two tries of other instants are two, and one that names an entry is not bare.
    other = replace(begun, tries=(Try(at=START + timedelta(minutes=1), did=True, moment="m"),))
    (trial,) = joined(there, Contents(experiments=(other,))).experiments
    assert trial.tries == (told[1], told[0], *other.tries)


def test_an_experiment_that_both_ended_ended_when_the_later_says() -> None:
    ends = (None, START, START + timedelta(minutes=1))
    begun = Experiment(id="e", if_then="if a hug, then three breaths", started_at=START)
    for order in permutations(ends):
        both = reduce(joined, [Contents(experiments=(replace(begun, ended_at=end),)) for end in order])
        assert [trial.ended_at for trial in both.experiments] == [ends[2]]


def test_a_try_that_only_names_an_entry_or_only_has_words_is_not_bare() -> None:
    begun = Experiment(id="e", if_then="if a hug, then three breaths", started_at=START)
    whole = Try(at=START, did=True, moment="m", note="warm")
    for part in (replace(whole, note=""), replace(whole, moment=None)):
        one, other = (Contents(experiments=(replace(begun, tries=(chance,)),)) for chance in (part, whole))
        (trial,) = joined(one, other).experiments
        assert sorted(map(canonical, trial.tries)) == sorted(map(canonical, (part, whole)))


def test_what_is_joined_stands_in_the_order_of_time_then_id() -> None:
    late, early, b, a = (
        moment(id, f"2026-03-0{day} 12:00") for id, day in (("c", 3), ("d", 1), ("b", 2), ("a", 2))
    )
    both = joined(Contents(moments=(late, b)), Contents(moments=(a, early)))
    assert both.moments == (early, a, b, late)


def test_a_deletion_of_the_same_instant_counts_against_the_entry() -> None:
    entry = moment("m", "2026-03-01 12:00")
    gone = Contents(deleted=(Tombstone(id="m", at=entry.updated_at),))
    for both in (joined(Contents(moments=(entry,)), gone), joined(gone, Contents(moments=(entry,)))):
        assert both.moments == () and both.deleted == gone.deleted


def test_settings_of_one_device_are_those_of_both() -> None:
    mine = Contents(settings=Settings(partner_name="K."))
    assert joined(mine, Contents()).settings == joined(Contents(), mine).settings == mine.settings


def test_the_order_in_which_a_program_writes_fields_makes_no_difference() -> None:
    one, other = {"words": "a", "at": "2026-03"}, {"at": "2026-03", "words": "a"}
    assert as_text(one) == as_text(other)
    both = joined(Contents(look_backs=(one,)), Contents(look_backs=(other,)))
    assert both.look_backs == (one,)


def test_answers_and_look_backs_stand_in_one_order_whichever_comes_first() -> None:
    answers = [PatternAnswer(pattern=name, answer="fits", at=START) for name in "acb"]
    looks = [{"id": name} for name in "acb"]
    found = [Contents(pattern_answers=(answers[i],), look_backs=(looks[i],)) for i in range(3)]
    for order in permutations(found):
        both = reduce(joined, order)
        assert [answer.pattern for answer in both.pattern_answers] == ["a", "b", "c"]
        assert [look["id"] for look in both.look_backs] == ["a", "b", "c"]


def test_where_nothing_is_newer_the_greater_text_counts_now_as_in_every_version() -> None:
    # Devices with different versions of the program would else never agree.
    plan = Experiment(id="e", if_then="a", started_at=START)
    one = Contents(
        experiments=(plan,),
        stories=(Story(id="s", feared="a"),),
        settings=Settings(partner_name="K."),
        extra={"number": 1, "kinds": "z", "members": [1]},
    )
    other = Contents(
        experiments=(replace(plan, if_then="b"),),
        stories=(Story(id="s", feared="b"),),
        settings=Settings(partner_name="M."),
        extra={"number": 2, "kinds": ["a"], "members": {"a": 1}},
    )
    for both in (joined(one, other), joined(other, one)):
        assert [trial.if_then for trial in both.experiments] == ["b"]
        assert [story.feared for story in both.stories] == ["b"]
        assert both.settings is not None and both.settings.partner_name == "M."
        assert list(both.extra.items()) == [("kinds", ["a"]), ("members", {"a": 1}), ("number", 2)]


def test_what_only_one_device_has_comes_through_as_it_is() -> None:
    """Even where a later version of the program has kept more about its words."""
    entry = replace(BEGUN.moments[0], extra={HISTORY: {"kept later": 1}})
    here = Contents(moments=(entry,))
    for both in (joined(here, Contents()), joined(Contents(), here), joined(here, here)):
        assert both.moments == (entry,)


def test_of_two_look_backs_the_one_changed_later_counts_whatever_else_they_say() -> None:
    first = {"id": "l", "answer": "z", "updated_at": "2026-01"}
    later = {"id": "l", "answer": "a", "updated_at": "2026-02"}
    never = {"id": "l", "answer": "zz"}
    for order in permutations((first, later, never)):
        assert reduce(joined, [Contents(look_backs=(look,)) for look in order]).look_backs == (later,)


def test_of_two_changes_of_one_instant_the_fields_decide_and_not_the_words() -> None:
    one = replace(BEGUN.moments[0], note="z", extra={"kept": 1, HISTORY: {"gone": [9]}})
    other = replace(one, note="a", extra={"kept": 2, HISTORY: {"gone": [1]}})
    here, there = Contents(moments=(one,)), Contents(moments=(other,))
    for both in (joined(here, there), joined(there, here)):
        (entry,) = both.moments
        assert entry.extra["kept"] == 2
        assert entry.note == f"a{VERSION_SEPARATOR}z"
