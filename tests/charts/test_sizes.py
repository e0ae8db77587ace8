"""Charts of one, three and three hundred categories, with names of every kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import combinations
from xml.etree import ElementTree as ET

import pyarrow as pa
import pytest
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from broadsheet import charts

Drawn = Callable[[Figure], list[tuple[str, Bbox]]]

HOSTILE = (
    "<script>alert(1)</script>",
    "W" * 400,
    "صحيفة الأخبار",
    "News 🎉 Daily",
    "]]>&amp; \u202eback\u202c $x^2$",
    "",
)
FIRST = date(2021, 3, 1)


def names(count: int) -> list[str]:
    """Names, hostile ones first."""
    return [*HOSTILE, *(f"Provider {place}" for place in range(count))][:count]


def wide(count: int) -> pa.Table:
    """A row per category, with values that crowd, negative ones and nulls among them."""
    before = [None if place == 4 else 50 + place % 7 for place in range(count)]
    now = [None if place == 2 else 52 - place % 5 - 60 * (place == 5) for place in range(count)]
    low, high = ([value and value + by for value in before] for by in (-9, 9))
    return pa.table(
        {
            "name": names(count),
            "before": pa.array(before, pa.float64()),
            "now": pa.array(now, pa.float64()),
            "low": pa.array(low, pa.float64()),
            "high": pa.array(high, pa.float64()),
            "n": range(count),
        }
    )


def long(count: int) -> pa.Table:
    """A row per category and week."""
    rows = [
        (FIRST + timedelta(days=7 * week), name, (place * 7 + week * 3) % 50)
        for week in range(6)
        for place, name in enumerate(names(count))
    ]
    day, name, value = zip(*rows, strict=True)
    return pa.table({"day": day, "name": name, "value": value})


def days(count: int) -> pa.Table:
    """A row per day."""
    return pa.table(
        {"day": [FIRST + timedelta(days=place) for place in range(count)], "value": range(count)}
    )


Draw = Callable[[int, float], Figure]
DRAW: dict[str, Draw] = {
    "dumbbell": lambda count, inches: charts.dumbbell(
        wide(count), x=("before", "now"), y="name", n="n", inches=inches
    ),
    "slope": lambda count, inches: charts.slope(
        wide(count), x=("before", "now"), y="name", inches=inches
    ),
    "box": lambda count, inches: charts.box(
        wide(count), y="name", median="before", span=("low", "high"), inches=inches
    ),
    "scatter": lambda count, inches: charts.scatter(
        wide(count),
        x="before",
        y="now",
        label="name",
        reference=(0, 1, "as before"),
        inches=inches,
    ),
    "area": lambda count, inches: charts.area(
        long(count),
        x="day",
        y="value",
        series="name",
        shade=[("2021-03-03", "2021-03-05", "One"), ("2021-03-04", "2021-03-12", "Two")],
        inches=inches,
    ),
    "bump": lambda count, inches: charts.bump(
        long(count), x="day", y="value", series="name", inches=inches
    ),
    "calendar": lambda count, inches: charts.calendar(
        days(count), x="day", value="value", inches=inches
    ),
}


@pytest.mark.parametrize("inches", [6.9, 3.3])
@pytest.mark.parametrize("count", [1, 3, 12, 300])
@pytest.mark.parametrize("name", DRAW)
def test_texts_keep_apart(name: str, count: int, inches: float, drawn_texts: Drawn) -> None:
    """No two texts touch, and none leaves the figure."""
    figure = DRAW[name](count, inches)
    boxes = drawn_texts(figure)
    assert boxes
    assert not [(a, b) for (a, at), (b, to) in combinations(boxes, 2) if at.overlaps(to)]
    page = figure.bbox.padded(1)
    assert not [
        text
        for text, box in boxes
        if box.x0 < page.x0 or box.x1 > page.x1 or box.y0 < page.y0 or box.y1 > page.y1
    ]


@pytest.mark.parametrize("name", DRAW)
def test_names_stay_words(name: str) -> None:
    """Whatever names hold, the drawing is well formed, themed, small and the same each time."""
    one, two = (
        charts.to_svg(DRAW[name](12, 6.9), ident="a", title="", description="", themed=True)
        for _ in range(2)
    )
    assert one == two
    assert "<script" not in one
    assert ET.fromstring(one) is not None  # noqa: S314 (we wrote it)
    assert 'fill="#' not in one
    assert 'stroke="#' not in one
    assert len(one) < 40_000


@pytest.mark.parametrize("name", ["dumbbell", "slope", "box", "area", "bump", "scatter"])
def test_a_shortened_name_is_whole_in_a_tip(name: str) -> None:
    """What is cut on paper is whole where it is pointed at."""
    markup = charts.to_svg(DRAW[name](3, 6.9), ident="a", title="", description="", themed=True)
    tips = [each.text or "" for each in ET.fromstring(markup).iter() if "title" in each.tag]  # noqa: S314
    assert any("W" * 400 in tip for tip in tips)


@pytest.mark.parametrize("count", [300, 100_000])
def test_many_points_stay_small(count: int) -> None:
    """A hundred thousand points take less room than a photograph."""
    data = pa.table({"x": [n % 977 for n in range(count)], "y": [n % 1009 for n in range(count)]})
    figure = charts.scatter(data, x="x", y="y")
    markup = charts.to_svg(figure, ident="a", title="", description="", themed=True)
    assert len(markup) < 120_000
    assert f"n = {count:,}" in markup
