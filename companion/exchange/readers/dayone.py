"""Day One's JSON export, version 1.0, alone or in its zip with photos, one file a journal.

Entries keep the place they were written in. Photos and recordings are named in the text and left behind.
The rich form of a text holds the same words again and is read only where there is no other.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from companion.exchange.parsing.foreign_entries import (
    ForeignEntry,
    make_reading,
    time_zone,
    with_fixed_offset,
)
from companion.exchange.parsing.import_plan import ImportRequest, Reading
from companion.exchange.parsing.sources import Source
from companion.exchange.parsing.strict_json import Fields, parse_json, shortened, worded
from companion.model.errors import InputRefused

NAME = "dayone"
TITLE = "Day One's JSON, or the zip around it"
ENDINGS: tuple[str, ...] = ()

_NAMESPACE = UUID("a1d0c0f2-0f4b-5a58-9a5f-3a2f6d1f1c07")
_MEDIA = ("photos", "videos", "audios", "pdfAttachments")
_MEDIA_WORDS = {"photos": "photo", "videos": "video", "audios": "recording", "pdfAttachments": "PDF"}
_EMBEDDED = re.compile(
    r"!\[[^\]\n]{0,200}\]\(dayone-moment:/{1,2}(?:(?:video|audio|pdfAttachment)/)?([0-9A-Za-z-]+)\)"
)
_ESCAPED = re.compile(r"(?m)(^[ \t]*)?(\d+)?\\([!\"$%&'()+,\-./:;<=>?@^{|}~])")
_OFFSET = re.compile(r"(?:GMT|UTC)(?:([+-])(\d{1,2})(?::?(\d{2}))?)?")


def recognises(source: Source) -> str | None:
    """Entries with a creationDate, in a JSON file or in one inside a zip or folder."""
    if not source.files:
        return "the creationDate of its entries" if _is_journal(source.data) else None
    for path in _paths(source):
        try:
            if _is_journal(source.read(path)):
                return f"the journal {shortened(path)} in it"
        except InputRefused:
            continue
    return None


def _paths(source: Source) -> list[str]:
    return [path for path in source.files if path.lower().endswith(".json") and path.count("/") < 2]


def _is_journal(data: bytes) -> bool:
    if not data[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") or b'"entries"' not in data:
        return False
    return b'"creationDate"' in data or (b'"metadata"' in data[:400] and len(data) < 400)


def read(source: Source, request: ImportRequest) -> Reading:
    """Every entry of every journal as free writing.

    Raises InputRefused, naming the file in a zip, the entry and the field.
    """
    journals: list[tuple[str, bytes]] = [("", source.data)]
    if source.files:
        files = [(path, source.read(path)) for path in _paths(source)]
        journals = [(path, data) for path, data in files if _is_journal(data)]
    builder = _EntryBuilder(request)
    for path, data in journals:
        try:
            builder.add_journal(path, parse_json(data))
        except InputRefused as problem:
            raise InputRefused(f"{shortened(path)}: {problem}" if path else str(problem)) from None
    if not journals:
        raise InputRefused("there is no journal inside it")
    counts = {"entries": len(builder.entries), "left_behind": builder.left_behind}
    if len(journals) > 1:
        counts["files"] = len(journals)
    remarks = []
    if builder.all_day:
        remarks.append(f"Entries for a whole day are placed at noon: {builder.all_day}.")
    return make_reading(
        builder.entries,
        request,
        form=NAME,
        namespace=_NAMESPACE,
        counts=counts,
        remarks=remarks,
        notes=builder.notes,
    )


class _EntryBuilder:
    """Reads entries, and counts what is left behind."""

    def __init__(self, request: ImportRequest) -> None:
        self.entries: list[ForeignEntry] = []
        self.notes: list[str] = []
        self.left_behind = 0
        self.all_day = 0
        self._request = request
        self._zones: dict[str, tzinfo | None] = {}

    def add_journal(self, path: str, raw: Any) -> None:
        """All entries of one file."""
        whole = Fields(raw, lambda: "")
        for number, fields in enumerate(whole.objects("entries")):
            self.entries.append(self._entry(fields, number, path))

    def _entry(self, fields: Fields, number: int, path: str) -> ForeignEntry:
        at, zone = self._instant(fields, "creationDate"), self._zone_name(fields)
        local = self._time_zone(zone, fields)
        try:
            at = at.astimezone(local)
            changed = self._instant(fields, "modifiedDate") if fields.get("modifiedDate") else at
            if fields.get("isAllDay") is True:
                self.all_day += 1
                at = datetime.fromisoformat(
                    at.replace(hour=12, minute=0, second=0, microsecond=0, fold=0).isoformat()
                )
                if local is not None:
                    at = at.replace(tzinfo=local)
            at = with_fixed_offset(at)
            changed = with_fixed_offset(changed.astimezone(UTC))
        except (OverflowError, ValueError):
            raise fields.refusal("creationDate", fields.raw.get("creationDate"), "a day in a diary") from None
        original = fields.text_or_none("text")
        if original is None:
            original = _rich_text(fields.text_or_none("richText"))
        text = self._text(fields, original)
        tags = fields.raw.get("tags")
        tags = fields.texts("tags") if tags is not None else ()
        starred = fields.raw.get("starred")
        fields.check_depth()
        dropped = {"tags", "richText"} if original else {"tags"}
        as_written = {name: value for name, value in fields.raw.items() if name not in dropped}
        if text == original:
            as_written.pop("text", None)
        if path:
            as_written["file"] = path
        uuid = fields.raw.get("uuid")
        return ForeignEntry(
            key=uuid if isinstance(uuid, str) and uuid else f"{at.isoformat()} {original}",
            at=at,
            zone=zone if zone in self._zones and isinstance(self._zones[zone], ZoneInfo) else None,
            changed_at=changed,
            text=text,
            activities=tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip())),
            starred=starred is True or starred == 1,
            free_writing=True,
            as_written=as_written,
        )

    def _instant(self, fields: Fields, name: str) -> datetime:
        value = fields.get(name)
        allowed = "a time such as 2024-04-16T23:00:00Z"
        if not isinstance(value, str):
            raise fields.refusal(name, value, allowed)
        try:
            at = datetime.fromisoformat(value.strip())
        except ValueError:
            raise fields.refusal(name, value, allowed) from None
        return at if at.tzinfo else at.replace(tzinfo=UTC)

    def _zone_name(self, fields: Fields) -> str:
        zone = fields.get("timeZone")
        location = fields.raw.get("location")
        if not isinstance(zone, str) and isinstance(location, dict):
            zone = location.get("timeZoneName")
        return zone if isinstance(zone, str) else ""

    def _time_zone(self, zone: str, fields: Fields) -> tzinfo | None:
        if zone not in self._zones:
            fixed = _OFFSET.fullmatch(zone)
            if fixed:
                hours = timedelta(hours=int(fixed[2] or 0), minutes=int(fixed[3] or 0))
                offset = hours if fixed[1] != "-" else -hours
                self._zones[zone] = timezone(offset) if abs(hours) < timedelta(hours=24) else UTC
            else:
                try:
                    self._zones[zone] = ZoneInfo(zone) if zone else self._home()
                except (ZoneInfoNotFoundError, ValueError, OSError):
                    self._zones[zone] = self._home()
                    self.notes.append(
                        f"{fields.where()}: {worded(zone)} is no time zone that is known here; "
                        f"its times are read as those of {self._request.zone or 'this computer'}"
                    )
        return self._zones[zone]

    def _home(self) -> tzinfo | None:
        return time_zone(self._request.zone, self._request.now.tzinfo)

    def _text(self, fields: Fields, text: str) -> str:
        labels: dict[str, str] = {}
        for kind in _MEDIA:
            media = fields.raw.get(kind)
            for medium in media if isinstance(media, list) else []:
                if not isinstance(medium, dict):
                    continue
                self.left_behind += 1
                ending = medium.get("type") or medium.get("format")
                name = medium.get("filename") or medium.get("md5")
                if isinstance(name, str) and isinstance(ending, str) and not name.endswith(f".{ending}"):
                    name = f"{name}.{ending}"
                label = f"{_MEDIA_WORDS[kind]} not imported: {name if isinstance(name, str) else 'no name'}"
                id = medium.get("identifier")
                labels[id if isinstance(id, str) else label] = label
        placed: set[str] = set()

        def label_for(match: re.Match[str]) -> str:
            placed.add(match[1])
            return f"({labels.get(match[1], f'left behind: {match[1]}')})"

        text = text.replace("\u200b", "")
        if "dayone-moment" in text:
            text = _EMBEDDED.sub(label_for, text)
        if "\\" in text:  # the pattern tries every line and figure
            text = _ESCAPED.sub(_unescape, text)
        rest = [f"({words})" for id, words in labels.items() if id not in placed]
        return "\n\n".join(part for part in (text.strip("\n"), *rest) if part)


def _unescape(match: re.Match[str]) -> str:
    """The sign without its backslash, but where a line would begin a list or a quote with it."""
    start, digits, sign = match[1], match[2] or "", match[3]
    at_start = start is not None
    if at_start and ((digits and sign in ".)") or (not digits and sign in "-+>=~")):
        return match[0]
    return f"{start or ''}{digits}{sign}"


def _rich_text(text: str | None) -> str:
    """The plain words of the rich form; nothing when it cannot be read."""
    if not text:
        return ""
    try:
        raw = parse_json(text)
    except InputRefused:
        return text
    contents = raw.get("contents") if isinstance(raw, dict) else None
    parts = (
        [part.get("text") for part in contents or [] if isinstance(part, dict)]
        if isinstance(contents, list)
        else []
    )
    return "".join(part for part in parts if isinstance(part, str))
