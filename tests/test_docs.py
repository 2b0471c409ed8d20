"""What the documents claim about the tests is so."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_every_test_named_among_the_hazards_exists() -> None:
    text = (ROOT / "docs" / "hazards.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", text))
    written = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)\(", file.read_text(encoding="utf-8"))
    }
    assert len(named) > 20
    assert named - written == set()


def test_every_hazard_has_a_control_and_a_test() -> None:
    text = (ROOT / "docs" / "hazards.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:-1] for line in text.splitlines() if line.startswith("| ")][1:]
    assert all(len(row) == 4 and all(cell.strip() for cell in row) and "`test_" in row[3] for row in rows)
    told = ("partner reads", "own fault", "pattern", "crisis", "rumination", "diagnosis", "lost", "stale")
    for hazard in told:
        assert any(hazard in row[0].lower() for row in rows), hazard


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_every_file_that_the_house_is_shown_by_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    named = {name for name in re.findall(r"`([\w./]+/[\w./]*)`", text) if name[0].islower()}
    roots = (ROOT, ROOT / "companion")
    missing = [name for name in sorted(named) if not any((root / name).exists() for root in roots)]
    assert [name for name in missing if "NAME" not in name] == []
