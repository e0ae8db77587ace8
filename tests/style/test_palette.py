"""Colors: distinct, legible, the same names on light and dark paper."""

from __future__ import annotations

import re

import pytest

from broadsheet.style.palette import DARK, LIGHT, Palette, css_variables, on_ramp

both = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def luminance(color: str) -> float:
    """The relative luminance of WCAG 2."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@both
def test_colours_are_distinct(palette: Palette) -> None:
    """Every color occurs once, in lower case, so that it names its variable."""
    colors = list(css_variables(palette).values())
    assert len(set(colors)) == len(colors)
    assert all(re.fullmatch("#[0-9a-f]{6}", color) for color in colors)


def test_palettes_have_the_same_names() -> None:
    """What is named on light paper is named on dark paper."""
    assert list(css_variables(LIGHT)) == list(css_variables(DARK))
    assert {"--ink-muted", "--accent", "--series-6", "--ramp-7"} <= set(css_variables(DARK))


@both
def test_text_is_legible(palette: Palette) -> None:
    """Ink, muted ink, accent and series have the contrast that small text needs on paper."""
    for color in (palette.ink, palette.ink_muted, palette.accent, *palette.series):
        assert contrast(color, palette.paper) >= 4.5, color


@both
def test_values_on_the_ramp_are_legible(palette: Palette) -> None:
    """A value printed in a heatmap has the contrast that small text needs on each step."""
    for step, color in enumerate(palette.ramp):
        assert contrast(on_ramp(palette, step), color) >= 4.5, color


@both
def test_ramp_goes_one_way(palette: Palette) -> None:
    """Each step of the ramp is further from paper than the one before."""
    distances = [contrast(color, palette.paper) for color in palette.ramp]
    assert distances == sorted(distances)
