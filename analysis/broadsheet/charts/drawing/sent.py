"""A chart as data that goes to another process: from the kernel of a notebook to its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from broadsheet.charts.drawing.markup import prefix_ids
from broadsheet.charts.drawing.svg import Drawing, draw

if TYPE_CHECKING:
    from collections.abc import Mapping

    from broadsheet.charts.drawing.figure import ChartFigure

__all__ = ["SentChart", "received", "sent"]

_IDENT = "sent"
_MOST_TOLD = 5


@dataclass(frozen=True)
class SentChart:
    """A chart that another process has drawn.

    Attributes:
        drawing: The drawing.
        title: The chart's title; empty where it has none.
        told: What its first marks say, in words.
        inches: Its width.
    """

    drawing: Drawing
    title: str
    told: str
    inches: float


def sent(figure: ChartFigure) -> dict[str, Any]:
    """A chart as data that JSON holds."""
    drawing = draw(figure, _IDENT)
    return {
        "drawn": ET.tostring(drawing.drawn, encoding="unicode"),
        "spots": drawing.spots,
        "title": figure.get_label(),
        "inches": float(figure.get_size_inches()[0]),
    }


def received(content: Mapping[str, Any], ident: str) -> SentChart:
    """The chart of which `sent` made the data.

    Args:
        content: The data.
        ident: The prefix of all identifiers, as `draw` takes it.
    """
    drawn = ET.fromstring(content["drawn"])  # noqa: S314 - `sent` wrote it
    prefix_ids(drawn, ident)
    drawing = Drawing(drawn, ident, content["spots"])
    return SentChart(drawing, content["title"], _told(drawing), content["inches"])


def _told(drawing: Drawing) -> str:
    """The tips of marks and places: how many there are, and the first few."""
    spots = (line.split(" ", 2)[2] for line in drawing.spots.splitlines())
    tips = [*(tip.text or "" for tip in drawing.drawn.iter("title")), *spots]
    if len(tips) <= _MOST_TOLD:
        return "; ".join(tips)
    return f"{len(tips)} marks. The first are: {'; '.join(tips[:_MOST_TOLD])}."
