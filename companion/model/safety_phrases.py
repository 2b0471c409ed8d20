"""The phrase check: does a text say plainly that someone may be in danger? A small grammar, applied locally.

A meaning is who does what to whom, and what turns it round: a denial, an "if", a film, a game, a time long
past. All of that is data (``seed_content/phrases.toml``); here it is only applied. It offers a page and does
nothing else: nothing it finds is kept, counted or written out.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from companion.model.content_tables import ORIGINS, read_tables, row_from
from companion.model.errors import InputRefused
from companion.model.phrase_patterns import (
    Part,
    Pattern,
    Words,
    compile_pattern,
    either,
    ends,
    first_words,
    firsts,
    patterns_in,
    seconds,
    verb_forms,
)
from companion.model.safety_reading import Sentence, Slips, read_sentences

WHO = ("i", "they", "any")
"""Who does what a phrase says: the writer, the other one, or it is in the phrase itself."""

Row = TypeVar("Row")

REACH = 6
"""How many words before a phrase a denial or an "if" can turn it round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordSet:
    """A set of words, to be named in phrases as ``{id}``.

    ``words``: parted by ``|``, single ones or phrases. ``verbs``: verbs in all their forms; see
    :func:`companion.model.phrase_patterns.verb_forms`. ``slips``: one slip in a long one is put right.
    """

    id: str
    words: str = ""
    verbs: str = ""
    slips: bool = False
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A meaning: the ``card`` it offers, ``who`` does what it ``says``, and what it is not.

    ``says`` and ``unless`` are patterns, one a line. ``denied``: it is meant where it is denied ("does not
    let me leave"). ``imagined``: also where it is only thought of, or yet to come. ``unless``: what follows
    where it means something else.
    """

    id: str
    card: str
    says: str
    who: str = "any"
    denied: bool = False
    imagined: bool = False
    unless: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What makes a sentence no statement of the writer's own and present life: a film, a game, long ago.

    ``unless``: words in the same sentence with which it is one all the same.
    """

    id: str
    says: str
    unless: str = ""
    origin: str = ""


@dataclass(frozen=True, repr=False)
class Grammar:
    """The rows of ``phrases.toml``, and the matcher that is made of them once a text is looked at."""

    words: Mapping[str, WordSet]
    phrases: Mapping[str, Phrase]
    settings: Mapping[str, Setting]

    @cached_property
    def matcher(self) -> "Matcher":
        """What finds the phrases in sentences. Raises InputRefused for a row that cannot be read."""
        return Matcher(self)


def read_grammar(file: Path) -> Grammar:
    """The phrase check's words, phrases and settings. Raises InputRefused, naming file, row and field."""
    tables = read_tables(file, ("words", "phrase", "setting"), shipped=True)
    grammar = Grammar(
        _rows(file.name, tables, "words", WordSet, {"origin": ORIGINS}),
        _rows(file.name, tables, "phrase", Phrase, {"origin": ORIGINS, "who": WHO}),
        _rows(file.name, tables, "setting", Setting, {"origin": ORIGINS}),
    )
    for name in ENGINE_WORDS:
        if name not in grammar.words:
            raise InputRefused(f"{file.name}: the words {name!r} are missing; the phrase check needs them")
    return grammar


def _rows(
    file: str,
    tables: Mapping[str, list[Any]],
    kind: str,
    row_type: type[Row],
    allowed: Mapping[str, Collection[Any]],
) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for number, row in enumerate(tables.get(kind, ()), start=1):
        where = f"{file}: [[{kind}]] {number}"
        made = row_from(where, row, row_type, allowed)
        if row["id"] in rows:
            raise InputRefused(f"{where}: field 'id': an earlier row has the id {row['id']!r}")
        rows[row["id"]] = made
    if not rows:
        raise InputRefused(f"{file}: no rows found; write each as [[{kind}]]")
    return rows


def card_for(texts: Iterable[str], grammar: Grammar, names: Iterable[str] = ()) -> str | None:
    """The card that the first meaning found in ``texts`` offers; ``None`` where there is none.

    ``names``: what the other one is called.
    """
    found = meaning_of(texts, grammar, names)
    return None if found is None else found.card


def meaning_of(texts: Iterable[str], grammar: Grammar, names: Iterable[str] = ()) -> Phrase | None:
    """The meaning, the first in the order of the table, that one of ``texts`` has."""
    called = tuple(names)
    written = [text for text in texts if text.strip()]
    if not written:
        return None
    matcher = grammar.matcher
    best = len(matcher.phrases)
    for text in written:
        for sentence in read_sentences(text, called, matcher.kin, matcher.slips, matcher.after_will):
            best = matcher.first_in(sentence, best)
    return matcher.phrases[best] if best < len(matcher.phrases) else None


ENGINE_WORDS = (
    "i", "they", "kin", "between", "denying", "denying_clause", "denying_not", "modal", "supposing", "saying",
    "other_subject", "after_will", "no_slip",
)  # fmt: skip
"""The sets of words that the matcher itself asks for."""


_Line = tuple[int, Pattern]
"""The number of a row, and one of its patterns."""


class _Lines:
    """Patterns by the words they begin with; each is read once the first of these turns up in a text."""

    def __init__(self, kind: str, rows: Iterable[tuple[str, str]], classes: Mapping[str, Pattern]) -> None:
        self._classes = classes
        self._lines: dict[str, list[tuple[int, str, str]]] = {}
        self._read: dict[str, tuple[list[_Line], dict[str, list[_Line]]]] = {}
        self._patterns: dict[str, Pattern] = {}
        for order, (id, says) in enumerate(rows):
            where = f"{kind} {id!r}"
            for line in patterns_in(says):
                for word in first_words(line, classes, where):
                    self._lines.setdefault(word, []).append((order, line, where))

    def beginning_with(self, words: list[str], at: int) -> Iterator[_Line]:
        """The patterns that the two words from ``at`` on can begin."""
        word = words[at]
        if word not in self._lines:
            return
        if word not in self._read:
            self._read[word] = self._read_lines(word)
        with_any, by_second = self._read[word]
        yield from with_any
        if at + 1 < len(words):
            yield from by_second.get(words[at + 1], ())

    def _read_lines(self, word: str) -> tuple[list[_Line], dict[str, list[_Line]]]:
        """Those that go on with any word, or may end; the others by their second word."""
        with_any: list[_Line] = []
        by_second: dict[str, list[_Line]] = {}
        for order, line, where in self._lines[word]:
            if line not in self._patterns:
                self._patterns[line] = compile_pattern(line, self._classes, where)
            pattern = self._patterns[line]
            second = seconds(pattern)
            for each in second:
                by_second.setdefault(each, []).append((order, pattern))
            if not second:
                with_any.append((order, pattern))
        return with_any, by_second


class Matcher:
    """Phrases by the word they begin with, tried only where that word stands."""

    def __init__(self, grammar: Grammar) -> None:
        self.classes: dict[str, Pattern] = {}
        self._exceptions: dict[str, list[Pattern]] = {}
        slips: set[str] = set()
        for row in grammar.words.values():
            part = _words_of(row, self.classes)
            self.classes[row.id] = (part,)
            if row.slips:
                slips |= firsts((part,))
        self.kin = self._plain("kin")
        self.after_will = self._plain("after_will")
        self.slips = Slips(slips, self._plain("no_slip"))
        self.phrases = list(grammar.phrases.values())
        self._settings = list(grammar.settings.values())
        self._says = _Lines("phrase", [(each.id, each.says) for each in self.phrases], self.classes)
        self._set = _Lines("setting", [(each.id, each.says) for each in self._settings], self.classes)
        self._still = _Lines("setting", [(each.id, each.unless) for each in self._settings], self.classes)
        self._i, self._they, self._between = self._plain("i"), self._plain("they"), self._plain("between")
        self._denying, self._modal = self._plain("denying"), self._plain("modal")
        self._denying_clause, self._denying_not = self._plain("denying_clause"), self._plain("denying_not")
        self._supposing, self._saying = self._plain("supposing"), self._plain("saying")
        self._subjects = self._i | self._they | self._plain("other_subject")

    def _plain(self, name: str) -> frozenset[str]:
        """A set that is single words alone."""
        part = self.classes[name][0]
        if not isinstance(part, Words):
            raise InputRefused(f"words {name!r}: only single words can stand here")
        return part.any_of

    def _unless(self, row: Phrase) -> list[Pattern]:
        """What turns a row round, read when it is first asked for."""
        if row.id not in self._exceptions:
            self._exceptions[row.id] = [
                compile_pattern(line, self.classes, f"{row.id!r}, unless") for line in patterns_in(row.unless)
            ]
        return self._exceptions[row.id]

    def first_in(self, sentence: Sentence, best: int) -> int:
        """The number of the first phrase before ``best`` that the sentence says, or ``best``."""
        words = sentence.words
        carried = self._carried(sentence)
        passed_over: bool | None = None
        for at in range(len(words)):
            meant: dict[tuple[str, bool, bool], bool] = {}
            for order, pattern in self._says.beginning_with(words, at):
                if order >= best:
                    continue
                phrase = self.phrases[order]
                kind = (phrase.who, phrase.denied, phrase.imagined)
                if kind not in meant:  # cheaper than looking for the pattern, and the same for many
                    meant[kind] = self._meant(sentence, carried, at, phrase)
                if not meant[kind]:
                    continue
                places = ends(pattern, words, at, sentence.starts)
                if not places or self._is_something_else(sentence, places, order):
                    continue
                if passed_over is None:
                    passed_over = self._set_elsewhere(sentence)
                if passed_over:
                    return best
                best = order
        return best

    # Who, and whether

    def _carried(self, sentence: Sentence) -> dict[int, str]:
        """For the beginning of each clause, who the clauses before it in the sentence are about."""
        carried: dict[int, str] = {}
        subject = ""
        for at, word in enumerate(sentence.words):
            if at in sentence.starts:
                carried[at] = subject
                fresh = True
            if fresh and word in self._subjects:
                subject, fresh = word, False
        return carried

    def _meant(self, sentence: Sentence, carried: Mapping[int, str], at: int, phrase: Phrase) -> bool:
        words, starts = sentence.words, sentence.starts
        if phrase.who == "any":
            first = max(0, at - REACH)
            since = next((place for place in range(at, first, -1) if place in starts), first)
            near = words[since:at]
            denied = not self._denying.isdisjoint(near) and any(
                word in self._denying and self._denies(near, place) for place, word in enumerate(near)
            )
            imagined = not self._supposing.isdisjoint(near)
            return self._fits(phrase, denied, imagined)
        here, denied, imagined = at, False, False
        while here > max(0, at - REACH) and here not in starts:
            word = words[here - 1]
            if word in self._denying:
                denied = True
            elif word in self._modal:
                imagined = True
            elif word not in self._between:
                break
            here -= 1
        if here in starts:
            joined = here > 0 and words[here - 1] in ("and", "then", "but", "or")
            subject = carried.get(here, "")
            if phrase.who == "i" and (not joined or not subject):
                subject = "i" if subject not in self._they or not joined else subject
        else:
            here -= 1
            subject = words[here]
        wanted = self._i if phrase.who == "i" else self._they
        if subject not in wanted:
            return False
        before = words[max(0, here - REACH) : here]
        denied = denied or self._clause_denied(before)
        imagined = imagined or self._supposed(before)
        return self._fits(phrase, denied, imagined) and not (
            phrase.who == "i" and not sentence.theirs and self._reported(words, here)
        )

    def _fits(self, phrase: Phrase, denied: bool, imagined: bool) -> bool:
        return denied == phrase.denied and (phrase.imagined or not imagined)

    def _denies(self, words: list[str], at: int) -> bool:
        """Whether a "not" denies what follows, and not that one knows or can help it."""
        return not any(word in self._denying_not for word in words[at + 1 : at + 3])

    def _clause_denied(self, before: list[str]) -> bool:
        return not self._denying.isdisjoint(before) and any(
            word in self._denying
            and any(each in self._denying_clause for each in before[place + 1 : place + 4])
            and self._denies(before, place)
            for place, word in enumerate(before)
        )

    def _supposed(self, before: list[str]) -> bool:
        near = before[-2:]
        return not self._supposing.isdisjoint(near) and "what" not in before[-3:]

    def _reported(self, words: list[str], subject: int) -> bool:
        """Whether "i" is somebody else's, whose words these are: "she said i want to die"."""
        at = subject - 1
        if at >= 0 and words[at] == "that":
            at -= 1
        if at < 0 or words[at] not in self._saying:
            return False
        return self._i.isdisjoint(words[max(0, at - 3) : at])

    def _is_something_else(self, sentence: Sentence, places: set[int], order: int) -> bool:
        words, starts = sentence.words, sentence.starts
        unless = self._unless(self.phrases[order])
        return all(
            any(ends(pattern, words, place + more, starts) for pattern in unless for more in range(3))
            for place in places
        )

    def _set_elsewhere(self, sentence: Sentence) -> bool:
        """Whether the sentence is about a film, a game, a dream, somebody else or a time long past."""
        found = self._rows_in(self._set, sentence)
        return bool(found) and bool(found - self._rows_in(self._still, sentence))

    def _rows_in(self, lines: _Lines, sentence: Sentence) -> set[int]:
        """The numbers of the rows of which a pattern is in the sentence."""
        words = sentence.words
        return {
            order
            for at in range(len(words))
            for order, pattern in lines.beginning_with(words, at)
            if ends(pattern, words, at, sentence.starts)
        }


def _words_of(row: WordSet, classes: Mapping[str, Pattern]) -> Part:
    where = f"words {row.id!r}"
    ways = list(compile_pattern(f"({row.words})", classes, where)) if row.words.strip() else []
    return either([*((way,) for way in ways), (Words(verb_forms(row.verbs)),)]) if row.verbs else ways[0]
