"""A page to take along, for a conversation: what was noted in some weeks, in counts, dates and words.

Names, notes and every word of the person's own are left out unless they are asked for. Pure, and nothing is
written: it becomes blocks, which :mod:`companion.documents.blocks` and :mod:`companion.documents.pdf` write.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from companion.documents.blocks import Block
from companion.model.clock import local_day
from companion.model.date_format import day_words
from companion.model.records import PARTNER, Entry, Experiment, Moment, Reflection, Settings, Story
from companion.model.text import fill
from companion.model.vocabulary import Pattern, Vocabulary
from companion.patterns.findings import Finding
from companion.review import finding_text
from companion.review.finding_facts import counter_words, difference_words
from companion.review.grammar import counted, listed, quoted, times, upper_first, wish

MOST_NAMED = 6
"""How many triggers, feelings and acts are named, the most frequent first."""

MOST_DATES = 20
"""How many dates stand behind one pattern."""

_TOLD = ("holds_up", "growing", "easing", "early_sign")
_NAME_LEFT_OUT = "[name]"


@dataclass(frozen=True, kw_only=True)
class Page:
    """What the page is made of.

    entries: those of the days ``first`` to ``last``, in time order. findings: as of the last day. chosen: ids
    of the patterns to tell, empty for all with something to tell. quiet: only what may stand beside fear.
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
    def _names(self) -> re.Pattern[str] | None:
        """The names that are known: the partner's, and of those whom moments were with."""
        whom = {one.person for one in self.entries if isinstance(one, Moment)} - {PARTNER}
        names = sorted({self.settings.partner_name, *whom}, key=len, reverse=True)
        known = [re.escape(name.strip()) for name in names if name.strip()]
        return re.compile(rf"(?<!\w)(?:{'|'.join(known)})(?!\w)", re.IGNORECASE) if known else None

    def day_of(self, entry: Entry) -> date:
        return local_day(entry.occurred_at, self.settings.day_start)

    def unnamed(self, text: str) -> str:
        """A person's own words, without the names that are known."""
        return text if self.with_names or self._names is None else self._names.sub(_NAME_LEFT_OUT, text)

    def patterns(self) -> list[tuple[Finding, Pattern]]:
        """The findings to tell, those that hold up first."""
        rows = self.vocabulary.patterns
        found = [
            (one, rows[one.pattern])
            for one in self.findings
            if one.pattern in rows
            and (one.pattern in self.chosen if self.chosen else one.state in _TOLD and not one.muted)
            and (rows[one.pattern].positive or not self.quiet)
            and (rows[one.pattern].origin != "own" or self.with_notes or one.pattern in self.chosen)
        ]
        order = (*_TOLD, "not_seen", "counting")
        return sorted(found, key=lambda pair: order.index(pair[0].state))


def blocks(page: Page) -> list[Block]:
    """The page, from its title to what was left out."""
    first, last = (day_words(day, page.date_format) for day in (page.first, page.last))
    return [
        Block("title", "From a journal"),
        Block("text", f"{first} to {last}."),
        Block(
            "quiet",
            "This is a person's own record, kept by hand: what was noted, in counts. Nobody has checked it,"
            " and what was not noted is not in it. It is no test and no verdict about anybody. “You” is the"
            " person who kept it.",
        ),
        *_noted(page),
        *_patterns(page),
        *_stories(page),
        *_experiments(page),
        *_own_words(page),
        Block("heading", "What is not on this page"),
        *(Block("item", words) for words in left_out(page)),
    ]


def left_out(page: Page) -> Iterator[str]:
    """What the page does not hold, a sentence each."""
    if not page.with_notes:
        yield "Notes, reflections, tags, and every word of your own."
    if not page.with_names:
        yield "The name of your partner, and who else a moment was with." + (
            " Other names in your own words stay as they are." if page.with_notes else ""
        )
    rest = sum(1 for one in page.findings if one.state in _TOLD) - len(page.patterns())
    if rest > 0 and not page.quiet:
        yield f"{counted(rest, 'more pattern')} with something to tell."
    yield (
        "Entries from before and after these days; patterns are counted over the whole journal up to the"
        " last of them."
    )


def _noted(page: Page) -> Iterator[Block]:
    yield Block("heading", "What was noted")
    if not page.entries:
        yield Block("text", "Nothing was logged on these days.")
        return
    moments = [one for one in page.entries if isinstance(one, Moment)]
    reflections = sum(isinstance(one, Reflection) for one in page.entries)
    days = len({page.day_of(one) for one in page.entries})
    whole = (page.last - page.first).days + 1
    parts = [counted(len(moments), "moment")] if moments else []
    parts += [counted(reflections, "reflection")] if reflections else []
    yield Block("text", f"{listed(parts)}, on {days} of {counted(whole, 'day')}.")
    vocabulary = page.vocabulary
    wanted = {
        code: upper_first(wish(row, page.vocabulary.label(code, page.own)))
        for code, row in page.vocabulary.responses.items()
    }
    for label, codes, known in (
        ("What happened", (c for one in moments for c in one.triggers), vocabulary.triggers),
        ("What the other did", (c for one in moments for c in one.partner_acts), vocabulary.partner_acts),
        ("Felt", (f.mood for one in page.entries for f in one.feelings), vocabulary.moods),
        ("Wanted", (c for one in moments for c in one.urges), vocabulary.responses),
        ("Did", (c for one in moments for c in one.responses), vocabulary.responses),
    ):
        if words := _most(page, codes, known, wanted if label == "Wanted" else {}):
            yield Block("fact", words, label)
    noted = [one.closeness for one in moments if one.closeness]
    if noted:
        close = sum(one > 0 for one in noted)
        yield Block("fact", f"close in {close}, far in {len(noted) - close}", "It felt")


def _most(page: Page, codes: Iterable[str], known: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """The most frequent codes with their counts; those of the person's own only where notes are wanted."""
    told = {id for id, row in known.items() if row.origin != "own"}
    counts = Counter(code for code in codes if page.with_notes or code in told)
    found = [
        f"{page.unnamed(words.get(code) or page.vocabulary.label(code, page.own))} ({n})"
        for code, n in counts.most_common(MOST_NAMED)
    ]
    return "; ".join(found)


def _patterns(page: Page) -> Iterator[Block]:
    found = page.patterns()
    if not found:
        return
    yield Block("heading", "What tended to follow what")
    days = {one.id: page.day_of(one) for one in page.entries}
    for finding, pattern in found:
        title = fill(pattern.title, page.own)
        yield Block("subheading", f"{title}: {finding_text.STATE_NAMES[finding.state]}")
        sentences = [finding_text.pattern_sentence(finding, pattern, page.own), difference_words(finding)]
        sentences += [finding_text.evidence_words(finding), *finding_text.confounder_words(finding)]
        sentences += [finding_text.contrast_words(one, page.own) for one in finding.differed]
        sentences += [finding_text.left_out_words(finding), _answer(page, finding)]
        if finding.state != "holds_up":
            sentences.insert(1, f"So far: {finding_text.state_words(finding)}.")
        yield Block("text", " ".join(words for words in sentences if words))
        if dates := _dates(page, finding.moments, days):
            yield Block("fact", dates, "Noted on")
        otherwise = _dates(page, finding.counter_examples, days)
        if otherwise and (words := counter_words(finding, pattern)):
            yield Block("fact", f"{words}; of these days: {otherwise}", "Otherwise")
    if any(pattern.distancing for _, pattern in found):
        yield Block("quiet", fill(page.vocabulary.stepping_back, page.own))


def _answer(page: Page, finding: Finding) -> str:
    if finding.answer == "only_with" and not page.with_names:
        return "You said: only with one person."
    return finding_text.answer_words(finding, page.own)


def _dates(page: Page, ids: Iterable[str], days: dict[str, date]) -> str:
    """The days of these entries that lie in the span, each once."""
    found = sorted({days[id] for id in ids if id in days})
    told = [day_words(day, page.date_format, weekday=False, year=False, short=True) for day in found]
    more = f" and {len(told) - MOST_DATES} more" if len(told) > MOST_DATES else ""
    return ", ".join(told[:MOST_DATES]) + more


def _stories(page: Page) -> Iterator[Block]:
    closed = [
        one
        for one in page.stories
        if one.closed_at is not None
        and page.first <= local_day(one.closed_at, page.settings.day_start) <= page.last
    ]
    if not closed or page.quiet:
        return
    yield Block("heading", "Feared stories that were looked at again")
    otherwise = sum(one.turned_out == "otherwise" for one in closed)
    feared = sum(one.turned_out == "as_feared" for one in closed)
    yield Block(
        "text",
        f"{counted(len(closed), 'time')}: {otherwise} turned out otherwise, {feared} as feared,"
        f" {len(closed) - otherwise - feared} are still unknown.",
    )
    if page.with_notes:
        for one in closed:
            sure = "" if one.belief is None else f", {one.belief} % sure"
            how = (one.turned_out or "").replace("_", " ")
            yield Block("item", page.unnamed(f"{quoted(one.feared)}{sure}: {how}. {one.learned}".strip()))


def _experiments(page: Page) -> Iterator[Block]:
    practices = page.vocabulary.practices
    found = []
    for one in page.experiments:
        practice = practices.get(one.exercise or "")
        if page.quiet and practice is not None and practice.hidden_when_quiet:
            continue
        start = page.settings.day_start
        tries = [chance for chance in one.tries if page.first <= local_day(chance.at, start) <= page.last]
        if tries or page.first <= local_day(one.started_at, start) <= page.last:
            found.append((one, len(tries), sum(chance.did for chance in tries)))
    if not found:
        return
    yield Block("heading", "Experiments of one sentence")
    for one, chances, did in found:
        what = f"{quoted(page.unnamed(one.if_then))}: " if page.with_notes else ""
        yield Block(
            "item", f"{what}{counted(chances, 'chance')} noted, done {times(did) if did else '0 times'}."
        )


def _own_words(page: Page) -> Iterator[Block]:
    if not page.with_notes:
        return
    written = [one for one in page.entries if (one.note if isinstance(one, Moment) else one.text).strip()]
    if not written:
        return
    yield Block("heading", "In your own words")
    for one in written:
        yield Block("subheading", day_words(page.day_of(one), page.date_format))
        yield Block("words", page.unnamed(one.note if isinstance(one, Moment) else one.text))
