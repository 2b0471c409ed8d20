"""What an import reads from: a file's bytes, the files in a zip, or the files of a folder.

Whoever knows where a folder is hands in a way to read it.
"""

import io
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from companion.exchange.parsing.strict_json import parse_json, shortened
from companion.model.errors import InputRefused

MAX_BYTES = 256 * 1024 * 1024
"""The most bytes of one file, and of all that is read out of one zip or folder (photos are not read)."""

MAX_FILES = 200_000
"""The most files in a zip or a folder."""

_ZIP = b"PK\x03\x04"


class Source:
    """One thing to import from. ``name`` is for messages and for knowing a format by its ending.

    ``data`` holds the bytes of a file, at least the first ones of a zip's, and nothing for a folder.
    ``files`` are the paths inside a zip or a folder, ``/`` between their parts; nothing for a plain file.
    """

    def __init__(
        self, name: str, data: bytes, files: Mapping[str, Callable[[], bytes]], *, folder: bool = False
    ) -> None:
        self.name = name
        self.data = data
        self.folder = folder
        self._files = files
        self._left = MAX_BYTES

    @property
    def files(self) -> tuple[str, ...]:
        """The paths inside, in order."""
        return tuple(sorted(self._files))

    def read(self, path: str) -> bytes:
        """One of the files inside. Raises InputRefused, naming it, for one that cannot be read."""
        data = self._files[path]()
        self._left -= len(data)
        if self._left < 0:
            raise InputRefused(
                f"{shortened(path)}: with it there is more than {_megabytes(MAX_BYTES)} to read"
            )
        return data

    @cached_property
    def json(self) -> Any:
        """The file as JSON, read once. Raises InputRefused."""
        return parse_json(self.data)

    @property
    def json_or_none(self) -> Any:
        """The same, and ``None`` for what is not JSON: for looking whether a format knows a file."""
        if self.files or not self.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
            return None
        try:
            return self.json
        except InputRefused:
            return None


def source_from_bytes(name: str, data: bytes) -> Source:
    """A file that was read; a zip shows its files. Raises InputRefused for a zip that is damaged or huge."""
    if len(data) > MAX_BYTES:
        raise InputRefused(f"{name}: it is larger than {_megabytes(MAX_BYTES)}")
    return Source(name, data, _inside(name, io.BytesIO(data)) if is_zip(data) else {})


def source_from_zip(name: str, file: Path) -> Source:
    """A zip read where it lies: one with photos in it may be larger than what fits into memory."""
    return Source(name, _ZIP, _inside(name, file))


def is_zip(data: bytes) -> bool:
    """Whether a file that begins so is a zip."""
    return data.startswith(_ZIP)


def _inside(name: str, file: Path | io.BytesIO) -> dict[str, Callable[[], bytes]]:
    import zipfile

    try:
        archive = zipfile.ZipFile(file)
    except Exception:  # zipfile raises many kinds for damaged headers
        raise InputRefused(f"{name}: the zip is damaged or cut short") from None
    found = [info for info in archive.infolist() if not info.is_dir()]
    if len(found) > MAX_FILES:
        raise InputRefused(f"{name}: there are more than {MAX_FILES:,} files in it")

    def reader(info: zipfile.ZipInfo) -> Callable[[], bytes]:
        def read() -> bytes:
            if info.file_size > MAX_BYTES:
                raise InputRefused(f"{shortened(info.filename)}: it is larger than {_megabytes(MAX_BYTES)}")
            try:
                with archive.open(info) as member:
                    data = member.read(MAX_BYTES + 1)
            except Exception:
                raise InputRefused(f"{shortened(info.filename)}: it cannot be read out of the zip") from None
            if len(data) > MAX_BYTES:
                raise InputRefused(f"{shortened(info.filename)}: it is larger than {_megabytes(MAX_BYTES)}")
            return data

        return read

    return {info.filename: reader(info) for info in found}


def _megabytes(count: int) -> str:
    return f"{count // (1024 * 1024)} MB"
