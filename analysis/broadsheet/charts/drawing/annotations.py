"""Annotations of a line: the points that a text names carry their labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from broadsheet.charts.data.columns import dates, day_count
from broadsheet.charts.drawing.callouts import arrange
from broadsheet.charts.drawing.figure import tip
from broadsheet.charts.drawing.frame import place
from broadsheet.charts.drawing.points import Plot
from broadsheet.charts.drawing.text import fit
from broadsheet.errors import ChartError
from broadsheet.style.formatting import one_line
from broadsheet.style.matplotlib_style import RULE_WIDTH
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import TypeAlias

    from matplotlib.axes import Axes

    from broadsheet.charts.data.series import Series

    Label: TypeAlias = tuple[date | str, str]

__all__ = ["ANNOTATION_ROW", "Annotation", "draw_annotations", "read_annotations"]

ANNOTATION_ROW = 0.2  # inches above the plot, for the label of a peak

_DOT = 5.5
_WIDEST_SHARE = 0.7  # of the plot
_STEPS = 400  # of a line that labels avoid


@dataclass(frozen=True)
class Annotation:
    """A place on the axis of time, and what is said of the point there."""

    at: float
    text: str


def read_annotations(annotate: Label | Sequence[Label] | None) -> list[Annotation]:
    """The labels of the option `annotate`: one `(date, text)`, or several.

    Raises:
        ChartError: A label has another form.
    """
    if not annotate:
        return []
    is_one = len(annotate) == 2 and isinstance(annotate[1], str)
    several = cast("Sequence[Label]", (annotate,) if is_one else annotate)
    return [_annotation(each) for each in several]


def _annotation(label: Label) -> Annotation:
    if isinstance(label, str) or len(label) != 2:
        raise ChartError("an annotation is a date and a text", received=label)
    (when,) = dates(label[:1], "annotate")
    if when is None:
        raise ChartError("an annotation needs a date", received=label)
    return Annotation(day_count(when), one_line(str(label[1])))


def draw_annotations(axes: Axes, wanted: Sequence[Annotation], line: Series) -> None:
    """Draw a dot at each point, and its label where it covers neither line nor other labels.

    A label without a point on the line is not drawn.
    """
    values = {point.place: point.value for point in line.points if point.value is not None}
    found = [each for each in wanted if each.at in values]
    if not found:
        return
    plot = _plot(axes)
    across, up = (np.array(each, float) for each in zip(*sorted(values.items()), strict=True))
    along = np.linspace(across[0], across[-1], _STEPS)
    marked = np.array([[each.at, values[each.at]] for each in found], float)
    seen = np.vstack(
        (plot.inches(marked[:, 0], marked[:, 1]), plot.inches(along, np.interp(along, across, up)))
    )
    page = (0.0, 0.0, plot.width, plot.height + ANNOTATION_ROW)
    texts = [(at, fit(each.text, plot.width * _WIDEST_SHARE)) for at, each in enumerate(found)]
    for at, value in marked:
        (dot,) = axes.plot(at, value, "o", color=line.color, ms=_DOT, clip_on=False)
        dot.set(markeredgecolor=LIGHT.paper, markeredgewidth=RULE_WIDTH)
    corner = (axes.get_xlim()[0], axes.get_ylim()[0])
    for each in arrange(texts, seen, page):
        label = place(axes, each.text, corner, shift=each.at)
        if each.text != found[each.point].text:
            tip(label, found[each.point].text)


def _plot(axes: Axes) -> Plot:
    """The size of the plot in inches, and its spans."""
    width, height = axes.figure.get_size_inches()  # type: ignore[union-attr]
    box = axes.get_position()
    return Plot(box.width * width, box.height * height, axes.get_xlim(), axes.get_ylim())
