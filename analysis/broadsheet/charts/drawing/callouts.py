"""Names beside points: each where it covers no other name, and as few points as possible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from broadsheet.charts.drawing.text import text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Callout", "Rect", "arrange"]

Rect: TypeAlias = tuple[float, float, float, float]  # left, bottom, right, top in inches

_AWAY = 0.07
_HEIGHT = 0.14
_DOT = 0.03  # half of a dot
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))


@dataclass(frozen=True)
class Callout:
    """A name, the point it belongs to, and the middle of its left edge, in inches."""

    text: str
    point: int
    at: tuple[float, float]


def arrange(
    texts: Sequence[tuple[int, str]],
    points: NDArray[np.float64],
    page: Rect,
    taken: Sequence[Rect] = (),
) -> list[Callout]:
    """The names that find a place; an earlier name has precedence.

    Args:
        texts: The points to name, by place in `points`, and their names.
        points: All points in inches, a row each, and other places that names avoid.
        page: The box that names stay in.
        taken: Boxes that names must not cover.
    """
    used = list(taken)
    found = []
    for point, text in texts:
        rects = [_beside(points[point], side, text_width(text)) for side in _SIDES]
        free = [each for each in rects if _within(each, page) and not _hits(each, used)]
        if free:
            best = min(free, key=lambda rect: _covered(rect, points))
            used.append(best)
            found.append(Callout(text, point, (best[0], (best[1] + best[3]) / 2)))
    return found


def _beside(point: NDArray[np.float64], side: tuple[int, int], width: float) -> Rect:
    """The box of a text on one side of a point."""
    across, up = side
    middle = float(point[1]) + up * (_AWAY + (0 if across else _HEIGHT / 2))
    left = float(point[0]) + (
        across * _AWAY if across > 0 else -width / 2 if not across else -width - _AWAY
    )
    return left, middle - _HEIGHT / 2, left + width, middle + _HEIGHT / 2


def _within(rect: Rect, page: Rect) -> bool:
    return rect[0] >= page[0] and rect[1] >= page[1] and rect[2] <= page[2] and rect[3] <= page[3]


def _hits(rect: Rect, others: Sequence[Rect]) -> bool:
    left, bottom, right, top = rect
    return any(
        left < other[2] and other[0] < right and bottom < other[3] and other[1] < top
        for other in others
    )


def _covered(rect: Rect, points: NDArray[np.float64]) -> int:
    """How many points a box covers."""
    x, y = points[:, 0], points[:, 1]
    level = (x > rect[0] - _DOT) & (x < rect[2] + _DOT)
    inside = level & (y > rect[1] - _DOT) & (y < rect[3] + _DOT)
    return int(inside.sum())
