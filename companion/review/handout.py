"""A handout, to take along for a conversation: what was noted in some weeks, in counts, dates and words.

Names, notes and every word of the person's own are left out unless they are asked for. Pure, and nothing is
written: it becomes blocks, which :mod:`companion.documents.blocks` and :mod:`companion.documents.pdf` write.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from companion.documents.blocks import Block
from companion.model.clock import local_day
from companion.model.date_format import day_words
from companion.model.names import unnaming
from companion.model.records import (
    PARTNER,
    Entry,
    Experiment,
    Moment,
    Reflection,
    Settings,
    Story,
    written_text,
)
from companion.model.text import fill
from companion.model.vocabulary import Pattern, Vocabulary
from companion.patterns.findings import Finding
from companion.review import finding_text
from companion.review.finding_facts import difference_words
from companion.review.grammar import (
    act,
    came_up_words,
    counted,
    label_within,
    listed,
    quoted,
    quoted_within,
    to_you,
    upper_first,
    wish,
)
from companion.review.week_parts import SHOWN_STATES

MOST_NAMED = 6
"""How many triggers, feelings and acts are named, the most frequent first."""

MOST_DATES = 20
"""How many dates stand behind one pattern."""

_TURNED_OUT = {"otherwise": "turned out differently", "as_feared": "came true"}


@dataclass(frozen=True, kw_only=True)
class Handout:
    """What the page is made of.

    entries: those of the days ``first`` to ``last``, in time order. findings: as of the last day. stories,
    experiments: all there are. chosen: ids of the patterns to tell, empty for all with something to tell.
    quiet: only what may stand beside fear. with_notes, with_names: whether the person's own words, and the
    names in them, may stand on it. date_format: one of :data:`companion.model.date_format.DATE_FORMATS`.
    """

    first: date
    last: date
    entries: Sequence[Entry]
    findings: Sequence[Finding]
    stories: Sequence[Story]
    experiments: Sequence[Experiment]
    vocabulary: Vocabulary
    settings: Settings
    quiet: bool
    chosen: Collection[str] = ()
    with_notes: bool = False
    with_names: bool = False
    date_format: str = "day-first"

    @cached_property
    def own(self) -> Settings:
        """The settings that words are filled with: without the name, unless names are wanted."""
        return self.settings if self.with_names else replace(self.settings, partner_name="")

    @cached_property
    def _unnamed(self) -> Callable[[str], str]:
        return unnaming(self.settings, self.entries)

    def day_of(self, entry: Entry) -> date:
        """The local day of an entry, by the person's own day start."""
        return local_day(entry.occurred_at, self.settings.day_start)

    def unnamed(self, text: str) -> str:
        """A person's own words, without the names that are known."""
        return text if self.with_names else self._unnamed(text)

    def patterns(self) -> list[tuple[Finding, Pattern]]:
        """The findings to tell, those that hold up first."""
        rows = self.vocabulary.patterns
        pairs = [(finding, rows[finding.pattern]) for finding in self.findings if finding.pattern in rows]
        shown = [pair for pair in pairs if self._shows(*pair)]
        order = (*SHOWN_STATES, "not_seen", "counting")
        return sorted(shown, key=lambda pair: order.index(pair[0].state))

    def _shows(self, finding: Finding, pattern: Pattern) -> bool:
        if self.quiet and not pattern.shown_when_quiet:
            return False
        if self.chosen:
            return pattern.id in self.chosen
        if pattern.origin == "own" and not self.with_notes:
            return False
        return finding.state in SHOWN_STATES and not finding.muted


def handout_blocks(handout: Handout) -> list[Block]:
    """The page, from its title to what was left out."""
    first, last = (day_words(day, handout.date_format) for day in (handout.first, handout.last))
    return [
        Block("title", "From a personal journal"),
        Block("text", f"{first} to {last}."),
        Block(
            "quiet",
            "This is one person's own diary, in counts of what they noted. Nobody has checked it, and what"
            " was not noted is not in it. It is not a test, and it does not judge anyone. “You” means the"
            " person who keeps the journal.",
        ),
        *_noted(handout),
        *_patterns(handout),
        *_loop(handout),
        *_stories(handout),
        *_experiments(handout),
        *_own_words(handout),
        Block("heading", "What is not in this handout"),
        *(Block("item", words) for words in left_out(handout)),
    ]


def _loop(handout: Handout) -> Iterator[Block]:
    """The loop, in sentences, where it can be told; not in quiet mode."""
    from companion.review.library import SAFETY_BEFORE_LOOPS
    from companion.review.loop_text import RULE, TITLE, loop_in, loop_lines, loop_text

    moments = [entry for entry in handout.entries if isinstance(entry, Moment)]
    if handout.quiet or not moments or handout.chosen:
        return
    as_of = int(moments[-1].occurred_at.timestamp())
    found = loop_in(moments, handout.vocabulary, as_of=as_of, person=PARTNER)
    vocabulary = handout.vocabulary
    tables = (vocabulary.triggers, vocabulary.moods, vocabulary.responses, vocabulary.partner_acts)
    everyones = {id for table in tables for id, row in table.items() if row.origin != "own"}
    texts = loop_text(found, vocabulary, handout.own).rounds
    rounds = [one for one in texts if handout.with_notes or everyones.issuperset(one.codes[:-1])]
    if not rounds:
        return
    yield Block("heading", TITLE)
    yield Block("quiet", SAFETY_BEFORE_LOOPS)
    for one in rounds:
        heading, *lines = map(handout.unnamed, loop_lines(one))
        yield Block("text", heading)
        yield from (Block("item", line) for line in lines)
    yield Block("quiet", RULE)


def left_out(handout: Handout) -> Iterator[str]:
    """What the page does not hold, a sentence each."""
    if not handout.with_notes:
        yield "Notes, reflections, tags and everything in your own words."
    if not handout.with_names:
        yield "Your partner's name, and who else a moment was with." + (
            " Other names in your own words are left as you wrote them." if handout.with_notes else ""
        )
    rest = sum(1 for finding in handout.findings if finding.state in SHOWN_STATES) - len(handout.patterns())
    if rest > 0 and not handout.quiet:
        yield f"{counted(rest, 'more pattern')} worth a look."
    yield (
        "Entries from before and after these days. Patterns are counted over the whole journal, up to the"
        " last day shown."
    )


def _noted(handout: Handout) -> Iterator[Block]:
    yield Block("heading", "What was noted")
    their_acts = upper_first(fill("what {partner} did", handout.own))
    if not handout.entries:
        yield Block("text", "No entries on these days.")
        return
    moments = [entry for entry in handout.entries if isinstance(entry, Moment)]
    reflections = sum(isinstance(entry, Reflection) for entry in handout.entries)
    days = len({handout.day_of(entry) for entry in handout.entries})
    whole = (handout.last - handout.first).days + 1
    parts = [counted(len(moments), "moment")] if moments else []
    parts += [counted(reflections, "reflection")] if reflections else []
    yield Block("text", f"{listed(parts)}, on {days} of {counted(whole, 'day')}.")
    vocabulary = handout.vocabulary
    wanted = {
        code: wish(row, vocabulary.label(code, handout.own)) for code, row in vocabulary.responses.items()
    }
    did = {code: act(row, vocabulary.label(code, handout.own)) for code, row in vocabulary.responses.items()}
    acts = {code: to_you(vocabulary.label(code, handout.own)) for code in vocabulary.partner_acts}
    told = {"Wanted to": wanted, "Did": did, their_acts: acts}
    for label, codes, known in (
        ("What happened", (code for moment in moments for code in moment.triggers), vocabulary.triggers),
        (
            their_acts,
            (code for moment in moments for code in moment.partner_acts),
            vocabulary.partner_acts,
        ),
        ("Felt", (feeling.mood for entry in handout.entries for feeling in entry.feelings), vocabulary.moods),
        ("Wanted to", (code for moment in moments for code in moment.urges), vocabulary.responses),
        ("Did", (code for moment in moments for code in moment.responses), vocabulary.acts),
    ):
        if words := _most(handout, codes, known, told.get(label, {})):
            yield Block("fact", words, label)
    noted = [moment.closeness for moment in moments if moment.closeness]
    if noted:
        close = sum(closeness > 0 for closeness in noted)
        yield Block("fact", f"close in {close}, distant in {len(noted) - close}", "It felt")


def _most(handout: Handout, codes: Iterable[str], known: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """The most frequent codes with their counts; those of the person's own only where notes are wanted."""
    everyones = {id for id, row in known.items() if row.origin != "own"}
    counts = Counter(code for code in codes if handout.with_notes or code in everyones)

    def name(code: str) -> str:
        label = label_within(handout.vocabulary, code, handout.own)
        return handout.unnamed(words.get(code) or label)

    return "; ".join(f"{name(code)} ({n})" for code, n in counts.most_common(MOST_NAMED))


def _patterns(handout: Handout) -> Iterator[Block]:
    shown = handout.patterns()
    if not shown:
        return
    yield Block("heading", "What tended to follow what")
    days = {entry.id: handout.day_of(entry) for entry in handout.entries}
    for finding, pattern in shown:
        title = fill(pattern.title, handout.own)
        yield Block("subheading", f"{title}: {finding_text.STATE_NAMES[finding.state]}")
        sentences = [
            finding_text.pattern_sentence(finding, pattern, handout.own),
            finding_text.later_words(finding),
            difference_words(finding),
        ]
        sentences += [finding_text.evidence_words(finding), *finding_text.confounder_words(finding)]
        sentences += [finding_text.contrast_words(contrast, handout.own) for contrast in finding.differed]
        sentences += [finding_text.left_out_words(finding), _answer(handout, finding)]
        if finding.state != "holds_up":
            sentences.insert(2, f"{upper_first(finding_text.state_words(finding))}.")
        yield Block("text", " ".join(words for words in sentences if words))
        _, moments, counter_examples = finding.told_evidence
        if dates := _dates(handout, moments, days):
            yield Block("fact", dates, "Noted on")
        otherwise = _dates(handout, counter_examples, days)
        (k, n), _, _ = finding.told_evidence
        if otherwise and n > k:
            yield Block("fact", f"{counted(n - k, 'time')} in all; on these days: {otherwise}", "Not noted")
    lines = [handout.vocabulary.calm_line(pattern, quiet=handout.quiet) for _, pattern in shown]
    for calm in dict.fromkeys(filter(None, lines)):
        yield Block("quiet", fill(calm, handout.own))


def _answer(handout: Handout, finding: Finding) -> str:
    if finding.answer == "only_with" and not handout.with_names:
        return "You said it is only true with one person."
    return finding_text.answer_words(finding, handout.own)


def _dates(handout: Handout, ids: Iterable[str], days: dict[str, date]) -> str:
    """The days of these entries that lie in the span, each once."""
    within = sorted({days[id] for id in ids if id in days})
    dates = [day_words(day, handout.date_format, weekday=False, year=False, short=True) for day in within]
    more = f" and {len(dates) - MOST_DATES} more" if len(dates) > MOST_DATES else ""
    return ", ".join(dates[:MOST_DATES]) + more


def _stories(handout: Handout) -> Iterator[Block]:
    closed = [
        story
        for story in handout.stories
        if story.closed_at is not None
        and handout.first <= local_day(story.closed_at, handout.settings.day_start) <= handout.last
    ]
    if not closed or handout.quiet:
        return
    yield Block("heading", "Worries that were checked")
    otherwise = sum(story.turned_out == "otherwise" for story in closed)
    feared = sum(story.turned_out == "as_feared" for story in closed)
    unknown = len(closed) - otherwise - feared
    verb = "is" if unknown == 1 else "are"
    still = f", {unknown} {verb} still unknown" if unknown else ""
    yield Block(
        "text",
        f"{len(closed)} checked: {otherwise or 'none'} turned out differently,"
        f" {feared or 'none'} came true{still}.",
    )
    if handout.with_notes:
        for story in closed:
            sure = "" if story.belief is None else f", {story.belief}% sure"
            how = _TURNED_OUT.get(story.turned_out or "", "still unknown")
            yield Block(
                "item", handout.unnamed(f"{quoted(story.feared)}{sure}: {how}. {story.learned}".strip())
            )


def _experiments(handout: Handout) -> Iterator[Block]:
    practices = handout.vocabulary.practices
    current: list[tuple[Experiment, int, int]] = []
    for experiment in handout.experiments:
        practice = practices.get(experiment.exercise or "")
        if handout.quiet and practice is not None and not practice.shown_when_quiet:
            continue
        start = handout.settings.day_start
        tries = [
            chance
            for chance in experiment.tries
            if handout.first <= local_day(chance.at, start) <= handout.last
        ]
        if tries or handout.first <= local_day(experiment.started_at, start) <= handout.last:
            current.append((experiment, len(tries), sum(chance.did for chance in tries)))
    if not current:
        return
    yield Block("heading", "Experiments")
    for experiment, came_up, tried in current:
        what = f"{quoted_within(handout.unnamed(experiment.if_then))}. " if handout.with_notes else ""
        yield Block("item", f"{what}{came_up_words(came_up, tried)}")


def _own_words(handout: Handout) -> Iterator[Block]:
    if not handout.with_notes:
        return
    written = [entry for entry in handout.entries if written_text(entry).strip()]
    if not written:
        return
    yield Block("heading", "In your own words")
    for entry in written:
        yield Block("subheading", day_words(handout.day_of(entry), handout.date_format))
        yield Block("words", handout.unnamed(written_text(entry)))
