"""Where documents are: their files, the lines that a number is read from, and their commits."""

from __future__ import annotations

from contextlib import suppress
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from broadsheet.archive import EntryRefused, open_archives
from broadsheet.database.run import place_result, run_sql
from broadsheet.documents.document import fingerprints
from broadsheet.documents.front_matter import FrontMatter, read_front_matter
from broadsheet.documents.limits import DEFAULT_LIMITS
from broadsheet.errors import ArchiveError
from broadsheet.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import duckdb

    from broadsheet.archive import Archive
    from broadsheet.documents.document import Document
    from broadsheet.documents.location import Place
    from broadsheet.lake.snapshot import Snapshot

__all__ = ["field_of", "places_of"]

Row = dict[str, Any]


def places_of(
    connection: duckdb.DuckDBPyConnection,
    snapshot: Snapshot,
    documents: pa.Array,
    column: str,
    most: int | None,
) -> list[Row]:
    """Where documents are: archive, path, line and commits.

    The line is that of the field that a column is named after, else the document's first. It is
    None where the archive is gone, or has other bytes than the lake was loaded with.

    Args:
        connection: The database of the lake.
        snapshot: The version that it is of.
        documents: The ids of the documents.
        column: The column of the number.
        most: How many documents to place at most; all where None.
    """
    place_result(connection, "chosen", pa.table({"article_id": documents}), schema="tracing")
    sql = (files("broadsheet.tracing") / "sql" / "documents.sql").read_text("utf-8")
    found: list[Row] = run_sql(connection, sql, {"most": most}).to_arrow_table().to_pylist()
    lines: dict[tuple[str, str], int] = {}
    for name, record in snapshot.load["archives"].items():
        wanted = {row["path"]: row["fingerprint"] for row in found if row["archive"] == name}
        for document in _documents(name, record, snapshot.path.parent, wanted):
            lines[name, document.path] = _line(document, field_of(column))
    return [_placed(row, lines.get((row["archive"], row["path"]))) for row in found]


def field_of(column: str) -> Place | None:
    """The field of documents that a column is named after, such as `quality` of `median_quality`.

    >>> field_of("median_quality")
    ('quality',)
    """
    named = [each for each in TABLES["articles"].read_columns if each.name in column]
    longest = max(named, key=lambda each: len(each.name), default=None)
    return tuple(longest.sources[0].split(".")) if longest else None


def _placed(row: Row, line: int | None) -> Row:
    shown = {name: row[name] for name in ("archive", "path")} | {"line": line}
    return shown | {name: row[name] for name in row if name not in {*shown, "fingerprint"}}


def _documents(
    name: str, record: Mapping[str, str], lake: Path, wanted: Mapping[str, str | None]
) -> Iterator[Document]:
    """The documents of an archive that have the bytes that were loaded; none where it is gone."""
    if not wanted:
        return
    archive = _opened(name, record, lake)
    for entry in archive.entries() if archive else ():
        if entry.path in wanted:
            with suppress(EntryRefused):
                document = entry.read(DEFAULT_LIMITS)
                if fingerprints(document.data).whole == wanted[entry.path]:
                    yield document


def _opened(name: str, record: Mapping[str, str], lake: Path) -> Archive | None:
    """The archive of a record, where it was or as far from the lake as it was; None if gone."""
    beside = record.get("from_lake")
    for place in (record["path"], str(lake.resolve() / beside) if beside else ""):
        with suppress(ArchiveError, OSError):
            (archive,) = open_archives([f"{name}={place}"])
            return archive
    return None


def _line(document: Document, field: Place | None) -> int:
    """The line of a field; the first line of the document where it has none."""
    first = document.line or 1
    front_matter = read_front_matter(document)
    if field is None or not isinstance(front_matter, FrontMatter):
        return first
    location = (front_matter.located().locations or {}).get(field)
    return location.line if location else first
