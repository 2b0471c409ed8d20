"""Reading files without the command line: a file or a folder in, a plan or the words of a refusal out."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from companion.exchange import ImportPlan, ImportRequest, Source, plan_import, source_from_bytes
from companion.exchange.journal_json import dumps
from companion.model.errors import InputRefused
from companion.model.vocabulary import load_vocabulary
from companion.transfer.comparison import compare
from tests.exchange.samples import SAMPLES

VOCABULARY = load_vocabulary()
NOW = datetime(2026, 3, 1, 20, 40, tzinfo=UTC)

Data = bytes | str | Mapping[str, bytes | str]
"""A file's content, or a folder's files by path."""


def source(name: str, data: Data) -> Source:
    """The source of a file or a folder."""
    if not isinstance(data, Mapping):
        return source_from_bytes(name, _bytes(data))

    def reader(content: bytes | str) -> Callable[[], bytes]:
        return lambda: _bytes(content)

    return Source(name, b"", {path: reader(content) for path, content in data.items()}, folder=True)


def plan(name: str, data: Data, form: str | None = None, **request: Any) -> ImportPlan:
    """What a file or folder would bring; Berlin is where its times were, if it does not say."""
    asked = ImportRequest(**{"vocabulary": VOCABULARY, "zone": "Europe/Berlin", "now": NOW, **request})
    return plan_import(source(name, data), asked, form)


def sample(name: str, **request: Any) -> ImportPlan:
    """What one of the samples would bring."""
    file, data, _ = SAMPLES[name]
    return plan(file, data, **request)


def entries(found: ImportPlan) -> list[dict[str, Any]]:
    """The moments, then the reflections of a plan as the journal's own format writes them, by time."""
    whole = json.loads(dumps(found.contents))
    return [*whole["moments"], *whole["reflections"]]


def imported_again(first: ImportPlan, later: ImportPlan) -> tuple[int, int, int]:
    """How many entries of ``later`` are new, changed and the same where ``first`` came in before."""
    held = compare(first, (), ()).new
    found = compare(later, held, ())
    assert (
        {one.here.id for one in found.changed}
        == {one.after.id for one in found.changed}
        <= {one.id for one in held}
    )
    return len(found.new), len(found.changed), found.same


def refusal(name: str, data: Data, form: str | None = None, **request: Any) -> str:
    """The words with which a file is refused, without its name in front."""
    with pytest.raises(InputRefused) as refused:
        plan(name, data, form, **request)
    said = str(refused.value)
    assert said.startswith(f"{name}: ") and "\n" not in said
    return said.removeprefix(f"{name}: ")


def _bytes(data: bytes | str) -> bytes:
    return data.encode() if isinstance(data, str) else data
