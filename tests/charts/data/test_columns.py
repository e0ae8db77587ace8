"""Tables of every kind, and what is no table."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

from broadsheet import charts
from broadsheet.charts.data.columns import columns, names, numbers
from broadsheet.errors import ChartError

if TYPE_CHECKING:
    from collections.abc import Callable


ROWS = {
    "provider": ["Rumours", "Bell News", None],
    "items": [12, 7, None],
    "day": [date(2021, 3, 1), date(2021, 3, 2), None],
}


def as_arrow() -> object:
    """The rows as an Arrow table."""
    return pa.table(ROWS)


def as_pandas() -> object:
    """The rows as a DataFrame."""
    frame = pd.DataFrame(ROWS)
    frame["items"] = frame["items"].astype("Int64")
    frame["day"] = pd.to_datetime(frame["day"])
    return frame


def as_relation() -> object:
    """The rows as a DuckDB relation."""
    return duckdb.connect().from_arrow(pa.table(ROWS))


every_kind = pytest.mark.parametrize("make", [as_arrow, as_pandas, as_relation])


@every_kind
def test_columns_of_every_kind(make: Callable[[], object]) -> None:
    """The same values come from Arrow, pandas and DuckDB, null as None."""
    table = columns(make(), "items", "provider")  # type: ignore[arg-type]
    assert table == {"items": [12, 7, None], "provider": ["Rumours", "Bell News", None]}


@every_kind
def test_missing_column(make: Callable[[], object]) -> None:
    """A column that is not there is named, with the ones that are."""
    with pytest.raises(ChartError, match="got 'colour'; valid: provider, items, day") as caught:
        charts.bar(make(), x="colour", y="provider")  # type: ignore[arg-type]
    assert caught.value.valid[-3:] == ("provider", "items", "day")


def test_keys_of_a_grouped_frame_are_columns() -> None:
    """What a DataFrame was grouped by can be named like a column."""
    frame = pd.DataFrame({"provider": ["a", "a", "b"], "items": [1, 2, 3]})
    table = columns(frame.groupby("provider").sum(), "provider", "items")
    assert table == {"provider": ["a", "b"], "items": [3, 3]}


def test_not_a_table() -> None:
    """What is no table is refused, with the kinds that are."""
    with pytest.raises(ChartError, match=r"got 'list'; valid: pyarrow\.Table"):
        charts.bar([1, 2], x="items", y="provider")  # type: ignore[arg-type]


def test_numbers_are_plain() -> None:
    """Decimals without a fraction become integers, and what is not finite is nothing."""
    values = [Decimal(3), Decimal("2.50"), float("nan"), float("inf"), True, None]
    assert numbers(values, "items") == [3, 2.5, None, None, 1, None]


def test_words_are_not_numbers() -> None:
    """A word among numbers names its column, and hints at the usual mistake."""
    with pytest.raises(ChartError, match="'provider' must hold numbers, got 'Rumours'; are x and"):
        charts.bar(pa.table(ROWS), x="provider", y="items")


def test_names_are_one_line() -> None:
    """Labels have no line ends, midnight no time, and null a dash."""
    assert names(["a\n b", None, datetime(2021, 3, 1), 7]) == ["a b", "–", "2021-03-01", "7"]  # noqa: DTZ001


def test_entities_in_labels_are_decoded() -> None:
    """HTML entities are decoded for readers."""
    assert names(["Twin &amp; Co", "It&#8217;s"]) == ["Twin & Co", "It’s"]
