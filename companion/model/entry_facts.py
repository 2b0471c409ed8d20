"""The facts of an entry, each once, in the order in which a person reads them.

The panes, the command line and the exports for reading take an entry's facts from here and only style them: a
fact added here is in all of them. Everything a fact holds is on one line and safe to show.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from companion.model.date_format import day_words
from companion.model.frozen_dataclass import dataclass
from companion.model.records import PARTNER, Entry, Moment, Sequel, Settings, Story
from companion.model.text import one_line
from companion.model.vocabulary import Vocabulary

CLOSENESS_WORDS: Mapping[int, str] = {
    -3: "far apart",
    -2: "distant",
    -1: "a little distant",
    0: "in between",
    1: "a little close",
    2: "close",
    3: "very close",
}
"""What each point of the scale of closeness says."""

TURNED_OUT_WORDS: Mapping[str, str] = {
    "as_feared": "it came true",
    "otherwise": "differently",
    "still_unknown": "still unknown",
}
"""How a worry can have turned out, in words."""

CLOSER_WORDS: Mapping[int, str] = {1: "closer", 0: "the same", -1: "further apart"}
"""How it can have been afterwards, in words."""

ABOUT_IT_WORDS: Mapping[str, str] = {
    "relieved": "relieved",
    "all_right": "all right",
    "sorry": "sorry",
    "unknown": "not sure",
}
"""How a person can have felt afterwards about what they did, in words."""

_HEADINGS: Mapping[str, tuple[str, str]] = {
    "triggers": ("what happened", "What happened"),
    "partner_acts": ("partner", "What they did"),
    "prompt": ("question", "Question"),
    "feelings": ("felt", "Felt"),
    "body": ("in the body", "In the body"),
    "urges": ("wanted", "Wanted"),
    "responses": ("did", "Did"),
    "closeness": ("closeness", "Closeness"),
    "ending": ("ended", "How it ended"),
    "sequel": ("afterwards", "And afterwards"),
    "person": ("with", "With whom"),
    "leaning": ("leaning", "Leaning"),
    "zone": ("time zone", "Time zone"),
    "tags": ("tags", "Tags"),
    "feared": ("feared", "Feared"),
    "belief": ("how sure", "How sure"),
    "ask_again_at": ("asks again", "Asks again"),
    "turned_out": ("turned out", "Turned out"),
    "closed_at": ("checked", "Checked"),
    "learned": ("learned", "Learned"),
}
"""For each kind of fact the word that stands before it in a line, and the label it has on a page."""


@dataclass(frozen=True, slots=True)
class Value:
    """One thing a fact says.

    ``text``: the label of what was picked, or a person's own words. ``code``: the id behind a label; empty
    for own words. ``intensity``: how strong a feeling was, 0 to 10; ``None`` where that was not said.
    """

    text: str
    code: str = ""
    intensity: int | None = None

    @property
    def words(self) -> str:
        """The text, and how strong it was: ``"Anxious 7"``."""
        return self.text if self.intensity is None else f"{self.text} {self.intensity}"


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of an entry that was filled in.

    ``kind``: the field's name in the record. ``heading``: the word before it in a line (``"felt"``, or the
    partner's name); ``title``: its label on a page (``"Felt"``). ``values``: what it says; never empty.
    """

    kind: str
    heading: str
    title: str
    values: tuple[Value, ...]

    def words(self, between: str = ", ") -> str:
        """All it says on one line, ``between`` from value to value."""
        return between.join(value.words for value in self.values)


def entry_facts(
    entry: Entry, vocabulary: Vocabulary, settings: Settings, home_zone: str | None = None
) -> tuple[Fact, ...]:
    """Every field of an entry that was filled in, but its time, its star and the text that was written.

    Labels are filled with the name and pronouns of ``settings``; an unknown id stands as it is. ``home_zone``
    is the IANA name of the zone that goes without saying: the zone of an entry is a fact where it is another.
    """

    def picked(codes: Iterable[str]) -> list[Value]:
        return [Value(one_line(vocabulary.label(code, settings)), code) for code in codes]

    felt = [
        Value(one_line(vocabulary.label(feeling.mood, settings)), feeling.mood, feeling.intensity)
        for feeling in entry.feelings
    ]
    zone = entry.zone if entry.zone and entry.zone != home_zone else ""
    if isinstance(entry, Moment):
        facts = [
            _fact("triggers", *picked(entry.triggers)),
            _fact("partner_acts", *picked(entry.partner_acts), heading=one_line(settings.partner_name)),
            _fact("feelings", *felt),
            _own("body", entry.body),
            _fact("urges", *picked(entry.urges)),
            _fact("responses", *picked(entry.responses)),
            _own("closeness", "" if entry.closeness is None else closeness_words(entry.closeness)),
            _own("ending", entry.ending),
            _own("sequel", *_sequel_values(entry.sequel)),
            _own("person", "" if entry.person == PARTNER else entry.person),
        ]
    else:
        facts = [
            _fact("prompt", *picked([entry.prompt] if entry.prompt else [])),
            _fact("feelings", *felt),
            _own("leaning", (entry.leaning or "").replace("_", "-")),
        ]
    facts += [_own("zone", zone.replace("_", " ")), _own("tags", *entry.tags)]
    return tuple(fact for fact in facts if fact.values)


def story_facts(story: Story, date_format: str = "day-first") -> tuple[Fact, ...]:
    """Every field of a worry that was filled in, dates as ``date_format`` writes them."""

    def day(at: datetime | None) -> str:
        return "" if at is None else day_words(at.date(), date_format)

    facts = [
        _own("feared", story.feared),
        _own("belief", "" if story.belief is None else f"{story.belief}%"),
        _own("ask_again_at", day(story.ask_again_at)),
        _own("turned_out", TURNED_OUT_WORDS.get(story.turned_out or "", story.turned_out or "")),
        _own("closed_at", day(story.closed_at)),
        _own("learned", story.learned),
    ]
    return tuple(fact for fact in facts if fact.values)


def _sequel_values(sequel: Sequel | None) -> Iterable[str]:
    """What was said afterwards, and on which day; nothing where it was taken back."""
    if sequel is None or not sequel.says_something:
        return
    if sequel.closer is not None:
        yield CLOSER_WORDS[sequel.closer]
    if sequel.about_it is not None:
        yield f"{ABOUT_IT_WORDS[sequel.about_it]} about it"
    yield sequel.note
    yield f"said on {day_words(sequel.at.date(), weekday=False, year=False, short=True)}"


def closeness_words(closeness: int) -> str:
    """``"+2 close"``, ``"in between"`` for 0, and the figure alone beyond the scale of seven points."""
    words = CLOSENESS_WORDS.get(closeness, "")
    return f"{closeness:+d} {words}".rstrip() if closeness else words


def _fact(kind: str, *values: Value, heading: str = "") -> Fact:
    word, title = _HEADINGS[kind]
    return Fact(kind, heading or word, title, tuple(value for value in values if value.text))


def _own(kind: str, *texts: str) -> Fact:
    """A fact in a person's own words, or in words that have no id."""
    return _fact(kind, *(Value(one_line(text)) for text in texts))
