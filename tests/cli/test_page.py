"""Make a handout: what stands on it, what is left out, and that it is seen before it is written."""

import re
import shutil
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from companion.journal import open_journal
from companion.model.clock import Clock, fixed_clock
from companion.model.records import Feeling
from companion.system.paths import Places
from tests.cli.conftest import Run
from tests.conftest import SUNDAY_EVENING, ZONE
from tests.review.test_week_render import FORBIDDEN

PRIVATE = ("Robin", "ROBIN", "kanarienvogel", "Anna", "kitchen")
HELD_BACK = re.compile(
    r"step-by-step|small share|appreciat|couples? therap|closer look at the evidence", re.I
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four weeks in which something holds up, with words, a name, a person, and activities brought along."""
    folder = tmp_path_factory.mktemp("page") / "data"
    clock = fixed_clock(SUNDAY_EVENING, ZONE)
    with open_journal(Places(data=folder, config=folder), clock=clock) as journal:
        journal.change_settings(partner_name="Robin")
        now = clock.now()
        for day in range(120, 0, -1):
            at = now - timedelta(days=day)
            journal.log(
                when=at,
                triggers=["affection_received"] if day % 6 == 0 else ["ordinary_moment", "dinner with Anna"],
                responses=["withdrew"] if day % 6 == 0 and day % 18 else [],
                feelings=[Feeling(mood="tender", intensity=4)],
                tags=["kitchen"],
                person="Robin",
                note="kanarienvogel. ROBIN's hug, and Robinson read to us.",
            )
        story = journal.stories.tell(feared="kanarienvogel leaves", belief=80)
        journal.stories.close(story.id, "otherwise")
        pull = "withdraw_after_affection"
        trial = journal.experiments.start(
            pattern=pull, exercise="ex_receive_affection", if_then="If Robin hugs me, kanarienvogel"
        )
        journal.experiments.add_try(trial.id, True, note="kanarienvogel")
        journal.insight.answer(pull, "only_with", "Robin")
    return folder


@pytest.fixture(autouse=True)
def diary(written: Path, places: Places) -> None:
    """A copy of it for each test."""
    shutil.copytree(written, places.data)


def test_it_holds_counts_comparison_interval_and_dates_and_says_what_it_is(run: Run) -> None:
    told = " ".join(run("page").out.split())
    assert "one person's own diary" in told
    assert "Pulling back after closeness: " in told
    assert "at other times" in told.lower()
    assert "would fit these counts" in told
    assert re.search(r"Noted on: \d+ Feb", told)
    assert "1 checked: 1 turned out differently, none came true." in told
    assert FORBIDDEN.search(told) is None


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_names_and_words_are_left_out_and_the_page_says_so(run: Run, form: str) -> None:
    told = run("page", "--format", form).out
    assert [word for word in PRIVATE if word in told] == []
    assert "everything in your own words" in told
    assert "Your partner's name" in told.replace("&#x27;", "'")


def test_words_of_ones_own_are_left_out_too(run: Run, places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        own = journal.words.add("trigger", "Anna called")
        for day in range(5):
            journal.log(when=clock.now() - timedelta(days=day, minutes=5), triggers=[own])
    assert "Anna called" not in run("page").out
    assert "Anna called (5)" in " ".join(run("page", "--with-notes").out.split())


def test_nothing_of_the_kind_is_not_among_what_was_done(run: Run, places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        for hours in range(12):
            journal.log(
                when=clock.now() - timedelta(hours=hours),
                triggers=["slow_reply"],
                responses=["none_of_these"],
            )
    told = run("page").out
    assert "pulled away (" in told
    assert "nothing of the kind" not in told.lower()


def test_words_come_without_the_name_and_the_name_only_when_asked_for(run: Run) -> None:
    told = run("page", "--with-notes").out
    assert "kanarienvogel. [name]'s hug, and Robinson read to us." in told
    assert "Robin " not in told and "ROBIN" not in told
    assert "ROBIN's hug" in run("page", "--with-notes", "--with-names").out
    assert "only true with Robin" in " ".join(run("page", "--with-names").out.split())


def test_chosen_days_and_patterns(run: Run) -> None:
    told = run("page", "--from", "2026-02-01", "--to", "2026-02-07", "--pattern", "repair_after_conflict").out
    assert "Sunday 1 February 2026 to Saturday 7 February 2026." in told
    assert "7 moments, on 7 of 7 days." in told
    assert "Pulling back" not in told
    assert run("page", "--pattern", "nothing").code == 3
    assert run("page", "--weeks", "2", "--from", "2026-02-01").code == 2
    assert run("page", "--from", "2026-02-02", "--to", "2026-02-01").code == 2


def test_quiet_mode_holds_back_what_does_not_belong_beside_fear(
    run: Run, places: Places, clock: Clock
) -> None:
    with open_journal(places, clock=clock) as journal:
        journal.set_quiet(True)
    for more in ([], ["--with-notes"], ["--pattern", "withdraw_after_affection"]):
        told = run("page", *more).out
        assert "Pulling back" not in told
        assert "Experiments" not in told and "If [name] hugs" not in told
        assert HELD_BACK.search(told) is None


def test_it_is_seen_before_it_is_written(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    assert run("page", "--format", "html", "-o", str(file)).code == 2
    refused = run("page", "--format", "html", "-o", str(file), terminal=True, stdin="n\n")
    assert "What was noted" in refused.err
    assert not file.exists()
    assert run("page", "--format", "html", "-o", str(file), terminal=True, stdin="y\n").code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    page = file.read_text()
    assert "<script" not in page and "http:" not in page and "https:" not in page
    assert run("page", "-o", str(file), "--yes").code == 2


def test_a_page_as_pdf_has_no_link_and_no_script(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    assert run("page", "--format", "pdf").code == 2
    assert run("page", "--format", "pdf", "-o", str(file), "--yes", "--with-notes").code == 0
    data = file.read_bytes()
    assert data.startswith(b"%PDF")
    assert b"/URI" not in data and b"/JavaScript" not in data and b"/JS" not in data


def test_exports_hold_nothing_of_what_quiet_mode_holds_back_but_a_persons_own(
    run: Run, places: Places, clock: Clock, tmp_path: Path
) -> None:
    """An export for reading names no practice that rests; the lossless one keeps all."""
    with open_journal(places, clock=clock) as journal:
        journal.set_quiet(True)
        label = journal.vocabulary.label("ex_receive_affection")
    assert label not in run("export", "--format", "html").out
    assert run("export", "--format", "markdown", "-o", str(tmp_path / "md")).code == 0
    assert not (tmp_path / "md" / "experiments.md").exists()
    assert run("export", "--format", "csv", "-o", str(tmp_path / "csv")).code == 0
    assert "ex_receive_affection" not in (tmp_path / "csv" / "experiments.csv").read_text()
    assert "ex_receive_affection" in run("export").out


def test_the_name_is_found_however_it_is_written(run: Run, places: Places, clock: Clock) -> None:
    with open_journal(places, clock=clock) as journal:
        entry = journal.timeline.latest(limit=1)[0]
        journal.entries.amend(replace(entry, note="(robin) robin, Robin!"))  # type: ignore[call-arg]
    assert "([name]) [name], [name]!" in run("page", "--with-notes", "--weeks", "1").out
