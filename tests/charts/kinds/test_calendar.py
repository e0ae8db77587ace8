"""Calendars."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from broadsheet import charts
from broadsheet.charts.data.days import Strip
from broadsheet.errors import ChartError


def draw(values: dict[date, float | None], **options: object) -> Figure:
    """The calendar of these days."""
    data = pa.table({"day": list(values), "items": list(values.values())})
    return charts.calendar(data, x="day", value="items", **options)  # type: ignore[arg-type]


def looks(figure: Figure) -> dict[str, str]:
    """The color of each day, by its tip."""
    return {
        str(patch.get_gid()).removeprefix("tip:"): to_hex(patch.get_facecolor(), keep_alpha=True)
        for patch in figure.axes[0].patches
    }


def test_weeks_are_columns_from_monday() -> None:
    """Monday 1 March 2021 is on top, the Sunday after at the bottom, the next Monday beside."""
    strip = Strip(date(2021, 3, 1), date(2021, 3, 31))
    places = [strip.place(date(2021, 3, day)) for day in (1, 7, 8)]
    assert places == [(0, 0), (0, 6), (1, 0)]


def test_zero_and_nothing_differ() -> None:
    """A day of zero is gray, a day without data has no face, and each says what it is."""
    first = date(2021, 3, 1)
    days = looks(draw({first: 5, first + timedelta(days=1): 0, first + timedelta(days=3): None}))
    assert days["Tue 2 Mar 2021: 0"] == charts.LIGHT.rule + "ff"
    assert "Wed 3 Mar 2021: no data" not in days  # beyond the last day that has data
    gap = looks(draw({first: 5, first + timedelta(days=2): 9}))
    assert gap["Tue 2 Mar 2021: no data"].endswith("00")
    assert gap["Wed 3 Mar 2021: 9"] == charts.LIGHT.ramp[-1] + "ff"


def test_years_are_stacked() -> None:
    """More than a year's weeks are a strip for each year, the earliest on top."""
    figure = draw({date(2019, 3, 1): 1, date(2021, 3, 1): 2})
    years = [text for text in figure.axes[0].texts if text.get_text().isdigit()]
    assert [text.get_text() for text in sorted(years, key=lambda text: text.xy[1])] == [
        "2019",
        "2020",
        "2021",
    ]


def test_earlier_years_are_counted() -> None:
    """Years beyond the limit are said, and the latest are drawn."""
    figure = draw({date(2001, 3, 1): 1, date(2021, 3, 1): 2}, limit=2)
    assert "and 19 earlier years" in [text.get_text() for text in figure.texts]


def test_a_day_has_one_value() -> None:
    """Two values for one day are an error: one would hide the other."""
    data = pa.table({"day": [date(2021, 3, 1)] * 2, "items": [1, 2]})
    with pytest.raises(ChartError, match="one value for a day, got '2021-03-01'"):
        charts.calendar(data, x="day", value="items")
