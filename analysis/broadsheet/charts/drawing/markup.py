"""Matplotlib's SVG document as a small element of a page.

Styles become plain attributes, so that a strict Content-Security-Policy needs no exception.
Identifiers get a prefix, so that many charts can be in one page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from broadsheet.charts.drawing.tips import TIP
from broadsheet.style.palette import LIGHT, css_variables

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["prefix_ids", "rounded", "tidy", "use_variables", "without_namespaces"]

_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_FRACTION = re.compile(r"-?\d+\.\d+")
_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NO_TURN = re.compile(r"rotate\(-?0 [^)]*\)")

_FOREIGN = {"metadata", "style"}
_WORDS = {"text", "title", "tspan"}
_MEASURES = {"d", "x", "y", "width", "height", "points", "transform", "stroke-width"}
_ON_ROOT = {"font-family", "stroke-linejoin"}  # written once, on the root
_COLORS = {"fill", "stroke"}


def without_namespaces(root: ET.Element) -> ET.Element:
    """Replace the names of elements and attributes by their local names."""
    for element in root.iter():
        element.tag = _local(element.tag)
        for name in list(element.attrib):
            if _local(name) != name:
                element.set(_local(name), element.attrib.pop(name))
    return root


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def tidy(element: ET.Element) -> None:
    """Keep only what is visible, in the fewest elements and attributes, at every depth."""
    kept: list[ET.Element] = []
    for child in element:
        tidy(child)
        if child.tag == "g":
            _adopt_tip(child)
        _plain_attributes(child)
        if _is_seen(child):
            kept.extend(child if _is_bare_group(child) else [child])
    element[:] = kept
    element.text = element.text if element.tag in _WORDS else None
    element.tail = None


def _adopt_tip(group: ET.Element) -> None:
    """Turn an identifier that is a tip into the title of a mark or of a group of texts."""
    ident = group.get("id", "")
    if not ident.startswith(TIP) or not len(group):
        return
    title = ET.Element("title")
    title.text = ident.removeprefix(TIP)
    marks = [child for child in group if child.tag == "path"]
    (marks[0] if marks else group).insert(0, title)


def _plain_attributes(element: ET.Element) -> None:
    """Make styles attributes, round numbers, and drop defaults and what the root declares."""
    for declaration in filter(None, element.attrib.pop("style", "").split(";")):
        name, _, value = declaration.partition(":")
        if name.strip() not in _ON_ROOT:
            element.set(name.strip(), value.strip())
    if element.tag == "g":
        element.attrib.pop("id", None)
    for name in _MEASURES & element.attrib.keys():
        element.set(name, rounded(element.attrib[name]))
    if "d" in element.attrib:
        element.set("d", _short_path(element.attrib["d"]))
    if _NO_TURN.fullmatch(element.get("transform", "")):
        del element.attrib["transform"]
    if element.get("text-anchor") == "start":
        del element.attrib["text-anchor"]


def rounded(text: str) -> str:
    """The text with its numbers rounded to hundredths of a point, which nobody can see."""
    return _FRACTION.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), text)


def _short_path(path: str) -> str:
    """The path without needless blanks; horizontal and vertical lines as one number each."""
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


def prefix_ids(root: ET.Element, ident: str) -> None:
    """Prefix the identifiers that something refers to, and drop the others."""
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


def use_variables(root: ET.Element) -> None:
    """Replace the palette's colors by the page's variables; the color is the fallback value."""
    variables = {value: name for name, value in css_variables(LIGHT).items()}
    for element in root.iter():
        for name in _COLORS & element.attrib.keys():
            color = element.attrib[name].lower()
            if color in variables:
                element.set(name, f"var({variables[color]}, {color})")
