"""The colors of a page and its charts, light and dark.

Every hex value occurs once in a palette. So a color in a drawing names its CSS variable, and a
drawing in literal colors can become one that follows the page's theme.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

__all__ = ["DARK", "LIGHT", "Palette", "css_variables", "on_ramp"]


@dataclass(frozen=True)
class Palette:
    """The colors of a page and its charts, each a lower-case hex value that occurs once.

    Attributes:
        ink: Text and base lines.
        ink_muted: Units, axis labels and notes.
        rule: Grid lines.
        paper: The page; charts themselves are transparent.
        accent: The one accent color.
        accent_soft: The accent for muted marks.
        series: Colors of lines, distinct for color-blind readers and legible as text on paper.
        ramp: Steps of a heatmap from low to high; ink is legible on the first four steps, paper
            on the others.
    """

    ink: str
    ink_muted: str
    rule: str
    paper: str
    accent: str
    accent_soft: str
    series: tuple[str, ...]
    ramp: tuple[str, ...]


LIGHT = Palette(
    ink="#1a1a1a",
    ink_muted="#5f6468",
    rule="#d9d5cb",
    paper="#fdfcf8",
    accent="#0f5f6b",
    accent_soft="#a7c8cd",
    series=("#0e6470", "#9c1a14", "#1c255e", "#8c6d00", "#725edd", "#b91a94"),
    ramp=("#dbeff3", "#b0d7de", "#82bac5", "#5a9da9", "#307b87", "#0f5d69", "#094048"),
)

DARK = Palette(
    ink="#ece9e2",
    ink_muted="#a4aaad",
    rule="#343b3e",
    paper="#14181a",
    accent="#5bbac6",
    accent_soft="#2f565d",
    series=("#56b6c2", "#fe7776", "#dbdeff", "#d7bf30", "#737bff", "#d33fc7"),
    ramp=("#192729", "#1d393e", "#234f57", "#306771", "#458e9b", "#67b5c4", "#96d9e6"),
)

_LAST_STEP_FOR_INK = 3


def on_ramp(palette: Palette, step: int) -> str:
    """The color of text that is legible on a step of the ramp, counted from 0."""
    return palette.ink if step <= _LAST_STEP_FOR_INK else palette.paper


def css_variables(palette: Palette) -> dict[str, str]:
    """The CSS variables of a palette by name: `--ink-muted`, `--series-1`, `--ramp-7`."""
    variables = {}
    for field in fields(palette):
        name = "--" + field.name.replace("_", "-")
        value = getattr(palette, field.name)
        if isinstance(value, str):
            variables[name] = value
        else:
            variables |= {f"{name}-{place}": each for place, each in enumerate(value, start=1)}
    return variables
