"""The journal in the formats of others: which days, what rests, and the page to take along."""

from datetime import timedelta

import pytest

from companion.documents.blocks import Block
from companion.exchange.writers import formats
from companion.journal import Journal, open_journal
from companion.model.clock import Clock
from companion.model.records import Feeling
from companion.system.paths import Places
from companion.transfer.exporting import (
    EXPORTS,
    KEEPS_EVERYTHING,
    export_files,
    exported,
    handout,
    render_handout,
)
from tests.conftest import SUNDAY_EVENING


@pytest.fixture
def journal(places: Places, clock: Clock) -> Journal:
    with open_journal(places, clock=clock) as journal:
        journal.log(note="today, in the kitchen")
        journal.log(when=SUNDAY_EVENING - timedelta(days=9), note="nine days ago")
        for practice in ("ex_small_share", "ex_self_compassion"):
            journal.experiments.start(exercise=practice, if_then=f"if it fits, then {practice}")
        yield journal  # type: ignore[misc]


def text_of(files: dict[str, bytes]) -> str:
    return "\n".join(data.decode() for data in files.values())


@pytest.mark.parametrize("form", ["json", "markdown", "csv", "html", "jrnl", "jrnl-text", "org", "book"])
def test_days_are_chosen_with_both_ends_and_counted(journal: Journal, form: str) -> None:
    today = journal.today()
    files, entries = export_files(journal, form, None, None)
    assert entries == 2 and (list(files) == [""]) is not EXPORTS[form]
    assert "nine days ago" in text_of(files) and "in the kitchen" in text_of(files)
    for first, last, there, other in (
        (today, None, "in the kitchen", "nine days ago"),
        (None, today - timedelta(days=1), "nine days ago", "in the kitchen"),
        (today - timedelta(days=9), today - timedelta(days=9), "nine days ago", "in the kitchen"),
    ):
        files, entries = export_files(journal, form, first, last)
        assert entries == 1
        assert there in text_of(files) and other not in text_of(files)


@pytest.mark.parametrize("form", ["json", "markdown", "csv", "html"])
def test_what_is_written_while_it_is_read_is_the_same(journal: Journal, form: str) -> None:
    for hours in range(0, 90, 7):
        journal.log(when=SUNDAY_EVENING - timedelta(hours=hours), note=f"{hours} hours before", tags=["tea"])
    with exported(journal, form) as (files, entries):
        written = {name: b"".join(pieces) for name, pieces in files}
    assert (written, entries) == export_files(journal, form, None, None)
    assert (list(written) == [""]) is not EXPORTS[form]


@pytest.mark.parametrize("quiet", [False, True])
@pytest.mark.parametrize("form", ["json", "markdown", "csv", "html"])
def test_so_are_chosen_days_and_what_is_left_out(journal: Journal, form: str, quiet: bool) -> None:
    journal.change_settings(partner_name="Robin")
    for hours in range(0, 90, 7):
        when = SUNDAY_EVENING - timedelta(hours=hours)
        moment = journal.log(
            when=when, note=f"Robin and Ada, {hours} hours before", person="Ada", tags=["tea"]
        )
        journal.stories.tell(moment=moment.id, feared=f"that Ada leaves, {hours}", belief=50)
        journal.entries.reflect(when=when, text=f"of Robin, {hours} hours before")
    journal.set_quiet(quiet)
    today = journal.today()
    for first, last in ((None, None), (today - timedelta(days=2), None), (None, today), (today, today)):
        for leaving_out in (
            ((),) if form in KEEPS_EVERYTHING else ((), ("names",), ("notes",), ("names", "notes"))
        ):
            with exported(journal, form, first, last, leaving_out) as (files, entries):
                written = {name: b"".join(pieces) for name, pieces in files}
            assert (written, entries) == export_files(journal, form, first, last, leaving_out)


def test_every_format_is_written_here_or_in_its_module() -> None:
    assert set(EXPORTS) == {"json", "sqlite", "pdf", "book", *formats.WRITTEN}


def test_in_quiet_mode_practices_that_rest_are_in_the_lossless_copy_alone(journal: Journal) -> None:
    assert "then ex_small_share" in text_of(export_files(journal, "html", None, None)[0])
    journal.set_quiet(True)
    page = text_of(export_files(journal, "html", None, None)[0])
    assert "then ex_small_share" not in page and "then ex_self_compassion" in page
    assert "then ex_small_share" in text_of(export_files(journal, "json", None, None)[0])


def test_a_page_to_take_along_holds_notes_only_where_they_are_wanted(journal: Journal) -> None:
    today = journal.today()
    first = today - timedelta(days=27)
    for form in ("text", "md", "html"):
        page = render_handout(handout(journal, first, today), form)
        assert page.endswith(b"\n") and not page.endswith(b"\n\n")
        assert b"kitchen" not in page
    noted = render_handout(handout(journal, first, today, with_notes=True), "text")
    assert b"kitchen" in noted


def test_the_handout_tells_the_loop_without_words_of_ones_own_and_not_in_quiet_mode(journal: Journal) -> None:
    own = journal.words.add("trigger", "the phone face down")
    for number in range(6):
        journal.log(
            when=SUNDAY_EVENING - timedelta(days=4 * number + 1),
            triggers=["partner_quiet", own],
            feelings=[Feeling(mood="anxious")],
            urges=["pursued"],
            responses=["pursued"],
            partner_acts=["pb_withdrew"],
            closeness=-1,
        )
    today = journal.today()
    first = today - timedelta(days=27)

    def page(**wishes: bool) -> str:
        return " ".join(render_handout(handout(journal, first, today, **wishes), "text").decode().split())

    assert "phone face down" in page(with_notes=True)
    assert "The way it most often went, in 6 of 6 moments" in page(with_notes=True)
    assert "phone face down" not in page()
    journal.set_quiet(True)
    assert "The loop" not in page(with_notes=True)


@pytest.mark.parametrize("form", ["markdown", "csv", "html", "sqlite", "json", "org", "jrnl-text", "book"])
def test_every_export_carries_what_was_said_afterwards(journal: Journal, form: str) -> None:
    moment = journal.log(
        triggers=["disagreement"], responses=["pursued"], when=SUNDAY_EVENING - timedelta(hours=20)
    )
    assert b"breakfast" not in b"".join(export_files(journal, form, None, None)[0].values())
    journal.sequels.answer(moment.id, closer=1, about_it="all_right", note="breakfast")
    assert b"breakfast" in b"".join(export_files(journal, form, None, None)[0].values())


def test_the_pdf_is_made_of_it_too(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = journal.log(triggers=["disagreement"], when=SUNDAY_EVENING - timedelta(hours=20))
    journal.sequels.answer(moment.id, closer=1, about_it="all_right", note="breakfast")
    drawn: list[Block] = []
    monkeypatch.setattr(
        "companion.documents.pdf.to_pdf", lambda blocks: bytes(len(drawn.extend(blocks) or []))
    )
    export_files(journal, "pdf", None, None)
    (fact,) = (block for block in drawn if block.label == "And afterwards")
    assert fact.text == "closer; all right about it; breakfast; said on 1 Mar"


def test_the_page_to_take_along_leaves_it_out_with_the_other_words(journal: Journal) -> None:
    moment = journal.log(triggers=["disagreement"], when=SUNDAY_EVENING - timedelta(hours=20))
    journal.sequels.answer(moment.id, closer=1, note="breakfast")
    first = journal.today() - timedelta(days=3)
    page = render_handout(handout(journal, first, journal.today()), "text").decode()
    assert "breakfast" not in page
