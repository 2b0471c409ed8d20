"""What a text a person wrote mentions, of the words a moment is made of: offered to them, never picked.

A reader of everyday sentences and no grammar: it knows who does something from the last pronoun or name
before it, what is turned round by "not", "would" or "if", and what was wanted and not done. It would rather
pass over a word than offer the wrong one. Nothing is kept, and the same text mentions the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from companion.model.mention_words import (
    AFTER_FEELING_ONLY,
    ALONE_IT_SAYS_LITTLE,
    AS_IT_STANDS,
    BY_ME,
    BY_THEM,
    LOOKS_LIKE_A_SLIP,
    NEEDS_THEM,
    NEVER_MENTIONED,
    PASSIVE,
    WITH_A_WORD_BEFORE,
)
from companion.model.records import Settings
from companion.model.sentence_reading import ME, OPEN, OTHER, THIRD, Word, phrase_words, read_words
from companion.model.text import fill, one_line
from companion.model.vocabulary import Vocabulary
from companion.model.word_forms import one_slip_apart, word_set

KINDS = ("trigger", "partner_act", "mood", "urge", "response")
"""The kinds of what can be mentioned, in the order in which a moment is asked for."""

MOST = 9
"""How many are given at the most: as many as there are digits to pick them by."""

PER_WORD = 2
"""How many rows of one kind the same words offer at the most, the closest first."""

SHORTEST_WITH_A_SLIP = 6
"""Letters; a shorter word is taken as it was typed."""


class Mention(NamedTuple):
    """One row that a text mentions: its ``kind`` (one of KINDS), its ``code``, and the ``words`` that do."""

    kind: str
    code: str
    words: str


class _Phrase(NamedTuple):
    """A way to say a row: the forms of each word, how close it is (0 closest), and whose row it is."""

    kind: str
    code: str
    group: str
    forms: tuple[frozenset[str], ...]
    text: str
    rank: int


class _Index(NamedTuple):
    """Phrases by what their first word may come from, and those words by their first letter."""

    phrases: Mapping[str, tuple[_Phrase, ...]]
    words: Mapping[str, tuple[str, ...]]


def mentions(text: str, vocabulary: Vocabulary, settings: Settings) -> list[Mention]:
    """What ``text`` mentions of what can have happened, been done, felt and wanted, at most ``MOST``.

    In the order of KINDS, and then of the text; what belongs to safety comes last. What was denied, only
    thought of, done by third persons, or is a name is not mentioned.
    """
    index = _index(tuple(_rows(vocabulary, settings)), settings.partner_name)
    words = read_words(text, [settings.partner_name])
    found: dict[tuple[str, str], tuple[tuple[object, ...], Mention]] = {}
    for at, word in enumerate(words):
        if word.named:
            continue
        for phrase in _beginning_with(word, index):
            end = _end(phrase, words, at)
            kind = None if end is None else _kind(phrase, words, at, end)
            if end is None or kind is None or (kind, phrase.code) in found:
                continue
            said = _said(words, at, end)
            order = (phrase.group == "safety", KINDS.index(kind), at, phrase.rank)
            found[kind, phrase.code] = (order, Mention(kind, phrase.code, said))
    return _closest(mention for _, mention in sorted(found.values(), key=lambda row: row[0]))


def _said(words: list[Word], at: int, end: int) -> str:
    """The words from ``at`` to ``end`` in small letters; a "not" with the word it belongs to."""
    start = at - 1 if words[at].text == "n't" else at
    return " ".join(each.text for each in words[start:end]).replace(" n't", "n't").casefold()


def _closest(ordered: Iterable[Mention]) -> list[Mention]:
    """The first of them: a few for the same words, and no more in all than can be picked by a digit."""
    kept: list[Mention] = []
    times: dict[tuple[str, str], int] = {}
    for mention in ordered:
        times[mention.kind, mention.words] = times.get((mention.kind, mention.words), 0) + 1
        if times[mention.kind, mention.words] <= PER_WORD:
            kept.append(mention)
    return kept[:MOST]


# Reading a phrase in a text

_SKIPPED = word_set(
    "me us the a an my our his her their him them it so very really just all too even each other quite "
    "that any much i was were be is am are been got get had have did do a bit of to more"
)
_SKIPS = 3
"""How many small words may stand between two words of a phrase."""


def _beginning_with(word: Word, index: _Index) -> list[_Phrase]:
    """The phrases that a word begins, the longest first."""
    known = [form for form in word.forms if form in index.phrases]
    if not known and len(word.text) >= SHORTEST_WITH_A_SLIP:
        known = _meant(word.text.casefold(), index)
    phrases = dict.fromkeys(phrase for form in sorted(known) for phrase in index.phrases[form])
    return sorted(phrases, key=lambda phrase: -len(phrase.forms))


def _meant(word: str, index: _Index) -> list[str]:
    """The first words of phrases that are one slip away from a word that is none."""
    if word in LOOKS_LIKE_A_SLIP:
        return []
    start, end = word[:2], word[-3:]  # a slip leaves one of them as it is
    near = (each for each in index.words.get(word[0], ()) if each[:2] == start or each[-3:] == end)
    return [each for each in near if one_slip_apart(word, each)]


def _end(phrase: _Phrase, words: list[Word], at: int) -> int | None:
    """Where a phrase that begins at ``at`` ends, exclusive; ``None`` where it does not go on."""
    part, here = words[at].part, at + 1
    for forms in phrase.forms[1:]:
        last = here + (0 if phrase.kind == "mood" else _SKIPS)
        while here < len(words) and forms.isdisjoint(words[here].forms):
            if here >= last or words[here].text.casefold() not in _SKIPPED:
                return None
            here += 1
        if here >= len(words) or words[here].part != part:
            return None
        here += 1
    return here


# Who did it, and as what it is mentioned


def _kind(phrase: _Phrase, words: list[Word], at: int, end: int) -> str | None:
    """As what a phrase is mentioned between ``at`` and ``end``; ``None`` where it is not."""
    word = words[at]
    denies = any("not" in forms for forms in phrase.forms)
    if word.turned and not denies:
        return None
    who = _who(words, at, end)
    to_me = any(each.text.casefold() in ("me", "us") for each in _near(words, at, end, 3))
    if phrase.group == "safety" and len(phrase.forms) == 1 and not to_me:
        return None
    if not _in_place(phrase, words, at):
        return None
    match phrase.kind:
        case "trigger":
            to_them = any("them" in each.forms for each in _near(words, end, end, 1))
            by_me = who == OPEN and to_them and not to_me  # "thanked them"
            return "trigger" if not word.wanted and _happened(phrase, ME if by_me else who) else None
        case "partner_act":
            theirs = who == OTHER or (who == OPEN and to_me)
            return "partner_act" if theirs and not word.wanted else None
        case "mood":
            return "mood" if who not in (OTHER, THIRD) and _felt(words, at) else None
    if who not in (ME, OPEN) or (who == OPEN and to_me):
        return None
    if _is_noun(words, at) and _MAKES_IT.isdisjoint(_forms_before(words, at)):
        return None
    if phrase.text in NEEDS_THEM and not any("them" in each.forms for each in words[end : end + 2]):
        return None
    return "urge" if word.wanted else "response"


def _happened(phrase: _Phrase, who: str) -> bool:
    if who == THIRD:
        return phrase.group == "external" and phrase.code not in BY_ME
    return not ((phrase.code in BY_THEM and who == ME) or (phrase.code in BY_ME and who == OTHER))


def _who(words: list[Word], at: int, end: int) -> str:
    """Who did it: turned round by "was hugged", left open by "got a hug", named by "from Robin"."""
    who = words[at].who
    after = words[end : end + 3]
    if any(
        each.text.casefold() in ("from", "by") and "them" in other.forms for each, other in pairwise(after)
    ):
        return OTHER
    forms = _forms_before(words, at)
    if at and words[at - 1].part == words[at].part and "them" in words[at - 1].forms:
        return OTHER  # "saw her flirting"
    if who not in (ME, OPEN):
        return who
    if _is_noun(words, at) and who == ME:
        return OPEN if _MAKES_IT.isdisjoint(forms) else ME
    done_to_me = not PASSIVE.isdisjoint(words[at].forms) and words[at].text.casefold() not in PASSIVE
    return OTHER if done_to_me and not forms.isdisjoint(("be", "get", "feel")) else who


_MAKES_IT = word_set("give set make draw")
"""What makes a noun an act of the one who does it: "gave a hug", where "had a hug" leaves that open."""


def _forms_before(words: list[Word], at: int) -> set[str]:
    """The forms of the three words before, in the same clause."""
    before = [each for each in words[max(0, at - 3) : at] if each.part == words[at].part]
    return {form for each in before for form in each.forms}


def _is_noun(words: list[Word], at: int) -> bool:
    """Whether "a", "no", "his" or the like stands before a word that is no past form."""
    if words[at].text.casefold().endswith(("ed", "ing")):
        return False
    before = words[max(0, at - 2) : at]
    if words[at].denies:
        return words[at].text.casefold() == "no"
    return any(each.text.casefold() in _BEFORE_NOUNS for each in before if each.part == words[at].part)


_BEFORE_NOUNS = word_set(
    "a an the no his her their my our another some any more this that big huge long same old bad good "
    "first last real"
)


def _near(words: list[Word], at: int, end: int, reach: int) -> list[Word]:
    """The words of a phrase and up to ``reach`` after it, in the same clause."""
    return [each for each in words[at : end + reach] if each.part == words[end - 1].part]


_FEEL = frozenset(("feel", "feeling"))
_BEFORE_FEELINGS = _FEEL | word_set(
    "be become get go seem act so very really quite bit little too pretty rather more completely totally"
)


def _felt(words: list[Word], at: int) -> bool:
    """Whether a feeling was there, and not only wanted: "felt like crying" and no "wanted to be calm"."""
    return not words[at].wanted or "feel" in _forms_before(words, at)


def _in_place(phrase: _Phrase, words: list[Word], at: int) -> bool:
    """Whether a word that says little by itself has one before it that makes it say something."""
    if phrase.kind == "mood" and phrase.text in AFTER_FEELING_ONLY:
        needed, reach = _FEEL, 4
    elif phrase.text in WITH_A_WORD_BEFORE:
        needed, reach = _BEFORE_FEELINGS, 3
    else:
        return True
    if at and words[at - 1].text.casefold() in _BEFORE_NOUNS:
        return False  # "a quiet street"
    near = words[max(0, at - reach) : at]
    before = [each for each in near if each.part == words[at].part and not each.denies]
    return any(not needed.isdisjoint(each.forms) for each in before)


# The phrases


_Row = tuple[str, str, str, tuple[str, ...]]
"""The kind of a row, its code, its group, and the ways to say it."""


def _rows(vocabulary: Vocabulary, settings: Settings) -> Iterator[_Row]:
    tables: tuple[tuple[str, Mapping[str, Any]], ...] = (
        ("trigger", vocabulary.triggers),
        ("partner_act", vocabulary.partner_acts),
        ("mood", vocabulary.moods),
        ("response", vocabulary.responses),
    )
    for kind, rows in tables:
        for row in rows.values():
            if not row.deprecated and row.id not in NEVER_MENTIONED:
                ways = (one_line(fill(row.label, settings)), *row.also)
                yield kind, row.id, getattr(row, "group", ""), ways


_LEFT_OUT = word_set("a an the i do be your")
"""Words of a phrase that need not be there in a text."""

_PhraseWord = tuple[str, frozenset[str]]


def _phrase_forms(kind: str, words: list[_PhraseWord]) -> tuple[frozenset[str], ...]:
    """What each word of a phrase may be found by: a feeling as it stands, so that "loved" is not "love"."""
    last, forms = words[-1]
    if len(words) == 1 and (kind == "mood" or last in AS_IT_STANDS):
        forms = frozenset((last,))
    elif "not" in forms:
        forms = frozenset((last,))  # "said no" is not "said nothing"
    return (*(forms for _, forms in words[:-1]), forms)


@lru_cache(maxsize=4)
def _index(rows: tuple[_Row, ...], name: str) -> _Index:
    phrases: dict[str, list[_Phrase]] = {}
    for kind, code, group, ways in rows:
        for rank, text in enumerate(ways):
            text = " ".join(text.casefold().split())
            words = [each for each in phrase_words(text, [name]) if _LEFT_OUT.isdisjoint(each[1])]
            said = " ".join(word for word, _ in words)
            if not words or {text, said, f"{kind.replace('_', ' ')}:{said}"} & ALONE_IT_SAYS_LITTLE:
                continue
            if len(words) == 1 and "not" in words[0][1]:
                continue
            forms = _phrase_forms(kind, words)
            phrase = _Phrase(kind, code, group, forms, said, rank)
            for form in forms[0]:
                phrases.setdefault(form, []).append(phrase)
    words_by_letter: dict[str, list[str]] = {}
    for form in phrases:
        if len(form) >= SHORTEST_WITH_A_SLIP - 1:
            words_by_letter.setdefault(form[0], []).append(form)
    return _Index(
        {form: tuple(each) for form, each in phrases.items()},
        {letter: tuple(each) for letter, each in words_by_letter.items()},
    )
