"""A moment or a reflection as a row of the table `entries`, and back."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from companion.model.events import codes_of
from companion.model.records import ABOUT_IT, CLOSER, Entry, Feeling, Moment, Reflection, Sequel
from companion.store.record_json import UNREADABLE, damaged, from_json, micros, to_json
from companion.store.substring_index import characters_in

READ = (
    "id, kind, occurred_at, zone, recorded_at, updated_at, starred, person, prompt, leaning, closeness, "
    "codes, urges, feelings, tags, extra, text, body, ending"
)
"""The columns :func:`entry_of` reads, in its order."""

WRITTEN = f"place, at, wall, seen, about, marks, {READ}"
"""The columns :func:`row_of` fills, in its order."""

OWN_TEXTS = ("text", "body", "ending")
"""The columns of words a person wrote."""

TEXTS = (*OWN_TEXTS, "about")
"""The columns of words that search looks through; the last, made for it, is shown to nobody."""

CHARACTER = "character"
"""The kind of mark that says which characters an entry holds beside letters and digits."""

SEQUEL = "sequel"
"""The field of a row's `extra` that holds the sequel of a moment, as an export writes it: so a program that
knows none carries it along."""

HAS_SEQUEL = f"instr(extra, '\"{SEQUEL}\"') > 0"
"""The condition of the index over rows that may have one: a query with just these words uses it."""

SECOND = 1 << 20
"""How many positions (the column `place`) one second has: more than it has microseconds."""


_NO_CODES = to_json([[], [], []])


@lru_cache(maxsize=4096)
def token(kind: str, code: str) -> str:
    """A mark as one word of the full-text index that no one types: a private-use character, then a hash."""
    from hashlib import blake2b  # brings OpenSSL with it; nothing is written or looked for at a start

    return "\ue000" + blake2b(f"{kind}:{code}".encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def times_of(entry: Entry) -> tuple[int, int, int]:
    """Absolute seconds, wall-clock seconds and the position an entry would like to stand at."""
    at, rest = divmod(micros(entry.occurred_at), 1_000_000)
    offset = entry.occurred_at.utcoffset()
    return at, at + (int(offset.total_seconds()) if offset else 0), at * SECOND + rest


def row_of(
    entry: Entry,
    position: int,
    at: int,
    wall: int,
    filters: Sequence[tuple[str, str]],
    label: Callable[[str], str],
) -> tuple[object, ...]:
    """The row of an entry that is to stand at ``position``.

    ``at`` and ``wall``: its :func:`times_of`; ``filters``: its
    :func:`companion.model.search_query.filter_values`; ``label`` gives the words to find a code by.
    """
    from companion.model.search_query import searchable_text

    words = searchable_text(entry, label, filters)
    marks = " ".join([token(kind, code) for kind, code in filters] + _others(entry, words))
    seen = _texts(codes_of(entry)) if isinstance(entry, Moment) else ""
    return (position, at, wall, seen, words, marks, *own_columns(entry))


def own_columns(entry: Entry) -> tuple[str | int | None, ...]:
    """The columns :data:`READ` of an entry: entries with the same ones are the same."""
    occurred = entry.occurred_at.isoformat()
    # What is told at once, or comes from elsewhere, has one time for all three.
    recorded = occurred if entry.recorded_at is entry.occurred_at else entry.recorded_at.isoformat()
    updated = recorded if entry.updated_at is entry.recorded_at else entry.updated_at.isoformat()
    feelings = _list([_feeling(feeling) for feeling in entry.feelings]) if entry.feelings else ""
    tags = _texts(entry.tags)
    if not isinstance(entry, Moment):
        head = (entry.id, "reflection", occurred, entry.zone, recorded, updated, int(entry.starred))
        extra = to_json(entry.extra) if entry.extra else ""
        return (
            *head,
            None,
            entry.prompt,
            entry.leaning,
            None,
            "",
            "",
            feelings,
            tags,
            extra,
            entry.text,
            "",
            "",
        )
    fields = entry.extra
    if entry.sequel is not None:
        fields = {**fields, SEQUEL: sequel_out(entry.sequel)}
    lists = (entry.triggers, entry.responses, entry.partner_acts)
    codes = _list([_texts(texts) or "[]" for texts in lists]) if any(lists) else _NO_CODES
    return (
        *(entry.id, "moment", occurred, entry.zone, recorded, updated, int(entry.starred)),
        *(entry.person, None, None, entry.closeness, codes, _texts(entry.urges), feelings, tags),
        *(to_json(fields) if fields else "", entry.note, entry.body, entry.ending),
    )


def _others(entry: Entry, words: str) -> list[str]:
    from companion.model.search_query import PART_SEPARATOR

    texts = (entry.note, entry.body, entry.ending) if isinstance(entry, Moment) else (entry.text,)
    if isinstance(entry, Moment) and entry.sequel is not None:
        texts = (*texts, entry.sequel.note)
    # The dot that parts them says nothing about an entry; it is in all.
    others = characters_in((*texts, words.replace(PART_SEPARATOR, " ")))
    return [token(CHARACTER, character) for character in others]


def entry_of(row: tuple[Any, ...]) -> Entry:
    """The entry of a row of the columns :data:`READ`. Raises JournalDamaged."""
    try:
        return _entry_of(row)
    except UNREADABLE as error:
        raise damaged() from error


def _entry_of(row: tuple[Any, ...]) -> Entry:
    (id, kind, occurred, zone, recorded, updated, starred, person, prompt, leaning, closeness) = row[:11]
    (codes, urges, feelings, tags, extra, text, body, ending) = row[11:19]
    shared: dict[str, Any] = {
        "id": id,
        "occurred_at": datetime.fromisoformat(occurred),
        "zone": zone,
        "recorded_at": datetime.fromisoformat(recorded),
        "updated_at": datetime.fromisoformat(updated),
        "feelings": _feelings_in(feelings),
        "tags": _texts_in(tags),
        "starred": bool(starred),
        "extra": from_json(extra) if extra else {},
    }
    if kind != "moment":
        return Reflection(**shared, prompt=prompt, leaning=leaning, text=text)
    triggers, responses, partner_acts = from_json(codes)
    sequel = shared["extra"].pop(SEQUEL, None)
    return Moment(
        **shared,
        sequel=None if sequel is None else sequel_in(sequel),
        triggers=tuple(triggers),
        responses=tuple(responses),
        partner_acts=tuple(partner_acts),
        urges=_texts_in(urges),
        body=body,
        ending=ending,
        closeness=closeness,
        person=person,
        note=text,
    )


@lru_cache(maxsize=4096)
def _text(text: str) -> str:
    """One word as JSON: most are in very many entries."""
    return to_json(text)


def _texts(texts: Sequence[str]) -> str:
    """Words as :func:`to_json` writes a list of them; nothing for none."""
    return _list([_text(text) for text in texts]) if texts else ""


def _list(parts: Sequence[str]) -> str:
    """A list of what is JSON already."""
    return f"[{','.join(parts)}]"


def _feeling(feeling: Feeling) -> str:
    if feeling.extra:
        return to_json([feeling.mood, feeling.intensity, dict(feeling.extra)])
    return f"[{_text(feeling.mood)},{'null' if feeling.intensity is None else to_json(feeling.intensity)}]"


@lru_cache(maxsize=4096)
def _texts_in(texts: str) -> tuple[str, ...]:
    """What :func:`_texts` wrote: one and the same for all entries with these words. Nothing makes it stale:
    the text says it all, and what is given is never changed."""
    return tuple(from_json(texts)) if texts else ()


@lru_cache(maxsize=4096)
def _feelings_in(feelings: str) -> tuple[Feeling, ...]:
    """The same of feelings."""
    return tuple(_feeling_in(*part) for part in from_json(feelings)) if feelings else ()


def _feeling_in(mood: str, intensity: int | None, extra: dict[str, Any] | None = None) -> Feeling:
    return Feeling(mood=mood, intensity=intensity, extra=extra or {})


def sequel_out(sequel: Sequel) -> dict[str, Any]:
    """A sequel as plain values, its unknown fields beside the known ones."""
    known = {
        "at": sequel.at.isoformat(),
        "closer": sequel.closer,
        "about_it": sequel.about_it,
        "note": sequel.note,
    }
    return {**known, **{name: value for name, value in sequel.extra.items() if name not in known}}


def sequel_in(plain: Any) -> Sequel:
    """The sequel that :func:`sequel_out` made plain. Raises one of UNREADABLE for what is none."""
    at, closer, about_it, note = (
        plain["at"],
        plain.get("closer"),
        plain.get("about_it"),
        plain.get("note", ""),
    )
    extra = {name: value for name, value in plain.items() if name not in ("at", "closer", "about_it", "note")}
    sequel = Sequel(at=datetime.fromisoformat(at), closer=closer, about_it=about_it, note=note, extra=extra)
    fits = (closer is None or (type(closer) is int and closer in CLOSER)) and isinstance(note, str)
    if sequel.at.tzinfo is None or not fits or about_it not in (None, *ABOUT_IT):
        raise ValueError(plain)
    return sequel
