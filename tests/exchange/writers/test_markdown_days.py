"""Markdown, a file a day: the words of a person are a quotation, and end with it whatever they hold."""

from companion.exchange.writers import markdown_days
from tests.exchange.writers.journal import VOCABULARY, contents


def test_text_breaks_out_of_no_quotation() -> None:
    day = markdown_days.written(contents(), VOCABULARY)["2026-02-20.md"].decode()
    assert day.startswith("---\ndate: 2026-02-20\nentries: 1\n---\n")
    assert "\n> =1+1\n> ---\n> ```\n> <script>" in day


def test_front_matter_holds_the_tags_of_the_day() -> None:
    day = markdown_days.written(contents(), VOCABULARY)["2026-02-10.md"].decode()
    assert 'tags: ["Long walk"]' in day.partition("---\n\n")[0]
    assert "(starred)" in day


def test_what_is_no_entry_has_files_of_its_own() -> None:
    files = markdown_days.written(contents(), VOCABULARY)
    assert "they are leaving" in files["stories.md"].decode()
    assert "it was warm" in files["experiments.md"].decode()
    assert {"look-backs.md", "answers-to-patterns.md"} <= set(files)
