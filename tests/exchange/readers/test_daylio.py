"""Daylio's CSV in its several shapes: nothing lost, nothing twice, bad files refused with line and column."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.exchange import ImportPlan, WordMap
from companion.exchange.journal_json import dumps, loads
from companion.exchange.readers.daylio_cells import html_to_markdown, split_activities
from companion.model.errors import InputRefused
from companion.model.records import Feeling, Moment
from tests.conftest import examples
from tests.exchange import importing

HEADER = "full_date,date,weekday,time,mood,activities,note_title,note"
DIARY = (
    HEADER
    + '''
2025-11-08,8 November,Saturday,9:05 pm,grateful,cook | "Zoë's" choir | tea / tv,"A slow day","We sat, we ate."
2025-11-08,8 November,Saturday,12:00 AM, so-so ,,"",""
2025-11-07,7 November,Friday,18:52,meh,"late | tired ","","""Later"", again.<br>I <b>sat</b> &amp; left."
'''
)


def plan(text: str | bytes, **more: Any) -> ImportPlan:
    return importing.plan("diary.csv", text, **more)


def only(text: str, **more: Any) -> Moment:
    (moment,) = plan(text, **more).contents.moments
    return moment


def row(*cells: str, header: str = HEADER) -> str:
    return header + "\n" + ",".join(cells)


def refusal(text: str | bytes) -> str:
    return importing.refusal("diary.csv", text)


def test_a_diary_comes_in_whole() -> None:
    found = plan(DIARY)
    evening, midnight, friday = found.contents.moments
    assert evening.occurred_at.isoformat() == "2025-11-08T21:05:00+01:00"
    assert evening.zone == "Europe/Berlin"
    assert evening.feelings == (Feeling(mood="grateful"),)
    assert evening.tags == ("cook", '"Zoë\'s" choir', "tea / tv")
    assert evening.note == "## A slow day\n\nWe sat, we ate."
    assert midnight.occurred_at.isoformat() == "2025-11-08T00:00:00+01:00"
    assert midnight.feelings == (Feeling(mood="so-so"),)
    assert (midnight.tags, midnight.note) == ((), "")
    assert friday.tags == ("late", "tired")
    assert friday.note == '"Later", again.\nI **sat** & left.'
    assert friday.extra["daylio"]["note"].endswith("<br>I <b>sat</b> &amp; left.")
    assert friday.extra["daylio"]["mood"] == "meh"


def test_the_plan_tells_what_is_coming_before_anything_is_written() -> None:
    found = plan(DIARY)
    assert (found.format, found.known_by) == ("daylio", "its first line")
    assert found.counts == {"moments": 3, "rows": 3}
    assert (found.first, found.last) == (date(2025, 11, 7), date(2025, 11, 8))
    assert [entry.id for entry in found.entries] == [
        moment.id for moment in sorted(found.contents.moments, key=lambda one: one.occurred_at)
    ]
    assert {word.word: (word.kind, word.becomes) for word in found.words if word.known} == {
        "grateful": ("mood", "grateful")
    }
    assert {word.word for word in found.unmapped if word.kind == "mood"} == {"meh", "so-so"}
    assert all(word.becomes == "tag" for word in found.unmapped if word.kind == "activity")


def test_the_same_file_gives_the_same_moments_each_time() -> None:
    assert plan(DIARY).contents == plan(DIARY).contents
    crlf = b"\xef\xbb\xbf" + DIARY.rstrip("\n").replace("\n", "\r\n").encode()
    assert [moment.id for moment in plan(crlf).contents.moments] == [
        moment.id for moment in plan(DIARY).contents.moments
    ]


def test_a_phone_that_now_speaks_another_language_brings_the_same_moments() -> None:
    other = DIARY.replace("8 November,Saturday", "8. marraskuuta,lauantai").replace("9:05 pm", "21:05")
    assert [moment.id for moment in plan(other).contents.moments] == [
        moment.id for moment in plan(DIARY).contents.moments
    ]


def test_equal_rows_are_kept_apart() -> None:
    line = "2025-11-08,8 November,Saturday,9:05 pm,meh,cooking,,\n"
    twice, thrice = plan(HEADER + "\n" + line * 2), plan(HEADER + "\n" + line * 3)
    assert len({moment.id for moment in thrice.contents.moments}) == 3
    assert twice.contents.moments == thrice.contents.moments[:2]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_lines_may_end_in_any_way(end: str, last: bool) -> None:
    text = DIARY.replace("\n", end)
    assert len(plan(text if last else text.removesuffix(end)).contents.moments) == 3


def test_old_files_with_year_and_date() -> None:
    header = "year,date,weekday,time,mood,activities,note"
    text = (
        f"{header}\n2018,30 May,Wednesday,6:50 pm,good,walk,Rain all day\n2018,May 29,Tuesday,9:00 am,good,,"
    )
    late, early = plan(text).contents.moments
    assert late.occurred_at.isoformat() == "2018-05-30T18:50:00+02:00"
    assert late.note == "Rain all day"
    assert early.occurred_at.date() == date(2018, 5, 29)


def test_nine_columns_with_scales_and_columns_never_seen() -> None:
    header = "full_date,date,weekday,time,mood,activities,scales,note_title,note,Weather, "
    moment = only(
        row("2025-11-08", "", "", "21:05", "meh", "a | b", "Sleep: 4", "T", "N", "fog", "x", header=header)
    )
    assert moment.note == "## T\n\nN"
    assert moment.extra["daylio"] == {
        "full_date": "2025-11-08",
        "time": "21:05",
        "mood": "meh",
        "activities": "a | b",
        "scales": "Sleep: 4",
        "weather": "fog",
        "column 11": "x",
    }


def test_one_field_more_than_the_header_loses_neither_title_nor_note() -> None:
    found = plan(row("2025-11-08", "", "", "21:05", "meh", "a", "", '"The title"', '"The note"'))
    (moment,) = found.contents.moments
    assert moment.note == "## The title\n\nThe note"
    assert found.notes[0].startswith("line 2: one field more than the header; ")
    assert moment.extra["daylio"]["row"][-2:] == ["The title", "The note"]


def test_an_empty_cell_more_is_no_scales_where_the_header_names_them() -> None:
    header = "full_date,date,weekday,time,mood,activities,scales,note_title,note"
    cells = ("2025-11-08", "", "", "21:05", "meh", "a", "", "", "The title", "The note")
    found = plan(row(*cells, header=header))
    (moment,) = found.contents.moments
    assert moment.note == "The title,The note"
    assert found.notes == ("line 2: one field more than the header; the rest was added to note",)


def test_a_note_that_was_not_quoted_keeps_its_commas() -> None:
    found = plan(row("2025-11-08", "", "", "21:05", "meh", "a", "Title", "one", " two", " three"))
    assert found.contents.moments[0].note == "## Title\n\none, two, three"
    assert found.notes == ("line 2: 2 fields more than the header; the rest was added to note",)


def test_a_row_cut_short_is_kept_and_said() -> None:
    found = plan(row("2025-11-08", "", "", "21:05", "meh"))
    assert found.contents.moments[0].feelings == (Feeling(mood="meh"),)
    assert found.notes == ("line 2: 3 fields fewer than the header; empty: activities, note_title, note",)


def test_blank_lines_and_rows_without_a_mood_are_counted() -> None:
    text = f"\n{HEADER}\n\n2025-11-08,,,9:05 pm,,cooking,,\n   \n,,,,,,,\n2025-11-08,,,9:06 pm,meh,,,"
    found = plan(text)
    assert found.counts == {"moments": 2, "rows": 2, "blank_lines": 4, "without_a_mood": 1}
    assert found.contents.moments[0].feelings == ()


def test_spaces_around_words_and_quotes_do_not_count() -> None:
    moment = only(
        row(
            "2025-11-08", " 8 November ", "", " 9:05 PM", " vaguely ok ", "| a | b  c |", ' "T" ', ' "N, n"  '
        )
    )
    assert moment.feelings == (Feeling(mood="vaguely ok"),)
    assert moment.tags == ("a", "b  c")
    assert moment.note == "## T\n\nN, n"


def test_a_time_the_clocks_left_out_is_kept_and_said() -> None:
    found = plan(row("2025-03-30", "", "", "2:30 AM", "meh", "", "", ""))
    assert found.contents.moments[0].occurred_at.isoformat() == "2025-03-30T02:30:00+01:00"
    assert "went forward in Europe/Berlin on 2025-03-30, so 02:30 did not exist" in found.notes[0]


def test_a_time_that_came_twice_is_taken_as_the_first_and_said() -> None:
    found = plan(row("2025-10-26", "", "", "02:30", "meh", "", "", ""))
    assert found.contents.moments[0].occurred_at.isoformat() == "2025-10-26T02:30:00+02:00"
    assert "02:30 came twice" in found.notes[0]


def test_without_a_zone_the_offset_of_now_stands_in() -> None:
    moment = only(row("2025-07-01", "", "", "2:30 AM", "meh", "", "", ""), zone=None)
    assert (moment.zone, moment.occurred_at.isoformat()) == (None, "2025-07-01T02:30:00+00:00")


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InputRefused, match='zone: "Mars/Olympus"'):
        plan(DIARY, zone="Mars/Olympus")


def test_plain_words_become_ours_and_nothing_is_guessed() -> None:
    text = row("2025-11-08", "", "", "21:05", "Anxiety", "Quality time | rad | Numb | we disagreed", "", "")
    found = plan(text)
    (moment,) = found.contents.moments
    assert [feeling.mood for feeling in moment.feelings] == ["anxious", "numb"]
    assert moment.triggers == ("quality_time", "disagreement")
    assert moment.tags == ("Quality time", "rad", "Numb", "we disagreed")
    assert moment.extra["daylio"]["mood"] == "Anxiety"
    assert {word.word for word in found.unmapped} == {"rad"}


def test_a_persons_own_table_goes_before_the_proposed_one() -> None:
    own = WordMap(
        moods={"anxiety": "a knot", "rad": "excited"},
        activities={"quality time": "tag", "RAD": "response:reached_out", "tea": "partner_act:pb_warm"},
    )
    text = row("2025-11-08", "", "", "21:05", "Anxiety", "Quality time | rad | tea", "", "")
    moment = only(text, mapping=own)
    assert moment.feelings == (Feeling(mood="a knot"),)
    assert (moment.triggers, moment.responses, moment.partner_acts) == ((), ("reached_out",), ("pb_warm",))
    assert moment.id == only(text).id


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("", "", "", "21:05"), "line 2, column full_date: it is empty; use a day such as 2022-10-27"),
        (("2025-13-08", "", "", "21:05"), 'line 2, column full_date: "2025-13-08" is not valid'),
        (("38.11.2025", "", "", "21:05"), 'line 2, column full_date: "38.11.2025" is not valid'),
        (("0001-01-01", "", "", "00:05"), "line 2, column full_date: "),
        (("2025-11-08", "", "", ""), "line 2, column time: it is empty; use a time such as 18:52"),
        (("2025-11-08", "", "", "25:05"), 'line 2, column time: "25:05" is not valid'),
        (("2025-11-08", "", "", "evening"), 'line 2, column time: "evening" is not valid'),
        (("2025-11-08",), "line 2, column time: it is empty"),
    ],
)
def test_a_row_without_day_or_time_refuses_the_file(cells: Sequence[str], words: str) -> None:
    assert refusal(row(*cells)).startswith(words)


def test_a_line_number_counts_lines_inside_notes() -> None:
    text = f'{HEADER}\r\n2025-11-08,,,21:05,meh,,,"one\r\ntwo\r\nthree"\r\n\r\n2025-11-08,,,late,meh,,,'
    assert refusal(text).startswith("line 6, column time")
    assert only(text[: text.index("2025-11-08,,,late")]).note == "one\ntwo\nthree"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            f'{HEADER}\n2025-11-08,,,21:05,meh,,"A title","never closed',
            "line 2, column 35: a quotation mark opens here",
        ),
        (f'{HEADER}\n2025-11-08,,,21:05,meh,,"A" title,', "line 2, column 25: a quotation mark opens here"),
        ("full_date,date,mood,note\n", "line 1: there is no column time"),
        ("a,b\n1,2\n", "which column says when?"),
        (f"{HEADER},note\n", "line 1, column 9: the column note appears twice"),
        ("", "the file is empty"),
        (" \n\r\n", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "the file is not UTF-8 text: line 1, column 1"),
        (DIARY.encode("utf-16"), "the file is not UTF-8 text"),
        (DIARY.encode("latin-1"), "the file is not UTF-8 text: line 2, column"),
    ],
)
def test_what_is_no_diary_is_refused_in_one_sentence(text: str | bytes, words: str) -> None:
    said = refusal(text)
    assert said.startswith(words)
    assert "\n" not in said


def test_only_a_header_is_a_diary_without_entries() -> None:
    assert plan(HEADER).counts == {"rows": 0}


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain, with <3 and a < b", "plain, with <3 and a < b"),
        ("one<br/>two<BR>three", "one\ntwo\nthree"),
        ("<p>one</p><p>two <i>or</i> so</p>", "one\ntwo *or* so"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<h2>Head</h2>under&nbsp;it", "### Head\nunder it"),
        ('<span style="color:red">seen</span> <script>kept</script>', "seen <script>kept</script>"),
        ("&amp;lt; &unknown; &#8212;", "&lt; &unknown; —"),
        ("&amp;lt; &unknown; <b>&#8212;</b>", "&lt; &unknown; **—**"),
        ("<strike>gone</strike> <u>under</u> <s>out</s>", "~~gone~~ under ~~out~~"),
        ("<b>bold </b>then", "**bold** then"),
        (
            "two\n\nlines of *mine*, snake_case, <b>1. no list</b>",
            "two\n\nlines of *mine*, snake_case, **1. no list**",
        ),
        ("<ol><li>one</li><li>two</li></ol>", "1. one\n2. two"),
        ("before<p>between</p>after", "before\nbetween\nafter"),
        ("<b>" * 5000 + "deep", "<b>" * 5000 + "deep"),
    ],
)
def test_the_bit_of_html_in_notes_becomes_markdown(html: str, text: str) -> None:
    assert html_to_markdown(html) == text


def test_activities_keep_what_belongs_to_them() -> None:
    assert split_activities("a|b | c / d|  e ||| f | a|b ") == ["a|b", "c / d|  e ||| f"]
    assert split_activities("| one | | two |") == ["one", "two"]
    assert split_activities("") == []


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
moods = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=10)


def found_again(column: str, text: str, moment: Moment) -> bool:
    """Whether what stood in a cell is in the moment: in its note, or with the row as it was."""
    text = re.sub("\r\n?", "\n", text).strip()
    in_note = column.startswith("note") and text in moment.note
    return in_note or text in moment.extra["daylio"].get(column, "")


@examples(40)
@given(
    st.lists(
        st.tuples(
            st.dates(date(1990, 1, 1), date(2060, 1, 1)),
            st.times(),
            moods,
            st.lists(words, max_size=3),
            words,
            words,
        ),
        max_size=6,
    ),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["%I:%M %p", "%H:%M"]),
)
def test_whatever_a_diary_holds_is_found_again(rows: list[Any], end: str, clock: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(HEADER.split(","))
    for day, at, mood, activities, title, note in rows:
        writer.writerow([day, "", "", at.strftime(clock), mood, " | ".join(activities), title, note])
    found = plan(out.getvalue())
    assert len(found.contents.moments) == len(rows) == found.counts["rows"]
    assert loads(dumps(found.contents)).moments == tuple(
        sorted(found.contents.moments, key=lambda one: (one.occurred_at, one.id))
    )
    for (day, at, mood, activities, title, note), moment in zip(rows, found.contents.moments, strict=True):
        assert moment.occurred_at.replace(tzinfo=None) == datetime.combine(
            day, at.replace(second=0, microsecond=0)
        )
        for name, cell in (("mood", mood), ("note_title", title), ("note", note)):
            assert found_again(name, cell, moment)
        for activity in activities:
            assert found_again("activities", activity, moment)


@examples(60)
@given(st.data())
def test_a_spoilt_diary_is_refused_or_comes_in_whole(data: st.DataObject) -> None:
    whole = bytearray((DIARY * 2).encode())
    for _ in range(data.draw(st.integers(1, 3))):
        where = data.draw(st.integers(0, max(len(whole) - 2, 0)))
        match data.draw(st.sampled_from(["cut", "flip", "drop", "double"])):
            case "cut":
                del whole[max(where, 2) :]
            case "flip":
                whole[where : where + 1] = bytes([whole[where] ^ 1 << data.draw(st.integers(0, 7))])
            case "drop":
                del whole[where : where + 1]
            case "double":
                whole[where:where] = whole[: where + 1]
    try:
        found = plan(bytes(whole))
    except InputRefused as refused:
        assert "\n" not in str(refused)
        return
    assert len(found.contents.moments) == found.counts["rows"]
    assert dumps(loads(dumps(found.contents))) == dumps(found.contents)


@pytest.mark.parametrize(
    ("written", "dates", "at"),
    [
        ("6/30/2021", "mdy", "2021-06-30T21:15:00+02:00"),
        ("30/6/2021", None, "2021-06-30T21:15:00+02:00"),
        ("30.06.2021", None, "2021-06-30T21:15:00+02:00"),
        ("6/5/2021", "dmy", "2021-05-06T21:15:00+02:00"),
        ("٢٠٢١-٠٦-٣٠", None, "2021-06-30T21:15:00+02:00"),
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_file_that_a_spreadsheet_saved_again_is_read(
    written: str, dates: str | None, at: str, separator: str
) -> None:
    row = [written, "30-Jun", "Wednesday", "9:15 PM", "good", "run", "", "hello"]
    text = "\ufeff" + separator.join(HEADER.split(",")) + "\r\n" + separator.join(row) + "\r\n"
    found = plan(text, dates=dates)
    (entry,) = importing.entries(found)
    assert entry["occurred_at"] == at and entry["note"] == "hello"
    assert not dates or any(remark.startswith("Dates are read as") for remark in found.remarks)


def test_days_whose_order_is_open_are_said_to_be_a_guess() -> None:
    found = plan(f"{HEADER}\n6/5/2021,x,x,9:15 PM,good,,,a\n7/5/2021,x,x,9:15 PM,good,,,b\n")
    assert "This is a guess" in found.guess and "--dates dmy, mdy or ymd" in found.guess


def test_a_day_in_no_order_is_refused_with_line_and_column() -> None:
    said = importing.refusal("diary.csv", f"{HEADER}\n31/31/2021,x,x,9:15 PM,good,,,a\n")
    assert "line 2, column full_date" in said and "a day such as 2022-10-27" in said


@pytest.mark.parametrize("ends", [('"first"',), ('""', '"first"'), ("", '""', '"first"')])
def test_a_file_without_its_first_line_keeps_every_row(ends: tuple[str, ...]) -> None:
    rows = [
        ",".join(("2021-10-16", "16 oct", "sat", "18:43", "mal", "", *ends)),
        ",".join(("2021-10-15", "15 oct", "fri", "18:43", "bien", "a | b", *ends)),
    ]
    found = plan("\n".join(rows) + "\n")
    assert (found.format, found.known_by) == (
        "daylio",
        "its rows",
    )
    assert [entry["note"] for entry in importing.entries(found)] == ["first", "first"]
    assert [entry["occurred_at"][:10] for entry in importing.entries(found)] == ["2021-10-15", "2021-10-16"]


@pytest.mark.parametrize(
    ("rows", "days"),
    [
        (["4/3/2021,3 April,,9:15 PM"], ["2021-04-03"]),
        (["4/3/2021,04-Mar,,9:15 PM"], ["2021-03-04"]),
        (["4/3/2021,x,Thursday,9:15 PM"], ["2021-03-04"]),
        (["4/3/2021,x,Sat,9:15 PM"], ["2021-04-03"]),
        (["4/3/2021,3 avril,samedi,9:15 PM"], ["2021-04-03"]),
        (
            ["4/3/2021,,samedi,9:15 PM", "4/4/2021,,dimanche,9:15 PM", "4/10/2021,,samedi,9:15 PM"],
            ["2021-04-03", "2021-04-04", "2021-04-10"],
        ),
        (
            ["4/3/2021,,jeudi,9:15 PM", "4/4/2021,,dimanche,9:15 PM", "11/3/2021,,jeudi,9:15 PM"],
            ["2021-03-04", "2021-04-04", "2021-03-11"],
        ),
    ],
)
def test_figures_that_can_be_two_days_are_read_as_the_other_columns_have_them(
    rows: list[str], days: list[str]
) -> None:
    found = plan(f"{HEADER}\n" + "".join(f"{row},good,run,,hello\n" for row in rows))
    assert sorted(one["occurred_at"][:10] for one in importing.entries(found)) == sorted(days)
    assert found.guess == ""
    assert any("as the columns date and weekday say" in remark for remark in found.remarks)


def test_what_the_other_columns_contradict_stays_a_guess() -> None:
    found = plan(f"{HEADER}\n" + "4/3/2021,17 May,Monday,9:15 PM,good,run,,hello\n")
    assert "This is a guess" in found.guess
    given = plan(f"{HEADER}\n" + "4/3/2021,3 April,Saturday,9:15 PM,good,run,,hello\n", dates="dmy")
    assert [one["occurred_at"][:10] for one in importing.entries(given)] == ["2021-03-04"]
