"""How long a large diary takes to come in, and the most memory it needs: 20,000 entries of each format.

    python benchmarks/import_speed.py [entries]

Each import is a process of its own, through the command line, into a fresh journal, plain and encrypted.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from companion.system.paths import Places
from companion.vault.encryption import create

WORDS = ["the", "and", "to", "of", "we", "they", "home", "slow", "with", "felt", "talk", "reply", "rain"]
WORDS += ["tired", "late", "walk", "again", "quiet", "open", "near"]
PASSPHRASE = "seven slow words of a made up diary"
START = datetime(2012, 1, 1, 8, 0, tzinfo=UTC)


def diaries(entries: int, folder: Path) -> dict[str, Path]:
    """A made-up diary of each format."""
    luck = random.Random(7)
    times = [START + timedelta(minutes=360 * number) for number in range(entries)]
    texts = [" ".join(luck.choices(WORDS, k=80)).capitalize() + "." for _ in times]
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


def main() -> None:
    """Print seconds and megabytes, a line a format."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        for form, file, secret in [
            (form, file, secret)
            for form, file in diaries(entries, Path(folder)).items()
            for secret in (False, True)
        ]:
            home = Path(folder, f"{form}-{secret}")
            create(Places(data=home, config=home), PASSPHRASE if secret else None)
            began = time.perf_counter()
            command = [
                sys.executable,
                "-m",
                "companion",
                "--at",
                str(home),
                *(("--passphrase-fd", "0") if secret else ()),
                "import",
                str(file),
                "--yes",
            ]
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write(f"{PASSPHRASE}\n".encode())
            process.stdin.close()
            said = process.stdout.read().decode().strip()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            spent = time.perf_counter() - began
            peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
            size = sum(one.stat().st_size for one in (file, *file.glob("*"))) / 1e6
            kind = "encrypted" if secret else "plain"
            print(f"{form:11} {kind:9} {size:5.1f} MB: {spent:5.1f} s, {peak:4.0f} MB at most; {said}")


if __name__ == "__main__":
    main()
