"""Sparklines: lines as high as a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from broadsheet.style import formatting
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

__all__ = ["sparkline"]

_WIDTH, _HEIGHT, _EDGE = 64.0, 14.0, 2.0  # pixels


def sparkline(values: Sequence[float | Decimal | None], *, color: str = LIGHT.accent) -> Markup:
    """A line as high as a word, with a dot at its last value; gaps where values are missing.

    Args:
        values: The values, equally far apart.
        color: The line's color: literal in print, a CSS variable on screen.
    """
    known = [value for value in values if value is not None]
    if not known:
        return Markup('<span class="sparkline">–</span>')
    heights = [None if value is None else float(value) for value in values]
    places = _places(heights, float(min(known)), float(max(known)))
    written = [formatting.number(value) for value in (known[0], known[-1], min(known), max(known))]
    words = "From {} to {}, lowest {}, highest {}".format(*written)
    last = next(place for place in reversed(places) if place)
    return Markup(
        '<svg class="sparkline" role="img" aria-label="{}" width="{:g}" height="{:g}" '
        'viewBox="0 0 {:g} {:g}"><path d="{}" fill="none" stroke="{}" stroke-width="1.2"/>'
        '<circle cx="{:g}" cy="{:g}" r="1.8" fill="{}"/></svg>'
    ).format(words, _WIDTH, _HEIGHT, _WIDTH, _HEIGHT, _path(places), color, *last, color)


def _places(
    values: Sequence[float | None], low: float, high: float
) -> list[tuple[float, float] | None]:
    """Where each value lies in the picture; equal values lie in the middle."""
    step = (_WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)
    room = _HEIGHT - 2 * _EDGE
    return [
        None
        if value is None
        else (
            round(_EDGE + step * at, 1),
            round(_EDGE + room * ((high - value) / (high - low) if high > low else 0.5), 1),
        )
        for at, value in enumerate(values)
    ]


def _path(places: Sequence[tuple[float, float] | None]) -> str:
    """A path through places, broken where one is missing."""
    steps, pen = [], "M"
    for place in places:
        if place is None:
            pen = "M"
            continue
        steps.append(f"{pen}{place[0]:g} {place[1]:g}")
        pen = "L"
    return "".join(steps)
