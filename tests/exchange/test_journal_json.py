"""The journal's own format: out and back without a loss, and refusals that say what to mend."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.exchange.journal_fields import as_dict
from companion.exchange.journal_json import dumps, loads, pieces
from companion.model.errors import InputRefused
from companion.model.records import Contents, Moment, Settings, Tombstone, evening_answer_id
from tests.conftest import examples
from tests.strategies import journals, moments

HAND_WRITTEN = """{
  "format": "companion-journal",
  "version": 1,
  "app": {"theme": "dusk", "sizes": [1, 2.5]},
  "moments": [
    {"occurred_at": "2026-02-03T22:10:00+01:00", "triggers": ["affection_received", "a word of my own"],
     "feelings": [{"mood": "overwhelmed", "intensity": 7, "where": "chest"}], "weather": {"b": 1, "a": 2}},
    {"id": "one", "occurred_at": "2026-02-01T09:00:00Z", "note": "first thing\\n\\nthen *more*"}
  ],
  "reflections": [{"occurred_at": "2026-02-02T08:00:00-05:00", "leaning": "somewhere between"}]
}
"""


def file_with(**lists: Any) -> str:
    return json.dumps({"format": "companion-journal", "version": 1, **lists})


def moment(**fields: Any) -> dict[str, Any]:
    return {"id": "m1", "occurred_at": "2026-03-01T21:40:00+01:00", **fields}


def refusal(text: str | bytes) -> str:
    with pytest.raises(InputRefused) as refused:
        loads(text)
    return str(refused.value)


@examples(15)
@given(journals())
def test_a_journal_written_read_and_written_again_is_the_same_to_the_byte(contents: Contents) -> None:
    written = dumps(contents)
    assert dumps(loads(written)) == written
    assert dumps(loads(written.encode())) == written


@examples(15)
@given(journals())
def test_every_record_comes_back_as_it_went_out(contents: Contents) -> None:
    back = loads(dumps(contents))
    for name in ("moments", "reflections", "stories", "checks", "deleted"):
        assert {one.id: one for one in getattr(back, name)} == {
            one.id: one for one in getattr(contents, name)
        }
    came = {one.id: one for one in back.moments}
    for went in contents.moments:
        assert came[went.id].occurred_at.isoformat() == went.occurred_at.isoformat()
        assert list(came[went.id].extra) == list(went.extra)
    assert {one["id"]: one for one in back.look_backs} == {one["id"]: one for one in contents.look_backs}
    assert back.settings == (contents.settings or Settings())
    assert back.extra == contents.extra


@examples(30)
@given(st.lists(moments, min_size=2, max_size=5, unique_by=lambda one: one.id), st.randoms())
def test_the_order_records_come_in_makes_no_difference(some: list[Moment], chance: Any) -> None:
    shuffled = list(some)
    chance.shuffle(shuffled)
    assert dumps(Contents(moments=tuple(shuffled))) == dumps(Contents(moments=tuple(some)))


def test_keys_stand_in_the_order_of_the_document() -> None:
    back = json.loads(dumps(loads(HAND_WRITTEN)))
    assert list(back) == [
        *("format", "version", "moments", "reflections", "stories", "experiments", "look_backs"),
        *("pattern_answers", "deleted", "settings", "app"),
    ]
    assert list(back["moments"][0]) == [
        *(
            "id",
            "occurred_at",
            "zone",
            "recorded_at",
            "updated_at",
            "triggers",
            "partner_acts",
            "feelings",
            "body",
        ),
        *("urges", "responses", "ending", "closeness", "person", "tags", "starred", "note"),
    ]
    assert list(back["moments"][1])[-1] == "weather"
    assert list(back["moments"][1]["weather"]) == ["b", "a"]
    assert list(back["reflections"][0]) == [
        *("id", "occurred_at", "zone", "recorded_at", "updated_at", "prompt", "leaning", "feelings", "tags"),
        *("starred", "text"),
    ]
    assert list(back["settings"]) == ["partner_name", "pronouns", "day_start", "week_start"]


def test_a_file_written_by_hand_needs_little_and_loses_nothing() -> None:
    contents = loads(HAND_WRITTEN)
    early, late = loads(dumps(contents)).moments
    assert (early.id, early.note) == ("one", "first thing\n\nthen *more*")
    assert late.triggers == ("affection_received", "a word of my own")
    assert late.feelings[0].extra == {"where": "chest"}
    assert late.recorded_at == late.updated_at == late.occurred_at
    assert UUID(late.id)
    assert contents.reflections[0].leaning == "somewhere between"
    assert contents.settings is None
    assert contents.extra == {"app": {"theme": "dusk", "sizes": [1, 2.5]}}


def test_made_ids_are_the_same_each_time_and_apart_for_equal_entries() -> None:
    text = file_with(moments=[{"occurred_at": "2026-03-01T21:40:00+01:00", "note": "twice"}] * 2)
    first, second = loads(text).moments
    assert first.id != second.id
    assert [one.id for one in loads(text).moments] == [first.id, second.id]
    assert replace(first, id="") == replace(second, id="")


def test_lists_stand_by_time_then_id_whatever_the_offset() -> None:
    same_instant = ["2026-03-01T10:00:00+01:00", "2026-03-01T09:00:00+00:00", "2026-03-01T23:30:00+14:30"]
    text = file_with(moments=[moment(id=f"{3 - n}", occurred_at=at) for n, at in enumerate(same_instant)])
    assert [one["id"] for one in json.loads(dumps(loads(text)))["moments"]] == ["1", "2", "3"]


def test_a_byte_order_mark_is_no_trouble() -> None:
    assert loads(b"\xef\xbb\xbf" + HAND_WRITTEN.encode()) == loads(HAND_WRITTEN)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["none_of_these"], ("none_of_these",)),
        (["withdrew", "none_of_these", "a_newer_word"], ("withdrew", "a_newer_word")),
    ],
)
def test_nothing_of_the_kind_gives_way_to_what_was_done(given: list[str], kept: tuple[str, ...]) -> None:
    text = file_with(moments=[moment(responses=given)])
    assert loads(text).moments[0].responses == kept
    assert loads(dumps(loads(text))).moments == loads(text).moments


def test_the_same_entry_twice_is_one_entry() -> None:
    assert len(loads(file_with(moments=[moment(), moment()])).moments) == 1


def test_a_file_may_hold_an_entry_and_its_tombstone() -> None:
    contents = loads(file_with(moments=[moment()], deleted=[{"id": "m1", "at": "2026-03-02T00:00:00Z"}]))
    assert contents.deleted == (Tombstone(id="m1", at=datetime(2026, 3, 2, tzinfo=UTC)),)


@pytest.mark.parametrize(
    ("field", "value", "allowed"),
    [
        ("occurred_at", "2026-03-01T21:40:00", "with its offset"),
        ("occurred_at", "yesterday", "with its offset"),
        ("occurred_at", None, "with its offset"),
        ("occurred_at", "0001-01-01T00:00:00+10:00", "with its offset"),
        ("updated_at", 17, "with its offset"),
        ("triggers", "withdrew", "a list of texts"),
        ("triggers", ["withdrew", 3], "a list of texts"),
        ("note", 5, "text"),
        ("note", None, "text"),
        ("zone", ["Europe/Berlin"], "text, or null"),
        ("id", 12, "text, or null"),
        ("starred", "yes", "true or false"),
        ("starred", 1, "true or false"),
        ("closeness", 11, "-10 to 10"),
        ("closeness", 0.5, "-10 to 10"),
        ("feelings", {"mood": "sad"}, "a list of objects"),
        ("person", [], "text"),
    ],
)
def test_a_wrong_field_is_refused_by_name(field: str, value: Any, allowed: str) -> None:
    said = refusal(file_with(moments=[moment(id="other"), {**moment(id="m2"), field: value}]))
    assert said.startswith("moments, entry 2")
    assert "m2" in said or field == "id"
    assert f": {field}: " in said
    assert allowed in said.partition("use ")[2]


@pytest.mark.parametrize("intensity", [11, -1, 7.0, "7", True, [7], 10**30])
def test_intensity_is_a_whole_number_from_0_to_10(intensity: Any) -> None:
    feelings = [{"mood": "sad", "intensity": None}, {"mood": "sad", "intensity": intensity}]
    said = refusal(file_with(moments=[moment(feelings=feelings)]))
    assert said.startswith("moments, entry 1 (id m1): feelings 2: intensity: ")
    assert said.endswith("use a whole number from 0 to 10, or null")


@pytest.mark.parametrize(
    ("lists", "place"),
    [
        ({"stories": [{"id": "s", "belief": 101}]}, "stories, entry 1 (id s): belief: 101"),
        ({"stories": [{"id": "s", "turned_out": "fine"}]}, 'stories, entry 1 (id s): turned_out: "fine"'),
        (
            {"experiments": [{"id": "e", "tries": [{"did": "no"}]}]},
            "experiments, entry 1 (id e): tries 1: did",
        ),
        ({"pattern_answers": [{"pattern": 4}]}, "pattern_answers, entry 1: pattern: 4"),
        (
            {"checks": [{"id": "c", "pattern": "p"}]},
            "checks, entry 1 (id c): day: it is missing; use a day as YYYY-MM-DD",
        ),
        (
            {"checks": [{"day": "20260301", "pattern": "p"}]},
            'checks, entry 1: day: "20260301" is not valid; use a day as YYYY-MM-DD',
        ),
        (
            {"checks": [{"day": "2026-03-01", "pattern": ""}]},
            'checks, entry 1: pattern: "" is not valid; use the id of a pattern',
        ),
        (
            {"checks": [{"day": "2026-03-01", "pattern": "p", "happened": "yes"}]},
            'checks, entry 1: happened: "yes" is not valid; use true, false, or null',
        ),
        (
            {"checks": [{"day": "2026-03-01", "pattern": "p", "followed": 1}]},
            "checks, entry 1: followed: 1 is not valid; use true, false, or null",
        ),
        (
            {"checks": [{"day": "2026-03-01", "pattern": "p", "happened": each} for each in (True, False)]},
            "checks, entry 2: id: ",
        ),
        ({"moments": {}}, "moments: an object is not valid"),
        ({"moments": ["a"]}, 'moments, entry 1: "a" is not valid'),
        ({"settings": []}, "settings: a list is not valid"),
        ({"settings": {"day_start": "25:00"}}, 'settings: day_start: "25:00" is not valid'),
        ({"settings": {"week_start": "someday"}}, 'settings: week_start: "someday" is not valid'),
    ],
)
def test_other_lists_are_refused_by_name_too(lists: dict[str, Any], place: str) -> None:
    assert refusal(file_with(**lists)).startswith(place)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty"),
        ("  \n", "the file is empty"),
        ("[]", "the file: a list is not valid"),
        ("{}", "format: it is missing"),
        ('{"format": "diary", "version": 1}', 'format: "diary" is not valid'),
        ('{"format": "companion-journal"}', "version: it is missing"),
        ('{"format": "companion-journal", "version": "1"}', 'version: "1" is not valid'),
        ('{"format": "companion-journal", "version": true}', "version: true is not valid"),
        ('{"format": "companion-journal", "version": 2}', "written by a newer companion"),
        ('{"format": "companion-journal",\n "version": 1,\n}', "line 3, column 1"),
        ('{"format": "companion-journal", "version": 1', "line 1, column 45"),
        (
            file_with(moments=[moment(seen=1e308)]).replace("e+308", "e+309"),
            "(id m1): seen: the number 1e+309",
        ),
        (file_with(moments=[moment(closeness=float("nan"))]), "(id m1): closeness: NaN"),
        (file_with(moments=[moment(deep=[1, float("-inf")])]), "(id m1): deep 2: -Infinity"),
        (file_with(moments=[moment(note="\ud83d")]), "moments, entry 1 (id m1): note: \\ud800"),
        (file_with(moments=[moment(**{"x\udc00": 1})]), "moments, entry 1 (id m1): x"),
        ('{"format": "companion-journal", "version": 1, "a": ' + "9" * 6000 + "}", "too many digits"),
    ],
)
def test_what_is_no_journal_is_refused_in_words(text: str, words: str) -> None:
    assert words in refusal(text)


def test_text_in_another_encoding_is_refused_with_its_place() -> None:
    data = HAND_WRITTEN.replace("first thing", "première").encode("latin-1")
    assert "not UTF-8 text: line 8, column " in refusal(data)
    assert "line 1, column 1" in refusal(HAND_WRITTEN.encode("utf-16"))


def test_a_field_given_twice_is_refused() -> None:
    said = refusal(file_with(moments=[moment(note="a")]).replace('"note"', '"note": "b", "note"'))
    assert said == "moments, entry 1 (id m1): note: this field appears more than once"


def test_two_different_entries_under_one_id_are_refused() -> None:
    said = refusal(file_with(moments=[moment(note="a")], reflections=[moment(text="b")]))
    assert said.startswith('reflections, entry 1 (id m1): id: "m1" is not valid')
    assert "moments, entry 1" in said


@pytest.mark.parametrize(
    "deep", ["[" * 100_000, '{"a":' * 100_000, "[" * 60 + "]" * 60, "[" * 700 + "]" * 700]
)
def test_absurd_nesting_is_refused(deep: str) -> None:
    for text in (
        deep,
        file_with(moments=[{"occurred_at": "2026-03-01T21:40:00Z", "x": 0}]).replace(
            '"x": 0', f'"x": {deep}'
        ),
        file_with(look_backs=[{"x": 0}]).replace('"x": 0', f'"x": {deep}'),
        file_with(moments=[moment(note=0)]).replace('"note": 0', f'"note": {deep}'),
    ):
        refusal(text)


@examples(20)
@given(journals(size=1), st.data())
def test_a_spoilt_file_is_refused_or_read_whole(contents: Contents, data: st.DataObject) -> None:
    whole = bytearray(dumps(contents).encode())
    where = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        del whole[where:]
    else:
        whole[where] ^= 1 << data.draw(st.integers(0, 7))
    try:
        found = loads(bytes(whole))
    except InputRefused:
        return
    assert dumps(loads(dumps(found))) == dumps(found)


def paths_in(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(deeper for key, one in inside for deeper in paths_in(one, (*path, key)))]


@examples(20)
@given(journals(size=1), st.data())
def test_any_value_put_anywhere_is_refused_or_kept(contents: Contents, data: st.DataObject) -> None:
    whole = json.loads(dumps(contents))
    *way, last = data.draw(st.sampled_from(paths_in(whole)[1:]))
    place = whole
    for step in way:
        place = place[step]
    place[last] = data.draw(
        st.sampled_from([None, True, 0, -1, 11, 0.5, "", "x", "2026-03-01", [], {}, [None], [[]], {"id": 3}])
    )
    try:
        found = loads(json.dumps(whole))
    except InputRefused as refused:
        assert "; use " in str(refused) or "newer" in str(refused)
        return
    assert dumps(loads(dumps(found))) == dumps(found)


@examples(30)
@given(journals())
def test_entries_read_one_by_one_are_written_as_all_at_once(contents: Contents) -> None:
    whole = dumps(contents)
    known = loads(whole)
    assert "".join(pieces(known, iter(known.moments), iter(known.reflections))) == whole
    assert whole == json.dumps(json.loads(whole), indent=2, ensure_ascii=False) + "\n"


def test_one_record_as_a_dictionary_is_what_the_file_holds() -> None:
    contents = loads(HAND_WRITTEN)
    assert as_dict(contents.moments[1]) == json.loads(dumps(contents))["moments"][0]


def test_evening_answers_stand_after_the_experiments_and_only_where_there_are_some() -> None:
    answer = {"day": "2026-03-01", "pattern": "withdraw_after_affection", "happened": True}
    back = json.loads(dumps(loads(file_with(checks=[answer]))))
    assert list(back).index("checks") == list(back).index("experiments") + 1
    # Made of day and pattern, so that two devices that answered the same evening meet.
    known_as = str(evening_answer_id(date(2026, 3, 1), "withdraw_after_affection"))
    midnight = "2026-03-01T00:00:00+00:00"
    written = {"id": known_as, **answer, "followed": None, "recorded_at": midnight, "updated_at": midnight}
    assert back["checks"] == [written]
    assert list(back["checks"][0]) == [
        *("id", "day", "pattern", "happened", "followed", "recorded_at", "updated_at")
    ]
    assert "checks" not in json.loads(dumps(loads(file_with(checks=[]))))


def test_the_other_lists_are_written_with_every_field_they_know() -> None:
    text = file_with(
        experiments=[{"id": "e", "tries": [{"at": "2026-03-02T08:00:00Z", "did": True}]}],
        pattern_answers=[
            {
                "pattern": "withdraw_after_affection",
                "answer": "only_with",
                "detail": "K.",
                "at": "2026-03-02T08:00:00Z",
            }
        ],
        look_backs=[{"anything": [1, {"at": "all"}]}],
    )
    back = json.loads(dumps(loads(text)))
    assert back["experiments"][0] == {
        "id": "e",
        "pattern": None,
        "exercise": None,
        "if_then": "",
        "started_at": "2026-03-02T08:00:00+00:00",
        "ended_at": None,
        "tries": [{"at": "2026-03-02T08:00:00+00:00", "did": True, "moment": None, "note": ""}],
    }
    assert list(back["pattern_answers"][0]) == ["pattern", "answer", "detail", "at"]
    assert back["look_backs"] == [{"anything": [1, {"at": "all"}]}]


def test_what_was_said_afterwards_stands_in_its_moment_and_only_where_there_is_some() -> None:
    at = "2026-03-02T09:00:00+01:00"
    file = {
        "format": "companion-journal",
        "version": 1,
        "moments": [
            {"id": "a", "occurred_at": "2026-03-01T20:00:00+01:00", "note": "tea"},
            {
                "id": "b", "occurred_at": "2026-03-01T21:00:00+01:00", "later": 1,
                "sequel": {"at": at, "closer": -1, "about_it": "sorry", "note": "outside", "sky": ["grey"]},
            },
            {
                "id": "c", "occurred_at": "2026-03-01T22:00:00+01:00", "updated_at": at,
                "sequel": {"closer": 1, "about_it": ""},
            },
        ],
    }  # fmt: skip
    contents = loads(json.dumps(file))
    one, other, short = json.loads(dumps(contents))["moments"]
    assert "sequel" not in one
    assert other["sequel"] == file["moments"][1]["sequel"]  # type: ignore[index]
    assert list(other)[-3:] == ["note", "sequel", "later"]
    assert short["sequel"] == {"at": at, "closer": 1, "about_it": None, "note": ""}
    assert loads(dumps(contents)).moments == contents.moments


@pytest.mark.parametrize(
    ("sequel", "says"),
    [
        ("closer", 'sequel: "closer" is not valid; use an object'),
        ({"closer": 2}, "closer: 2 is not valid; use a whole number from -1 to 1, or null"),
        ({"closer": True}, "closer: true is not valid"),
        (
            {"about_it": "glad"},
            'about_it: "glad" is not valid; use relieved, all_right, sorry, unknown',
        ),
        ({"at": "yesterday"}, 'at: "yesterday" is not valid; use a time with its offset'),
        ({"note": 3}, "note: 3 is not valid; use text"),
    ],
)
def test_what_was_said_afterwards_is_refused_by_name(sequel: Any, says: str) -> None:
    moments = [{"id": "a", "occurred_at": "2026-03-01T20:00:00+01:00", "sequel": sequel}]
    with pytest.raises(InputRefused) as refused:
        loads(json.dumps({"format": "companion-journal", "version": 1, "moments": moments}))
    assert str(refused.value).startswith("moments, entry 1 (id a): sequel")
    assert says in str(refused.value)
