"""How much of quality is the provider's, the topic's, or neither."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING, Any

from .selecting import select_articles

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["quality_components"]

_FOLDS = 20
_T19 = 2.093024054408263
"""The value of t with 19 degrees of freedom that 2.5 % lie above."""
_NEVER = datetime.max.replace(tzinfo=UTC)
_Scored = tuple[str, str, int]
"""Provider, topic and quality of an article."""


def quality_components(
    archive: Archive,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per component of quality: provider, topic, rest."""
    scored = [
        row
        for row in select_articles(archive, **selection)
        if row["quality"] is not None and row["provider_domain"] and row["topics"]
    ]
    if not scored:
        return []
    places = _places(archive, scored)
    facts = [(row["provider_domain"], row["topics"][0], row["quality"]) for row in scored]
    found = _kept(facts)
    folds = [
        _kept([fact for fact, place in zip(facts, places, strict=True) if place % _FOLDS != fold])
        for fold in range(_FOLDS)
    ]
    sizes = (len({one for one, *_ in facts}), len({other for _, other, _ in facts}), len(facts))
    answer = []
    for part, name in enumerate(("provider", "topic", "rest")):
        portion = _portion(found, part)
        left = [_portion(fold, part) for fold in folds]
        low, high = _interval(portion, left if max(places) >= _FOLDS else [])
        answer.append(
            {
                "component": name,
                "groups": sizes[part],
                "variance": float(found[part]) if found else None,
                "deviation": sqrt(found[part]) if found else None,
                "share": None if portion is None else float(portion),
                "low": low,
                "high": high,
            }
        )
    return answer


def _places(archive: Archive, scored: list[Row]) -> list[int]:
    """The place of each article's story, from 1, among the stories of these articles."""
    item_of = {m["article_id"]: m["item_id"] for m in archive.mentions if m["position"] == 0}
    story_of = {row["item_id"]: row["story_id"] for row in archive.story_items}
    by_number = {story["story_id"]: story for story in archive.stories}
    own = [story_of[item_of[row["article_id"]]] for row in scored]

    def key(number: int) -> tuple[Any, ...]:
        story = by_number[number]
        url = archive.item[story["head_item_id"]]["url"]
        return story["first_published_at"] or _NEVER, url is None, url or "", story["head_item_id"]

    order = {number: place for place, number in enumerate(sorted(set(own), key=key), start=1)}
    return [order[number] for number in own]


def _kept(facts: list[_Scored]) -> tuple[Fraction, Fraction, Fraction] | None:
    """The three variances, none below 0; None where providers and topics are the same."""
    n = len(facts)
    ones, others = Counter(one for one, *_ in facts), Counter(other for _, other, _ in facts)
    cells = Counter((one, other) for one, other, _ in facts)
    within_ones, within_others = _within(facts, 0, ones), _within(facts, 1, others)
    if not n:
        return None
    around_mean = sum(y * y for *_, y in facts) - Fraction(sum(y for *_, y in facts) ** 2, n)
    left_of_one = n - sum(Fraction(times**2, ones[one]) for (one, _), times in cells.items())
    left_of_other = n - sum(
        Fraction(times**2, others[other]) for (_, other), times in cells.items()
    )
    if not left_of_one or not left_of_other:
        return None
    weight_one = (n - Fraction(sum(m * m for m in ones.values()), n)) / left_of_other
    weight_other = (n - Fraction(sum(m * m for m in others.values()), n)) / left_of_one
    divisor = n - 1 - weight_one * (n - len(others)) - weight_other * (n - len(ones))
    if not divisor:
        return None
    rest = (around_mean - weight_one * within_others - weight_other * within_ones) / divisor
    return (
        max((within_others - (n - len(others)) * rest) / left_of_other, Fraction(0)),
        max((within_ones - (n - len(ones)) * rest) / left_of_one, Fraction(0)),
        max(rest, Fraction(0)),
    )


def _within(facts: list[_Scored], place: int, sizes: Counter[str]) -> Fraction:
    """The sum of squares within the groups that one column of the facts names."""
    sums: dict[Any, int] = defaultdict(int)
    for fact in facts:
        sums[fact[place]] += fact[2]
    return sum(y * y for *_, y in facts) - sum(
        (Fraction(total**2, sizes[name]) for name, total in sums.items()), Fraction(0)
    )


def _portion(kept: tuple[Fraction, Fraction, Fraction] | None, part: int) -> Fraction | None:
    return kept[part] / sum(kept) if kept and sum(kept) else None


def _interval(
    portion: Fraction | None, left: list[Fraction | None]
) -> tuple[float | None, float | None]:
    known = [each for each in left if each is not None]
    if portion is None or len(known) < _FOLDS:
        return None, None
    mean = sum(known) / len(known)
    error = sqrt((_FOLDS - 1) * sum((each - mean) ** 2 for each in known) / _FOLDS)
    return max(float(portion) - _T19 * error, 0.0), min(float(portion) + _T19 * error, 1.0)
