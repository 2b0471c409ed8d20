"""RedNotebook: texts stay as they are, categories are tags, what is no month is refused."""

import pytest

from companion.exchange.readers import rednotebook
from tests.exchange.importing import entries, plan, refusal, sample, source


def test_texts_stay_as_they_are_and_categories_are_tags() -> None:
    found = sample("rednotebook")
    assert (found.format, found.title) == (rednotebook.NAME, rednotebook.TITLE)
    first, second, third = entries(found)
    assert first["occurred_at"] == "2024-02-01T12:00:00+01:00"
    assert first["text"] == (
        'First **bold** day #Rain &#9731; #ff0000\n- item\n[photo ""file:///home/p.jpg""] ☕ "quoted": yes'
    )
    assert first["tags"] == ["rain"]
    assert second["tags"] == ["Ideas", "Todo", "late"]
    assert second["text"] == "Todo:\n- call home\n- null"
    assert second["rednotebook"]["categories"]["Tags"] == {"late": None}
    assert third["text"] == "--- looks like yaml\nkey: value\n'single'\ttab"
    assert found.counts["empty_days"] == 1
    assert any("are placed at noon" in remark for remark in found.remarks)


def test_it_is_known_by_the_name_of_a_month_and_a_day_at_its_beginning() -> None:
    assert rednotebook.recognises(source("2024-02.txt", "1: {text: x}"))
    assert rednotebook.recognises(source("2024-02.txt", "Dear diary")) is None
    assert rednotebook.recognises(source("2024-13.txt", "1: {text: x}")) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31:\n  text: x\n", 'day: "31" is not valid'),
        ("1:\n  text: x\n1:\n  text: y\n", "line 3: 1 appears twice"),
        ("1:\n  text: [x]\n", "day 1: text: a list is not valid"),
        ("1: x\n", 'day 1: "x" is not valid'),
        ("1:\n  text: 'x\n", "it is not valid YAML"),
        ("1: &a {text: x}\n2: *a\n", "line 1: anchors and aliases"),
        ("1: " + "[" * 5000, "nested more than"),
        ("1: !!python/object/apply:os.system [x]\n", "day 1: a list is not valid"),
        ("1:\n  text: a\x07b\n", "line 2: it is not valid YAML"),
    ],
)
def test_a_month_that_is_none_is_refused(text: str, said: str) -> None:
    assert said in refusal("2024-02.txt", text, "rednotebook")


def test_a_folder_of_months_leaves_out_what_was_set_aside() -> None:
    files = {
        "2024-02.txt": "1:\n  text: one\n",
        "2024-03.txt": "",
        "2024-04.txt": "2:\n  text: two\n",
        "2024-02.old.txt": "1:\n  text: old\n",
        "2024-02.CONFLICT_BACKUP17.5.txt": "1:\n  text: other\n",
    }
    counts = plan("data", files).counts
    assert (counts["entries"], counts["files"], counts["passed_over"]) == (2, 3, 2)
    assert refusal("data", {**files, "2024-04.txt": "x"}).startswith(
        "2024-04.txt: it is not a list of days and texts"
    )
    assert "has to say which month" in refusal("feb.txt", "1: {text: x}", "rednotebook")
