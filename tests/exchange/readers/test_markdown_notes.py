"""Notes in Markdown: the day is in the name or the front matter, and the text stays as it stands."""

import pytest

from companion.exchange.readers import markdown_notes
from tests.exchange.importing import entries, plan, refusal, sample, source


def test_a_vault_of_days_keeps_its_texts_tags_and_front_matter() -> None:
    found = sample("markdown zip")
    assert (found.format, found.title) == (markdown_notes.NAME, markdown_notes.TITLE)
    assert found.counts == {
        "reflections": 4, "entries": 4, "files": 5, "passed_over": 1, "empty_days": 1, "left_behind": 1,
    }  # fmt: skip
    assert any(note.startswith("Notes/Ideas.md: no date") for note in found.notes)
    last, first, walk, evening = entries(found)
    assert first["text"] == "# Day\n[[Sam|S]] #walk"
    assert first["tags"] == ["work", "late", "walk"]
    assert [felt["mood"] for felt in first["feelings"]] == ["calm"]
    assert first["markdown"] == {
        "file": "Daily/2024-01-05 Friday.md",
        "front_matter": "tags: [work, '#late']\nmood: calm\nsleep: 7\n",
    }
    assert walk["text"] == "## A long walk\n\nFrüh #weight:66.9kg\n```\n#no\n```"
    assert walk["tags"] == ["weight"]
    assert evening["occurred_at"] == "2024-01-07T21:30:00+01:00"
    assert evening["starred"] is True
    assert evening["tags"] == ["a", "b"]
    assert last["occurred_at"] == "2023-12-31T12:00:00+01:00"


def test_it_is_known_by_its_files() -> None:
    assert markdown_notes.recognises(source("vault", {"a/b.md": ""})) == "the Markdown files inside it"
    assert markdown_notes.recognises(source("vault", {".trash/b.md": "", "c.txt": ""})) is None


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("2024.01.05", "2024-01-05T12:00"),
        ("2024_01_05", "2024-01-05T12:00"),
        ("20240105", "2024-01-05T12:00"),
        ("202401051430", "2024-01-05T14:30"),
        ("2024-01-05T14.30", "2024-01-05T14:30"),
        ("25.12.2024", "2024-12-25T12:00"),
        ("January 5th, 2024", "2024-01-05T12:00"),
        ("Friday, 5 January 2024", "2024-01-05T12:00"),
        ("5. Januar 2024", "2024-01-05T12:00"),
        ("2024/01/05", "2024-01-05T12:00"),
        ("2024/01-January/05 Friday", "2024-01-05T12:00"),
    ],
)
def test_days_in_the_names_of_notes(name: str, at: str) -> None:
    (entry,) = entries(plan("vault", {f"{name}.md": "A day"}))
    assert entry["occurred_at"].startswith(at)
    assert entry["text"] == "A day"


def test_a_day_that_can_be_read_in_two_ways_is_asked_for() -> None:
    file, text = "02-01-2021.md", "---\ntags: \nmood: 5\n---\n\n#weight:69.4kg\n"
    assert "--dates dmy for 2021-01-02 or --dates mdy for 2021-02-01" in refusal(file, text)
    found = plan(file, text, dates="dmy")
    assert any("Moods that are numbers are kept" in remark for remark in found.remarks)
    assert entries(found)[0]["occurred_at"] == "2021-01-02T12:00:00+01:00"
    assert entries(plan(file, text, dates="%m-%d-%Y"))[0]["occurred_at"] == "2021-02-01T12:00:00+01:00"
    assert "give a pattern with --dates, such as" in refusal(file, text, dates="%Y")


def test_front_matter_that_is_none_stays_in_the_text() -> None:
    bomb = "a: &a [x]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(9))
    found = plan(
        "vault",
        {
            "2024-01-01.md": "---\ntitle: a: b\n---\nBelow",
            "2024-01-02.md": f"---\n{bomb}---\nBelow",
            "2024-01-03.md": "---\nA line between lines\n---\nBelow",
            "2024-01-04.md": "---\nno: end\n",
            "2024-01-05.md": "---\r\n---\r\nBelow\r\n",
        },
    )
    assert [entry["text"] for entry in entries(found)] == [
        "---\ntitle: a: b\n---\nBelow",
        f"---\n{bomb}---\nBelow",
        "---\nA line between lines\n---\nBelow",
        "---\nno: end",
        "Below",
    ]
    assert any(note.startswith("2024-01-01.md: line 2") for note in found.notes)
    assert any("anchors and aliases" in note for note in found.notes)


def test_one_note_that_is_not_text_refuses_the_folder() -> None:
    said = refusal("vault", {"2024-01-01.md": "fine", "2024-01-02.md": b"fr\xfch"})
    assert said.startswith("2024-01-02.md: the file is not UTF-8 text: line 1, column 3")
    assert "there is no date in its name" in refusal("idea.md", "x")


def test_a_day_of_the_front_matter_with_its_year_in_front_is_never_open() -> None:
    found = plan("vault", {"a.md": "---\ndate: 2024/01/05 21:05\n---\nA", "13.01.2024.md": "B"})
    assert [entry["occurred_at"][:16] for entry in entries(found)] == ["2024-01-05T21:05", "2024-01-13T12:00"]


@pytest.mark.parametrize(
    ("date", "at"),
    [
        ("2026-11-21T05:30:00Z", "2026-11-20T21:30:00-08:00"),
        ("2026-11-20T21:30:00-08:00", "2026-11-20T21:30:00-08:00"),
        ("2026-11-20 08:00:00 PM", "2026-11-20T20:00:00-08:00"),
        ("2026-11-20 20:00 Friday", "2026-11-20T20:00:00-08:00"),
        ("2026-11-20 Fri 20:00", "2026-11-20T20:00:00-08:00"),
        ("Friday, 20 November 2026, 8:00 PM", "2026-11-20T20:00:00-08:00"),
    ],
)
def test_the_time_in_the_front_matter_is_that_where_the_person_was(date: str, at: str) -> None:
    found = plan("n.md", f"---\ndate: {date}\n---\nwords\n", zone="America/Los_Angeles")
    assert [entry["occurred_at"] for entry in entries(found)] == [at]


def test_older_copies_that_logseq_keeps_are_skipped_and_said_so() -> None:
    vault = {
        "journals/2026_11_20.md": "- final words\n",
        "logseq/bak/journals/2026_11_20/2026-11-23T09_10_11.123Z.Desktop.md": "- earlier words\n",
    }
    found = plan("graph", vault, "markdown")
    assert [entry["text"] for entry in entries(found)] == ["- final words"]
    assert "logseq/bak: 1 older copy of notes skipped" in found.notes
