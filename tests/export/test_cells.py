"""A column becomes the same text as each of its values alone."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.export import cell, format_named
from broadsheet.export.cells import texts

_moments = st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 1 < moment.year < 9999)
_text = st.text(st.characters(exclude_categories=["Cs"]))
_columns = st.one_of(
    st.tuples(
        st.sampled_from([pa.timestamp("us"), pa.timestamp("us", "Asia/Kolkata")]),
        st.lists(st.none() | _moments),
    ),
    st.tuples(st.just(pa.int64()), st.lists(st.none() | st.integers(-(2**63), 2**63 - 1))),
    st.tuples(st.just(pa.float64()), st.lists(st.none() | st.floats())),
    st.tuples(st.just(pa.bool_()), st.lists(st.none() | st.booleans())),
    st.tuples(st.just(pa.date32()), st.lists(st.none() | st.dates())),
    st.tuples(
        st.just(pa.decimal128(20, 10)),
        st.lists(st.none() | st.decimals(-(10**9), 10**9, places=10)),
    ),
    st.tuples(st.just(pa.string()), st.lists(st.none() | _text)),
    st.tuples(st.just(pa.list_(pa.string())), st.lists(st.none() | st.lists(_text))),
)


@given(_columns)
@example((pa.timestamp("us", "UTC"), [datetime(2021, 3, 16, 11, 6, tzinfo=UTC)]))
@example((pa.timestamp("us", "UTC"), [datetime(2021, 3, 16, 11, 6, 0, 500_000, tzinfo=UTC)]))
@example((pa.timestamp("us"), [datetime(1, 1, 1, tzinfo=UTC), datetime(21, 3, 6, 1, 6, 0, 1, UTC)]))
@example((pa.float64(), [1.0, 1e16, 1e-5, -0.0, float("nan"), float("inf")]))
@example((pa.decimal128(20, 10), [Decimal("0.0000001"), Decimal("1.10"), Decimal(0)]))
@example((pa.date32(), [date(1, 1, 1), date(9999, 12, 31)]))
@example((pa.list_(pa.string()), [[], ["ü", 'say "x"'], None]))
def test_a_column_has_the_text_of_its_values(column: tuple[pa.DataType, list[object]]) -> None:
    """The fast way by columns and the slow way by values agree, for every type."""
    kind, values = column
    array = pa.chunked_array([pa.array(values, kind)])
    expected = [None if value is None else cell(value) for value in array.to_pylist()]
    assert texts(array).to_pylist() == expected


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_times_of_every_unit_are_written_alike(unit: str) -> None:
    """A time is written with a fraction only where it has one, whatever the unit of its column."""
    moment = datetime(2021, 3, 16, 11, 6, tzinfo=UTC)
    array = pa.chunked_array([pa.array([moment], pa.timestamp(unit, "UTC"))])
    assert texts(array).to_pylist() == ["2021-03-16T11:06:00Z"]


def test_nanoseconds_are_written_where_there_are_any() -> None:
    """A time in nanoseconds has six digits where they are enough, and else nine."""
    times = pa.array([1_500_000_000, 1_500_000_001], pa.timestamp("ns", "UTC"))
    assert texts(pa.chunked_array([times])).to_pylist() == [
        "1970-01-01T00:00:01.500000Z",
        "1970-01-01T00:00:01.500000001Z",
    ]


@given(st.lists(st.tuples(st.none() | _text, st.integers(-99, 99), st.lists(_text, max_size=2))))
@example([('"\\\x00\x1f\x7f', 0, []), (None, 1, ["ü\n"]), ("\u2028", 2, ['"'])])
def test_json_is_what_python_writes(rows: list[tuple[str | None, int, list[str]]]) -> None:
    """The fast writer gives the text that `json.dumps` gives for the rows."""
    objects = [{'te"xt': text, "number": number, "list": items} for text, number, items in rows]
    schema = pa.schema({'te"xt': pa.string(), "number": pa.int64(), "list": pa.list_(pa.string())})
    stream = io.StringIO()
    format_named("json").write(pa.Table.from_pylist(objects, schema), stream)
    assert stream.getvalue() == json.dumps(objects, ensure_ascii=False, indent=2) + "\n"
