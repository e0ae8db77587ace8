"""Bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from matplotlib.colors import to_hex

from broadsheet import charts
from broadsheet.errors import ChartError
from kit.figures import drawn_texts, notes, outside, touching

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def table(values: Sequence[float | None], names: Sequence[str] | None = None) -> pa.Table:
    """A table of providers and their items."""
    names = [f"Provider {place}" for place in range(len(values))] if names is None else names
    return pa.table({"provider": names, "items": values, "n": range(len(values))})


def plot(figure: Figure) -> Axes:
    """The axes that hold the bars."""
    return figure.axes[0]


def bars(figure: Figure) -> list[float]:
    """The bars' lengths."""
    return [patch.get_width() for patch in plot(figure).patches]


def written(figure: Figure) -> list[str]:
    """The texts in the plot."""
    return [text.get_text() for text in plot(figure).texts]


def named(figure: Figure) -> list[str]:
    """The bars' names."""
    return [label.get_text() for label in plot(figure).get_yticklabels()]


def test_bars_start_at_zero() -> None:
    """A bar begins at zero and is as long as its value, also when all values are far from zero."""
    figure = charts.bar(table([980, 990, 1000]), x="items", y="provider")
    assert [patch.get_x() for patch in plot(figure).patches] == [0, 0, 0]
    assert bars(figure) == [980, 990, 1000]
    assert plot(figure).get_xlim()[0] == 0


def test_order_is_that_of_the_data() -> None:
    """The first row is the top bar; nothing is sorted behind the query's back."""
    figure = charts.bar(table([1, 3, 2], ["b", "c", "a"]), x="items", y="provider")
    assert named(figure) == ["b", "c", "a"]
    bottom, top = plot(figure).get_ylim()
    assert bottom > top


def test_values_are_written_at_the_ends() -> None:
    """Every bar bears its value, all with the same number of digits."""
    figure = charts.bar(table([1200.5, 3]), x="items", y="provider")
    assert written(figure) == ["1,201", "3"]


def test_shares_read_as_percentages() -> None:
    """A share of 0.42 is written as 42%."""
    figure = charts.bar(table([0.42, 1]), x="items", y="provider", unit="share")
    assert written(figure) == ["42%", "100%"]


def test_counts_follow_in_muted_ink() -> None:
    """The count that a value rests on is written after it, in muted ink."""
    figure = charts.bar(table([5, 6]), x="items", y="provider", n="n")
    muted = [text for text in plot(figure).texts if text.get_color() == charts.LIGHT.ink_muted]
    assert [text.get_text() for text in muted] == ["n = 0", "n = 1"]


def test_missing_value_has_no_bar() -> None:
    """A category without a value keeps its row, with a dash."""
    figure = charts.bar(table([5, None]), x="items", y="provider")
    assert bars(figure) == [5, 0]
    assert written(figure) == ["5", "–"]


def test_highlight_has_the_accent() -> None:
    """The chosen bar has the accent color, the others are muted."""
    figure = charts.bar(table([2, 1]), x="items", y="provider", highlight="Provider 1")
    colors = [to_hex(patch.get_facecolor()) for patch in plot(figure).patches]
    assert colors == [charts.LIGHT.accent_soft, charts.LIGHT.accent]


def test_long_names_are_shortened() -> None:
    """A name of 200 characters ends in an ellipsis, and the tip of its bar keeps it whole."""
    name = "Gazette of the United Provinces " * 6
    figure = charts.bar(table([1], [name]), x="items", y="provider")
    assert named(figure)[0].endswith("…")
    markup = charts.to_svg(figure, ident="a", title="", description="", themed=True)
    assert name.strip() in markup


def test_names_are_not_mathematics() -> None:
    """Dollar signs in a name are written as they are."""
    figure = charts.bar(table([1], ["$5 and $6"]), x="items", y="provider")
    assert "$5 and $6" in charts.to_svg(figure, ident="a", title="", description="", themed=True)


@pytest.mark.parametrize("count", [3, 15, 120])
def test_texts_do_not_overlap(count: int) -> None:
    """However many categories there are, no two texts touch and none leaves the figure."""
    data = table([1000 - place for place in range(count)])
    figure = charts.bar(data, x="items", y="provider", n="n", title="Items", limit=count)
    boxes = drawn_texts(figure)
    assert len(boxes) == 3 * count + 1
    assert touching(boxes) == []
    assert outside(figure, boxes, slack=0) == []


def test_negative_bars_keep_clear_of_names() -> None:
    """A negative bar goes left, and its value is between it and the names."""
    figure = charts.bar(table([4.5, -3.25, -0.1]), x="items", y="provider", n="n")
    assert "−3.3" in written(figure)
    assert touching(drawn_texts(figure)) == []


def test_limit_folds_the_rest_into_a_note() -> None:
    """Bars beyond the limit are counted, not squeezed."""
    figure = charts.bar(table(range(300, 0, -1)), x="items", y="provider", limit=15)
    assert len(bars(figure)) == 15
    assert written(figure)[-1] == "and 285 more"


def test_limit_is_thirty_by_default() -> None:
    """Without a limit thirty bars are drawn."""
    assert len(bars(charts.bar(table(range(31)), x="items", y="provider"))) == 30


def test_limit_must_be_positive() -> None:
    """A limit of nothing is refused."""
    with pytest.raises(ChartError, match="at least 1, got 0"):
        charts.bar(table([1]), x="items", y="provider", limit=0)


def test_many_withheld_names_are_counted() -> None:
    """A note on small counts names eight bars and counts the rest."""
    data = pa.table({"name": [f"P{n}" for n in range(20)], "value": [1] * 20, "n": [9] + [1] * 19})
    figure = charts.bar(data, x="value", y="name", n="n", min_n=5)
    assert notes(figure)[-1].endswith("P7, P8 and 11 more")


def test_height_grows_with_bars() -> None:
    """More bars make the figure taller, never wider."""
    few, many = (charts.bar(table(range(1, n)), x="items", y="provider") for n in (4, 16))
    assert few.get_figwidth() == many.get_figwidth() == pytest.approx(6.9)
    assert many.get_figheight() > few.get_figheight() + 2


@pytest.mark.parametrize("values", [[0, 0], [7, 7], [7 * 10**15, 1], [10**30, 1]])
def test_extreme_values_are_drawn(values: list[int]) -> None:
    """Nothing but zeros, equal values and huge values make a figure whose texts fit."""
    data = pa.table({"provider": ["a", "b"], "items": [float(value) for value in values]})
    figure = charts.bar(data, x="items", y="provider")
    assert all(box.x1 <= figure.bbox.x1 for _, box in drawn_texts(figure))
