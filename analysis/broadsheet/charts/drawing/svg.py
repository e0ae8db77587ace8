"""A figure as inline SVG: small, the same bytes each time, fit for a page with other charts."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from broadsheet.charts.drawing.figure import ChartFigure
from broadsheet.charts.drawing.markup import (
    prefix_ids,
    rounded,
    tidy,
    use_variables,
    without_namespaces,
)
from broadsheet.errors import ChartError
from broadsheet.style.formatting import ELLIPSIS, one_line
from broadsheet.style.matplotlib_style import FONT_FAMILY, chart_style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Drawing", "draw", "to_svg"]

_IDENT = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_SCREEN = 1.25 * 96 / 72  # pixels on a screen for a point in print, where there is room
_MOST_SPOTS = 1500  # more of them would make a page large


@dataclass(frozen=True)
class Drawing:
    """A figure drawn once, from which any number of SVG elements can be made.

    Attributes:
        drawn: The elements, in literal colors.
        ident: The prefix of their identifiers.
        spots: The tips of places without marks, one a line: points from the left, points from the
            top, text.
        is_shortened: Whether a text is shortened, for lack of room.
    """

    drawn: ET.Element
    ident: str
    spots: str
    is_shortened: bool = False

    def svg(self, *, title: str, description: str, themed: bool) -> str:
        """The drawing as an `<svg>` element.

        Args:
            title: What the chart shows, for screen readers.
            description: What its data says, for screen readers.
            themed: Whether colors are CSS variables, as `var(--ink, #1a1a1a)`, and the page's
                style sheet sets the size. Otherwise both are literal, for print.
        """
        drawn = deepcopy(self.drawn)
        if themed:
            use_variables(drawn)
        root = ET.Element("svg", _root_attributes(drawn, self.ident, themed=themed))
        ET.SubElement(root, "title", {"id": f"{self.ident}-title"}).text = one_line(title)
        ET.SubElement(root, "desc", {"id": f"{self.ident}-desc"}).text = one_line(description)
        if themed and self.spots:
            root.set("data-spots", self.spots)
        root.extend(drawn)
        return ET.tostring(root, encoding="unicode")


def draw(figure: Figure, ident: str) -> Drawing:
    """Draw a figure: the slow step, which screen and print can share.

    Args:
        figure: The figure of a chart, or any other figure of matplotlib.
        ident: The prefix of all identifiers, unique in the page: a letter, then letters, digits,
            `-` or `_`.

    Raises:
        ChartError: The prefix has another form.
    """
    if not _IDENT.fullmatch(ident):
        raise ChartError(
            "an SVG's ident must be a letter, then letters, digits, - or _", received=ident
        )
    drawn = _elements(figure)
    tidy(drawn)
    prefix_ids(drawn, ident)
    words = "".join(each.text or "" for each in drawn.iter("text"))
    return Drawing(drawn, ident, _spots(figure), ELLIPSIS in words)


def to_svg(figure: Figure, *, ident: str, title: str, description: str, themed: bool) -> str:
    """The figure as an `<svg>` element: `draw`, then `Drawing.svg`.

    Raises:
        ChartError: The prefix `ident` has a wrong form.
    """
    return draw(figure, ident).svg(title=title, description=description, themed=themed)


def _spots(figure: Figure) -> str:
    spots = figure.spots() if isinstance(figure, ChartFigure) else []
    if len(spots) > _MOST_SPOTS:
        return ""
    return "\n".join(f"{across:.0f} {down:.0f} {one_line(text)}" for across, down, text in spots)


def _elements(figure: Figure) -> ET.Element:
    """What matplotlib draws."""
    image = BytesIO()
    with chart_style():
        figure.savefig(image, format="svg", metadata=_METADATA, transparent=True)
    root = ET.fromstring(image.getvalue())  # noqa: S314 (matplotlib wrote it)
    return without_namespaces(root)


def _root_attributes(drawn: ET.Element, ident: str, *, themed: bool) -> dict[str, str]:
    size = ("viewBox",) if themed else ("width", "height", "viewBox")
    width = {"width": f"{_SCREEN * float(drawn.attrib['width'].removesuffix('pt')):.0f}"}
    return {
        "xmlns": "http://www.w3.org/2000/svg",
        **(width if themed else {}),
        **{name: rounded(drawn.attrib[name]) for name in size},
        "role": "img",
        "aria-labelledby": f"{ident}-title {ident}-desc",
        "font-family": f"{FONT_FAMILY}, sans-serif",
        "stroke-linejoin": "round",
    }
