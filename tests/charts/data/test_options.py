"""Options that several charts share."""

from __future__ import annotations

import pytest

from broadsheet.charts.data.counts import read_counts
from broadsheet.charts.data.options import chosen, limit_within, limited
from broadsheet.errors import ChartError


@pytest.mark.parametrize(
    ("highlight", "names"), [(None, set()), ("Rumours", {"Rumours"}), (["a", "b"], {"a", "b"})]
)
def test_one_name_or_several_can_be_chosen(highlight: object, names: set[str]) -> None:
    """A single text is one name, not its letters."""
    assert chosen(highlight) == names  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("limit", "kept", "more"), [(None, 30, 1), (1, 1, 30), (31, 31, 0), (100, 31, 0)]
)
def test_rows_are_limited(limit: int | None, kept: int, more: int) -> None:
    """The first rows are kept, 30 by default, and the others counted."""
    assert limited(range(31), limit) == (list(range(kept)), more)


def test_a_limit_below_one_is_refused() -> None:
    """The message has the value that was received."""
    with pytest.raises(ChartError, match="a chart's limit must be at least 1, got 0"):
        limited([1], 0)


@pytest.mark.parametrize(("limit", "result"), [(None, 6), (1, 1), (6, 6)])
def test_a_limit_within_bounds(limit: int | None, result: int) -> None:
    """The most is the usual limit unless another is named."""
    assert limit_within(limit, 6, "a stack") == result
    assert limit_within(None, 30, "a bump chart", usual=10) == 10


@pytest.mark.parametrize("limit", [0, 7])
def test_a_limit_beyond_bounds_is_refused(limit: int) -> None:
    """The message names the chart and its bounds."""
    with pytest.raises(ChartError, match=f"a stack's limit must be from 1 to 6, got {limit}"):
        limit_within(limit, 6, "a stack")


def test_an_unknown_count_is_not_enough() -> None:
    """A count is enough from the least on; without a least count all are."""
    table: dict[str, list[object]] = {"n": [4, 5, None]}
    assert read_counts(table, "n", 5) == ([4, 5, None], [False, True, False])
    assert read_counts(table, "n", None)[1] == [True] * 3
    assert read_counts(table, None, None) == ([None] * 3, [True] * 3)
