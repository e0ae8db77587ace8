"""A chart that shows values where a reader points, in a frame of its own for a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from broadsheet.charts.drawing.svg import SCREEN, draw
from broadsheet.style.fonts import font_faces
from broadsheet.style.inline import framed, policy
from broadsheet.style.matplotlib_style import FONT_FAMILY
from broadsheet.style.palette import LIGHT, css_variables
from broadsheet.style.tips import tips_script, tips_style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["hover_html"]

_MARGIN = 0.01  # of the frame's width, on each side
_STYLE = f"""\
html {{ overflow: hidden; }}
body {{ margin: 0; padding: {_MARGIN:%}; background: var(--paper); }}
svg {{ display: block; width: 100%; height: auto; }}
svg:focus-visible {{ outline: 2px solid var(--accent); outline-offset: -2px; }}
"""


def hover_html(figure: Figure) -> str:
    """A chart as a page within the output of a cell, which asks for nothing from outside.

    It is on paper, as the picture of a chart without tips is. Arrow keys move from tip to tip.
    """
    title = str(figure.get_label()) or "Chart"
    svg = draw(figure, "chart").svg(title=title, description="", themed=True)
    variables = "".join(f"{name}:{value};" for name, value in css_variables(LIGHT).items())
    fonts = font_faces(svg, in_print=False, family=FONT_FAMILY)
    style = "\n".join((fonts, f":root{{{variables}}}", tips_style(), _STYLE))
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(style, tips_script())}">'
        f"<title>{escape(title)}</title><style>{style}</style></head>"
        f"<body><main>{svg}</main><script>{tips_script()}</script></body></html>"
    )
    drawn, high = (72 * SCREEN * side for side in figure.get_size_inches())
    width = drawn / (1 - 2 * _MARGIN)
    height = high + 2 * _MARGIN * width
    size = f"width:100%;max-width:{width:.0f}px;aspect-ratio:{width:.0f}/{height:.0f};border:0"
    return framed(page, title, size)
