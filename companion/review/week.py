"""The week as a letter: what it held, how it felt, what went well, what tended to follow what.

Pure: entries and findings in, sentences out. Every sentence carries the ids of what stands behind it. Texts
may hold what a person wrote; whoever shows them passes them through ``shown()``.
"""

from collections.abc import Sequence
from datetime import date, datetime

from companion.model.records import Entry, Experiment, Settings, Story
from companion.model.vocabulary import Vocabulary
from companion.patterns.findings import Finding
from companion.patterns.measures import Measures
from companion.review import measures_text, week_entries, week_offers
from companion.review.outside_help import word_after_arguments
from companion.review.week_parts import Week, WeekInputs


def build_week(
    *,
    first: date,
    entries: Sequence[Entry],
    earlier: Sequence[Entry] = (),
    findings: Sequence[Finding] = (),
    stories: Sequence[Story] = (),
    experiments: Sequence[Experiment] = (),
    measures: Measures | None = None,
    vocabulary: Vocabulary,
    settings: Settings,
    now: datetime,
    quiet: bool = False,
    first_ever: date | None = None,
    offers_help: bool = False,
) -> Week:
    """The week that begins on ``first``, as of ``now`` (aware).

    entries: those of the week, in time order; earlier: those of the four weeks before. stories and
    experiments: all there are. also: what is counted beside the patterns. first_ever: the local day of the
    journal's very first entry, ``None`` while there is none; days before it are not named as days without an
    entry. quiet: quiet mode is on. offers_help: the word on help from outside may come in this week.
    """
    inputs = WeekInputs(
        first=first,
        entries=entries,
        earlier=earlier,
        findings=findings,
        stories=stories,
        experiments=experiments,
        measures=measures or Measures(),
        vocabulary=vocabulary,
        settings=settings,
        now=now,
        quiet=quiet,
        first_ever=first_ever,
    )
    cards = week_offers.cards(inputs)
    return Week(
        first=first,
        last=inputs.last,
        finished=inputs.finished,
        quiet=quiet,
        moments=len(inputs.moments),
        reflections=len(inputs.reflections),
        days=week_entries.days(inputs),
        before=week_entries.days_before(inputs),
        overview=week_entries.overview(inputs),
        feelings=week_entries.feelings(inputs),
        urges=week_entries.urges(inputs),
        went_well=week_entries.went_well(inputs),
        patterns=cards,
        waiting=week_offers.waiting(inputs, cards),
        measures=measures_text.week_measures(inputs),
        stories=week_offers.stories(inputs),
        experiment=week_offers.experiment(inputs),
        suggestion=week_offers.suggestion(inputs, cards),
        stepping_back=week_offers.stepping_back(inputs, cards),
        reaching=week_offers.reaching(inputs, cards),
        outside_help=word_after_arguments((*earlier, *entries), min(inputs.today, inputs.last), settings)
        if offers_help and not quiet
        else None,
        sequels=() if quiet else inputs.measures.sequels,
    )
