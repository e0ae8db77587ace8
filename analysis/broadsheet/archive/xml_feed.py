"""Dumps of RSS and Atom feeds: an XML file with a document in each item, read by feedparser."""

from __future__ import annotations

import io
import json
import re
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from broadsheet.archive.entry import DataEntry
from broadsheet.archive.file_archive import FileArchive, file_kind
from broadsheet.archive.json_file import ItemPaths
from broadsheet.archive.json_list import identity_of
from broadsheet.errors import ArchiveError, BroadsheetError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.archive.entry import Entry

__all__ = ["KIND", "FeedArchive"]

_ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]")
_TEXTS = ("title", "link", "id", "summary", "author", "language")
_MOMENTS = ("published", "updated")


@dataclass(frozen=True)
class FeedArchive(FileArchive):
    """A dump of a feed; each document has the names that feedparser gives RSS and Atom alike.

    A document is under its id or its address.

    Attributes:
        most_bytes: How large the file may be.
    """

    most_bytes: int = 1 << 28

    @property
    def is_streamed(self) -> bool:
        """Yes: the file is read whole."""
        return True

    def entries(self) -> Iterator[Entry]:
        """The items in the feed's order.

        Raises:
            ArchiveError: The file is too large or no feed.
            BroadsheetError: feedparser is not installed.
        """
        try:
            import feedparser
        except ModuleNotFoundError as error:
            hint = "pip install 'broadsheet[feeds]'"
            raise BroadsheetError("a feed needs feedparser", hint=hint) from error
        with self.opened() as (file, found):
            if found.st_size > self.most_bytes:
                problem = f"a feed has {self.most_bytes:,} bytes at most"
                raise ArchiveError(problem, received=found.st_size)
            data = file.read()
        # A stream: text or bytes might be taken for an address or a path, and opened.
        parsed = feedparser.parse(io.BytesIO(data), sanitize_html=True, resolve_relative_uris=False)
        if not parsed.version and not parsed.entries:
            raise ArchiveError(f"{self.location} is no RSS or Atom feed")
        lines = _lines(data, len(parsed.entries))
        feed = {name: parsed.feed[name] for name in ("title", "link") if parsed.feed.get(name)}
        paths = ItemPaths()
        for item, line in zip(parsed.entries, lines, strict=True):
            fields = _fields(item) | ({"feed": feed} if feed else {})
            path = paths.of(identity_of(fields))
            text = json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")
            if self.selection.matches(path):
                yield DataEntry(self.name, path, len(text), data=text, line=line)


def _fields(item: Any) -> dict[str, Any]:  # noqa: ANN401 - feedparser has no types
    """The fields of an item, with dates as ISO 8601."""
    fields = {name: item[name] for name in _TEXTS if item.get(name)}
    for name in _MOMENTS:
        moment = dict.get(item, f"{name}_parsed")  # its own `get` takes one for the other
        if moment:
            fields[name] = datetime.fromtimestamp(timegm(moment), UTC).isoformat()
        elif name in item:
            fields[name] = item[name]
    if tags := [tag["term"] for tag in item.get("tags", ()) if tag.get("term")]:
        fields["tags"] = tags
    if content := [part["value"] for part in item.get("content", ()) if part.get("value")]:
        fields["content"] = content[0]
    if title := item.get("source", {}).get("title"):
        fields["source"] = {"title": title}
    media = [*item.get("media_content", ()), *item.get("media_thumbnail", ())]
    if images := [each["url"] for each in media if each.get("url")]:
        fields["image"] = images
    return fields


def _lines(data: bytes, count: int) -> list[int]:
    """The line on which each item begins; 1 for all where they can't be distinguished."""
    starts = [item.start() for item in _ITEM.finditer(data)]
    if len(starts) != count:
        return [1] * count
    lines, line, counted = [], 1, 0
    for start in starts:
        line, counted = line + data.count(b"\n", counted, start), start
        lines.append(line)
    return lines


KIND = file_kind(FeedArchive, ".xml", ".rss", ".atom")
