"""What is counted beside the patterns and may be shown."""

from collections.abc import Sequence

from companion.model.records import Experiment
from companion.model.vocabulary import Vocabulary
from companion.patterns.experiments import ExperimentCount
from companion.patterns.measures import Measures


def allowed_measures(
    measures: Measures, experiments: Sequence[Experiment], vocabulary: Vocabulary, *, quiet: bool
) -> Measures:
    """What may be shown: all of it, but in quiet mode nothing but experiments.

    No count of what was wanted or feared, of distance or of closeness belongs beside fear; of an experiment,
    the chances alone stay, where its practice is not held back.
    """
    if not quiet:
        return measures
    held_back = {id for id, row in vocabulary.practices.items() if not row.shown_when_quiet}
    resting = {experiment.id for experiment in experiments if experiment.exercise in held_back}
    return Measures(
        experiments=tuple(
            ExperimentCount(id=count.id, chances=count.chances, tried=count.tried)
            for count in measures.experiments
            if count.id not in resting
        ),
    )
