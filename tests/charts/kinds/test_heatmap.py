"""Heatmaps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from matplotlib.colors import to_hex

from broadsheet import charts
from broadsheet.errors import ChartError
from kit.figures import drawn_texts, touching

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SMALL = {
    "topic": ["World", "Sport", "World", "Sport"],
    "provider": ["Rumours", "Rumours", "Bell News", "Bell News"],
    "items": [0, 10, 20, None],
}


def grid(rows: int, across: int, *, days: bool = False) -> pa.Table:
    """A full grid whose values grow from its first cell to its last."""
    cells = [(row, column) for row in range(rows) for column in range(across)]
    first = date(2021, 3, 1)
    return pa.table(
        {
            "provider": [f"Provider {row}" for row, _ in cells],
            "topic": [
                first + timedelta(days=7 * column) if days else f"Topic {column}"
                for _, column in cells
            ],
            "items": [row * across + column for row, column in cells],
        }
    )


def draw(data: object, **options: str) -> Figure:
    """The heatmap of a table."""
    return charts.heatmap(data, x="topic", y="provider", value="items", **options)  # type: ignore[arg-type]


def cells(figure: Figure) -> dict[str, int]:
    """The number of cells of each color."""
    patches = figure.axes[0].patches
    return {to_hex(p.get_facecolor()): len(p.get_path().vertices) // 5 for p in patches}


def printed(figure: Figure) -> dict[str, str]:
    """The texts in the plot, with its color."""
    return {text.get_text(): text.get_color() for text in figure.axes[0].texts}


def test_rows_stand_as_first_met() -> None:
    """The first row of the data is the top row of the grid."""
    figure = draw(pa.table(SMALL))
    assert [text.get_text() for text in figure.axes[0].get_yticklabels()] == [
        "Rumours",
        "Bell News",
    ]
    bottom, top = figure.axes[0].get_ylim()
    assert bottom > top


def test_null_cell_is_blank() -> None:
    """A pair without a value has neither color nor text."""
    figure = draw(pa.table(SMALL))
    assert sum(cells(figure).values()) == 3
    assert "–" not in printed(figure)


def test_values_become_steps() -> None:
    """The lowest value has the first step, the highest the last, half way the middle one."""
    ramp = charts.LIGHT.ramp
    assert cells(draw(pa.table(SMALL))) == {ramp[0]: 1, ramp[3]: 1, ramp[6]: 1}


def test_values_are_printed_legibly() -> None:
    """Values are in ink on light cells and in the color of paper on dark ones."""
    texts = printed(draw(pa.table(SMALL)))
    assert texts["0"] == charts.LIGHT.ink
    assert texts["20"] == charts.LIGHT.paper


def test_values_are_not_printed_into_small_cells() -> None:
    """Cells too small for the widest value bear none."""
    assert len(draw(grid(40, 60, days=True)).axes[0].texts) < 12


def test_equal_values_have_one_colour() -> None:
    """A grid of equal values is drawn from zero, in one color."""
    data = pa.table({"topic": ["a", "b"], "provider": ["x", "x"], "items": [7, 7]})
    assert list(cells(draw(data)).values()) == [2]


def test_dates_stand_in_order() -> None:
    """Columns of dates are in the order of time whatever the rows', labelled as days."""
    days = [date(2021, 3, 15), date(2021, 3, 1), date(2021, 3, 8)]
    data = pa.table({"topic": days, "provider": ["x"] * 3, "items": [3, 1, 2]})
    figure = draw(data)
    placed = sorted((text.xy[0], text.get_text()) for text in figure.axes[0].texts)
    assert [text for _, text in placed if "Mar" in text] == ["1 Mar 2021", "8 Mar", "15 Mar"]


def test_date_labels_are_sparse() -> None:
    """Of sixty dates a few have labels."""
    texts = [text for text in printed(draw(grid(3, 60, days=True))) if not text.isdigit()]
    assert 2 <= len(texts) <= 8
    assert texts[0] == "1 Mar 2021"


@pytest.mark.parametrize(
    ("rows", "across", "days"),
    [(1, 1, False), (8, 12, False), (40, 60, True), (60, 40, False), (100, 400, True)],
)
def test_texts_do_not_overlap(rows: int, across: int, days: bool) -> None:
    """However many rows and columns, no two texts touch and none leaves the figure."""
    figure = draw(grid(rows, across, days=days), title="Items", unit="Items")
    boxes = drawn_texts(figure)
    assert touching(boxes) == []
    page = figure.bbox
    assert all(page.x0 <= box.x0 and box.x1 <= page.x1 for _, box in boxes)


def test_rows_beyond_sixty_are_counted() -> None:
    """Rows that would not fit a page are folded into a note."""
    assert "and 15 more" in printed(draw(grid(75, 3)))


def test_a_pair_that_comes_twice_is_refused() -> None:
    """Two values for one cell are an error: one would hide the other."""
    twice = pa.table({"x": ["a", "a"], "y": ["b", "b"], "n": [1, 2]})
    with pytest.raises(ChartError, match="one value for a row and a column"):
        charts.heatmap(twice, x="x", y="y", value="n")
