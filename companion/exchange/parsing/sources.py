"""What an import reads from: a file's bytes, the files in a zip, or the files of a folder.

Whoever knows where a folder is hands in a way to read it.
"""

import io
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from companion.exchange.parsing.strict_json import decode_utf8, shortened
from companion.model.errors import InputRefused

MAX_BYTES = 256 * 1024 * 1024
"""The most bytes of one file, and of all that is read out of one zip or folder (photos are not read)."""

MAX_FILES = 200_000
"""The most files in a zip or a folder."""

_ZIP = b"PK\x03\x04"


class Source:
    """One thing to import from: a file, a zip or a folder, read lazily and up to :data:`MAX_BYTES` in all.

    ``name`` is for messages and for knowing a format by its ending. ``data`` holds the bytes of a file, at
    least the first four of a zip's, and nothing for a folder. ``files`` maps the paths inside a zip or a
    folder, ``/`` between their parts, to a way to read each; it is empty for a plain file. ``place`` tells
    two folders with notes of the same names apart; a later export of one diary has the same.
    """

    def __init__(
        self, name: str, data: bytes, files: Mapping[str, Callable[[], bytes]], *, folder: bool = False
    ) -> None:
        self.name = name
        self.data = data
        self.folder = folder
        self.place = name
        self._files = files
        self._bytes_left = MAX_BYTES

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The paths inside, sorted."""
        return tuple(sorted(self._files))

    def besides(self, read: int) -> int:
        """How many files there are beside those that were ``read``, the hidden ones left aside."""
        return sum(1 for path in self._files if not is_hidden(path)) - read

    def read(self, path: str) -> bytes:
        """The bytes of one of :attr:`files`.

        Raises InputRefused, naming it, for one that cannot be read, and for the one with which more than
        :data:`MAX_BYTES` would have been read.
        """
        data = self._files[path]()
        self._bytes_left -= len(data)
        if self._bytes_left < 0:
            raise InputRefused(
                f"{shortened(path)}: together the files are larger than {_megabytes(MAX_BYTES)}"
            )
        return data

    def text(self, path: str) -> str:
        """One of :attr:`files` as text, its lines ended by ``\\n``.

        Raises InputRefused, naming it, for one that cannot be read or is not UTF-8.
        """
        data = self.read(path)
        try:
            return unix_lines(decode_utf8(data))
        except InputRefused as problem:
            raise InputRefused(f"{shortened(path)}: {problem}") from None


def source_from_bytes(name: str, data: bytes) -> Source:
    """The source of a file that was read; a zip shows its files.

    Raises InputRefused, with ``name``, for more than :data:`MAX_BYTES` and for a damaged zip.
    """
    if len(data) > MAX_BYTES:
        raise InputRefused(f"{name}: larger than {_megabytes(MAX_BYTES)}")
    return Source(name, data, _files_in_zip(name, io.BytesIO(data)) if is_zip(data) else {})


def source_from_zip(name: str, file: Path) -> Source:
    """The source of a zip read where it lies: with photos in it, it may be larger than what fits into memory.

    Raises InputRefused, with ``name``, for a damaged zip.
    """
    return Source(name, _ZIP, _files_in_zip(name, file))


def unix_lines(text: str) -> str:
    """``text`` with every line end, of Windows and of old Macs too, as ``\\n``."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_hidden(path: str) -> bool:
    """Whether a file inside, or a folder it lies in, is hidden or what macOS adds to a zip."""
    return path.startswith(".") or "/." in path or ("__MACOSX" in path and "__MACOSX" in path.split("/"))


def is_zip(data: bytes) -> bool:
    """Whether a file whose first four bytes (or more) are ``data`` is a zip."""
    return data.startswith(_ZIP)


def _files_in_zip(name: str, file: Path | io.BytesIO) -> dict[str, Callable[[], bytes]]:
    import zipfile

    try:
        archive = zipfile.ZipFile(file)
    except Exception:  # zipfile raises many kinds for damaged headers
        raise InputRefused(f"{name}: the zip is damaged or incomplete") from None
    members = [info for info in archive.infolist() if not info.is_dir()]
    if len(members) > MAX_FILES:
        raise InputRefused(f"{name}: it contains more than {MAX_FILES:,} files")

    def reader(info: zipfile.ZipInfo) -> Callable[[], bytes]:
        def read() -> bytes:
            if info.file_size > MAX_BYTES:
                raise InputRefused(f"{shortened(info.filename)}: larger than {_megabytes(MAX_BYTES)}")
            try:
                with archive.open(info) as member:
                    data = member.read(MAX_BYTES + 1)
            except Exception:
                raise InputRefused(f"{shortened(info.filename)}: could not be read from the zip") from None
            if len(data) > MAX_BYTES:
                raise InputRefused(f"{shortened(info.filename)}: larger than {_megabytes(MAX_BYTES)}")
            return data

        return read

    return {info.filename: reader(info) for info in members}


def _megabytes(count: int) -> str:
    return f"{count // (1024 * 1024)} MB"
