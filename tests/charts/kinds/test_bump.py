"""Bump charts."""

from __future__ import annotations

from math import isnan

import pyarrow as pa
import pytest
from matplotlib.figure import Figure

from broadsheet import charts
from broadsheet.errors import ChartError

ROWS = [
    ("1", "a", 9), ("1", "b", 5), ("1", "c", 1),
    ("2", "a", 4), ("2", "b", 5), ("2", "c", 8),
    ("3", "a", 7), ("3", "b", 7), ("3", "c", 6),
]  # fmt: skip


def draw(rows: list[tuple[str, str, float]] = ROWS, **options: object) -> Figure:
    """The ranks of such rows."""
    period, name, items = zip(*rows, strict=True)
    data = pa.table({"period": period, "name": name, "items": items})
    return charts.bump(data, x="period", y="items", series="name", **options)  # type: ignore[arg-type]


def ranks(figure: Figure) -> dict[str, list[float | None]]:
    """The ranks that are drawn, by name."""
    return {
        str(line.get_gid()).removeprefix("tip:").split(":")[0]: [
            None if isnan(rank) else rank for rank in line.get_ydata()
        ]
        for line in figure.axes[0].lines
    }


def test_the_highest_value_ranks_first() -> None:
    """Ranks follow the values; of equals the one that stood higher before comes first."""
    assert ranks(draw()) == {"a": [1, 3, 2], "b": [2, 2, 1], "c": [3, 1, 3]}
    bottom, top = draw().axes[0].get_ylim()
    assert bottom > top


def test_both_ends_are_named_with_their_ranks() -> None:
    """Each line has its name and rank at the left and at the right."""
    texts = {text.get_text() for text in draw().axes[0].texts}
    assert {"a  1", "b  2", "c  3", "1  b", "2  a", "3  c"} <= texts


def test_ranks_beyond_the_limit_are_gaps() -> None:
    """Who falls beyond the limit leaves a gap, and who was there in between is counted."""
    figure = draw(limit=1)
    assert ranks(figure) == {"a": [1, None, None], "b": [None, None, 1]}
    assert [text.get_text() for text in figure.texts] == [
        "1 more stood among the first 1 only in between"
    ]


def test_highlight_leaves_the_others_grey() -> None:
    """One chosen line has the accent."""
    colors = {line.get_color() for line in draw(highlight="b").axes[0].lines}
    assert colors == {charts.LIGHT.accent, charts.LIGHT.ink_muted}


def test_the_limit_has_limits() -> None:
    """Zero ranks and a hundred are refused."""
    for limit in (0, 100):
        with pytest.raises(ChartError, match=f"from 1 to 30, got {limit}"):
            draw(limit=limit)
