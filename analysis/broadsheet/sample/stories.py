"""The simulation: stories, their items, and how an archive scores them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.sample import outlets as outlet_table
from broadsheet.sample import topics as topic_table
from broadsheet.sample.noise import rough_excerpt, rough_title
from broadsheet.sample.words import Subject, write_excerpt, write_title

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from broadsheet.sample.dice import Dice
    from broadsheet.sample.outlets import Outlet
    from broadsheet.sample.period import Period
    from broadsheet.sample.sizes import StorySize
    from broadsheet.sample.topics import Topic

__all__ = ["Document", "Item", "Newsroom", "Story"]

PUBLISHED_FROM = 58  # quality; the line measured in a real archive

_QUALITY = (11, 189)  # of documents
_BARE_QUALITY = (0, 106)  # of items without a document
_UNSCORED = 0.2  # of documents
_OFF_LINE = 0.01  # published below the line, or held back above it
_OFF_HEAT = 0.1  # heads whose heat is off by 1 to 5
_BEST_HAS_NO_DOCUMENT = 0.08  # of stories with such items
_ODD_LIST = 1 / 30  # hold the article itself; hold one URL twice
_SYNDICATED = 0.15  # of stories
_LONGEST_DELAY = 44  # hours; moments lie up to twice as late
_TITLE_TRIES = 4
_OUTLET_TRIES = 6
_PICTURE_SIZES = ((1200, 630), (1240, 837), (600, 337), (1280, 720), (800, 450), (500, 500))

_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 90


@dataclass(frozen=True, slots=True)
class Item:
    """One outlet's piece on a story. `quality` is None while it has not been scored."""

    number: int
    title: str
    excerpt: str
    slug: str
    published_at: datetime
    url: str
    amp: bool
    kind: str
    outlet: Outlet
    provider: str
    quality: int | None
    picture: tuple[int, int] | None
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """An item with a file of its own. `heat` and `published` are None while it is not scored."""

    item: Item
    related: tuple[Item, ...]
    heat: int | None
    published: bool | None


@dataclass(frozen=True, slots=True)
class Story:
    """Items on one subject, best quality first, and the documents that hold them."""

    items: tuple[Item, ...]
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the items of a story share."""

    start: datetime
    topic: Topic
    subject: Subject
    importance: float


@dataclass(frozen=True, slots=True)
class _Wording:
    """A clean title, for slugs, and the title and excerpt as they are published."""

    clean: str
    title: str
    excerpt: str


class Newsroom:
    """Tells stories, one after the other, from one run of the dice."""

    def __init__(self, dice: Dice, period: Period) -> None:
        self._dice = dice
        self._period = period
        self._items = 0
        days = len(period.weights)
        self._topics_by_day = [topic_table.running_weights(day / days) for day in range(days)]
        self._outlets = {
            topic.name: outlet_table.running_weights(topic) for topic in topic_table.TOPICS
        }

    def tell(self, size: StorySize) -> Story:
        """A story of that size."""
        setting = self._setting()
        casts = self._cast(setting, size)
        wordings = self._wordings(setting, [outlet for outlet, _ in casts])
        with_document = self._with_document(size)
        pairs = [
            (self._item(setting, cast, wording, has_document=has_document), has_document)
            for cast, wording, has_document in zip(casts, wordings, with_document, strict=True)
        ]
        pairs.sort(key=lambda pair: _rank(pair[0]))
        items = tuple(item for item, _ in pairs)
        return Story(items, self._documents(items, [item for item, has in pairs if has]))

    def _setting(self) -> _Setting:
        start = self._period.moment(self._dice)
        weights = self._topics_by_day[self._period.day_number(start)]
        topic = topic_table.TOPICS[self._dice.weighted(weights)]
        return _Setting(start, topic, Subject.draw(self._dice, topic), 4 * self._dice.bell())

    def _cast(self, setting: _Setting, size: StorySize) -> list[tuple[Outlet, float]]:
        """Who reports, and how well: outlets with a score each, the best first."""
        casts = []
        for _ in range(size.items):
            outlet = self._outlet(setting)
            drift = outlet.drift * (self._period.progress(setting.start) - 0.5)
            score = outlet.mean + drift + setting.importance + outlet.spread * self._dice.bell()
            casts.append((outlet, score))
        casts.sort(key=lambda cast: -cast[1])
        return casts

    def _outlet(self, setting: _Setting) -> Outlet:
        weights = self._outlets[setting.topic.name]
        progress = self._period.progress(setting.start)
        for _ in range(_OUTLET_TRIES):
            outlet = outlet_table.OUTLETS[self._dice.weighted(weights)]
            if outlet.since <= progress <= outlet.until:
                return outlet
        return outlet_table.OUTLETS[0]

    def _with_document(self, size: StorySize) -> list[bool]:
        """Which of a story's items, best first, have a document. Its head mostly is the best."""
        flags = [True] * size.items
        missing = size.items - size.documents
        if missing and self._dice.chance(_BEST_HAS_NO_DOCUMENT):
            flags[0] = False
            missing -= 1
        while missing:
            place = 1 + self._dice.below(size.items - 1)
            missing -= flags[place]
            flags[place] = False
        return flags

    def _wordings(self, setting: _Setting, outlets: Sequence[Outlet]) -> list[_Wording]:
        """Different words for every outlet, but in a syndicated story for one that copies."""
        wordings: list[_Wording] = []
        for outlet in outlets:
            wordings.append(self._wording(setting, outlet, wordings))
        if len(wordings) > 1 and self._dice.chance(_SYNDICATED):
            copier = 1 + self._dice.below(len(wordings) - 1)
            wordings[copier] = wordings[self._dice.below(copier)]
        return wordings

    def _wording(self, setting: _Setting, outlet: Outlet, others: Sequence[_Wording]) -> _Wording:
        taken = [other.clean for other in others]
        for _ in range(_TITLE_TRIES):
            clean = write_title(self._dice, setting.subject, title_case=outlet.title_case)
            if clean not in taken:
                break
        excerpt = write_excerpt(self._dice, setting.subject)
        return _Wording(clean, rough_title(self._dice, clean), rough_excerpt(self._dice, excerpt))

    def _item(
        self,
        setting: _Setting,
        cast: tuple[Outlet, float],
        wording: _Wording,
        *,
        has_document: bool,
    ) -> Item:
        dice = self._dice
        outlet, score = cast
        self._items += 1
        delay = min(_LONGEST_DELAY, outlet.pace * 3 * dice.fraction())
        published_at = self._period.after(dice, setting.start, delay)
        slug = _slug(wording.clean)
        return Item(
            number=self._items,
            title=wording.title,
            excerpt=wording.excerpt,
            slug=slug,
            published_at=published_at,
            url=outlet.address.format(
                domain=outlet.domain,
                section=setting.topic.section,
                day=published_at.date().isoformat().replace("-", "/"),
                slug=slug,
                number=100_000 + self._items,
            ),
            amp=dice.chance(outlet.amp),
            kind="video" if dice.chance(0.02) else "article",
            outlet=outlet,
            provider=setting.subject.phrase if dice.chance(outlet.stray_names) else outlet.name,
            quality=self._quality(score, has_document=has_document),
            picture=dice.pick(_PICTURE_SIZES) if dice.chance(outlet.pictures) else None,
            topics=self._topics(setting.topic),
        )

    def _quality(self, score: float, *, has_document: bool) -> int | None:
        if has_document and self._dice.chance(_UNSCORED):
            return None
        least, most = _QUALITY if has_document else _BARE_QUALITY
        return max(least, min(most, round(score)))

    def _topics(self, first: Topic) -> tuple[str, ...]:
        """One to three topics, the story's own first."""
        names = [first.name]
        for share in (0.45, 0.3):
            other = self._dice.pick(topic_table.TOPICS).name
            if self._dice.chance(share) and other not in names:
                names.append(other)
        return tuple(names)

    def _documents(self, items: Sequence[Item], own: Sequence[Item]) -> tuple[Document, ...]:
        """The documents of the items in `own`, the head of the story being the best scored one."""
        return tuple(
            self._document(item, self._related(items, item), is_head=place == 0)
            for place, item in enumerate(own)
        )

    def _related(self, items: Sequence[Item], own: Item) -> tuple[Item, ...]:
        """All other items of the story, now and then with `own` itself or one of them twice."""
        if len(items) == 1:
            return ()
        with_itself = self._dice.chance(_ODD_LIST)
        related = [item for item in items if with_itself or item is not own]
        if self._dice.chance(_ODD_LIST):
            place = self._dice.below(len(related))
            related.insert(place, related[place])
        return tuple(related)

    def _document(self, item: Item, related: tuple[Item, ...], *, is_head: bool) -> Document:
        if item.quality is None:
            return Document(item, related, heat=None, published=None)
        if not is_head:
            return Document(item, related, heat=-1, published=False)
        heat = item.quality + 10 * len(related)
        if related and self._dice.chance(_OFF_HEAT):
            heat += (1 + self._dice.below(5)) * self._dice.pick((-1, 1))
        published = (item.quality >= PUBLISHED_FROM) != self._dice.chance(_OFF_LINE)
        return Document(item, related, heat, published)


def _rank(item: Item) -> tuple[bool, int]:
    """Sorts the best quality first and what has not been scored last."""
    return item.quality is None, -(item.quality or 0)


def _slug(title: str) -> str:
    slug = _NOT_IN_SLUG.sub("-", title.replace("’", "").lower()).strip("-")
    return slug[:_LONGEST_SLUG].rstrip("-")
