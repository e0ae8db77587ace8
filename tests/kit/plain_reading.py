"""An independent reading of a document, by plain PyYAML, and how ours may differ from it.

Every value that PyYAML reads is in our rows, and every value of our rows is one that PyYAML reads,
unless a problem row speaks of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from unicodedata import normalize

import yaml

from broadsheet.documents.document import Document
from broadsheet.schema import TABLES
from kit.flattening import flatten

__all__ = ["differences", "read_plainly"]

Values = dict[str, Any]
"""Values by place, such as `related[2].provider.name`."""

_BREAKS = re.compile("[\x85\u2028\u2029]")
_FRONT_MATTER = re.compile(
    r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$(.*)", re.DOTALL | re.MULTILINE
)
_NOTHING = {"", "~", "null", "Null", "NULL"}
_TRUTHS = {"true": True, "false": False}
_LISTS = {"related": "related", "images": "images"}
_SIGNS = {"control-character": "\ufffd", "withheld": "(withheld)"}
"""What our values have where a problem speaks of it."""
_WHOLE = {
    "yaml-syntax", "torn", "second-document", "unclosed", "broken-encoding", "invisible-character",
    "too-complex", "not-a-mapping", "misplaced", "toml-syntax", "json-syntax", "unreadable",
}  # fmt: skip
"""Problems of a document as a whole: what it lacks is reported."""


def read_plainly(data: bytes) -> Values | None:
    """The texts of a document's front matter and its body; None where PyYAML can't read it."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    parts = _FRONT_MATTER.fullmatch(text)
    if parts is None or _BREAKS.search(text):
        return None
    try:
        fields = yaml.load(parts[1], Loader=yaml.CBaseLoader)  # noqa: S506 - texts alone
    except (yaml.YAMLError, ValueError):
        return None
    if not isinstance(fields, dict):
        return None
    topics = fields.get("topics")
    if isinstance(topics, list):
        fields["topics"] = [each for each in topics if not _is_nothing(each)]
    body = parts[2].replace("\r\n", "\n").strip()
    return dict(_leaves(fields, "")) | ({"body": body} if body else {})


def differences(data: bytes) -> list[str]:
    """What PyYAML and our rows hold differently, and no problem row speaks of."""
    plain = read_plainly(data)
    if plain is None:
        return []
    rows = {
        name: table.to_pylist() for name, table in flatten([Document("n", "a.md", data)]).items()
    }
    if not rows["articles"]:
        return [] if rows["problems"] else ["no row and no problem"]
    ours = _our_values(rows)
    spoken = _Spoken(rows["problems"])
    plain = _without_left_out(plain, spoken)
    return [
        f"{place}: {plain.get(place)!r} is {ours.get(place)!r}"
        for place in sorted(plain.keys() | ours.keys())
        if not _is_same(place, plain.get(place), ours.get(place)) and not spoken.of(place, ours)
    ]


def _without_left_out(plain: Values, spoken: _Spoken) -> Values:
    """The values without the topics that are lists or mappings, if problems speak of them.

    They are no topics, so those after them have other positions in our rows.
    """
    inner = {place for place in plain if re.match(r"topics\[\d+\][.\[]", place)}
    if not inner or not all(spoken.of(place, {}) for place in inner):
        return plain
    rest = {place: value for place, value in plain.items() if place not in inner}
    topics = [place for place in rest if place.startswith("topics[")]
    others = {place: value for place, value in rest.items() if place not in topics}
    return others | {f"topics[{n}]": rest[place] for n, place in enumerate(topics, 1)}


def _is_nothing(value: object) -> bool:
    return isinstance(value, str) and value.strip() in _NOTHING


def _leaves(value: object, place: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _leaves(below, f"{place}.{key}" if place else f"{key}")
    elif isinstance(value, list):
        for number, below in enumerate(value, 1):
            yield from _leaves(below, f"{place}[{number}]")
    else:
        yield place, value


def _our_values(rows: dict[str, list[dict[str, Any]]]) -> Values:
    (article,) = rows["articles"]
    found = dict(_row_values("articles", article, "")) | {"body": article["body"]}
    found |= {f"topics[{row['position']}]": row["topic"] for row in rows["article_topics"]}
    for row in rows["related"]:
        found |= _row_values("related", row, f"related[{row['position']}].")
    for row in rows["images"]:
        of = row["related_position"]
        place = f"related[{of}]." if of else ""
        found |= _row_values("images", row, f"{place}images[{row['position']}].")
    return {place: value for place, value in found.items() if value is not None}


def _row_values(table: str, row: dict[str, Any], place: str) -> Iterator[tuple[str, Any]]:
    for column in TABLES[table].read_columns:
        if column.name not in {"topics", "image_count", "related_count"}:
            yield f"{place}{column.source}", row[column.name]
    if row["extra"]:
        extra = json.loads(row["extra"], parse_int=str, parse_float=str)
        for name, value in _leaves(extra, ""):
            yield f"{place}{name}", value


def _is_same(place: str, plain: str | None, ours: object) -> bool:
    """Whether our value is what a text means in its column."""
    field = place.rpartition(".")[2].partition("[")[0]
    if ours is None:
        return plain is None or _is_nothing(plain)
    if plain is None:
        return False
    if field == "secured":
        return place != "secured" or ours == len(plain.strip().encode())
    if isinstance(ours, datetime):
        return _moment(plain.strip()) in {ours, None}
    if isinstance(ours, int):
        return _meant(plain, type(ours)) == ours
    text = normalize("NFC", plain.strip())
    return normalize("NFC", f"{ours}".strip()) in {text, text.lower()}


def _meant(text: str, kind: type) -> object:
    """What a text means in a column of whole numbers, or of truth values."""
    return _TRUTHS.get(text.lower()) if kind is bool else _number(text)


def _number(text: str) -> int | None:
    try:
        return int(text, 0)
    except ValueError:
        return int(text) if re.fullmatch(r"[-+]?[0-9_]+", text) else None


def _moment(text: str) -> datetime | None:
    """The moment of a text in the common form; None where it has another."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


class _Spoken:
    """What problem rows speak of."""

    def __init__(self, problems: list[dict[str, Any]]) -> None:
        self._is_whole = any(row["code"] in _WHOLE for row in problems)
        self._fields = {row["field"] for row in problems if row["field"]}
        quoted = [row for row in problems if row["code"] == "unquoted-text"]
        self._texts = {row["value"] for row in quoted}
        self._names = {row["field"] or "topics" for row in quoted}
        codes = {row["code"] for row in problems}
        self._signs = {sign for code, sign in _SIGNS.items() if code in codes}

    def of(self, place: str, ours: Values) -> bool:
        """Whether a problem speaks of a value."""
        if self._is_whole or ours.get(place) in self._texts:
            return True
        if any(
            place == field or place.startswith((f"{field}.", f"{field}[")) for field in self._fields
        ):
            return True
        names = set(re.split(r"[.\[]", place))
        return bool(names & self._names) or any(s in f"{ours.get(place)}" for s in self._signs)
