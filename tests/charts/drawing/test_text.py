"""Text that fits."""

from __future__ import annotations

import pytest

from broadsheet.charts.drawing.text import fit, fit_apart, text_width, wrap
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


def test_names_that_begin_alike_keep_what_they_differ_in() -> None:
    """Two shortened names are never the same text, and each fits."""
    names = ["The Harbour Post of the North", "The Harbour Post of the South", "Rumours"]
    with chart_style():
        short = fit_apart(names, 1.1)
        assert all(text_width(each) <= 1.1 for each in short)
    assert short[0].endswith("North")
    assert short[1].endswith("South")
    assert short[2] == "Rumours"
