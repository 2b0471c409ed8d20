"""What came afterwards, in words: counts with both numbers, person by person, and how sure that is."""

import re
from typing import Any

from companion.model.records import Sequel, Settings
from companion.model.text import fill
from companion.patterns.measures import Measures
from companion.patterns.sequels import After, SequelCount
from companion.review.library import library_pages
from companion.review.measure_parts import MeasureText, calm_line
from companion.review.sequel_text import sequel_words, words_by_act
from tests.review.diary import VOCABULARY, at, moment, week

PRESSED = SequelCount(
    act="pursued", person="default", here=After(2, 1, 4), others=After(15, 3, 4),
    about_it={"sorry": 4, "unknown": 1}, q=0.03, closer=("a", "b"), same=("c",), further=("d", "e"),
)  # fmt: skip
ASKED = SequelCount(
    act="asked_directly", person="default", here=After(5, 2, 1), others=After(12, 2, 7), about_it={}, q=0.2,
    closer=("f",),
)  # fmt: skip


def told(*counts: SequelCount, settings: Settings | None = None) -> list[MeasureText]:
    return list(sequel_words(counts, VOCABULARY, settings or Settings()))


def test_two_acts_stand_beside_each_other_and_each_beside_the_other_times() -> None:
    (text,) = told(PRESSED, ASKED)
    assert text.line.text == (
        "It was closer after you asked instead of guessing, 5 of 8 times;"
        " after you pressed for an answer, 2 of 7 times."
    )
    assert text.line.ids == ("f", "a", "b", "c", "d", "e")
    assert text.state == "closer 5 of 8 (other times 12 of 21), could still be chance"
    assert text.notes[1] == (
        "After you pressed for an answer: closer 2 of 7, further apart 4;"
        " at other times closer 15 of 22, further apart 4. That could be chance."
        " How you felt about what you did: sorry 4 times and not sure once."
    )
    assert ("at other times", 15, 22) in text.bars and ("pressed for an answer", 2, 7) in text.bars
    assert dict(text.parts)["Pressed for an answer: further apart"] == ("d", "e")


def test_what_is_hardly_chance_comes_first_and_says_so() -> None:
    clear = SequelCount(**{**_fields(PRESSED), "q": 0.004})
    (text,) = told(ASKED, clear)
    assert text.line.text.startswith("It was closer after you pressed for an answer, 2 of 7 times;")
    assert "Chance is an unlikely explanation." in text.notes[0] and "chance" not in text.state


def test_while_there_is_too_little_it_says_how_far_it_is() -> None:
    few = SequelCount(
        act="pursued", person="default", here=After(1, 0, 1), others=After(4, 3, 2), about_it={}
    )
    (text,) = told(few)
    assert text.line.text == "How it was after you pressed for an answer: 2 of the 6 needed."
    assert text.state == "2 of the 6 needed"
    others = SequelCount(act="withdrew", person="default", here=After(5, 3, 2), others=After(), about_it={})
    (text,) = told(others)
    assert text.line.text == "How it was at other times than after you pulled away: 0 of the 6 needed."
    assert told() == []


def test_the_page_of_an_act_in_the_library_tells_it_too() -> None:
    few = SequelCount(act="withdrew", person="default", here=After(1, 0, 1), others=After(9), about_it={})
    words = words_by_act((PRESSED, few), VOCABULARY, Settings())
    assert words["pursued"].startswith("After you pressed for an answer: closer 2 of 7, further apart 4;")
    assert words["withdrew"] == "How it was afterwards: 2 of the 6 needed."
    kim = SequelCount(**{**_fields(PRESSED), "person": "Kim *K*"})
    both = words_by_act((PRESSED, kim), VOCABULARY, Settings(partner_name="Robin"))["pursued"]
    assert "With Robin. After you pressed" in both and "With Kim *K*. After you pressed" in both
    pages = library_pages(VOCABULARY, Settings(), quiet=False, afterwards={"pursued": both})
    assert "**And afterwards.** With Robin." in pages["pursued"].body
    assert "*K*" not in pages["pursued"].body.replace("\\*K\\*", "")
    assert "And afterwards" not in pages["withdrew"].body


def test_each_person_is_told_of_apart_and_by_name() -> None:
    kim = SequelCount(**{**_fields(ASKED), "person": "Kim"})
    texts = told(PRESSED, kim, settings=Settings(partner_name="Robin"))
    assert [text.title for text in texts] == ["And afterwards with Robin", "And afterwards with Kim"]
    assert texts[1].line.text == "With Kim: it was closer after you asked instead of guessing, 5 of 8 times."
    assert "pressed" not in texts[1].line.text + " ".join(texts[1].notes)


def test_the_calm_lines_belong_beside_pulling_back_and_beside_reaching() -> None:
    back = SequelCount(**{**_fields(PRESSED), "act": "withdrew"})
    stepping_back, reaching = (
        fill(line, Settings()) for line in (VOCABULARY.stepping_back, VOCABULARY.reaching)
    )
    for counts, line in (
        ([ASKED], ""),
        ([back], stepping_back),
        ([PRESSED], reaching),
        ([back, PRESSED], f"{stepping_back} {reaching}"),
    ):
        (text,) = told(*counts)
        assert calm_line(text, VOCABULARY, Settings()) == line


def test_no_verdict_no_cause_and_no_word_that_is_never_said() -> None:
    (text,) = told(PRESSED, ASKED)
    everything = " ".join([text.title, text.state, text.line.text, *text.notes, text.rule]).lower()
    assert not re.search(
        r"\b(because|causes?|leads to|due to|always|never|should|you are|better|worse)\b", everything
    )


def test_the_week_tells_it_only_where_something_was_said_in_it() -> None:
    measures = Measures(sequels=(PRESSED, ASKED))
    said = moment("a", at(1), "disagreement", responses="pursued", sequel=Sequel(at=at(2), closer=1))
    before = moment("a", at(1), "disagreement", responses="pursued", sequel=Sequel(at=at(-3), closer=1))
    assert any("It was closer after" in line.text for line in week([said], measures=measures).measures)
    assert week([before], measures=measures).measures == ()
    few = Measures(sequels=(SequelCount(**{**_fields(PRESSED), "here": After(1, 1, 1)}),))
    assert week([said], measures=few).measures == ()
    quiet = week([said], measures=measures, quiet=True)
    assert (quiet.measures, quiet.sequels) == ((), ())


def _fields(count: SequelCount) -> dict[str, Any]:
    return {name: getattr(count, name) for name in SequelCount.__dataclass_fields__}
