"""Packing: figures have the forms that fill sheets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.report.typesetting.packing import Form, Piece, pack

FULL, SMALL, BESIDE = Form.FULL, Form.SMALL, Form.BESIDE
CHART = Piece({FULL: 300, BESIDE: 210})
SIZES = st.integers(15, 400)
PIECES = st.lists(
    st.one_of(
        st.builds(lambda high: Piece({FULL: high}), SIZES),
        st.builds(lambda low, more: Piece({FULL: low + more, SMALL: low}), SIZES, SIZES),
    ),
    max_size=10,
)


def test_a_figure_is_full_where_all_fits() -> None:
    """Two charts that fill a sheet keep their full width."""
    assert pack([CHART, CHART], 600, 600) == [FULL, FULL]


def test_a_figure_is_lower_where_that_fills_a_sheet() -> None:
    """Three charts that fit on one sheet if two are lower are on one sheet."""
    assert sorted(pack([CHART] * 3, 720, 720)) == [BESIDE, BESIDE, FULL]


def test_what_is_higher_than_a_sheet_is_set() -> None:
    """It has a sheet of its own, in its lowest form."""
    high = Piece({FULL: 2000, SMALL: 900})
    assert pack([Piece({FULL: 30}), high, Piece({FULL: 30})], 600, 600) == [FULL, SMALL, FULL]


def test_nothing_needs_no_sheet() -> None:
    """A page without pieces has no forms."""
    assert pack([], 600, 600) == []


@given(PIECES)
def test_each_piece_has_one_of_its_forms(pieces: list[Piece]) -> None:
    """Whatever the heights are."""
    chosen = pack(pieces, 500, 700)
    assert [form in piece.heights for piece, form in zip(pieces, chosen, strict=True)] == [
        True
    ] * len(pieces)
