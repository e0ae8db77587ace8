"""Writes made-up documents in the seed's format, as text."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

__all__ = ["Press"]

_FIRST_DAY = datetime(2020, 10, 1, tzinfo=UTC)
_DAYS = 182
_WORDS = (
    "the", "of", "and", "to", "in", "a", "for", "on", "is", "that", "with", "as", "by", "at",
    "from", "it", "are", "was", "be", "has", "this", "will", "have", "not", "or", "council",
    "harbour", "tram", "extension", "housing", "energy", "wind", "court", "appeal", "research",
    "observatory", "market", "regulator", "company", "officials", "report", "data", "model",
    "learning", "system", "city", "budget", "school", "hospital", "farmers", "festival",
    "stadium", "museum", "launch", "probe", "tariff", "approval", "review", "delay", "funding",
    "trial", "plan", "residents", "critics", "supporters", "spokesperson", "statement",
    "yesterday", "months", "years", "people", "million", "percent", "algorithm", "platform",
    "privacy", "users", "network", "battery", "solar", "offshore", "rail", "ferry", "bridge",
    "parliament", "committee", "minister", "election", "inquiry", "ruling", "evidence",
    "witness", "campaign", "strike", "wages",
)  # fmt: skip
_TOPICS = ("AI", "Energy", "Courts", "Housing", "Transport", "Science", "Stage", "Hospitals")
_OUTLETS = tuple(
    (f"The {first} {second}", f"{first}{second}.example".lower())
    for first in ("Marrow", "Quill", "Tessel", "Kestrel", "Saltmarsh", "Ostermere", "Velmora")
    for second in ("Dispatch", "Review", "Lantern", "Courier", "Gazette", "Observer", "Post")
)
_SIZES = ((600, 337), (1240, 837), (1280, 720), (800, 450))


class Press:
    """Makes documents up, all from one source of chance."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def document(self, number: int, most_related: int) -> tuple[str, str]:
        """A document's path, in a folder a month, and its text."""
        published = _FIRST_DAY + timedelta(seconds=int(self._random.random() * _DAYS * 86_400))
        title = self._title()
        path = f"{published:%Y-%m/%Y-%m-%d}-{_slug(title)}-{number}.md"
        return path, self._document(title, published, most_related)

    def _document(self, title: str, published: datetime, most_related: int) -> str:
        outlet = self._outlet()
        url = _address(outlet, title, published)
        lines = [
            "---\ncategory: news",
            *self._head(title, published, ""),
            f'originalUrl: "{url}"',
            *self._urls(url, ""),
            "type: article",
            *self._score(),
            f"\nprovider:\n  name: {outlet[0]}\n  domain: {outlet[1]}",
            f'  images:\n    - url: "https://logos.example/organizations/{outlet[1]}-50x50.jpg"',
            "      width: 50\n      height: 50\n\ntopics:",
            *(f"  - {topic}" for topic in self._random.sample(_TOPICS, 1 + self._below(3))),
            "",
            *self._image(outlet, published, ""),
        ]
        related = self._below(most_related + 1)
        if related:
            lines.append("\nrelated:")
        for _ in range(related):
            lines.extend(self._related(published))
        lines.append(f'\nsecured: "{self._base64(320)};{self._base64(16)}"\n---\n')
        return "\n".join(lines)

    def _related(self, published: datetime) -> list[str]:
        outlet = self._outlet()
        title = self._title()
        moment = published + timedelta(minutes=self._below(8_000) - 4_000)
        head = self._head(title, moment, "    ")
        return [
            f"  - {head[0].lstrip()}",
            *head[1:],
            *self._urls(_address(outlet, title, moment), "    "),
            f"    type: article\n    provider:\n      name: {outlet[0]}",
            f"      domain: {outlet[1]}\n    quality: {self._below(107)}",
            *self._image(outlet, moment, "    "),
        ]

    def _head(self, title: str, published: datetime, indent: str) -> list[str]:
        return [
            f'{indent}title: "{title}"',
            f'{indent}excerpt: "{self._excerpt()}"',
            f"{indent}publishedDateTime: {published:%Y-%m-%dT%H:%M:%SZ}",
        ]

    def _urls(self, url: str, indent: str) -> list[str]:
        lines = [f'{indent}webUrl: "{url}"']
        if self._random.random() < 0.5:
            host, _, rest = url.removeprefix("https://").partition("/")
            cache = host.replace(".", "-")
            lines.append(f'{indent}ampWebUrl: "https://{host}/amp/{rest}"')
            lines.append(
                f'{indent}cdnAmpWebUrl: "https://{cache}.cdn.amp.example/c/s/{host}/amp/{rest}"'
            )
        return lines

    def _score(self) -> list[str]:
        """Quality, heat and published; a fifth of the documents have none of them."""
        if self._random.random() < 0.2:
            return []
        quality = 11 + self._below(120)
        published = "true" if quality >= 70 else "false"
        return [f"quality: {quality}\nheat: -1\npublished: {published}"]

    def _image(self, outlet: tuple[str, str], published: datetime, indent: str) -> list[str]:
        if self._random.random() < 0.1:
            return []
        width, height = _SIZES[self._below(len(_SIZES))]
        number = self._below(10_000_000)
        name = f"{published:%Y/%m/%d}/{width}x{height}/{number}-{number}.jpg"
        return [
            f'{indent}images:\n{indent}  - url: "https://images.{outlet[1]}/uploads/{name}"',
            f"{indent}    width: {width}\n{indent}    height: {height}",
            f"{indent}    isCached: true",
        ]

    def _title(self) -> str:
        return " ".join(self._random.choices(_WORDS, k=7 + self._below(6))).capitalize()

    def _excerpt(self) -> str:
        """A few lines of words, with what makes a reader work: quotes, escapes, odd letters."""
        words = self._random.choices(_WORDS, k=26 + self._below(27))
        words[3] = f'\\"{words[3]}\\"' if self._random.random() < 0.2 else f"{words[3]}’s"
        return f"{' '.join(words).capitalize()}."

    def _outlet(self) -> tuple[str, str]:
        return _OUTLETS[self._below(len(_OUTLETS))]

    def _base64(self, size: int) -> str:
        return b64encode(self._random.randbytes(size)).decode("ascii")

    def _below(self, limit: int) -> int:
        return int(self._random.random() * limit)


def _slug(title: str) -> str:
    return title.lower().replace(" ", "-")


def _address(outlet: tuple[str, str], title: str, published: datetime) -> str:
    return f"https://www.{outlet[1]}/news/{published:%Y/%m/%d}/{_slug(title)}"
