"""Text that fits."""

from __future__ import annotations

import pytest

from broadsheet.charts.drawing.text import fit, text_width, wrap
from broadsheet.style.matplotlib_style import chart_style


@pytest.mark.parametrize("room", [0.05, 0.3, 1, 3])
def test_fit_fits(room: float) -> None:
    """A long text is cut so that it takes no more than the room, if an ellipsis does."""
    with chart_style():
        short = fit("The Gazette of the United Provinces " * 6, room)
        assert text_width(short) <= max(room, text_width("…"))
    assert short.endswith("…")


def test_wrap_keeps_lines_within_the_room() -> None:
    """Words move to the next line rather than past the edge; a word too wide has its own line."""
    with chart_style():
        lines = wrap("one two three " + "W" * 40 + " four", 0.7, 9)
        assert lines == ["one two", "three", "W" * 40, "four"]
