"""What findings say of the questions of analysts: clear, unclear, unknown and none."""

from __future__ import annotations

from typing import Any

import pytest

from broadsheet.report.content.findings import sayings

say = sayings()


def pair(rate: float | None, **changed: Any) -> dict[str, Any]:  # noqa: ANN401 - of any field
    """A pair of providers of which the first is ahead in nine of ten stories."""
    usual = {
        "provider_name": "One", "provider_domain": "one.example",
        "other_name": None, "other_domain": "two.example",
        "before": 9, "after": 1, "share": 0.9, "expected_share": 0.5, "rate": rate,
    }  # fmt: skip
    return usual | changed


@pytest.mark.parametrize(
    ("pairs", "headline", "rate"),
    [
        ([], None, None),
        ([pair(None)], None, None),
        ([pair(0.2), pair(None)], "No provider is clearly ahead of another", None),
        ([pair(0.01), pair(0.001)], "One is ahead of two.example in 9 of 10 stories", 0.01),
        ([pair(0.01, share=0.1)], "No provider is clearly ahead of another", None),
    ],
)
def test_a_leader_is_clearly_ahead(
    pairs: list[dict[str, Any]], headline: str | None, rate: float | None
) -> None:
    """It passes the page's level, and is ahead of what a random order explains."""
    found = say.a_clear_leader(pairs)
    assert (str(found) if found else None) == headline
    assert (found.rate if found else None) == rate


@pytest.mark.parametrize(
    ("rates", "headline"),
    [
        ([], None),
        ([None], None),
        ([0.051], "No provider’s odds of publication differ clearly"),
        ([0.01, 0.02], "One: 1 article published, 4.3 expected"),
    ],
)
def test_uneven_publication_is_clear(rates: list[float | None], headline: str | None) -> None:
    """The provider of the least probable difference is named, where it passes the page's level."""
    odds = [
        {"provider_name": "One", "provider_domain": "one.example", "published": 1,
         "expected": 4.26, "rate": rate}
        for rate in rates
    ]  # fmt: skip
    found = say.uneven_publication(odds)
    assert (str(found) if found else None) == headline


def test_half_of_stories_have_ended() -> None:
    """The age at which half have ended is in every row; it may be unknown."""
    found = say.half_of_stories([{"half_life": 1}] * 2)
    assert str(found) == "Stories of several items: half end within 1 hour"
    assert say.half_of_stories([{"half_life": None}]) is None
    assert say.half_of_stories([]) is None


def test_parts_of_quality_are_shares() -> None:
    """Both parts are named; where they can't be told apart, nothing is said."""
    rows = [
        {"component": component, "share": share}
        for component, share in (("provider", 0.56), ("topic", 0.004), ("rest", 0.436))
    ]
    assert str(say.parts_of_quality(rows)) == (
        "Providers explain 56% of the variance of quality, topics 0%"
    )
    assert say.parts_of_quality([row | {"share": None} for row in rows]) is None
    assert say.parts_of_quality([]) is None
