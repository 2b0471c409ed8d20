"""Sources: lines end in one way, hidden files are known, and only so much is read."""

from pathlib import Path

import pytest

from companion.exchange.parsing import sources
from companion.exchange.parsing.sources import Source, is_hidden, source_from_bytes, source_from_zip
from companion.model.errors import InputRefused
from tests.exchange.importing import source
from tests.exchange.samples import zipped


def test_text_of_a_file_inside_has_one_kind_of_line_end() -> None:
    assert (
        source("folder", {"a.txt": b"\xef\xbb\xbfone\r\ntwo\rthree\n"}).text("a.txt") == "one\ntwo\nthree\n"
    )
    with pytest.raises(InputRefused, match=r"^a\.txt: the file is not UTF-8 text: line 1, column 2"):
        source("folder", {"a.txt": b"x\xff"}).text("a.txt")


@pytest.mark.parametrize("path", [".obsidian/app.json", "a/.b/c.md", "__MACOSX/._a.md", ".a"])
def test_hidden_files_are_known(path: str) -> None:
    assert is_hidden(path)
    assert not is_hidden(path.replace(".", "").replace("__MACOSX", "macosx"))


def test_more_than_the_most_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_BYTES", 10)
    with pytest.raises(InputRefused, match=r"^a\.txt: larger"):
        source_from_bytes("a.txt", b"x" * 11)
    many = Source("folder", b"", {"a": lambda: b"x" * 6, "b": lambda: b"x" * 6})
    assert len(many.read("a")) == 6
    with pytest.raises(InputRefused, match=r"^b: together the files are larger than"):
        many.read("b")


def test_a_zip_shows_its_files_from_memory_and_from_disk(tmp_path: Path) -> None:
    data = zipped({"b": b"2", "a": b"1"})
    (tmp_path / "x.zip").write_bytes(data)
    for found in (source_from_bytes("x.zip", data), source_from_zip("x.zip", tmp_path / "x.zip")):
        assert found.files == ("a", "b")
        assert found.read("b") == b"2"
    with pytest.raises(InputRefused, match=r"^x\.zip: the zip is damaged"):
        source_from_bytes("x.zip", data[:-30])
