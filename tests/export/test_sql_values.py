"""Values as text: what files have of each type."""

from __future__ import annotations

import io
import json
from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.export import Rows, format_named

_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def written(rows: Rows, form: str) -> str:
    """Rows as text in a format."""
    stream = io.BytesIO()
    format_named(form).write(rows, stream)
    return stream.getvalue().decode()


def selected(value: str) -> Rows:
    """One row of one column."""
    return Rows.of(duckdb.connect().sql(f"select {value} as a"))


@pytest.mark.parametrize(
    ("value", "text", "in_json"),
    [
        ("timestamptz '2021-03-16 11:06:00+05:30'", "2021-03-16T05:36:00Z", ...),
        ("timestamptz '2021-03-16 11:06:00.5+00'", "2021-03-16T11:06:00.5Z", ...),
        ("timestamp '2021-03-16 11:06:00'", "2021-03-16T11:06:00", ...),
        ("timestamp_ns '2021-03-16 11:06:00.000000001'", "2021-03-16T11:06:00.000000001", ...),
        ("timestamptz 'infinity'", "infinity", ...),
        ("date '2021-03-16'", "2021-03-16", ...),
        ("interval '3 days'", "3 days", ...),
        ("true", "true", True),
        ("12345678901234567890123::hugeint", "12345678901234567890123", 12345678901234567890123),
        ("1.10::decimal(4, 2)", "1.10", 1.1),
        ("1e20::double", "1e+20", 1e20),
        ("'nan'::double", "nan", None),
        ("'-infinity'::double", "-inf", None),
        ("'\\xFF'::blob", "\\xFF", ...),
        ("null", "", None),
        ("['x', 'ü']", '["x","ü"]', ["x", "ü"]),
        ("{'at': timestamptz '2021-03-16 11:06:00+00'}", '{"at":"2021-03-16T11:06:00Z"}',
         {"at": "2021-03-16T11:06:00Z"}),
        ("[['nan'::double, 1.5]]", "[[null,1.5]]", [[None, 1.5]]),
        ("{'a': [date '2021-03-16']}", '{"a":["2021-03-16"]}', {"a": ["2021-03-16"]}),
        ("""'{"b": 1}'::json""", '{"b": 1}', {"b": 1}),
        ("map {'k': 1}", '{"k":1}', {"k": 1}),
    ],
)  # fmt: skip
def test_value_of_every_type(value: str, text: str, in_json: object) -> None:
    """A value is text in every file, and in JSON of the type that JSON has for it."""
    cell = written(selected(value), "tsv").splitlines()[1:]
    assert (cell[0] if cell else "").strip('"').replace('""', '"') == text
    (row,) = json.loads(written(selected(value), "json"))
    assert row["a"] == (text if in_json is ... else in_json)


@given(st.lists(st.tuples(st.none() | _text, st.integers(-99, 99), st.lists(_text, max_size=2))))
@example([('"\\\x01\x1f\x7f', 0, []), (None, 1, ["ü\n"]), ("\u2028", 2, ['"'])])
def test_json_comes_back(rows: list[tuple[str | None, int, list[str]]]) -> None:
    """What is written as JSON is read the same, as a list and by lines."""
    objects = [{'te"xt': text, "number": number, "list": items} for text, number, items in rows]
    schema = pa.schema({'te"xt': pa.string(), "number": pa.int64(), "list": pa.list_(pa.string())})
    table = Rows.in_memory(pa.Table.from_pylist(objects, schema))
    assert json.loads(written(table, "json")) == objects
    lines = written(table, "jsonl").split("\n")[:-1]
    assert [json.loads(line) for line in lines] == objects


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False)))
@example([1.0, 1e16, 1e-5, -0.0, 0.1, 1 / 3])
def test_fraction_comes_back(values: list[float]) -> None:
    """A fraction keeps every digit."""
    lines = written(Rows.in_memory(pa.table({"a": pa.array(values, pa.float64())})), "csv")
    assert [float(line) for line in lines.splitlines()[1:]] == values


@given(st.lists(st.decimals(-(10**9), 10**9, places=10)))
def test_decimal_comes_back(values: list[Decimal]) -> None:
    """A decimal keeps every digit."""
    column = pa.array(values, pa.decimal128(20, 10))
    lines = written(Rows.in_memory(pa.table({"a": column})), "csv")
    assert [Decimal(line) for line in lines.splitlines()[1:]] == values
