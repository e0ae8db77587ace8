"""Sparklines stay in their frame, show gaps, and are described in words."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.report.content.elements.sparkline import sparkline

_VALUES = st.lists(st.none() | st.floats(-1e9, 1e9), max_size=20)


@given(_VALUES)
@example([])
@example([None])
@example([1.0])
@example([None, 5.0, 5.0, None])
@example([-1e9, 1e9, 0.0])
def test_a_sparkline_stays_in_its_frame(values: list[float | None]) -> None:
    """Every value has its place in the picture, whatever the values."""
    drawn = ET.fromstring(sparkline(values))  # noqa: S314 - our own
    known = [value for value in values if value is not None]
    path = drawn.find("path")
    if path is None:
        assert not known
        return
    points = path.attrib["d"].replace("M", " ").replace("L", " ").split()
    assert len(points) == 2 * len(known)
    assert all(0 <= float(x) <= 64 for x in points[::2])
    assert all(0 <= float(y) <= 14 for y in points[1::2])


def test_a_sparkline_is_described_in_words() -> None:
    """Its label has the first, the last, the lowest and the highest value."""
    assert 'aria-label="From 3 to 2, lowest 1, highest 4"' in sparkline([3, 1, None, 4, 2])


def test_a_sparkline_has_gaps() -> None:
    """Where a value is missing the line is broken, not drawn through."""
    drawn = ET.fromstring(sparkline([1, 2, None, 3]))  # noqa: S314 - our own
    path = drawn.find("path")
    assert path is not None
    assert path.attrib["d"].count("M") == 2
