"""What a page may claim: one level of false discoveries for all that it says has changed.

Where nothing changes, one test in twenty passes a bound of 5 %, and a page makes a hundred tests:
topics, providers, days. So a page's tests are judged together. Of the claims that it makes, at most
`FALSE_DISCOVERY_LEVEL` are false on average; of pages about a world where nothing has changed, at
most that share makes any claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["FALSE_DISCOVERY_LEVEL", "discoveries", "judged", "q_values"]

FALSE_DISCOVERY_LEVEL = 0.05
"""The share of false claims among those of a page, on average, at most."""


def q_values(p_values: Sequence[float]) -> list[float]:
    """P-values adjusted for their number: the least level at which each test passes.

    Source: Benjamini and Hochberg 1995, Controlling the False Discovery Rate, JRSS B 57(1).
    """
    tests = len(p_values)
    adjusted = [0.0] * tests
    least = 1.0
    descending = sorted(range(tests), key=lambda place: -p_values[place])
    for rank, place in zip(range(tests, 0, -1), descending, strict=True):
        least = min(least, p_values[place] * tests / rank)
        adjusted[place] = least
    return adjusted


def judged(families: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """The rows of several results, with the q-values of all their tests together.

    Args:
        families: Rows by the name of their result, one for each test that was made, whether it
            shows anything or not. A row's `p_value` is null where it could not be tested.

    Returns:
        For each name its rows in their order, each with its `rate`: the least level at which it
        passes; null where it was not tested.
    """
    tested = [row["p_value"] for rows in families.values() for row in rows if _is_tested(row)]
    adjusted = iter(q_values(tested))
    return {
        name: [{**row, "rate": next(adjusted) if _is_tested(row) else None} for row in rows]
        for name, rows in families.items()
    }


def discoveries(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The judged rows that pass the level of a page, in their order."""
    return [row for row in rows if row["rate"] is not None and row["rate"] <= FALSE_DISCOVERY_LEVEL]


def _is_tested(row: Mapping[str, Any]) -> bool:
    return row["p_value"] is not None
