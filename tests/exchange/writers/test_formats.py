"""The list of formats and the choice of a span: a span's entries, and what belongs to them."""

from datetime import date

from companion.exchange.writers import formats
from tests.exchange.writers.journal import contents


def test_a_span_holds_its_days_and_what_belongs_to_them() -> None:
    late = formats.within(contents(), date(2026, 2, 11), None)
    assert [moment.id for moment in late.moments] == ["n"]
    assert (late.stories, late.experiments, late.look_backs, late.pattern_answers) == ((), (), (), ())
    early = formats.within(contents(), None, date(2026, 2, 10))
    assert [moment.id for moment in early.moments] == ["m"]
    assert [story.id for story in early.stories] == ["s"]
    assert [experiment.id for experiment in early.experiments] == ["e"]


def test_without_a_span_everything_stays() -> None:
    assert formats.within(contents(), None, None) == contents()
