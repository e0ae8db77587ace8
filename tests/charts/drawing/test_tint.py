"""Palettes of another color."""

from __future__ import annotations

import pytest
from matplotlib.colors import to_rgb

from broadsheet.charts.drawing.tint import tinted
from broadsheet.style.palette import LIGHT


def luminance(color: str) -> float:
    """The relative luminance of WCAG 2.2, whose limit of the linear part sRGB rounds otherwise."""
    parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in to_rgb(color)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("color", ["crimson", "#0f5f6b", "yellow", "white", "black", "navy"])
def test_steps_keep_their_lightness(color: str) -> None:
    """A step of any color is as light as the page's, so what is written on it stays legible."""
    found = [luminance(step) for step in tinted(color).ramp]
    assert found == pytest.approx([luminance(step) for step in LIGHT.ramp], abs=0.005)


def test_no_color_is_the_page_s() -> None:
    """Without a color, a chart has the page's palette."""
    assert tinted(None) is LIGHT
