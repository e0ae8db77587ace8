"""Times each named query beside the same question in SQL by hand, over the same files.

Prints JSON: for each query its rows, and the seconds of both, taken by turns.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet import connect
from broadsheet.database.queries import named_queries

if TYPE_CHECKING:
    import duckdb

BY_HAND = Path(__file__).parent / "by_hand"
_ROUNDS = 5
_FEW_ROUNDS = 2
_SLOW = 3.0  # seconds
_TOLERANCE = 1e-9
_A_TENTH = "since := date '2020-03-01', until := date '2020-06-18'"  # of a million articles

_Rows = list[tuple[object, ...]]


def main() -> None:
    """Time the queries named, or all of them, over a lake."""
    lake, *wanted = sys.argv[1:]
    measured = {}
    with connect(lake) as connection:
        for name in wanted or named_queries():
            measured[name] = compare(connection, name)
    print(json.dumps(measured))


def compare(
    connection: duckdb.DuckDBPyConnection, name: str, rounds: int = _ROUNDS
) -> dict[str, object]:
    """A named query with its defaults, and the SQL by hand, by turns; slow ones in fewer rounds.

    Raises:
        SystemExit: They don't answer alike.
    """
    file = BY_HAND / f"{name}.sql"
    ours = _call(file) if file.exists() else f"from {name}({_A_TENTH})"
    theirs = file.read_text("utf-8") if file.exists() else None
    rows, took = _timed(connection, ours)
    if theirs and not _is_alike(rows, _timed(connection, theirs)[0]):
        raise SystemExit(f"{name} and {file.name} answer differently")
    if took > _SLOW:
        rounds = min(rounds, _FEW_ROUNDS)
    seconds: dict[str, list[float]] = {"named": [], "by_hand": []}
    for _ in range(rounds):
        seconds["named"].append(_timed(connection, ours)[1])
        if theirs:
            seconds["by_hand"].append(_timed(connection, theirs)[1])
    return {"rows": len(rows), **seconds}


def _call(file: Path) -> str:
    """The call that the SQL by hand answers, from its first comment."""
    first = file.read_text("utf-8").partition("\n")[0]
    return first.removeprefix("-- the same as: ")


def _timed(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[_Rows, float]:
    began = time.perf_counter()
    rows = connection.execute(sql).fetchall()
    return rows, time.perf_counter() - began


def _is_alike(ours: _Rows, theirs: _Rows) -> bool:
    """Whether rows are the same in the same order, numbers but for their last digits."""
    return len(ours) == len(theirs) and all(
        len(one) == len(other) and all(map(_is_same, one, other))
        for one, other in zip(ours, theirs, strict=True)
    )


def _is_same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= _TOLERANCE * max(1.0, abs(one))
    return one == other


if __name__ == "__main__":
    main()
