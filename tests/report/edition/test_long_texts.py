"""Texts that nobody would read to their end are shortened on pages, and stay apart."""

from __future__ import annotations

import pyarrow as pa
import pytest

from broadsheet.report.edition.long_texts import LONGEST, bounded, bounded_texts


@pytest.mark.parametrize("text", ["", "a" * LONGEST, "https://e.example/" + "a" * 1_500])
def test_texts_that_are_read_stay(text: str) -> None:
    """A text of a usual length stays, and so does a link, which leads nowhere when it is cut."""
    assert bounded(text) is text


def test_long_texts_are_cut_and_stay_apart() -> None:
    """Two names that begin alike are two on a page as well; the same name is one everywhere."""
    one, other = bounded("字" * 100_000 + "a"), bounded("字" * 100_000 + "b")
    assert one != other
    assert one == bounded("字" * 100_000 + "a")
    assert max(len(one), len(other), len(bounded("https://" + "a" * 100_000))) <= LONGEST


def test_rows_keep_their_types_and_other_values() -> None:
    """Texts in lists and structs are cut too; nulls, numbers and the types stay."""
    long = "a" * 1_000
    cut = bounded(long)
    first = {"name": long, "names": [long, "b"], "one": {"name": long}, "n": 1}
    second = {"name": None, "names": None, "one": None, "n": 2}
    rows = pa.Table.from_pylist([first, second])
    shown = bounded_texts(rows)
    assert shown.schema == rows.schema
    expected = {"name": cut, "names": [cut, "b"], "one": {"name": cut}, "n": 1}
    assert shown.to_pylist() == [expected, second]
