"""The interval of a number in a strip, and of its change."""

from __future__ import annotations

from typing import Any

import pytest

from broadsheet.report.content.intervals import (
    Estimate,
    change_with_interval,
    estimate_of,
    is_end_of_interval,
)


@pytest.mark.parametrize(
    ("estimate", "form", "said"),
    [
        (Estimate(65.2, 64.1, 66.3), "number", "64.1–66.3"),
        (Estimate(-0.4, -1.2, 0.4), "number", "−1.2 to 0.4"),
        (Estimate(0.48, 0.42, 0.55), "percent", "42–55%"),
        (Estimate(65.2), "number", ""),
    ],
)
def test_interval_as_text(estimate: Estimate, form: str, said: str) -> None:
    """An interval has the form of its value, and a word for a dash after a minus sign."""
    assert estimate.interval(form) == said


@pytest.mark.parametrize(
    ("now", "before", "form", "said"),
    [
        # sqrt(3² + 4²) to either side
        (Estimate(65, 62, 69), Estimate(60, 57, 64), "number", "+5 (±0 to +10.0)"),
        (Estimate(0.5, 0.47, 0.54), Estimate(0.6, 0.57, 0.64), "points", "−10 points (−15 to −5)"),
        (Estimate(65, 62, 69), Estimate(60), "number", "+5"),
        (Estimate(65, 62, 69), Estimate(None), "number", None),
    ],
)
def test_change_with_its_interval(
    now: Estimate, before: Estimate, form: str, said: str | None
) -> None:
    """The variances are recovered from both intervals; without one there is a change alone."""
    assert change_with_interval(now, before, form) == said


def test_ends_beside_a_column() -> None:
    """Columns `mean_low` and `mean_high` are the interval of `mean`, where there is a `mean`."""
    row: dict[str, Any] = {"r.mean": 2, "r.mean_low": 1, "r.mean_high": 3, "r.rank_low": 1}
    columns = [address.removeprefix("r.") for address in row]
    assert [each for each in columns if is_end_of_interval(each, columns)] == columns[1:3]
    assert estimate_of("r", "mean", columns, row.__getitem__) == Estimate(2, 1, 3)
    assert estimate_of("r", "rank_low", columns, row.__getitem__) == Estimate(1)
