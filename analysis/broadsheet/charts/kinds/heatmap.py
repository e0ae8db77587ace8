"""Heatmaps: one value for each pair of two categories, in steps from paper to the accent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from broadsheet.charts.data.matrix import Matrix, read_matrix
from broadsheet.charts.data.options import chosen, plot_height
from broadsheet.charts.drawing.categories import NARROW, many_exceed
from broadsheet.charts.drawing.date_ticks import tick_days
from broadsheet.charts.drawing.emphasis import BOLD_SHARE, name_look
from broadsheet.charts.drawing.foot import Foot, more, withheld_values
from broadsheet.charts.drawing.frame import FULL_WIDTH, Frame, nothing, place
from broadsheet.charts.drawing.head import Head
from broadsheet.charts.drawing.ramp import cells, key, step_of
from broadsheet.charts.drawing.scale import color_span, value_labels
from broadsheet.charts.drawing.text import EDGE, fit, fit_apart, text_width
from broadsheet.charts.drawing.tint import tinted
from broadsheet.charts.drawing.tips import spot, tip
from broadsheet.charts.examples import Example, matrix
from broadsheet.style.matplotlib_style import SMALL_SIZE, TEXT_SIZE, chart_style
from broadsheet.style.palette import LIGHT, on_ramp

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from broadsheet.charts.data.columns import Data
    from broadsheet.style.palette import Palette

__all__ = ["heatmap"]

EXAMPLE = Example(
    text="Find where two categories meet.",
    table=matrix,
    options={
        "x": "topic",
        "y": "provider",
        "value": "articles",
        "title": "Provider and topic",
    },
)

_ROW = 0.24
_LOW_ROW = 0.14  # when there are many
_LOWEST_PRINTED = 0.2  # of a row whose values are printed
_MANY_ROWS = 30
_WIDEST = 0.9  # of a column, when there are few
_PAPER = 0.014  # inches of paper between two cells
_NAME_SHARE = 0.3  # of the width, at most
_ABOVE = 0.19  # inches, for a name above its row
_GAP = 0.08
_TOP = 0.22
_UPRIGHT = 0.95  # of a vertical label, at most
_NARROWEST = 0.14  # of a column that has a vertical label
_DAY = 0.85  # the room of a date's label
_NOTE = 0.24


@chart_style()
def heatmap(
    data: Data,
    *,
    x: str,
    y: str,
    value: str,
    title: str | None = None,
    n: str | None = None,
    min_n: int | None = None,
    unit: str | None = None,
    highlight: str | Collection[str] | None = None,
    inches: float = FULL_WIDTH,
    height: float | None = None,
    color: str | None = None,
    hover: bool = False,
    show_title: bool = True,
) -> Figure:
    """Draw a grid of cells in seven steps from low to high, with the values printed where they fit.

    Args:
        data: One row per cell; a missing or null cell is blank.
        x: The column of the grid's columns; dates are in their order.
        y: The column of the grid's rows, in the order of the data. A note states how many there
            are beyond 60.
        value: The column of values.
        title: What the chart shows.
        n: A column of counts that the values rest on.
        min_n: The least count. A cell with a smaller or unknown count is blank, and a note states
            how many there are.
        unit: The unit of the values; `"share"` for values between 0 and 1 that are written as
            percentages, `"%"` for percentages.
        highlight: The rows and columns with bold names; other names are muted.
        inches: The width in inches.
        height: The height of the plot in inches; by default it follows from the number of rows.
        color: A color in place of the accent, such as `crimson` or `#0f5f6b`.
        hover: Whether a notebook shows values where you point, as a page does.
        show_title: Whether the title is drawn; it is the figure's label in any case.

    Raises:
        ChartError: A column is missing or has the wrong type, or an option is not valid.
    """
    palette = tinted(color)
    head = Head(title, unit, show_title, tall=True)
    matrix = read_matrix(data, (x, y, value), n, min_n)
    foot = Foot((withheld_values(matrix.small, min_n, "cells", "Blank"),))
    if not matrix.cells:
        return nothing(head, inches, foot)
    strong = chosen(highlight)
    grid = _Grid(matrix, inches, strong)
    labels, upright = _column_labels(matrix, inches - grid.left - EDGE)
    body = plot_height(height, grid.row * grid.bottom, _LOW_ROW * grid.bottom)
    frame = _frame(grid, body, labels, upright=upright)
    figure, axes = frame.sheet(head, foot)
    axes.set_xlim(0, len(matrix.columns))
    axes.set_ylim(grid.bottom, 0)
    axes.set_xticks([])
    _write_rows(axes, grid, frame)
    for column, label in labels.items():
        text = place(axes, label, (column + 0.5, 0), shift=(0, _GAP if upright else _TOP / 2))
        text.set(size=SMALL_SIZE, color=LIGHT.ink_muted, ha="left" if upright else "center")
        if matrix.columns[column] in strong:
            text.set(**name_look(matrix.columns[column], strong))
        text.set(rotation=90 if upright else 0, rotation_mode="anchor")
    cell = (frame.plot / len(matrix.columns), body / grid.bottom)
    written = value_labels(list(matrix.cells.values()), unit)
    _fill(axes, grid, cell, palette)
    for (row, column), known in matrix.cells.items():
        words = f"{matrix.rows[row]}, {matrix.columns[column]}: {written(known)}"
        spot(axes, (column + 0.5, grid.top(row) + 0.5), words)
    _print(axes, grid, cell, written)
    low, high = (written(edge) for edge in color_span(list(matrix.cells.values())))
    key(figure, head.unit_middle(inches), (low, high), palette)
    if matrix.more:
        below = (0, grid.bottom)
        note = place(axes, more(matrix.more), below, shift=(0, -_NOTE / 2))
        note.set(size=SMALL_SIZE, color=LIGHT.ink_muted)
    figure.hover = hover
    return figure


@dataclass(frozen=True)
class _Grid:
    """Where rows and their names are, in units of a row of cells.

    A name is beside its row. In a narrow chart names are above their rows where many do not fit.
    """

    matrix: Matrix
    inches: float
    strong: Collection[str] = ()

    @property
    def row(self) -> float:
        """The height of a row of cells in inches."""
        return _ROW if len(self.matrix.rows) <= _MANY_ROWS else _LOW_ROW

    @property
    def size(self) -> float:
        """The size of names in points."""
        return TEXT_SIZE if len(self.matrix.rows) <= _MANY_ROWS else SMALL_SIZE

    @cached_property
    def above(self) -> float:
        """The height of a name above its row; 0 where names are beside them."""
        is_above = self.inches < NARROW and many_exceed(
            self.matrix.rows, self.inches * _NAME_SHARE, self.size
        )
        return _ABOVE / self.row if is_above else 0

    @cached_property
    def names(self) -> list[str]:
        """The names of rows as they are written."""
        room = self.inches - 2 * EDGE if self.above else self.inches * _NAME_SHARE
        return fit_apart(self.matrix.rows, room * (BOLD_SHARE if self.strong else 1), self.size)

    @property
    def left(self) -> float:
        """The inches that names take beside the cells."""
        if self.above:
            return EDGE
        named = zip(self.matrix.rows, self.names, strict=True)
        widest = max(text_width(each, self.size, bold=row in self.strong) for row, each in named)
        return widest + _GAP + EDGE

    @property
    def bottom(self) -> float:
        """The lower end of the last row."""
        return len(self.matrix.rows) * (1 + self.above)

    def top(self, row: int) -> float:
        """The upper end of a row's cells."""
        return row * (1 + self.above) + self.above


def _write_rows(axes: Axes, grid: _Grid, frame: Frame) -> None:
    """Write the names of the rows."""
    axes.set_yticks([])
    if grid.above:
        for at, name in enumerate(grid.names):
            middle = grid.top(at) - grid.above / 2
            text = place(axes, name, (0, middle), shift=(EDGE - frame.left, 0), size=grid.size)
            text.set(**name_look(grid.matrix.rows[at], grid.strong))
            if name != grid.matrix.rows[at]:
                tip(text, grid.matrix.rows[at])
        return
    axes.set_yticks([row + 0.5 for row in range(len(grid.names))], grid.names)
    axes.tick_params(axis="y", labelcolor=LIGHT.ink, labelsize=grid.size, pad=_GAP * 72)
    for beside, row in zip(axes.get_yticklabels(), grid.matrix.rows, strict=True):
        beside.set(**name_look(row, grid.strong))


def _column_labels(matrix: Matrix, room: float) -> tuple[dict[int, str], bool]:
    """The labels of columns by their place, and whether they are vertical.

    Dates: as many as fit. Categories: all horizontal, else all vertical, else some vertical.
    """
    width = min(room / len(matrix.columns), _WIDEST)
    if matrix.days:
        return tick_days(matrix.days, int(width * len(matrix.columns) / _DAY)), False
    everyone = dict(enumerate(matrix.columns))
    if all(text_width(label, SMALL_SIZE) + _GAP <= width for label in matrix.columns):
        return everyone, False
    stride = max(1, -(-_NARROWEST // width))
    return {
        column: fit(label, _UPRIGHT, SMALL_SIZE)
        for column, label in everyone.items()
        if column % stride == 0
    }, True


def _frame(grid: _Grid, body: float, labels: dict[int, str], *, upright: bool) -> Frame:
    widest = max(text_width(label, SMALL_SIZE) for label in labels.values())
    across = min(grid.inches - grid.left - EDGE, _WIDEST * len(grid.matrix.columns))
    return Frame(
        grid.inches,
        body=body,
        left=grid.left,
        right=grid.inches - grid.left - across,
        bottom=_NOTE if grid.matrix.more else EDGE,
        top=widest + 2 * _GAP if upright else _TOP,
    )


def _fill(axes: Axes, grid: _Grid, cell: tuple[float, float], palette: Palette) -> None:
    """Draw the cells, one path for each step, which keeps a drawing small."""
    known = grid.matrix.cells
    low, high = color_span(list(known.values()))
    steps: dict[int, list[tuple[int, int]]] = {}
    for at, value in known.items():
        steps.setdefault(step_of(value, low, high), []).append(at)
    across, down = (1 - min(_PAPER / side, 0.1) for side in cell)
    for step, places in sorted(steps.items()):
        corners = [(column, grid.top(row)) for row, column in places]
        cells(axes, corners, (across, down), face=palette.ramp[step])


def _print(
    axes: Axes, grid: _Grid, cell: tuple[float, float], written: Callable[[float | None], str]
) -> None:
    """Print the values if the widest fits into a cell."""
    width, height = cell
    known = grid.matrix.cells
    labels = {written(value) for value in known.values()}
    widest = max(text_width(label, SMALL_SIZE) for label in labels)
    if height < _LOWEST_PRINTED or widest + _GAP > width:
        return
    low, high = color_span(list(known.values()))
    for (row, column), value in known.items():
        at = (column + 0.5, grid.top(row) + 0.5)
        text = place(axes, written(value), at, size=SMALL_SIZE)
        text.set(ha="center", color=on_ramp(LIGHT, step_of(value, low, high)))
