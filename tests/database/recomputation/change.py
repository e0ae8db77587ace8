"""A period against the one before it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING, Any

from .chance import count_deviate, story_of_articles, two_sided, with_q_values
from .grouping import by_provider, by_topic
from .inference import wilson
from .items import known, last
from .measures import mean, share
from .sampled import Sample, by_story, difference, ends
from .selecting import Bound, clock, select_articles, within

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["compare_periods", "quality_change_decomposition"]


def periods(
    archive: Archive,
    *,
    since: Bound,
    until: Bound,
    previous_since: Bound = None,
    previous_until: Bound = None,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> tuple[list[Row], list[Row]]:
    """The articles of the period, and those of the one before."""
    first, end = clock(since), clock(until)
    assert first is not None
    assert end is not None
    own_first, own_end = clock(previous_since), clock(previous_until)
    before_first = own_first or _earlier(own_end or first, first, end)
    before_end = own_end or (_later(own_first, first, end) if own_first else first)
    rows = select_articles(archive, **selection)
    return (
        [row for row in rows if within(row["local_at"], first, end)],
        [row for row in rows if within(row["local_at"], before_first, before_end)],
    )


def _months(first: datetime, end: datetime) -> int:
    """How many months a whole calendar month or year has; 0 for any other period."""
    if first != datetime(first.year, first.month, 1):  # noqa: DTZ001 - on a local clock
        return 0
    if first.month == 1 and end == _shifted(first, 12):
        return 12
    return 1 if end == _shifted(first, 1) else 0


def _shifted(moment: datetime, months: int) -> datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    return moment.replace(year=year, month=month + 1)


def _earlier(moment: datetime, first: datetime, end: datetime) -> datetime:
    months = _months(first, end)
    return _shifted(moment, -months) if months else moment - (end - first)


def _later(moment: datetime, first: datetime, end: datetime) -> datetime:
    months = _months(first, end)
    return _shifted(moment, months) if months else moment + (end - first)


def compare_periods(
    archive: Archive,
    *,
    by: str = "provider",
    min_articles: int = 1,
    **selection: Any,  # noqa: ANN401 - as `periods` takes it
) -> list[Row]:
    """One row per provider, or topic, of either of two periods, most articles first."""
    group = by_provider if by == "provider" else by_topic
    both = periods(archive, **selection)
    now, before = (group(rows) for rows in both)
    own = {row["article_id"]: row["item_id"] for row in archive.mentions if not row["position"]}
    rank = _ranks({key: len(rows) for key, rows in now.items()})
    previous_rank = _ranks({key: len(rows) for key, rows in before.items()})
    story = story_of_articles(archive)
    told, told_before = (
        {key: {story[row["article_id"]] for row in rows} for key, rows in side.items()}
        for side in (now, before)
    )
    totals = [len({story[row["article_id"]] for row in rows}) for rows in both]
    answer = []
    for key in now | before:
        stories = len(told.get(key, ())), len(told_before.get(key, ()))
        score = _score(stories, totals)
        ours, theirs = (_counted(side.get(key, []), own, story) for side in (now, before))
        rise = known([previous_rank.get(key), rank.get(key)])
        moved, _ = difference(ours["sample"], theirs["sample"])
        name = archive.provider[key]["name"] if key and by == "provider" else key
        answer.append(
            {
                "group_key": key,
                "name": name,
                "articles": ours["articles"],
                "previous_articles": theirs["articles"],
                "change": ours["articles"] - theirs["articles"],
                "change_share": share(ours["articles"] - theirs["articles"], theirs["articles"]),
                "items": ours["items"],
                "previous_items": theirs["items"],
                "n": ours["n"],
                "mean": _float(ours["mean"]),
                **ends("mean", ours["sample"].interval),
                "previous_n": theirs["n"],
                "previous_mean": _float(theirs["mean"]),
                **ends("previous_mean", theirs["sample"].interval),
                "mean_change": moved["apart"],
                "mean_change_low": moved["low"],
                "mean_change_high": moved["high"],
                "rank": rank.get(key),
                "previous_rank": previous_rank.get(key),
                "rank_change": rise[0] - rise[1] if len(rise) == 2 else None,
                "stories": stories[0],
                "previous_stories": stories[1],
                "story_share": share(stories[0], totals[0]),
                **ends("story_share", wilson(stories[0], totals[0])),
                "previous_story_share": share(stories[1], totals[1]),
                **ends("previous_story_share", wilson(stories[1], totals[1])),
                "score": score,
                "p_value": two_sided(score),
            }
        )
    enough = [
        row
        for row in with_q_values(answer)
        if max(row["articles"], row["previous_articles"]) >= min_articles
    ]
    return sorted(
        enough,
        key=lambda row: (-row["articles"], -row["previous_articles"], *last(row["group_key"])),
    )


def _score(stories: tuple[int, int], totals: list[int]) -> float | None:
    """How unusual a group's share of the stories is; null for fewer than five stories."""
    if not all(totals) or sum(stories) < 5:
        return None
    portion = Fraction(sum(stories), sum(totals))
    deviate = count_deviate(stories[0], sum(stories), Fraction(totals[0], sum(totals)))
    return deviate / sqrt(1 - portion) if portion < 1 else 0.0


def _counted(rows: list[Row], own: dict[int, int], story: dict[int, int]) -> Row:
    sample = Sample(by_story(story, rows))
    return {
        "articles": len(rows),
        "items": len({own[row["article_id"]] for row in rows}),
        "n": sample.n,
        "mean": sample.mean,
        "sample": sample,
    }


def _ranks(counts: dict[Any, int]) -> dict[Any, int]:
    """Ranks by count; equals share the better one."""
    return {key: 1 + sum(n > own for n in counts.values()) for key, own in counts.items()}


def _float(number: Fraction | None) -> float | None:
    return None if number is None else float(number)


def quality_change_decomposition(
    archive: Archive,
    **selection: Any,  # noqa: ANN401 - as `periods` takes it
) -> list[Row]:
    """One row per provider with scored articles in either period, the largest effect first."""
    now, before = (
        [row for row in rows if row["quality"] is not None]
        for rows in periods(archive, **selection)
    )
    overall, previous_overall = _mean(now), _mean(before)
    scored: dict[Any, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((now, before)):
        for domain, own in by_provider(rows).items():
            scored[domain][side].extend(own)
    answer = []
    for domain, (ours, theirs) in scored.items():
        within_effect = mix_effect = change = None
        if overall is not None and previous_overall is not None:
            weights = Fraction(len(ours), len(now)), Fraction(len(theirs), len(before))
            means = _mean(ours or theirs), _mean(theirs or ours)
            middle = sum(means) / 2 - (overall + previous_overall) / 2
            within_effect = sum(weights) / 2 * (means[0] - means[1])
            mix_effect = (weights[0] - weights[1]) * middle
            change = overall - previous_overall
        effect = None if within_effect is None else within_effect + mix_effect
        answer.append(
            {
                "provider_domain": domain,
                "provider_name": archive.provider[domain]["name"] if domain else None,
                "n": len(ours),
                "previous_n": len(theirs),
                "weight": share(len(ours), len(now)),
                "previous_weight": share(len(theirs), len(before)),
                "mean": mean([row["quality"] for row in ours]),
                "previous_mean": mean([row["quality"] for row in theirs]),
                "within_effect": _float(within_effect),
                "mix_effect": _float(mix_effect),
                "effect": _float(effect),
                "overall_mean": _float(overall),
                "previous_overall_mean": _float(previous_overall),
                "overall_change": _float(change),
            }
        )
    return sorted(answer, key=_size)


def _size(row: Row) -> tuple[Any, ...]:
    effect = row["effect"]
    return (
        *last(None if effect is None else -round(abs(effect), 9)),
        *last(row["provider_domain"]),
    )


def _mean(rows: list[Row]) -> Fraction | None:
    return Fraction(sum(row["quality"] for row in rows), len(rows)) if rows else None
