"""The feelings on their plane: each where it belongs, none over another, and all within reach."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from companion.model.vocabulary import Mood, Vocabulary
from companion.resources import folder
from companion.review.drawing import plain, width_of
from companion.review.mood_plane import FILLED, STRENGTHS, PlaneState, dot_at, plane_rows
from companion.review.mood_plane_places import (
    GAP,
    LEFT_CORNERS,
    LONGEST,
    RIGHT_CORNERS,
    Box,
    Plane,
    PlaneWord,
    plane_of,
    plane_words,
)
from tests.conftest import examples

MOODS = dict(Vocabulary(folder("seed_content")).moods)
WORDS = plane_words(MOODS.values())
WAYS = ("up", "down", "left", "right")

widths, heights = st.integers(58, 120), st.integers(12, 30)
own = st.lists(
    st.builds(
        lambda n, label, angle: Mood(id=f"my_{n}", label=label, definition="One of my own", angle=angle),
        st.integers(0, 999),
        st.text("abc 漢é…", min_size=1, max_size=60).filter(str.strip),
        st.integers(0, 359),
    ),
    max_size=40,
    unique_by=lambda mood: mood.id,
)


def corner_boxes(plane: Plane) -> list[Box]:
    boxes = []
    for n, y in enumerate((0, plane.height - 1)):
        boxes.append(Box(1, y, len(LEFT_CORNERS[n])))
        boxes.append(Box(plane.width - 1 - len(RIGHT_CORNERS[n]), y, len(RIGHT_CORNERS[n])))
    return boxes


def check(words: tuple[PlaneWord, ...], plane: Plane, height: int) -> None:
    """What holds of every plane."""
    assert set(plane.places) == {word.id for word in words}
    assert plane.height >= height
    rows: dict[int, list[Box]] = {}
    for box in (*plane.places.values(), *corner_boxes(plane), plane.middle):
        assert box.x >= 1
        assert box.end <= plane.width - 1
        for y in range(box.y, box.y + box.height):
            rows.setdefault(y, []).append(box)
    assert set(rows) <= set(range(plane.height))
    for row in rows.values():
        row.sort()
        assert all(before.end + GAP <= after.x for before, after in pairwise(row))
    for word in words:
        assert plane.places[word.id].width == word.width == cell_len(word.text)


@given(widths, heights)
@examples(40)
def test_every_word_has_a_place_of_its_own(width: int, height: int) -> None:
    plane = plane_of(WORDS, width, height)
    assert (plane.width, plane.height) == (width, height)
    check(WORDS, plane, height)
    assert plane_of.__wrapped__(WORDS, width, height) == plane  # worked out anew, it is the same


def test_words_and_gaps_at_the_sizes_there_are() -> None:
    """The smallest and the usual ones, whatever examples are drawn."""
    for width, height in ((58, 12), (58, 30), (78, 16), (80, 24), (120, 12), (120, 30)):
        plane = plane_of(WORDS, width, height)
        assert plane.height == height
        check(WORDS, plane, height)


@given(widths, heights)
@examples(40)
def test_left_is_hard_and_right_is_pleasant_up_is_lively_and_down_is_quiet(width: int, height: int) -> None:
    plane = plane_of(WORDS, width, height)
    rows: dict[int, list[PlaneWord]] = {}
    for word in sorted(WORDS, key=lambda word: plane.places[word.id].x):
        rows.setdefault(plane.places[word.id].y, []).append(word)
    for row in rows.values():
        assert [word.x for word in row] == sorted(word.x for word in row)
    for word in WORDS:
        place = plane.places[word.id]
        if abs(word.x) > 0.5:  # what is clearly pleasant or hard is on its own side
            assert (place.centre > width / 2) == (word.x > 0), word.id
        if abs(word.y) > 0.75:
            assert (place.y < height / 2) == (word.y > 0), word.id


@given(own, widths, heights)
@examples(25)
def test_words_of_ones_own_find_a_place_too(moods: list[Mood], width: int, height: int) -> None:
    words = plane_words([*MOODS.values(), *moods])
    plane = plane_of.__wrapped__(words, width, height)
    check(words, plane, height)
    assert max(word.width for word in words) <= LONGEST


@given(widths, heights, st.sampled_from([word.id for word in WORDS]))
@examples(25)
def test_the_arrows_reach_every_word_from_every_other(width: int, height: int, start: str) -> None:
    plane = plane_of(WORDS, width, height)
    for begin in (start, WORDS[0].id):
        seen, ahead = {begin}, [begin]
        while ahead:
            here = ahead.pop()
            for way in WAYS:
                there = plane.toward(here, way)
                if there not in seen:
                    seen.add(there)
                    ahead.append(there)
        assert seen == set(MOODS)


def test_an_arrow_goes_to_the_nearest_word_that_way_or_stays() -> None:
    plane = plane_of(WORDS, 78, 16)
    assert plane.toward("tender", "up") == "grateful"
    assert plane.toward("anxious", "left") == "angry"
    assert plane.toward("frustrated", "right") == "confused"
    assert plane.toward("insecure", "right") == "grateful"  # past the middle, in the same row
    top = min(plane.places, key=lambda id: plane.places[id].y)
    assert plane.toward(top, "up") == top
    assert plane.toward("tender", "left", among=("tense", "tender", "loved")) == "tense"


@given(
    widths,
    heights,
    st.sampled_from(list(MOODS)),
    st.dictionaries(st.sampled_from(list(MOODS)), st.none() | st.integers(1, 10), max_size=4),
    st.none() | st.sets(st.sampled_from(list(MOODS)), max_size=5),
)
@examples(25)
def test_the_drawing_is_as_wide_as_the_plane_and_holds_all_words(
    width: int, height: int, at: str, picked: dict[str, int | None], fitting: set[str] | None
) -> None:
    plane = plane_of(WORDS, width, height)
    rows = plane_rows(plane, WORDS, MOODS, PlaneState(at, picked, {"calm": 3}, fitting))
    assert len(rows) == height
    assert {width_of(row) for row in rows} == {width}
    lines = ["".join(text for text, _ in row) for row in rows]
    for word in WORDS:
        place = plane.places[word.id]
        assert lines[place.y][place.x : place.end] == word.text
        assert lines[place.y][place.x - 1] == (FILLED if word.id in picked else " ")
    told = " ".join(" ".join(line[plane.middle.x : plane.middle.end].split()) for line in lines)
    assert MOODS[at].label in told
    assert " ".join(MOODS[at].definition.split()) in told


def test_the_colours_say_how_often_and_the_cursor_is_seen_without_them() -> None:
    plane = plane_of(WORDS, 78, 16)
    rows = plane_rows(plane, WORDS, MOODS, PlaneState("tender", {}, {"calm": 3, "loved": 1, "sad": 2}))
    styles = {text: style for row in rows for text, style in row}
    assert styles["calm"] == "bold $pleasant"
    assert styles["loved"] == "$pleasant"
    assert styles["sad"] == "$hard"
    assert styles["hopeful"] == "$soft"
    assert styles[" tender "] == "bold reverse"
    faded = plane_rows(plane, WORDS, MOODS, PlaneState("tender", {}, {"calm": 3}, fitting=["tender"]))
    assert {style for row in faded for text, style in row if text == "calm"} == set()
    assert {style for row in faded for text, style in row if text.strip() == "calm"} == {"$track"}


def test_a_plane_in_letters() -> None:
    rows = plane_rows(plane_of(WORDS, 78, 16), WORDS, MOODS, PlaneState("tender", {"tender": 5}))
    told = plain(rows)
    assert told[0].split()[:3] == ["hard,", "lively", "anxious"]
    assert any("how strongly  ● ● ● ● ● ○ ○ ○ ○ ○" in line for line in told)
    assert any("●tender" in line for line in told)


@pytest.mark.parametrize("size", [(58, 12), (78, 16), (80, 24)])
def test_a_dot_is_a_strength(size: tuple[int, int]) -> None:
    plane = plane_of(WORDS, *size)
    rows = plane_rows(plane, WORDS, MOODS, PlaneState("excited", {"excited": 10}))
    found = {}
    for y, row in enumerate(rows):
        line = "".join(text for text, _ in row)
        for x, letter in enumerate(line):
            strength = dot_at(plane, MOODS["excited"], x, y)
            if strength is not None and letter == FILLED:
                found[strength] = (x, y)
    assert sorted(found) == list(STRENGTHS)
    assert len({y for _, y in found.values()}) == 1
    assert dot_at(plane, MOODS["excited"], 1, found[1][1]) is None


def test_a_cell_finds_its_word() -> None:
    plane = plane_of(WORDS, 78, 16)
    for id, place in plane.places.items():
        assert plane.at(place.x, place.y) == plane.at(place.end - 1, place.y) == id
    assert plane.at(plane.middle.x + 3, plane.middle.y + 2) is None
