"""Statements that copy rows to a file: `copy … to`, of which none may write into a lake.

A commit makes the files of a version read-only, which does not stop a superuser, nor a copy that
DuckDB writes aside and renames into place. So statements are looked at before they run.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["refuse_copies", "refuse_copies_into"]

_READ_ONLY = (
    "the files of a lake are read-only; write rows to a file with: broadsheet sql … -o FILE"
)
_LONGEST = len("copy ")
_KEYWORD, _TEXT = duckdb.token_type.keyword, duckdb.token_type.string_const


def refuse_copies(sql: str) -> None:
    """Refuse what holds the keywords `copy … to`, however deep: `prepare`, `with`, `explain`.

    Raises:
        duckdb.PermissionException: There is such a statement.
    """
    if _copies(sql):
        raise duckdb.PermissionException(_READ_ONLY)


def refuse_copies_into(lake: Path, sql: str, bound: object) -> None:
    """Refuse statements that copy to a file in a lake.

    It saves users from an accident. A path that a statement computes is not seen.

    Args:
        lake: The lake's folder, resolved.
        sql: The statements.
        bound: The values of their parameters.

    Raises:
        duckdb.PermissionException: There is such a statement.
    """
    if not _copies(sql):
        return
    values = bound.values() if isinstance(bound, dict) else bound
    given = [str(each) for each in values if isinstance(each, str | Path)] if values else []  # type: ignore[attr-defined]
    for statement in duckdb.extract_statements(sql):
        targets = [*_texts_after_copy(statement.query), *given] if _copies(statement.query) else []
        for target in targets:
            if _is_within(target, lake):
                raise duckdb.PermissionException(f"{_READ_ONLY}; {target} is in a lake")


def _is_within(target: str, lake: Path) -> bool:
    try:
        place = Path(target.removeprefix("file://")).expanduser().resolve()
    except (OSError, RuntimeError, ValueError):
        return False
    return place.is_relative_to(lake)


def _copies(sql: str) -> bool:
    """Whether there are the keywords `copy` and, behind it, `to`."""
    return _end_of_copy(sql) is not None


def _end_of_copy(sql: str) -> int | None:
    """Where the keyword `to` of a copy begins, in bytes; None where there is none."""
    if "copy" not in sql.lower():  # saves most statements the parse
        return None
    text = sql.encode()
    is_copy = False
    for start, kind in duckdb.tokenize(sql):
        word = text[start : start + _LONGEST].lower()
        if kind != _KEYWORD:
            continue
        if is_copy and re.match(rb"to\b", word):
            return start
        is_copy = is_copy or bool(re.match(rb"copy\b", word))
    return None


def _texts_after_copy(sql: str) -> Iterator[str]:
    """The texts in quotes behind the keyword `to`: the file, and values of its options."""
    end = _end_of_copy(sql)
    text = sql.encode()
    for start, kind in duckdb.tokenize(sql):
        if kind == _TEXT and end is not None and start > end:
            quoted = re.match(rb"'((?:[^']|'')*)'", text[start:])
            if quoted:
                yield quoted[1].decode().replace("''", "'")
