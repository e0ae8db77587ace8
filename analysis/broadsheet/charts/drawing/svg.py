"""A figure as inline SVG: small, the same bytes each time, at home in a page with other charts.

What matplotlib writes is a document of its own. Here it becomes an element of a page: no prolog,
no style sheet, no identifiers but those that are referred to, and these with a prefix. Colours and
fonts are plain attributes, so that a strict Content-Security-Policy needs no exception.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from broadsheet.charts.drawing.frame import TIP, ChartFigure
from broadsheet.errors import ChartError
from broadsheet.style.formatting import one_line
from broadsheet.style.matplotlib_style import FONT_FAMILY, house
from broadsheet.style.palette import LIGHT, css_variables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure

__all__ = ["Drawing", "drawing", "to_svg"]

_IDENT = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_FRACTION = re.compile(r"-?\d+\.\d+")
_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NO_TURN = re.compile(r"rotate\(-?0 [^)]*\)")

_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_FOREIGN = {"metadata", "style"}
_WORDS = {"text", "title", "tspan"}
_SHOWN = 1.25 * 96 / 72  # pixels on a screen to a point on paper, where there is room
_MEASURES = {"d", "x", "y", "width", "height", "points", "transform", "stroke-width"}
_MOST_SPOTS = 1500  # beyond, a page would grow more than it gains
_ON_ROOT = {"font-family", "stroke-linejoin"}  # written once, for all
_COLORS = {"fill", "stroke"}


@dataclass(frozen=True)
class Drawing:
    """A figure as it was drawn, for as many elements of it as are wanted.

    Attributes:
        drawn: What was drawn, in literal colours.
        ident: The prefix of its identifiers.
        spots: What is told of places without marks.
    """

    drawn: ET.Element
    ident: str
    spots: str

    def svg(self, *, title: str, description: str, themed: bool) -> str:
        """The drawing as an `<svg>` element.

        Args:
            title: What the chart shows, for screen readers.
            description: What is to be seen in it, for screen readers.
            themed: Whether colours are CSS variables, as `var(--ink, #1a1a1a)`, and the size is
                left to the page's style sheet; else both are literal, for paper.
        """
        drawn = deepcopy(self.drawn)
        if themed:
            _use_variables(drawn)
        root = ET.Element("svg", _root_attributes(drawn, self.ident, themed=themed))
        ET.SubElement(root, "title", {"id": f"{self.ident}-title"}).text = one_line(title)
        ET.SubElement(root, "desc", {"id": f"{self.ident}-desc"}).text = one_line(description)
        if themed and self.spots:
            root.set("data-spots", self.spots)
        root.extend(drawn)
        return ET.tostring(root, encoding="unicode")


def drawing(figure: Figure, ident: str) -> Drawing:
    """Draw a figure, which takes most of the time of a page.

    Args:
        figure: What to draw.
        ident: A prefix for identifiers, unique in the page: a letter, then letters, digits, `-`
            or `_`.

    Raises:
        ChartError: The prefix is not one.
    """
    if not _IDENT.fullmatch(ident):
        raise ChartError(
            "an SVG's ident must be a letter, then letters, digits, - or _", received=ident
        )
    drawn = _drawn(figure)
    _tidy(drawn)
    _name_ids(drawn, ident)
    return Drawing(drawn, ident, _spots(figure))


def to_svg(figure: Figure, *, ident: str, title: str, description: str, themed: bool) -> str:
    """The figure as an `<svg>` element: see `drawing` and `Drawing.svg`.

    Raises:
        ChartError: The prefix is not one.
    """
    return drawing(figure, ident).svg(title=title, description=description, themed=themed)


def _spots(figure: Figure) -> str:
    """What is told of places without marks, one a line: across, down, words."""
    spots = figure.spots() if isinstance(figure, ChartFigure) else []
    if len(spots) > _MOST_SPOTS:
        return ""
    return "\n".join(f"{across:.0f} {down:.0f} {one_line(text)}" for across, down, text in spots)


def _drawn(figure: Figure) -> ET.Element:
    """What matplotlib draws, without namespaces."""
    image = BytesIO()
    with house():
        figure.savefig(image, format="svg", metadata=_METADATA, transparent=True)
    root = ET.fromstring(image.getvalue())  # noqa: S314 (matplotlib wrote it)
    for element in root.iter():
        element.tag = _local(element.tag)
        for name in list(element.attrib):
            if _local(name) != name:
                element.set(_local(name), element.attrib.pop(name))
    return root


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _root_attributes(drawn: ET.Element, ident: str, *, themed: bool) -> dict[str, str]:
    size = ("viewBox",) if themed else ("width", "height", "viewBox")
    width = {"width": f"{_SHOWN * float(drawn.attrib['width'].removesuffix('pt')):.0f}"}
    return {
        "xmlns": "http://www.w3.org/2000/svg",
        **(width if themed else {}),
        **{name: _rounded(drawn.attrib[name]) for name in size},
        "role": "img",
        "aria-labelledby": f"{ident}-title {ident}-desc",
        "font-family": f"{FONT_FAMILY}, sans-serif",
        "stroke-linejoin": "round",
    }


def _tidy(element: ET.Element) -> None:
    """Leave only what is seen, in the fewest elements and attributes, at every depth."""
    kept: list[ET.Element] = []
    for child in element:
        _tidy(child)
        if child.tag == "g":
            _adopt_tip(child)
        _plain_attributes(child)
        if _is_seen(child):
            kept.extend(child if _is_bare_group(child) else [child])
    element[:] = kept
    element.text = element.text if element.tag in _WORDS else None
    element.tail = None


def _adopt_tip(group: ET.Element) -> None:
    """Turn an identifier that is a tip into the title of the mark, or of a group of texts."""
    ident = group.get("id", "")
    if not ident.startswith(TIP) or not len(group):
        return
    title = ET.Element("title")
    title.text = ident.removeprefix(TIP)
    marks = [child for child in group if child.tag == "path"]
    (marks[0] if marks else group).insert(0, title)


def _plain_attributes(element: ET.Element) -> None:
    """Styles as attributes, numbers rounded, and nothing that is said by the root or is default."""
    for declaration in filter(None, element.attrib.pop("style", "").split(";")):
        name, _, value = declaration.partition(":")
        if name.strip() not in _ON_ROOT:
            element.set(name.strip(), value.strip())
    if element.tag == "g":
        element.attrib.pop("id", None)
    for name in _MEASURES & element.attrib.keys():
        element.set(name, _rounded(element.attrib[name]))
    if "d" in element.attrib:
        element.set("d", _short_path(element.attrib["d"]))
    if _NO_TURN.fullmatch(element.get("transform", "")):
        del element.attrib["transform"]
    if element.get("text-anchor") == "start":
        del element.attrib["text-anchor"]


def _rounded(text: str) -> str:
    """The text with its numbers rounded to hundredths, which no eye or printer tells apart."""
    return _FRACTION.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), text)


def _short_path(path: str) -> str:
    """The path without needless blanks, its level and upright strokes written as one number."""
    steps: list[str] = []
    last: list[str] = []
    for command, text in _STEP.findall(path):
        place = text.split()
        if command == "L" and last[1:] == place[1:]:
            steps.append(f"H{place[0]}")
        elif command == "L" and last[:1] == place[:1]:
            steps.append(f"V{place[1]}")
        else:
            steps.append(command + " ".join(place))
        last = place[-2:]
    return "".join(steps)


def _is_seen(element: ET.Element) -> bool:
    if element.tag in _FOREIGN:
        return False
    if element.tag in {"g", "defs"}:
        return len(element) > 0
    return element.tag != "path" or element.get("fill") != "none" or "stroke" in element.attrib


def _is_bare_group(element: ET.Element) -> bool:
    return element.tag == "g" and not element.attrib and element.find("title") is None


def _name_ids(root: ET.Element, ident: str) -> None:
    """Prefix the identifiers that are referred to, and drop the others."""
    used = {target for element in root.iter() for target in _targets(element)}
    for element in root.iter():
        if element.attrib.get("id") in used:
            element.set("id", f"{ident}-{element.attrib['id']}")
        else:
            element.attrib.pop("id", None)
        for name, value in element.attrib.items():
            if name == "href" and value.startswith("#"):
                element.set(name, f"#{ident}-{value[1:]}")
            else:
                element.set(name, _REFERENCE.sub(rf"url(#{ident}-\1)", value))


def _targets(element: ET.Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name == "href" and value.startswith("#"):
            yield value[1:]
        yield from _REFERENCE.findall(value)


def _use_variables(root: ET.Element) -> None:
    """Replace the palette's colours by the page's variables, with the colour if there is none."""
    variables = {value: name for name, value in css_variables(LIGHT).items()}
    for element in root.iter():
        for name in _COLORS & element.attrib.keys():
            color = element.attrib[name].lower()
            if color in variables:
                element.set(name, f"var({variables[color]}, {color})")
