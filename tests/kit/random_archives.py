"""Archives made by chance, full of what makes counts and orders differ.

Ties of times and scores, dates without a clock, items without an address, addresses with several
documents that disagree, lists that overlap, and documents without provider, topic, score or date.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

__all__ = ["random_archive", "write_archive"]

_FIRST = datetime(2021, 2, 1, tzinfo=UTC)
_TITLES = (
    "Harbour bridge reopens after the storm",
    "Harbour brigde reopens after the storm",
    "UPDATE 2-Harbour bridge reopens after the storm",
    "Council closes all market stalls until further notice",
    "Ferry line to the islands gets two new ships",
    "Home",
    None,
)
_TOPICS = ("Harbour", "Stage", "Courts", "Schools")
_KINDS = ("news", "news", "news", "News", "video", None)

Fields = dict[str, Any]


@dataclass(frozen=True)
class _Chance:
    """Draws fields."""

    dice: random.Random
    providers: int

    def item(self, day: datetime) -> Fields:
        """What an item and a document share: any field may be missing."""
        dice = self.dice
        number = dice.randrange(self.providers)
        provider = {"name": f"Paper {number // 2}", "domain": f"paper{number}.example"}
        title = dice.choice(_TITLES) or f"Story {dice.randrange(40)}"
        maybe = {
            "title": title,
            "excerpt": dice.choice([None, title + ", say those who were there on the day"]),
            "publishedDateTime": self._time(day),
            "type": dice.choice(["article", "article", None]),
            "quality": dice.choice([None, 40, 50, 60, dice.randrange(20, 120)]),
            "provider": dice.choice([provider, provider, provider, None]),
            "images": dice.choice([None, [{"url": f"https://i.example/{dice.randrange(20)}"}]]),
        }
        return {name: value for name, value in maybe.items() if value is not None}

    def _time(self, day: datetime) -> str | None:
        hours = self.dice.choice([None, 0, 8, 8, 9, self.dice.randrange(72)])
        return None if hours is None else f"{day + timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ}"

    def document(self, item: Fields, listed: list[Fields]) -> Fields:
        """A document of an item, which lists others."""
        dice = self.dice
        maybe = {
            "category": dice.choice(_KINDS),
            "heat": dice.choice([None, -1, -1, 70, 90]),
            "published": dice.choice([None, True, False]),
            "topics": dice.sample(_TOPICS, dice.randrange(3)) or None,
            "related": listed or None,
        }
        return item | {name: value for name, value in maybe.items() if value is not None}


def random_archive(seed: int, stories: int, providers: int = 6, days: int = 50) -> dict[str, str]:
    """Documents by path, of so many stories.

    Args:
        seed: What chance begins with: the same gives the same archive.
        stories: How many stories.
        providers: How many providers.
        days: Over how many days.
    """
    dice = random.Random(seed)  # noqa: S311 - no secret
    chance = _Chance(dice, providers)
    documents: list[Fields] = []
    for story in range(stories):
        day = _FIRST + timedelta(days=dice.randrange(days))
        items = [chance.item(day) for _ in range(dice.choice([1, 1, 2, 3, 6]))]
        for place, item in enumerate(items):
            if dice.random() < 0.9:
                item["webUrl"] = f"https://news.example/{story}/{place}"
        for item in items[: dice.randint(1, len(items))]:
            others = [other for other in items if other is not item]
            listed = dice.sample(others, dice.randint(0, len(others)))
            documents.append(chance.document(item, listed))
            if dice.random() < 0.2:  # another document of the same address, which may disagree
                other = dice.choice([item, item | chance.item(day)])
                documents.append(chance.document(other, []))
    return {
        f"{dice.choice(['news', 'old'])}/{number:05d}.md": _text(fields)
        for number, fields in enumerate(documents)
    }


def write_archive(folder: Path, documents: dict[str, str]) -> Path:
    """Write documents below a folder."""
    for path, text in documents.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def _text(fields: Fields) -> str:
    """A document; JSON is YAML."""
    lines = (f"{name}: {json.dumps(value)}" for name, value in fields.items())
    return "\n".join(["---", *lines, "---", ""])
