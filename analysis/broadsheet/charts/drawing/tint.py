"""Charts in another color: the palette with its accent replaced."""

from __future__ import annotations

from dataclasses import replace

from matplotlib.colors import to_hex, to_rgb

from broadsheet.errors import ChartError
from broadsheet.style.palette import LIGHT, Palette

__all__ = ["tinted"]

_SOFT = 0.36  # of the color, in paper

_Linear = tuple[float, ...]


def tinted(color: str | None) -> Palette:
    """The palette of a chart, with this color in place of the accent and of the first series.

    The steps of the ramp get the color's hue and keep their lightness, so that what is written on
    them stays legible.

    Args:
        color: A name or a hex value as matplotlib takes them; None for the accent itself.

    Raises:
        ChartError: There is no such color.
    """
    if color is None:
        return LIGHT
    try:
        accent = to_hex(color)
    except ValueError as error:
        hint = "give a name such as 'crimson', or a value such as '#0f5f6b'"
        raise ChartError("no such color", received=color, hint=hint) from error
    return replace(
        LIGHT,
        accent=accent,
        accent_soft=_hex(_mixed(_linear(accent), _linear(LIGHT.paper), 1 - _SOFT)),
        series=(accent, *LIGHT.series[1:]),
        ramp=tuple(_as_light_as(accent, step) for step in LIGHT.ramp),
    )


def _as_light_as(color: str, other: str) -> str:
    """The color mixed with white or with black until it is as light as another."""
    own, wanted = _linear(color), _lightness(_linear(other))
    light = _lightness(own)
    if light < wanted:
        return _hex(_mixed(own, (1.0, 1.0, 1.0), (wanted - light) / (1 - light)))
    return _hex(_mixed(own, (0.0, 0.0, 0.0), 1 - wanted / light))


def _mixed(one: _Linear, other: _Linear, share: float) -> _Linear:
    return tuple(a + (b - a) * share for a, b in zip(one, other, strict=True))


def _lightness(color: _Linear) -> float:
    """The relative luminance that WCAG 2.2 defines."""
    return sum(part * weight for part, weight in zip(color, (0.2126, 0.7152, 0.0722), strict=True))


def _linear(color: str) -> _Linear:
    """The parts of a color as amounts of light, after the definition of sRGB (IEC 61966-2-1)."""
    return tuple(
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in to_rgb(color)
    )


def _hex(color: _Linear) -> str:
    red, green, blue = (
        part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in color
    )
    return to_hex((red, green, blue))
