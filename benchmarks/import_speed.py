"""Import of a long diary of each format: CPU and the most memory of whole processes.

    make bench BENCH=import_speed ARGS="[--entries 20000] [--before DIR] [--formats daylio jrnl]"

Each diary comes into a fresh journal (first), once more as it is (second), and once more with another
sentence in each entry (changed). ``--before DIR`` does the same with the package in another folder (a git
worktree of an earlier commit), by turns, and prints the ratio.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from _process import ENVIRONMENT, Used, fresh_journal, used

WORDS = ["the", "and", "to", "of", "we", "they", "home", "slow", "with", "felt", "talk", "reply", "rain"]
WORDS += ["tired", "late", "walk", "again", "quiet", "open", "near"]
PASSPHRASE = "seven slow words of a made up diary"
START = datetime(2012, 1, 1, 8, 0, tzinfo=UTC)


STEPS = ("first", "second", "changed")


def diaries(entries: int, folder: Path, more: str = "") -> dict[str, Path]:
    """A made-up diary of each format; ``more`` stands at the end of each entry."""
    folder.mkdir(exist_ok=True)
    luck = random.Random(7)
    times = [START + timedelta(minutes=360 * number) for number in range(entries)]
    texts = [" ".join(luck.choices(WORDS, k=80)).capitalize() + "." + more for _ in times]
    tags = [luck.sample(WORDS, 3) for _ in times]
    rows = ["full_date,date,weekday,time,mood,activities,note_title,note"]
    feelings = ["Date,Mood,Tags (People),Tags (Places),Tags (Events),Notes"]
    blocks, day_one, days = [], [], []
    for number, (at, text, words) in enumerate(zip(times, texts, tags, strict=True)):
        rows.append(f'{at:%Y-%m-%d},{at:%B %d},{at:%A},{at:%H:%M},{words[0]},{" | ".join(words)},,"{text}"')
        blocks.append(f"[{at:%d.%m.%Y %H:%M}] Entry {number}. @{words[0]}\n{text}\n")
        feelings.append(f'{at:%Y %a %b %d %I:%M %p},{words[0]},{words[1]};{words[2]},,,"{text}"')
        days.append({"id": number, "date": f"{at:%Y-%m-%dT%H:%M:%SZ}", "title": words[0], "content": text})
        day_one.append(
            {
                "uuid": f"{number:032X}",
                "creationDate": f"{at:%Y-%m-%dT%H:%M:%SZ}",
                "timeZone": "Europe/Berlin",
                "tags": words,
                "text": text,
                "location": {"placeName": "Somewhere", "latitude": 52.5, "longitude": 13.4},
            }
        )
    found = {"daylio": folder / "d.csv", "dayone": folder / "o.json", "jrnl": folder / "j.txt"}
    found |= {"howwefeel": folder / "f.csv", "tui-journal": folder / "t.json", "markdown": folder / "notes"}
    found["howwefeel"].write_text("\n".join(feelings), encoding="utf-8")
    found["tui-journal"].write_text(json.dumps(days), encoding="utf-8")
    found["markdown"].mkdir()
    for at, text, words in zip(times, texts, tags, strict=True):
        note = f"---\ntags: [{', '.join(words)}]\nmood: {words[0]}\n---\n{text}\n"
        (found["markdown"] / f"{at:%Y-%m-%d %H%M}.md").write_text(note, encoding="utf-8")
    found["daylio"].write_text("\n".join(rows), encoding="utf-8")
    found["dayone"].write_text(json.dumps({"metadata": {}, "entries": day_one}), encoding="utf-8")
    found["jrnl"].write_text("\n".join(blocks), encoding="utf-8")
    return found


def imported(
    home: Path, files: Mapping[str, Path], secret: str, steps: list[str], environment: Mapping[str, str]
) -> list[Used]:
    """What each of ``steps`` took, into a fresh journal at ``home``."""
    at = fresh_journal(home, secret, environment)
    return [
        used([*at, "import", str(files[step]), "--yes"], f"{secret}\n", environment=environment)
        for step in steps
    ]


def main() -> None:
    """Print a line for each format and step."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--before", type=Path, metavar="DIR")
    parser.add_argument("--formats", nargs="*", default=[])
    parser.add_argument("--steps", nargs="*", choices=STEPS, default=list(STEPS))
    parser.add_argument("--kinds", nargs="*", choices=("plain", "encrypted"), default=["plain", "encrypted"])
    asked = parser.parse_args()
    builds = [ENVIRONMENT]
    if asked.before:
        builds.append({**ENVIRONMENT, "PYTHONPATH": str(asked.before.resolve())})
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        as_is = diaries(asked.entries, folder / "as it is")
        other = diaries(asked.entries, folder / "changed", " And one more thought.")
        print(f"{asked.entries} entries; medians of {asked.repeats}")
        more = f" {'before':>8} {'MB':>5} {'ratio':>6}" if asked.before else ""
        print(f"{'':34} {'CPU ms':>8} {'MB':>5}{more}")
        for form in asked.formats or as_is:
            for kind in asked.kinds:
                files = dict(zip(STEPS, (as_is[form], as_is[form], other[form]), strict=True))
                secret = PASSPHRASE if kind == "encrypted" else ""
                runs: list[list[list[Used]]] = [[] for _ in builds]
                for _ in range(asked.repeats):
                    for found, build in zip(runs, builds, strict=True):
                        found.append(imported(folder / "journal", files, secret, asked.steps, build))
                for number, step in enumerate(asked.steps):
                    cpu = [median(one[number].cpu for one in found) * 1e3 for found in runs]
                    most = [max(one[number].megabytes for one in found) for found in runs]
                    cells = [f"{took:8.0f} {peak:5.0f}" for took, peak in zip(cpu, most, strict=True)]
                    cells += [f"{cpu[0] / cpu[1]:6.2f}"] if asked.before else []
                    print(f"{form:11} {kind:9} {step:12} {' '.join(cells)}", flush=True)


if __name__ == "__main__":
    main()
