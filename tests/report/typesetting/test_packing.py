"""Packing: figures have the forms that fill sheets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.report.typesetting.packing import Form, Piece, pack

FULL, SMALL, BESIDE = Form.FULL, Form.SMALL, Form.BESIDE
PAIR, NEXT = Form.PAIR, Form.NEXT
CHART = Piece({FULL: 300, BESIDE: 210})
SIZES = st.integers(15, 400)
PIECES = st.lists(
    st.one_of(
        st.builds(lambda high: Piece({FULL: high}), SIZES),
        st.builds(lambda low, more: Piece({FULL: low + more, SMALL: low}), SIZES, SIZES),
    ),
    max_size=10,
)


def forms(pieces: list[Piece], first: float, sheet: float) -> list[Form]:
    """The form of each piece."""
    return [packed.form for packed in pack(pieces, first, sheet)]


def test_a_figure_is_full_where_all_fits() -> None:
    """Two charts that fill a sheet keep their full width."""
    assert forms([CHART, CHART], 600, 600) == [FULL, FULL]


def test_a_figure_is_lower_where_that_fills_a_sheet() -> None:
    """Three charts that fit on one sheet if two are lower are on one sheet."""
    assert sorted(forms([CHART] * 3, 720, 720)) == [BESIDE, BESIDE, FULL]


def test_what_is_higher_than_a_sheet_is_set() -> None:
    """It has a sheet of its own, in its lowest form."""
    high = Piece({FULL: 2000, SMALL: 900})
    assert forms([Piece({FULL: 30}), high, Piece({FULL: 30})], 600, 600) == [FULL, SMALL, FULL]


def test_two_figures_are_in_one_row_where_that_fills_a_sheet() -> None:
    """Two charts that need a second sheet below each other are beside each other."""
    pair = Piece({FULL: 300, PAIR: 280}, counts={PAIR: 2})
    assert forms([Piece({FULL: 290}), pair, Piece({FULL: 300})], 600, 600) == [FULL, PAIR, NEXT]


def test_space_above_is_left_out_at_the_head_of_a_sheet() -> None:
    """Two pieces fill a sheet each, although with the space above it the second is too high."""
    piece = Piece({FULL: 600, SMALL: 400}, above=20)
    assert forms([piece, piece], 600, 600) == [FULL, FULL]


def test_the_head_of_a_table_is_repeated() -> None:
    """A row below the head of a table on the next sheet needs the height of both."""
    row = Piece({FULL: 40}, above=-20)
    figure = Piece({FULL: 570, SMALL: 560})
    assert forms([Piece({FULL: 590}), row, figure], 600, 600) == [FULL, FULL, SMALL]


def test_a_sheet_ends_early_where_that_leaves_less_blank() -> None:
    """What would fit on a sheet begins the next one, if that is almost blank without it."""
    packed = pack([Piece({FULL: 530}), Piece({FULL: 50}), Piece({FULL: 30})], 600, 600)
    assert [each.is_first for each in packed] == [False, True, False]


def test_no_sheet_ends_early_above_what_follows() -> None:
    """What no sheet can be made to end above follows wherever it fits."""
    row = Piece({FULL: 50}, is_free=False)
    packed = pack([Piece({FULL: 530}), row, Piece({FULL: 30})], 600, 600)
    assert not any(each.is_first for each in packed)


def test_spaces_are_larger_where_a_sheet_is_not_full() -> None:
    """What is left below the last piece of a sheet is above its pieces; not on the last sheet."""
    section = Piece({FULL: 250}, above=10, stretch=40)
    packed = pack([section] * 4, 540, 540)
    assert [each.more for each in packed] == [0, pytest.approx(22), 0, 0]


def test_nothing_needs_no_sheet() -> None:
    """A page without pieces has no forms."""
    assert pack([], 600, 600) == []


@given(PIECES)
def test_each_piece_has_one_of_its_forms(pieces: list[Piece]) -> None:
    """Whatever the heights are."""
    chosen = forms(pieces, 500, 700)
    assert [form in piece.heights for piece, form in zip(pieces, chosen, strict=True)] == [
        True
    ] * len(pieces)
