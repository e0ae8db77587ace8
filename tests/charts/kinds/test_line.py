"""Lines."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from math import isnan
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from matplotlib.colors import to_hex

from broadsheet import charts
from broadsheet.errors import ChartError
from kit.figures import drawn_texts, notes, plot_texts, touching

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

FIRST = date(2021, 3, 1)


def table(values: Sequence[float | None], step: int = 1) -> pa.Table:
    """One value a day, or every so many days."""
    days = [FIRST + timedelta(days=step * place) for place in range(len(values))]
    return pa.table({"day": days, "quality": values})


def several(count: int, days: int = 5) -> pa.Table:
    """Series that end at nearly the same value."""
    rows = [
        (FIRST + timedelta(days=day), f"Provider {one}", 50 + one / 10)
        for one in range(count)
        for day in range(days)
    ]
    day, provider, quality = zip(*rows, strict=True)
    return pa.table({"day": day, "provider": provider, "quality": quality})


def lines(figure: Figure) -> list[Line2D]:
    """The lines of data, without the rules, the first series first."""
    return [each for each in figure.axes[0].lines if each.get_gid() != "rule"][::-1]


def labels(figure: Figure) -> list[str]:
    """The texts in the plot, but for years and strokes."""
    return [
        text.get_text()
        for text in figure.axes[0].texts
        if text.get_text() and not text.get_text().isdigit()
    ]


def test_null_is_a_gap() -> None:
    """Where a value is null the line is broken, not drawn through."""
    (drawn,) = lines(charts.line(table([1, None, 3]), x="day", y="quality"))
    assert [isnan(value) for value in drawn.get_ydata()] == [False, True, False]


def test_value_between_gaps_is_marked() -> None:
    """A lone value in a long line is a point, for it would not be seen."""
    values = [1.0] * 10 + [None, 5.0, None] + [1.0] * 10
    (drawn,) = lines(charts.line(table(values), x="day", y="quality"))
    assert drawn.get_markevery() == [11]


def test_few_points_are_marked() -> None:
    """The points of a short line are all marked, those without a value excepted."""
    (drawn,) = lines(charts.line(table([1, None, 3]), x="day", y="quality"))
    assert drawn.get_markevery() == [0, 2]


def test_rows_are_put_in_order_of_time() -> None:
    """The rows may come in any order."""
    data = pa.table({"day": [date(2021, 3, 2), date(2021, 3, 1)], "quality": [2, 1]})
    (drawn,) = lines(charts.line(data, x="day", y="quality"))
    assert list(drawn.get_ydata()) == [1, 2]


def test_axis_begins_at_zero() -> None:
    """Counts are drawn from zero."""
    figure = charts.line(table([120, 30, 80]), x="day", y="quality")
    assert figure.axes[0].get_ylim()[0] == 0


def test_an_axis_holds_zero() -> None:
    """Values that are all far from zero are drawn above it, as on the page before."""
    figure = charts.line(table([61.5, 63.0, 62.2]), x="day", y="quality")
    assert figure.axes[0].get_ylim()[0] == 0
    assert charts.LIGHT.ink in {each.get_color() for each in figure.axes[0].lines}


def test_only_line_ends_in_its_last_value() -> None:
    """A line without a name bears the last value that is known."""
    figure = charts.line(table([61.54, 63.01, None]), x="day", y="quality")
    assert labels(figure) == ["63.0"]


def test_series_are_named_at_their_ends() -> None:
    """Each series has its name beside its end, in its color, and there is no legend."""
    figure = charts.line(several(3), x="day", y="quality", series="provider")
    assert labels(figure) == ["Provider 0", "Provider 1", "Provider 2"]
    colors = [text.get_color() for text in figure.axes[0].texts if "Provider" in text.get_text()]
    assert colors == [to_hex(each.get_color()) for each in lines(figure)]
    assert colors == list(charts.LIGHT.series[:3])
    assert figure.axes[0].get_legend() is None


@pytest.mark.parametrize("count", [2, 8, 24, 60])
def test_labels_do_not_overlap(count: int) -> None:
    """However close lines end, their names keep apart, within the figure."""
    figure = charts.line(several(count), x="day", y="quality", series="provider")
    boxes = drawn_texts(figure)
    assert touching(boxes) == []
    assert all(box.x1 <= figure.bbox.x1 and box.y0 >= 0 for _, box in boxes)


def test_further_series_are_grey() -> None:
    """Series beyond the colors are muted, and those beyond the labels counted."""
    figure = charts.line(several(30), x="day", y="quality", series="provider")
    assert lines(figure)[7].get_color() == charts.LIGHT.ink_muted
    assert labels(figure)[-1] == "and 6 more"


def test_band_lies_between_two_columns() -> None:
    """A band spans its low and high edge, and the axis holds both."""
    data = table([50.0, 51.0]).append_column("low", [[40.0, 41.0]])
    data = data.append_column("high", [[60.0, 75.0]])
    figure = charts.line(data, x="day", y="quality", band=("low", "high"))
    (band,) = figure.axes[0].collections
    heights = band.get_paths()[0].vertices[:, 1]
    assert (min(heights), max(heights)) == (40, 75)
    low, high = figure.axes[0].get_ylim()
    assert low <= 40
    assert high >= 75


@pytest.mark.parametrize(("count", "step"), [(1, 1), (7, 1), (53, 7), (400, 1), (40, 365)])
def test_dates_are_sparse(count: int, step: int) -> None:
    """From one date to forty years, dates have labels, none touches another, all years show."""
    figure = charts.line(table([1] * count, step), x="day", y="quality")
    boxes = drawn_texts(figure)
    assert touching(boxes) == []
    assert any("202" in text for text, _ in boxes)
    assert len(figure.axes[0].get_xticks()) in range(1, 11)


def test_single_date_is_a_point() -> None:
    """A single date is in the middle, as a point with its value."""
    figure = charts.line(table([5]), x="day", y="quality")
    (drawn,) = lines(figure)
    assert sum(figure.axes[0].get_xlim()) / 2 == drawn.get_xdata()[0]
    assert drawn.get_markevery() == [0]


def test_times_keep_their_wall_clock() -> None:
    """A moment with a time zone is drawn at its own local time."""
    east = timezone(timedelta(hours=9))
    data = pa.table({"day": [datetime(2021, 3, 2, 0, 30, tzinfo=east)], "quality": [1]})
    data = data.set_column(0, "day", data["day"].cast(pa.timestamp("ns", "+09:00")))
    (drawn,) = lines(charts.line(data, x="day", y="quality"))
    assert drawn.get_xdata()[0] == pytest.approx(
        (date(2021, 3, 2) - date(1970, 1, 1)).days + 0.5 / 24
    )


def test_words_are_not_dates() -> None:
    """A column of words can't be the axis of time, and the message says whose it is."""
    data = pa.table({"day": ["soon"], "quality": [1]})
    with pytest.raises(ChartError, match="column 'day' must hold dates, got 'soon'"):
        charts.line(data, x="day", y="quality")


def test_a_point_that_the_text_names_has_its_label() -> None:
    """The label is beside its point; one for a day without a point is not drawn."""
    data = table([4, 9, 5])
    day = data["day"][1].as_py()
    figure = charts.line(
        data, x="day", y="quality", annotate=[(day, "busiest"), ("1999-01-01", "no")]
    )
    assert "busiest" in plot_texts(figure)
    assert "no" not in plot_texts(figure)


def test_weekends_are_gray_and_explained() -> None:
    """Eight days hold one weekend or the parts of two, and a note says what is gray."""
    data = table([4, 9, 5, 3, 3, 3, 3, 3])
    plain, gray = (charts.line(data, x="day", y="quality", weekends=on) for on in (False, True))
    assert len(gray.axes[0].patches) > len(plain.axes[0].patches)
    assert notes(gray) == ["Gray: Saturdays and Sundays"]
