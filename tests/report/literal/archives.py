"""Random archives: of any size, with ties, undated articles, lone providers and lone stories."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["write_archive"]

_SIZES = (0, 1, 2, 3, 5, 8, 12, 20, 21, 40, 80, 150, 300)
_LARGE = (1_000, 3_000, 20_000)
_PROVIDERS = (1, 1, 2, 3, 5, 12, 40, 300)
_DAYS = (1, 3, 10, 60, 120)
_LAST = datetime(2021, 4, 1, tzinfo=UTC)


def write_archive(folder: Path, seed: int) -> int:
    """Write the archive of a seed as one document a file; returns how many files it has.

    One in 40 is large.
    """
    random = Random(seed)  # noqa: S311 - not for secrets
    size = random.choice(_LARGE if seed % 40 == 39 else _SIZES)
    providers, topics = random.choice(_PROVIDERS), random.choice((0, 1, 3, 12))
    days, scores = random.choice(_DAYS), random.choice(("none", "one", "heaped", "wide"))
    linked, lacking = random.choice((0.0, 0.2, 0.9)), random.choice((0.0, 0.1, 0.5))
    folder.mkdir()
    made = [
        _article(random, number, providers, topics, days, scores, lacking) for number in range(size)
    ]
    for number, article in enumerate(made):
        others = [made[max(number - step, 0)] for step in range(1, 4)]
        if random.random() < linked:
            article["related"] = [_listed(other) for other in others if other is not article]
        if article["heat"] is not None and article["heat"] != -1:
            article["heat"] += 10 * len(article.get("related", []))
        text = json.dumps(article)
        (folder / f"{number:05d}.md").write_text(f"---\n{_yaml(json.loads(text))}---\n", "utf-8")
    if not size:
        (folder / "course.md").write_text(
            "---\ncategory: learning\ntitle: A course\n---\n", "utf-8"
        )
    return size


def _article(
    random: Random,
    number: int,
    providers: int,
    topics: int,
    days: int,
    scores: str,
    lacking: float,
) -> dict[str, Any]:
    moment = _LAST - timedelta(seconds=random.randrange(1, days * 86_400))
    quality = {
        "none": None,
        "one": 60,
        "heaped": random.choice((50, 72, 72, 72, 90)),
        "wide": random.randrange(20, 120),
    }[scores]
    quality = None if random.random() < lacking / 2 else quality
    is_head = random.random() > 0.2
    return {
        "category": "news",
        "type": "article",
        "title": f"Report number {number} on matter {random.randrange(10**9)}",
        "excerpt": None if random.random() < lacking else f"Excerpt {number}",
        "publishedDateTime": None
        if random.random() < lacking / 5
        else f"{moment:%Y-%m-%dT%H:%M:%SZ}",
        "webUrl": f"https://news.example/{number}",
        "provider": None
        if random.random() < lacking / 3
        else _provider(min(int(random.expovariate(3 / providers)), providers - 1)),
        "topics": sorted({f"Topic{random.randrange(topics)}" for _ in range(random.randrange(3))})
        if topics
        else [],
        "quality": quality,
        "heat": None if quality is None else quality if is_head else -1,
        "published": None if quality is None else is_head and quality >= 58,
        "images": []
        if random.random() < lacking
        else [{"url": f"https://news.example/{number}.png"}],
    }


def _provider(number: int) -> dict[str, str]:
    return {"name": f"Outlet{number}", "domain": f"outlet{number}.example"}


def _listed(article: dict[str, Any]) -> dict[str, Any]:
    kept = ("title", "excerpt", "publishedDateTime", "webUrl", "type", "provider", "quality")
    return {name: article[name] for name in kept}


def _yaml(fields: dict[str, Any]) -> str:
    import yaml

    def without_none(value: Any) -> Any:  # noqa: ANN401 - any value
        if isinstance(value, dict):
            return {name: without_none(each) for name, each in value.items() if each is not None}
        return [without_none(each) for each in value] if isinstance(value, list) else value

    return yaml.safe_dump(without_none(fields), sort_keys=False)
