"""Spoilt copies of files, and what has to come of each: a refusal in words, or a complete import."""

import base64
import json
import random
from datetime import UTC, datetime
from typing import Any, NamedTuple

from companion.exchange import ImportRequest, plan_import, source_from_bytes
from companion.exchange.journal_json import dumps
from companion.model.errors import InputRefused
from companion.model.vocabulary import load_vocabulary
from tests.exchange.samples import COLUMNS, zipped

NOW = datetime(2026, 3, 1, 20, 40, tzinfo=UTC)


class Tried(NamedTuple):
    """What came of one spoilt copy: the entries, or nothing and the words of the refusal."""

    entries: int | None
    said: str


_OTHER_VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 1.5, 1e400, 1 << 63, 10**400, 253402300799999, "", "x", "\ud800", "\x00", "2026-13-45",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", [], {}, [None], [[]], {"a": None},
)  # fmt: skip


def with_other_values(whole: Any, luck: random.Random) -> Any:
    """JSON in which a value is of another kind, is lost or stands there twice."""
    if not isinstance(whole, (dict, list)) or not whole or luck.random() < 0.15:
        return luck.choice(_OTHER_VALUES)
    key = luck.choice(list(whole) if isinstance(whole, dict) else range(len(whole)))
    copy = whole.copy()
    if luck.random() < 0.1:
        del copy[key]
    elif luck.random() < 0.1 and isinstance(copy, list):
        copy.insert(key, copy[key])
    else:
        copy[key] = with_other_values(copy[key], luck)
    return copy


def spoilt(data: bytes, luck: random.Random) -> bytes:
    """A copy that is cut short, has bits turned over, lines lost or doubled, or is in another encoding; of
    JSON also one with other values.
    """
    how = luck.randrange(9)
    if how > 6:
        try:
            return json.dumps(with_other_values(json.loads(data), luck)).encode()
        except ValueError:  # it is no JSON
            how = luck.randrange(7)
    if how == 0:
        return data[: luck.randrange(len(data) + 1)]
    if how == 1:
        found = bytearray(data)
        for _ in range(luck.randint(1, 12)):
            found[luck.randrange(len(found))] ^= 1 << luck.randrange(8)
        return bytes(found)
    if how == 2:
        at = luck.randrange(len(data))
        return data[:at] + luck.randbytes(luck.randint(1, 40)) + data[at + luck.randint(0, 40) :]
    if how == 3:
        text = data.decode("utf-8", "replace")
        return text.encode(luck.choice(["utf-16", "utf-16-be", "utf-32", "cp1252", "utf-8-sig"]), "replace")
    if how == 4:
        lines = data.splitlines(keepends=True)
        luck.shuffle(lines)
        return b"".join(lines[: luck.randint(0, len(lines))])
    if how == 5:
        words = [
            b"null",
            b"[]",
            b"{}",
            b'"',
            b"-1",
            b"1e999",
            b"99999999999",
            b"\\ud800",
            b"[",
            b"\x00",
            b",",
        ]
        at = luck.randrange(len(data))
        return data[:at] + luck.choice(words) + data[at + luck.randint(0, 8) :]
    return data.replace(b"\n", luck.choice([b"\r\n", b"\r", b"\n\n"]))


def spoilt_inside(data: bytes, name: str, luck: random.Random) -> bytes:
    """The same; of a zip, half the time, the JSON inside it, since its checksum hides what lies within."""
    source = source_from_bytes(name, data)
    if not source.files or luck.random() < 0.5:
        return spoilt(data, luck)
    files = {path: source.read(path) for path in source.files}
    for path, inside in list(files.items()):
        if path == "backup.daylio":
            files[path] = base64.encodebytes(spoilt(base64.b64decode(inside), luck))
        elif path.endswith((".json", ".txt", ".md")):
            files[path] = spoilt(inside, luck)
    return zipped(files)


def tried(name: str, data: bytes) -> Tried:
    """Import ``data`` in thought. Whatever is raised but InputRefused comes through."""
    request = ImportRequest(vocabulary=load_vocabulary(), zone="Europe/Berlin", now=NOW, columns=COLUMNS)
    try:
        plan = plan_import(source_from_bytes(name, data), request)
    except InputRefused as refused:
        assert str(refused).startswith(f"{name}: ") and "\n" not in str(refused)
        return Tried(None, str(refused))
    dumps(plan.contents).encode()  # what came in can be written out again
    ids = [one.id for one in (*plan.contents.moments, *plan.contents.reflections)]
    assert len(ids) == len(set(ids))
    return Tried(len(ids), "")
