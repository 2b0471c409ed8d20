"""The tables of seed_content: read late, read strictly, and refused by name when a row does not fit."""

import subprocess
import sys
from pathlib import Path

import pytest

from companion.model.errors import InputRefused
from companion.model.records import Settings
from companion.model.vocabulary import Vocabulary, load_vocabulary

TRIGGER = """
[[trigger]]
id = "slow_reply"
label = "A slow reply"
group = "distance"
origin = "inferred"
"""
RESPONSE = """
[[response]]
id = "overanalysed"
label = "Over-read it"
kind = "protective"
strategy = "hyperactivating"
origin = "seed"
"""
ACT = """
[[partner_act]]
id = "pb_withdrew"
label = "Pulled away"
group = "distance"
origin = "seed"
"""
PRACTICE = """
[[practice]]
id = "ex_pause"
label = "A pause"
steps = ["Stop.", "Breathe.", "Go on."]
if_then = "If it gets hot, then I pause."
origin = "editorial"
"""
PATTERN = """
[[pattern]]
id = "overread"
number = "P06"
title = "Reading the worst into silence"
antecedents = ["slow_reply", "PB:pb_withdrew"]
responses = ["R:overanalysed"]
window_hours = 24
same_entry = true
same_day = false
shape = "follow"
positive = false
distancing = false
wording = "{k} of {n}"
practice = "ex_pause"
origin = "inferred"
"""
PROMPT = """
[[prompt]]
id = "pr_anx_tri_1"
set = "anxious"
moment = "after_trigger"
text = "What do you know?"
triggers = ["slow_reply"]
origin = "editorial"
"""
CARD = """
+++
id = "card_why_log"
title = "Why write it down"
links = ["overread", "ex_pause", "pr_anx_tri_1"]
origin = "editorial"
+++
First paragraph.

Second paragraph.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small folder of tables in good order."""
    from companion.model.vocabulary import SECTIONS

    (tmp_path / "triggers.toml").write_text(TRIGGER)
    (tmp_path / "responses.toml").write_text(RESPONSE)
    (tmp_path / "partner_acts.toml").write_text(ACT)
    (tmp_path / "practices.toml").write_text(PRACTICE)
    (tmp_path / "patterns.toml").write_text(PATTERN)
    (tmp_path / "prompts.toml").write_text(PROMPT)
    (tmp_path / "cards").mkdir()
    for number, section in enumerate(SECTIONS):
        card = CARD.replace("card_why_log", f"card_{number}")
        (tmp_path / "cards" / f"{section}.md").write_text(card)
    return tmp_path


def refusal(folder: Path, table: str) -> str:
    with pytest.raises(InputRefused) as refused:
        getattr(Vocabulary(folder), table)
    return str(refused.value)


def test_a_folder_in_good_order_is_read(folder: Path) -> None:
    words = Vocabulary(folder)
    assert words.patterns["overread"].antecedents == ("slow_reply", "PB:pb_withdrew")
    assert words.cards["card_0"].body == "First paragraph.\n\nSecond paragraph."
    assert words.cards["card_0"].section == "safety"


def test_tables_are_read_when_first_asked_for(folder: Path) -> None:
    (folder / "prompts.toml").write_text("not = [toml")
    words = Vocabulary(folder)
    assert list(words.triggers) == ["slow_reply"]
    assert words.triggers is words.triggers
    with pytest.raises(InputRefused, match=r"prompts\.toml: not TOML"):
        _ = words.prompts


@pytest.mark.parametrize(
    ("table", "old", "new", "told"),
    [
        ("triggers", 'label = "A slow reply"', "", ["triggers.toml", "'slow_reply'", "'label' is missing"]),
        ("triggers", '"A slow reply"', "7", ["'slow_reply'", "'label'", "7", "text in quotes"]),
        ("triggers", '"A slow reply"', '""', ["triggers.toml", "'slow_reply'", "'label' is empty"]),
        ("triggers", '"distance"', '"far"', ["'slow_reply'", "'group'", "'far'", "use closeness,"]),
        ("triggers", "label", "labell", ["'slow_reply'", "unknown field 'labell'", "use id, label,"]),
        ("triggers", 'id = "slow_reply"\n', "", ["triggers.toml", "row 1", "'id' is missing"]),
        ("triggers", "origin", "avoidance = 3\norigin", ["'avoidance'", "3", "use 0, 1 or 2"]),
        ("triggers", "origin", "anxiety = true\norigin", ["'anxiety'", "True", "a whole number"]),
        ("triggers", 'origin = "inferred"', "", ["'slow_reply'", "'origin' is missing", "seed_rows"]),
        ("triggers", '"inferred"', '"heard"', ["'origin'", "'heard'", "seed, inferred or editorial"]),
        ("triggers", TRIGGER, TRIGGER + TRIGGER, ["'slow_reply'", "number 2", "earlier row has this id"]),
        ("triggers", "[[trigger]]", "[[triger]]", ["triggers.toml", "unknown table 'triger'", "[[trigger]]"]),
        ("triggers", TRIGGER, "", ["triggers.toml", "no rows"]),
        ("triggers", TRIGGER, "trigger = [1]", ["triggers.toml", "row 1", "not a table"]),
        ("practices", '["Stop.", "Breathe.", "Go on."]', '"Stop."', ["'ex_pause'", "a list of texts"]),
        ("practices", '"Breathe."', "3", ["'ex_pause'", "'steps'", "a list of texts"]),
        ("patterns", '"slow_reply"', '"slow_replies"', ["'overread'", "'antecedents'", "'slow_replies'"]),
        ("patterns", '"R:overanalysed"', '"overanalysed"', ["'overread'", "'responses'", "'overanalysed'"]),
        ("patterns", '"ex_pause"', '"ex_gone"', ["'overread'", "'practice'", "'ex_gone'"]),
        ("patterns", "same_day = false", 'same_day = "no"', ["'overread'", "'same_day'", "true or false"]),
        ("prompts", '["slow_reply"]', '["quick_reply"]', ["prompts.toml", "'pr_anx_tri_1'", "'quick_reply'"]),
    ],
)  # fmt: skip
def test_a_row_that_does_not_fit_is_named(
    folder: Path, table: str, old: str, new: str, told: list[str]
) -> None:
    file = folder / f"{table}.toml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    message = refusal(folder, table)
    assert [part for part in told if part not in message] == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"ex_pause"', '"ex_gone"', ["talking.md", "'links'", "'ex_gone'"]),
        ("title", "titel", ["talking.md", "unknown field 'titel'"]),
        ("origin", 'section = "safety"\norigin', ["talking.md", "card 1", "'section'"]),
        ("First paragraph.\n\nSecond paragraph.", "", ["talking.md", "'body' is empty"]),
        ("+++\nFirst", "First", ["talking.md", "a line +++"]),
        ("\n+++\nid", "Hello\n+++\nid", ["talking.md", "a line +++"]),
        ("title = ", "title == ", ["talking.md", "card 1", "not TOML"]),
    ],
)
def test_a_card_that_does_not_fit_is_named(folder: Path, old: str, new: str, told: list[str]) -> None:
    file = folder / "cards" / "talking.md"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    message = refusal(folder, "cards")
    assert [part for part in told if part not in message] == []


def test_one_card_in_two_sections_is_named(folder: Path) -> None:
    (folder / "cards" / "reading.md").write_text((folder / "cards" / "safety.md").read_text())
    message = refusal(folder, "cards")
    assert "reading.md" in message
    assert "'card_0'" in message
    assert "safety.md" in message


def test_a_file_that_is_not_there_or_not_text_is_named(folder: Path) -> None:
    (folder / "triggers.toml").unlink()
    assert "triggers.toml: the file is missing" in refusal(folder, "triggers")
    (folder / "triggers.toml").write_bytes(b"\xff\xfe")
    assert "triggers.toml: the file is not UTF-8" in refusal(folder, "triggers")


def test_labels_of_everything() -> None:
    words = load_vocabulary()
    sam = Settings(partner_name="Sam")
    assert words.label("withdrew") == words.label("R:withdrew") == "Pulled away"
    assert words.label("PB:pb_withdrew") == "Pulled away"
    assert words.label("partner_quiet") == "My partner seemed quiet or distant"
    assert words.label("partner_quiet", sam) == "Sam seemed quiet or distant"
    assert words.label("overwhelmed") == "Overwhelmed"
    assert words.label("ex_let_help") == "Let someone help"
    assert words.label("withdraw_after_affection") == "Pulling back after closeness"
    assert words.label("wr_do_not_know") == "I do not know"
    assert words.label("pr_any_tri_1").startswith("From 0 to 10")


def test_an_unknown_id_is_shown_as_it_stands() -> None:
    words = load_vocabulary()
    for unknown in ("mood_from_elsewhere", "pb_", "ex_", "pr_x", "wr_x", "", "tag: {they}"):
        assert words.label(unknown) == unknown
    assert words.label("R:juggled") == "juggled"


def test_the_line_about_stepping_back_reads_one_file_alone(folder: Path) -> None:
    for file in folder.glob("*.toml"):
        file.unlink()
    text = CARD.replace("card_why_log", "card_stepping_back")
    (folder / "cards" / "safety.md").write_text(text)
    assert Vocabulary(folder).stepping_back == "First paragraph."


def test_importing_the_vocabulary_reads_nothing_and_loads_little() -> None:
    code = "import sys, companion.model.vocabulary; print('tomllib' in sys.modules, 'hashlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
