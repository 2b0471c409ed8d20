"""Another diary brought along: from a path on the disk to a plan, and the words a person keeps for it.

What a plan holds comes into the journal in one transaction, all of it or nothing.
"""

import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from companion.model.errors import InputRefused, NothingFound
from companion.model.gc_pause import gc_paused
from companion.system.paths import JOURNAL_FILE, Places

if TYPE_CHECKING:
    from companion.exchange import ImportPlan, Source, WordMap
    from companion.model.clock import Clock
    from companion.model.records import Contents

_SAME_NAME = re.compile(r"[\W\d_]+")
"""What differs in the names of two exports of one diary: days, numbers, and what stands around them."""


def other_journal(path: Path, places: Places, passphrase: str | None = None) -> "Contents":
    """Everything in another journal: its file, the folder it is in, or its JSON export. It is only read.

    Raises NothingFound, InputRefused for a file that is none of these, and what opening a journal raises.
    """
    from companion.exchange import journal_json
    from companion.store.key import kind_of
    from companion.store.merge import contents_in

    file = path / JOURNAL_FILE if path.is_dir() else path
    if not file.exists():
        raise NothingFound(f"{file}: file not found")
    if file.resolve() == places.journal.resolve():
        raise InputRefused(f"{path}: this is the journal itself; name another one")
    if kind_of(file) in ("plain", "encrypted"):
        return contents_in(file, places.journal, passphrase)
    try:
        return journal_json.loads(source_at(file).data)
    except InputRefused as problem:
        raise InputRefused(f"{file.name}: {problem}") from None


def source_at(path: Path) -> "Source":
    """What stands at ``path``: a file, or a folder with all below it but hidden files and links.

    Raises InputRefused for what cannot be read or is too large.
    """
    from companion.exchange import source_from_bytes
    from companion.exchange.parsing.sources import MAX_BYTES, is_zip, source_from_zip

    try:
        if path.is_dir():
            return _folder(path)
        if path.exists() and not path.is_file():  # reading one may never end
            raise InputRefused(f"{path}: it is a pipe or a device; use a file or a folder")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1 if not is_zip(file.peek(4)[:4]) else 4)
        source = source_from_zip(path.name, path) if is_zip(data) else source_from_bytes(path.name, data)
        source.place = f"{path.resolve().parent}/{_SAME_NAME.sub('', path.stem)}"
        return source
    except OSError as error:
        raise InputRefused(f"{path}: could not be read ({error.strerror})") from None


def _folder(path: Path) -> "Source":
    from companion.exchange.parsing.sources import MAX_BYTES, MAX_FILES, Source

    files: dict[str, Callable[[], bytes]] = {}
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with suppress(OSError), os.scandir(path / below) as found:
            for one in found:
                name = f"{below}{one.name}"
                if one.name.startswith("."):
                    continue
                if one.is_dir(follow_symlinks=False):
                    waiting.append(f"{name}/")
                elif one.is_file(follow_symlinks=False):
                    files[name] = partial(_read_file, one.path, MAX_BYTES)
        if len(files) > MAX_FILES:
            raise InputRefused(f"{path.name}: it contains more than {MAX_FILES:,} files")
    source = Source(path.resolve().name or str(path), b"", files, folder=True)
    source.place = str(path.resolve())
    return source


def _read_file(path: str, most: int) -> bytes:
    try:
        # Of twenty thousand notes half of the time went into asking the system more than is needed.
        file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            size = os.fstat(file).st_size
            if size > most:
                raise InputRefused(f"{Path(path).name}: larger than {most // 2**20} MB")
            data = os.read(file, size + 1)
        finally:
            os.close(file)
        if len(data) == size:
            return data
        with Path(path).open("rb") as again:  # it changed just then, or comes in parts
            return again.read(most)
    except OSError as error:
        raise InputRefused(f"{path}: could not be read ({error.strerror})") from None


class Import:
    """An import being prepared: the source, its format, and the words and dates a person chose for it.

    ``form`` names the format where it is not to be found out, ``table`` a file of words instead of the kept
    one, ``dates`` how ambiguous days are read, ``columns`` what the columns of a table are, as ``when=Date``.
    ``tick`` is told how many entries of how many were made.
    """

    def __init__(
        self,
        source: "Source",
        places: Places,
        clock: "Clock",
        *,
        form: str | None = None,
        table: Path | None = None,
        dates: str | None = None,
        columns: Sequence[str] = (),
        tick: Callable[[int, int], None] = lambda done, whole: None,
    ) -> None:
        from companion.exchange import recognise

        self.source = source
        self.dates = dates
        self._places = places
        self._clock = clock
        self._tick = tick
        self._table = table
        self._names: list[str] | None = None
        self._form = form = "csv" if columns and form is None else form
        self._recognised = recognise(source) if form is None else None
        self.format = self._recognised[0].NAME if self._recognised else form
        self.words: WordMap | None = None
        if table is not None or self.words_file.exists():
            self.words = _words(table or self.words_file)
        self.columns: dict[str, str] | None = None
        """What the columns of a table are, by name; ``None`` for all other formats."""
        if self.format == "csv":
            self.columns = self._named(columns)

    @property
    def words_file(self) -> Path:
        """Where the words for this format are kept."""
        return self._places.config / "imports" / f"{self.format}.toml"

    def plan(self) -> "ImportPlan":
        """What would come in, with the words and dates as they are now. Raises InputRefused."""
        from companion.exchange import ImportRequest, plan_import
        from companion.model.vocabulary import load_vocabulary

        request = ImportRequest(
            vocabulary=load_vocabulary(),
            zone=self._clock.zone,
            now=self._clock.now(),
            mapping=self.words,
            dates=self.dates,
            columns=self.columns,
            tick=self._tick,
        )
        with gc_paused():
            return plan_import(self.source, request, self._form, self._recognised)

    def its_columns(self) -> dict[str, list[str]]:
        """The columns of a table, with their first values. Raises InputRefused."""
        from companion.exchange.readers.named_columns import columns_of

        return columns_of(self.source)

    def release(self) -> None:
        """Let go of what was read, as no plan is made of it any more."""
        from companion.exchange import Source

        self._names = list(self.its_columns()) if self.columns else []
        self.source = Source(self.source.name, b"", {})

    def keep(self, own: "WordMap | None") -> Path | None:
        """Keep ``own`` and the columns for the next import of this format, in front of what was kept.

        The file they are in; ``None`` where nothing changed.
        """
        from companion.exchange.parsing.word_mapping import WordMap, to_toml
        from companion.system.private_files import write_private

        file = self.words_file
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        earlier = file.read_text(encoding="utf-8-sig") if file.exists() else ""
        known = self._names if self._names is not None else list(self.its_columns()) if self.columns else []
        text = to_toml(own or WordMap(), earlier, {name: (self.columns or {}).get(name) for name in known})
        if text == earlier:
            return None
        write_private(file, text.encode())
        return file

    def _named(self, said: Sequence[str]) -> dict[str, str]:
        """The columns as said or, with nothing said, as kept, if those say when. Raises InputRefused."""
        from companion.exchange.readers.named_columns import ROLES, parse_column_names

        if said:
            try:
                return parse_column_names(list(said), list(self.its_columns()))
            except InputRefused as problem:
                raise InputRefused(f"{self.source.name}: {problem}") from None
        if not self.words_file.exists():
            return {}
        from companion.exchange.parsing.word_mapping import columns_from_toml

        kept = columns_from_toml(_read(self.words_file), ROLES)
        here = {name: kept[name] for name in self.its_columns() if name in kept}
        return here if "when" in here.values() else {}


def _words(file: Path) -> "WordMap":
    """The table in ``file``. Raises InputRefused."""
    from companion.exchange.parsing.word_mapping import from_toml

    try:
        return from_toml(_read(file))
    except InputRefused as problem:
        raise InputRefused(f"{file.name}: {problem}") from None


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputRefused("the word list is not UTF-8 text") from None
