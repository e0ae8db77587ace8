"""An archive's history as anybody would read it: every commit checked out, and read as a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from broadsheet.archive import EntryRefused, open_archives
from broadsheet.documents.document import fingerprints
from broadsheet.documents.limits import DEFAULT_LIMITS
from broadsheet.tables.flatten import tables_of_files
from broadsheet.tables.read import Unread
from kit.histories import git

__all__ = ["checked_out", "replayed"]

_SINGLE = (
    *("category", "type", "title", "excerpt", "published_at", "original_url", "web_url"),
    *("amp_web_url", "cdn_amp_web_url", "quality", "heat", "published", "provider_name"),
    *("provider_domain", "body", "secured_bytes", "extra"),
)
State = dict[str, tuple[object, ...]]
"""Of each path: status, reason, size, both hashes, and the fields that have a value."""


def checked_out(repository: Path, room: Path, commits: list[str]) -> Iterator[tuple[str, State]]:
    """The state at each of these commits, read from a checkout."""
    folder = room / "checkout"
    git(room, "clone", "-q", "--no-checkout", str(repository), str(folder))
    known: dict[tuple[str, bytes], tuple[object, ...]] = {}
    for commit in commits:
        git(folder, "checkout", "-q", "--force", commit)
        (archive,) = open_archives(f"n={folder}")
        state: State = {}
        for entry in archive.entries():
            try:
                document = entry.read(DEFAULT_LIMITS)
            except EntryRefused:
                continue
            key = (document.path, document.data)
            if key not in known:
                known[key] = _read(Unread(document, fingerprints(document.data)))
            state[document.path] = known[key]
        yield commit, state


def _read(file: Unread) -> tuple[object, ...]:
    tables = tables_of_files([file], DEFAULT_LIMITS).tables
    (row,) = tables["documents"].to_pylist()
    about = ("status", "reason", "bytes", "fingerprint", "content_fingerprint")
    fields: dict[str, Any] = {}
    for article in tables["articles"].to_pylist():
        fields = {name: article[name] for name in _SINGLE}
        fields["topics"] = article["topics"] or None
        for name in ("related", "images"):
            fields[name] = [_entry(each) for each in tables[name].to_pylist()] or None
    values = {name: _plain(value) for name, value in fields.items() if value is not None}
    return (*(row[name] for name in about), json.dumps(values, sort_keys=True))


def _entry(row: dict[str, Any]) -> dict[str, Any]:
    derived = {"article_id", "position", "related_position", "published_month", "url"}
    if "width" in row:
        derived -= {"url"}
    return {
        name: _plain(value)
        for name, value in row.items()
        if value is not None and name not in derived and not name.endswith("_count")
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value
    if hasattr(value, "isoformat"):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else value


def replayed(connection: duckdb.DuckDBPyConnection, sequence: int) -> State:
    """The state after a commit, from the rows of history up to it."""
    versions = connection.execute(_LAST_VERSIONS, {"sequence": sequence}).fetchall()
    values: dict[int, dict[str, Any]] = {}
    changed = connection.execute(_LAST_VALUES, {"sequence": sequence}).fetchall()
    for document_id, field, new in changed:
        is_list = field in {"topics", "related", "images"}
        values.setdefault(document_id, {})[field] = json.loads(new) if is_list else new
    return {
        path: (*about, json.dumps(values.get(document_id, {}), sort_keys=True))
        for path, document_id, *about in versions
    }


_LAST_VERSIONS = """
from document_versions
select path, document_id, status, reason, bytes, fingerprint, content_fingerprint
where sequence <= $sequence
qualify row_number() over (partition by path order by sequence desc) = 1 and blob is not null
"""
_LAST_VALUES = """
with last as (
    from article_changes
    select document_id, field, new
    where sequence <= $sequence
    qualify row_number() over (partition by document_id, field order by sequence desc) = 1
)
from last where new is not null
"""
