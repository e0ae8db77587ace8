"""The map of the package: its rooms, what each holds, and which rooms it imports from.

Everything here is read from the source: the imports by grimp, the order of the layers from the
import contracts in pyproject.toml, what a room holds from its docstring.
"""

from __future__ import annotations

import ast
import tomllib
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path
from statistics import mean

import grimp

__all__ = ["imports_between_rooms", "layers_of_rooms", "room_diagram", "room_table"]

_PROJECT = Path(__file__).resolve().parents[1]
_PACKAGE = _PROJECT / "analysis" / "broadsheet"
_ROOT = "broadsheet"

_BOX_WIDTH, _BOX_HEIGHT, _GAP, _ROW = 112, 34, 22, 84
_LANE = 14  # the width of a long arrow where it passes a row of boxes
_MARGIN = 16
_SWEEPS = 12

_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {size} role="img" \
font-family="system-ui, sans-serif" font-size="13">
<title>The rooms of broadsheet and the imports between them</title>
<defs><marker id="end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" \
orient="auto"><path d="M0 0 8 4 0 8z" fill="#5c5c58"/></marker></defs>"""


def imports_between_rooms() -> dict[str, frozenset[str]]:
    """For each room or module at the package's root, the others that it imports from."""
    graph = grimp.build_graph(_ROOT, exclude_type_checking_imports=True, cache_dir=None)
    uses: dict[str, set[str]] = {_room(child): set() for child in graph.find_children(_ROOT)}
    for module in graph.modules - {_ROOT}:
        for imported in graph.find_modules_directly_imported_by(module) - {_ROOT}:
            uses[_room(module)].add(_room(imported))
    return {room: frozenset(uses[room] - {room}) for room in sorted(uses)}


def layers_of_rooms() -> list[list[str]]:
    """The rooms by layer, the uppermost first, as the contract on the whole package lists them."""
    settings = tomllib.loads((_PROJECT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (layers,) = (
        contract["layers"] for contract in contracts if contract.get("containers") == [_ROOT]
    )
    return [[room.strip() for room in layer.split("|")] for layer in layers]


def room_table() -> str:
    """A Markdown table with a row for each room, the uppermost layer first."""
    uses = imports_between_rooms()
    lines = ["| room | holds | imports from |", "| --- | --- | --- |"]
    for layer in layers_of_rooms():
        for room in layer:
            others = ", ".join(f"`{other}`" for other in sorted(uses[room])) or "nothing"
            lines.append(f"| `{_path(room)}` | {_summary(room)} | {others} |")
    return "\n".join(lines)


def room_diagram() -> str:
    """An SVG: a box for each room, an arrow for each import that no other arrows imply.

    The lowest layer, which every room may import, is left out: its arrows would hide the others.
    """
    *layers, lowest = layers_of_rooms()
    arrows = {
        room: [other for other in others if other not in lowest]
        for room, others in _reduced(imports_between_rooms()).items()
        if room not in lowest
    }
    return _Drawing(layers, arrows).svg()


def _room(module: str) -> str:
    """`archive` of `broadsheet.archive.zip.entries`."""
    return module.split(".")[1]


def _path(room: str) -> str:
    return f"{room}/" if (_PACKAGE / room).is_dir() else f"{room}.py"


def _summary(room: str) -> str:
    """The first line of a room's docstring."""
    folder = _PACKAGE / room
    file = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    return (ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "").partition("\n")[0]


def _reduced(uses: dict[str, frozenset[str]]) -> dict[str, list[str]]:
    """The imports that don't follow from others: where a uses b and b uses c, not a to c."""

    def reached(room: str) -> set[str]:
        return set(uses[room]).union(*(reached(other) for other in uses[room]))

    return {
        room: sorted(
            other
            for other in others
            if not any(other in reached(between) for between in others - {other})
        )
        for room, others in uses.items()
    }


@dataclass
class _Point:
    """A box, or the place where a long arrow passes a row of boxes."""

    row: int
    width: int
    name: str = ""
    x: float = 0.0

    @property
    def top(self) -> float:
        return _MARGIN + self.row * _ROW

    @property
    def bottom(self) -> float:
        return self.top + _BOX_HEIGHT


class _Drawing:
    """Boxes in rows; each arrow leads down, and passes between boxes."""

    def __init__(self, layers: list[list[str]], arrows: dict[str, list[str]]) -> None:
        """Place the boxes, and the arrows' ways between them."""
        boxes = {
            name: _Point(row, _BOX_WIDTH, name)
            for row, layer in enumerate(layers)
            for name in layer
        }
        self.rows: list[list[_Point]] = [[boxes[name] for name in layer] for layer in layers]
        self.ways: list[list[_Point]] = []
        for name, others in arrows.items():
            for other in others:
                start, end = boxes[name], boxes[other]
                between = [_Point(row, _LANE) for row in range(start.row + 1, end.row)]
                for point in between:
                    self.rows[point.row].append(point)
                self.ways.append([start, *between, end])
        self._order()

    def _order(self) -> None:
        """Order each row by the mean place of its neighbors, so that few arrows cross."""
        neighbors: dict[int, list[_Point]] = {}
        for way in self.ways:
            for above, below in pairwise(way):
                neighbors.setdefault(id(above), []).append(below)
                neighbors.setdefault(id(below), []).append(above)
        self._pack()
        for _ in range(_SWEEPS):
            for row in self.rows:
                row.sort(
                    key=lambda point: (
                        mean(other.x for other in neighbors.get(id(point), [point])),
                        point.name,
                    )
                )
                self._pack()

    def _pack(self) -> None:
        """Set each row's points side by side, every row centered."""
        widths = [sum(point.width + _GAP for point in row) - _GAP for row in self.rows]
        self.width = max(widths) + 2 * _MARGIN
        for row, width in zip(self.rows, widths, strict=True):
            x = (self.width - width) / 2
            for point in row:
                point.x = x + point.width / 2
                x += point.width + _GAP

    def svg(self) -> str:
        """The drawing, on a ground of its own, so that it can be read on any page."""
        height = (len(self.rows) - 1) * _ROW + _BOX_HEIGHT + 2 * _MARGIN
        size = f'width="{self.width}" height="{height}"'
        lines = [
            _HEAD.format(size=size, width=self.width, height=height),
            f'<rect {size} rx="8" fill="#faf9f6"/>',
        ]
        lines += [self._arrow(way) for way in self.ways]
        lines += [self._box(point) for row in self.rows for point in row if point.name]
        return "\n".join([*lines, "</svg>"]) + "\n"

    def _arrow(self, way: list[_Point]) -> str:
        """A line from the foot of one box to the head of another, straight through its lanes."""
        start, *between, end = way
        path = [f"M{start.x:.0f} {start.bottom:.0f}"]
        y = start.bottom
        x = start.x
        for point in [*between, end]:
            middle = (y + point.top) / 2
            path.append(
                f"C{x:.0f} {middle:.0f} {point.x:.0f} {middle:.0f} {point.x:.0f} {point.top:.0f}"
            )
            if point is not end:
                path.append(f"V{point.bottom:.0f}")
            x, y = point.x, point.bottom
        return (
            f'<path d="{"".join(path)}" fill="none" stroke="#8a8a84" stroke-width="1.2" '
            f'marker-end="url(#end)"><title>{start.name} imports from {end.name}</title></path>'
        )

    def _box(self, point: _Point) -> str:
        """A room as a rounded box, a module at the root as a square one."""
        radius = 8 if (_PACKAGE / point.name).is_dir() else 0
        return (
            f'<rect x="{point.x - _BOX_WIDTH / 2:.0f}" y="{point.top:.0f}" width="{_BOX_WIDTH}" '
            f'height="{_BOX_HEIGHT}" rx="{radius}" fill="#fff" stroke="#1d1d1b"/>'
            f'<text x="{point.x:.0f}" y="{point.top + 22:.0f}" text-anchor="middle" '
            f'fill="#1d1d1b">{escape(_path(point.name))}</text>'
        )
