"""Search: a query as one full-text expression, newest first; pieces of words only where words do not fit."""

import re
import secrets
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Literal
from unicodedata import normalize

from companion.model.records import Entry, Moment
from companion.model.search_query import CODE_FILTERS, Filter, Hit, Query, Term
from companion.model.search_words import SPECIAL, says_exactly, spellings_of_phrase, written_ways
from companion.store.connection import Link
from companion.store.entry_rows import CHARACTER, OWN_TEXTS, READ, SECOND, TEXTS, entry_of, token
from companion.store.local_days import span
from companion.store.substring_index import characters_in, like, parts_of

_DAY = 86_400
AROUND = 14
"""How many words a snippet shows."""

MOST_CODES = 400
"""How many different ids a filter given in part may stand for; the most used come first."""

MOST_WORDS = 400
"""A piece that stands in more words than this is common: the newest entries are gone through for it."""

_WHITE = re.compile(r"\s+")

Spans = tuple[tuple[str, bool], ...]
"""A piece of text in stretches, each with whether it is what was looked for."""


class Finder:
    """Searches the entries of one journal. Days begin ``start`` seconds after midnight."""

    def __init__(self, link: Link) -> None:
        self._link = link
        link.provide("says_exactly", 2, says_exactly)
        self._letters: tuple[object, frozenset[str]] = (None, frozenset())

    def search(self, query: Query, start: int, limit: int) -> list[Hit]:
        """The newest entries that the query fits, with the piece of each where it does."""
        hits = self._search(query, start, limit, "whole")
        # Beginnings are dear when they are common, so they are looked for only where whole words, which are
        # cheap, do not fill the page.
        if len(hits) < limit and any(_unfinished(term) for term in query.terms):
            hits = self._search(query, start, limit, "begun")
        if len(hits) < limit and any(term.marks and not term.negated for term in query.terms):
            found = {hit.entry.id for hit in hits}
            named = self._search(query, start, limit, "named")
            hits += [hit for hit in named if hit.entry.id not in found][: limit - len(hits)]
        if not hits and any(not term.negated and _indexed(term) for term in query.terms):
            # Perhaps a word was typed from its middle on, or to an end that stemming took away.
            hits = self._search(query, start, limit, "pieces")
        return hits

    def _search(
        self, query: Query, start: int, limit: int, way: Literal["whole", "begun", "named", "pieces"]
    ) -> list[Hit]:
        needed: list[str] = []
        barred: list[str] = []
        for condition in query.filters:
            words = self._marks(condition)
            if words:
                (barred if condition.negated else needed).append(f"({' OR '.join(words)})")
            elif not condition.negated:
                return []
        where: list[str] = []
        parameters: list[object] = []
        shown: list[str] = []
        letters = self._special_letters() if query.terms else frozenset()
        for term in query.terms:
            if _indexed(term) and (term.negated or way != "pieces"):
                words = [_quoted(each) for each in written_ways(term.text, letters, forms=not term.exact)]
                if way in ("begun", "named") and _unfinished(term):
                    words += [f"{_quoted(each)} *" for each in spellings_of_phrase(term.text, letters)]
                if way == "named" or term.negated:
                    words += [token(kind, code) for kind, code in term.marks]
                if term.exact:
                    exactly = " OR ".join(f"says_exactly(entries.{column}, ?)" for column in TEXTS)
                    where.append(f"NOT ({exactly})" if term.negated else f"({exactly})")
                    parameters += [term.text] * len(TEXTS)
                    if term.negated:
                        continue
                (barred if term.negated else needed).append(f"({' OR '.join(words)})")
            else:
                if not term.negated:
                    needed += self._able_to_hold(term.text)
                likes = [f"%{like(variant)}%" for variant in _variants(term.text)]
                anywhere = " OR ".join(
                    f"entries.{column} LIKE ? ESCAPE '\\'" for column in TEXTS for _ in likes
                )
                where.append(f"NOT ({anywhere})" if term.negated else f"({anywhere})")
                parameters += likes * len(TEXTS)
            if not term.negated:
                shown.append(term.text)
        if barred and not needed:
            needed.append(f"({token('kind', 'moment')} OR {token('kind', 'reflection')})")
        for felt in query.closeness:
            row = "coalesce(entries.closeness BETWEEN ? AND ?, 0)"
            where.append(f"NOT {row}" if felt.negated else row)
            parameters += [felt.least, felt.most]
        if query.first is not None or query.last is not None:
            low, high = span(query.first or date.min, query.last or date.max, start)
            # Entries are ordered by absolute time, days go by the wall clock; no offset is a day or more.
            row = "words.rowid" if needed else "entries.place"
            where.append(f"{row} BETWEEN ? AND ? AND entries.wall >= ? AND entries.wall < ?")
            parameters += [(low - _DAY) * SECOND, (high + _DAY) * SECOND, low, high]
        if not needed:
            only = f"WHERE {' AND '.join(where)}" if where else ""
            rows = self._link.rows(
                f"SELECT {READ} FROM entries {only} ORDER BY place DESC LIMIT ?", [*parameters, limit]
            )
            return [_hit(entry_of(row), (), shown) for row in rows]
        expression = " AND ".join(needed) + (f" NOT ({' OR '.join(barred)})" if barred else "")
        # The marks around what matched, which no text holds: they are drawn anew each time.
        mark = secrets.token_hex(8)
        # Those of a person's own words only: what an entry is about is told with it in better ones.
        pieces = (f", snippet(words, {number}, ?, ?, '…', {AROUND})" for number in range(len(OWN_TEXTS)))
        snippets = "".join(pieces)
        columns = ", ".join(f"entries.{name.strip()}" for name in READ.split(","))
        only = " AND ".join(["words MATCH ?", *where])
        rows = self._link.rows(
            f"SELECT {columns}{snippets} FROM words JOIN entries ON entries.place = words.rowid "
            f"WHERE {only} ORDER BY words.rowid DESC LIMIT ?",
            [*(f"{side}{mark}" for _ in OWN_TEXTS for side in "<>"), expression, *parameters, limit],
        )
        return [_hit(entry_of(row), _marked(row[-len(OWN_TEXTS) :], mark), shown) for row in rows]

    def _special_letters(self) -> frozenset[str]:
        """The letters in use that the index keeps apart from plain ones; looked up once for each change."""
        revision = self._link.value("SELECT value FROM meta WHERE name = 'revision'")
        if self._letters[0] != revision:
            both = "".join(sorted({*SPECIAL, *"".join(SPECIAL).upper()}))
            rows = self._link.rows("SELECT word FROM lexicon WHERE word GLOB ?", [f"*[{both}]*"])
            used = frozenset("".join(word for (word,) in rows).lower())
            self._letters = (revision, used & SPECIAL)
        return self._letters[1]

    def _marks(self, condition: Filter) -> list[str]:
        """The words of the index for a filter.

        An id in full stands for itself, a part for all ids it is in.
        """
        name = condition.name
        if condition.ids:
            return [token(name, code) for code in condition.ids]
        if name not in CODE_FILTERS:
            return [token(name, condition.value)]
        rows = self._link.rows("SELECT code FROM codes WHERE kind = ? ORDER BY uses DESC, code", [name])
        codes = condition.fitting([code for (code,) in rows])
        return [token(name, code) for code in codes[:MOST_CODES]]

    def _able_to_hold(self, piece: str) -> list[str]:
        """What of the index every entry with this piece of text has, though others may have it, too."""
        needed = [token(CHARACTER, character) for character in characters_in([piece])]
        for part in parts_of(piece):
            variants = _variants(part)
            anyway = " OR ".join(["word LIKE ? ESCAPE '\\'"] * len(variants))
            rows = self._link.rows(
                f"SELECT word FROM lexicon WHERE {anyway} LIMIT ?", [*variants, MOST_WORDS + 1]
            )
            if len(rows) <= MOST_WORDS:
                words = [_quoted(word) for (word,) in rows] or [token("word", "of no entry")]
                needed.append(f"({' OR '.join(words)})")
        return needed


@cache
def _unspaced() -> re.Pattern[str]:
    """Letters of scripts without spaces between words: the index sees a whole sentence as one word there."""
    return re.compile(
        "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
    )


def _indexed(term: Term) -> bool:
    """Whether the index can see the term: it has letters or digits, and they are of a script with spaces."""
    return any(character.isalnum() for character in term.text) and not _unspaced().search(term.text)


def _unfinished(term: Term) -> bool:
    """Whether the term may go on; one letter or two begin too many words to be looked up in good time."""
    return term.prefix and len(term.text) > 2 and _indexed(term)


def _quoted(text: str) -> str:
    """A term as a string of the full-text language, which can then mean nothing else."""
    return '"' + text.replace('"', '""') + '"'


def _variants(text: str) -> list[str]:
    """LIKE folds the case of a to z alone; for other letters the usual cases are asked for one by one, and
    each with its marks as parts of the letter and apart from it.
    """
    if text.isascii():
        return [text]
    cases = (text, text.lower(), text.upper(), text.capitalize())
    forms: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
    return list(dict.fromkeys([text, *(normalize(form, case) for case in cases for form in forms)]))


def _marked(snippets: Iterable[str], mark: str) -> Spans:
    """The first snippet in which something matched, as stretches."""
    for snippet in snippets:
        if f"<{mark}" in snippet:
            parts = re.split(f"([<>]){mark}", snippet)
            inside = [False, *(side == "<" for side in parts[1::2])]
            return tuple(
                (_WHITE.sub(" ", text), match) for text, match in zip(parts[::2], inside, strict=True) if text
            )
    return ()


def _hit(entry: Entry, snippet: Spans, shown: list[str]) -> Hit:
    return Hit(entry, snippet or _excerpt(entry, shown))


def _excerpt(entry: Entry, words: list[str]) -> Spans:
    """A piece of the text around the first word that is in it, or the beginning of the text."""
    texts = [entry.note, entry.body, entry.ending] if isinstance(entry, Moment) else [entry.text]
    if isinstance(entry, Moment) and entry.sequel is not None:
        texts.append(entry.sequel.note)
    for text in texts:
        for word in words:
            match = re.search(re.escape(word), text, re.IGNORECASE)
            if match:
                low, high = max(0, match.start() - 40), match.end() + 60
                before = ("…" if low else "") + text[low : match.start()]
                after = text[match.end() : high] + ("…" if high < len(text) else "")
                pieces = ((before, False), (match[0], True), (after, False))
                return tuple((_WHITE.sub(" ", piece), matched) for piece, matched in pieces if piece)
    text = _WHITE.sub(" ", next((text for text in texts if text.strip()), "")).strip()
    return ((text[:100] + ("…" if len(text) > 100 else ""), False),) if text else ()
