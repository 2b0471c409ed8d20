"""The guide builds into a site whose links lead somewhere, and which asks nothing of a network."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT, capture_output=True, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


class _Fetched(HTMLParser):
    """What a browser would fetch for a page by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        fetched = {"script": "src", "img": "src", "iframe": "src", "source": "src"}.get(tag)
        if tag == "link" and named.get("rel") not in ("canonical", "next", "prev"):
            fetched = "href"
        if fetched and (address := named.get(fetched)):
            self.addresses.append(address)


def test_a_page_fetches_nothing_from_elsewhere_and_finds_what_it_shows(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        reader = _Fetched()
        reader.feed(page.read_text(encoding="utf-8"))
        for address in reader.addresses:
            assert not re.match(r"(https?:)?//", address), f"{page.name}: {address}"
            # Only the page for a wrong address, shown in any folder, names its files from the root.
            from_here = site if page.name == "404.html" else page.parent
            assert (from_here / address.split("?")[0].lstrip("/")).exists(), f"{page.name}: {address}"


def test_the_list_of_decisions_names_each_once() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"^- \[.+\]\((\d{4}-[\w-]+\.md)\)$", (folder / "index.md").read_text("utf-8"), re.M)
    assert listed == sorted(file.name for file in folder.glob("0*.md"))
