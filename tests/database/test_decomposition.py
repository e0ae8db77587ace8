"""The effects that a change of mean quality is split into add up to the change."""

from __future__ import annotations

from datetime import UTC, date, datetime
from statistics import fmean
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kit.examples import examples

if TYPE_CHECKING:
    from kit.bench import Bench, Row

_SCORED = st.lists(
    st.tuples(st.sampled_from([None, "a", "b", "c", "d"]), st.integers(-1000, 1000)),
    min_size=1,
    max_size=12,
)


@examples(8)
@given(before=_SCORED, now=_SCORED)
@example(before=[("a", 10), ("b", 20)], now=[("a", 12), ("b", 20), ("b", 30)])
@example(before=[("a", 10)], now=[("b", -7)])
@example(before=[("a", 10), (None, 0)], now=[(None, 1000)])
def test_effects_add_up_to_the_change(
    before: list[tuple[str | None, int]],
    now: list[tuple[str | None, int]],
    bench: Bench,
) -> None:
    """Whoever comes and goes, all effects make the change of the mean, and in both its parts."""
    rows: list[Row] = [
        {
            "article_id": number,
            "published_at": datetime(2021, 3, day, 12, tzinfo=UTC),
            "provider_domain": provider,
            "quality": quality,
        }
        for number, (day, provider, quality) in enumerate(
            [(1, *scored) for scored in before] + [(2, *scored) for scored in now]
        )
    ]
    bench.hold(rows, derived=False)
    (answer,) = bench.connection.execute(
        "select sum(effect), sum(within_effect) + sum(mix_effect), any_value(overall_change)"
        " from quality_change_decomposition(since := $since, until := $until)",
        {"since": date(2021, 3, 2), "until": date(2021, 3, 3)},
    ).fetchall()
    change = fmean(quality for _, quality in now) - fmean(quality for _, quality in before)
    assert answer == pytest.approx((change, change, change), rel=0, abs=1e-9)
