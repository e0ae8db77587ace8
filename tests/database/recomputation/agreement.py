"""Whether an answer of the database and a recomputed one are the same."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

    from .reading import Row

__all__ = ["assert_agree"]

_LAST_DIGIT = 1e-12


def assert_agree(answer: duckdb.DuckDBPyConnection, expected: list[Row]) -> None:
    """Assert that rows, their order, columns, types and values are the same.

    Everything but floats is the same exactly; floats are as near as sums in another order allow.
    """
    columns = [column for column, *_ in answer.description]
    found = [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]
    for place, (one, other) in enumerate(zip(found, expected, strict=False)):
        assert list(one) == list(other)
        differing = {key: (one[key], other[key]) for key in one if not _same(one[key], other[key])}
        assert not differing, f"row {place}: {differing} in {one}"
    assert len(found) == len(expected)


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401 - cells of any type
    if isinstance(one, float) and isinstance(other, float):
        return isclose(one, other, rel_tol=_LAST_DIGIT, abs_tol=_LAST_DIGIT)
    return type(one) is type(other) and bool(one == other)
