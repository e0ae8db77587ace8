"""Writes the archives to measure on: made-up documents in the seed's format.

The sample of `broadsheet sample` tells stories, so that its related lists are long for a few
documents and empty for most. Here they are uniform, and of a size that a machine's time is told by.
"""

from __future__ import annotations

import argparse
import shutil
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

__all__ = ["PLANS", "Plan", "archive", "edit_titles"]

_FIRST_DAY = datetime(2020, 10, 1, tzinfo=UTC)
_DAYS = 182
_DONE = ".done"  # written last, so that half an archive is never measured

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


@dataclass(frozen=True)
class Plan:
    """An archive: how many documents, and the most related items of one; 0 to that are equal."""

    documents: int
    most_related: int

    @property
    def in_words(self) -> str:
        """The plan as a reader is told it."""
        related = f"0 to {self.most_related}" if self.most_related else "no"
        return f"{self.documents:,} documents of {related} related items"


PLANS = {
    "tiny": Plan(100, 6),
    "A": Plan(2_000, 40),
    "B": Plan(20_000, 6),
    "10xB": Plan(200_000, 6),
    "20xB": Plan(400_000, 6),
    "small": Plan(100_000, 0),
}
"""All archives by name."""


def archive(folder: Path, name: str) -> Path:
    """Write an archive below a folder, unless it stands there; the same bytes each time."""
    target = folder / name
    if (folder / f"{name}{_DONE}").exists():
        return target
    shutil.rmtree(target, ignore_errors=True)
    writer = _Writer(target, Random(name))  # noqa: S311 - made-up data, nothing to protect
    for number in range(PLANS[name].documents):
        writer.write(number, PLANS[name].most_related)
    (folder / f"{name}{_DONE}").touch()
    return target


def edit_titles(folder: Path, count: int, turn: int) -> None:
    """Give `count` documents of an archive a new title; other documents every turn."""
    paths = sorted(folder.rglob("*.md"))
    step = len(paths) // count
    for path in paths[turn % step :: step][:count]:
        text = path.read_text("utf-8")
        path.write_text(text.replace('title: "', f'title: "Corrected {turn}: ', 1), "utf-8")


class _Writer:
    """Writes documents into one folder a month."""

    def __init__(self, folder: Path, random: Random) -> None:
        self._folder = folder
        self._random = random
        self._months: set[str] = set()

    def write(self, number: int, most_related: int) -> None:
        """Write one document."""
        published = _FIRST_DAY + timedelta(seconds=int(self._random.random() * _DAYS * 86_400))
        month = f"{published:%Y-%m}"
        if month not in self._months:
            (self._folder / month).mkdir(parents=True)
            self._months.add(month)
        title = self._title()
        path = self._folder / month / f"{published:%Y-%m-%d}-{_slug(title)}-{number}.md"
        path.write_bytes(self._document(title, published, most_related).encode())

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


def main() -> None:
    """Write the archives that are named into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", default=["A", "B"], metavar="NAME")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for name in arguments.names:
        written = archive(arguments.folder, name)
        size = sum(path.stat().st_size for path in written.rglob("*.md"))
        print(f"{name}: {PLANS[name].in_words}, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
