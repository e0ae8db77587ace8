"""Items, stories and providers of the documents together: union-find over dictionaries."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import md5
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .reading import Row

__all__ = ["Archive", "gather", "known", "last", "most_frequent"]

_FACTS = (
    *("url", "category", "type", "title"),
    *("provider_domain", "provider_name", "published_at"),
)
_WEEK = timedelta(days=7)
_FORTNIGHT = timedelta(days=14)
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Archive:
    """An archive's documents, and what follows from them together.

    `article` and `item` find a row by its number. `history` holds the versions of documents, whose
    agreement with each commit is the matter of `tests/history`.
    """

    articles: list[Row]
    mentions: list[Row]
    items: list[Row]
    story_items: list[Row]
    stories: list[Row]
    providers: list[Row]
    article: dict[int, Row]
    item: dict[int, Row]
    provider: dict[str, Row]
    history: tuple[Row, ...] = ()


def gather(articles: list[Row]) -> Archive:
    """The items, stories and providers of documents."""
    ordered = sorted(articles, key=_order)
    articles = [{"place": place, **article} for place, article in enumerate(ordered)]
    mentions = [mention for article in articles for mention in _mentions(article)]
    items = _items(mentions)
    numbers = {item["key"]: item["item_id"] for item in items}
    mentions = [mention | {"item_id": numbers[mention["key"]]} for mention in mentions]
    by_number = {item["item_id"]: item for item in items}
    story_items = _story_items(mentions, by_number)
    providers = _providers(mentions, items)
    return Archive(
        articles=articles,
        mentions=mentions,
        items=items,
        story_items=story_items,
        stories=_stories(story_items, by_number),
        providers=providers,
        article={article["article_id"]: article for article in articles},
        item=by_number,
        provider={provider["provider_domain"]: provider for provider in providers},
    )


def known(values: Iterable[Any]) -> list[Any]:
    """The values that are there."""
    return [value for value in values if value is not None]


def last(value: Any) -> tuple[bool, Any]:  # noqa: ANN401 - whatever can be ordered
    """A key that puts what is not known behind all that is."""
    return value is None, value


def most_frequent(names: Iterable[str | None]) -> str | None:
    """The most frequent name, of equally frequent ones the first in the alphabet."""
    counts = Counter(known(names))
    return min(counts, key=lambda name: (-counts[name], name), default=None)


def _order(article: Row) -> tuple[Any, ...]:
    """A document's place: by time and address, then by what else it says and lists."""
    said = ("title", "provider_domain", "provider_name", "category", "type")
    listed = ("url", "published_at", *said[:3], "type", "quality")
    entries = [[last(item[name]) for name in listed] for item in article["related"]]
    names = ("published_at", "url", *said, "quality", "heat", "published")
    return *(last(article[name]) for name in names), not entries, entries, article["article_id"]


def _mentions(article: Row) -> Iterable[Row]:
    """A document's own item at position 0, and those it lists."""
    number = article["article_id"]
    own = {**article, "position": 0, "key": article["url"] or f"article:{number}"}
    yield own
    for item in article["related"]:
        key = item["url"] or f"related:{number}:{item['position']}"
        of_document = {name: article[name] for name in ("article_id", "place", "category")}
        yield {**item, **of_document, "key": key}


def _items(mentions: list[Row]) -> list[Row]:
    """Distinct items by address, in order of document and place of their first mention."""
    by_key = defaultdict(list)
    for mention in mentions:
        by_key[mention["key"]].append(mention)
    items = [_item(key, mentions) for key, mentions in by_key.items()]
    items.sort(key=lambda item: item["first"])
    return [{"item_id": _item_id(item["key"]), **item} for item in items]


def _item_id(key: str) -> int:
    """63 bits of a hash of the address."""
    digest = md5(key.encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[8:], "little") >> 1


def _item(key: str, mentions: list[Row]) -> Row:
    first = min(mentions, key=lambda m: (m["position"] > 0, m["place"], m["position"]))
    describing = [m for m in mentions if (m["position"] > 0) == (first["position"] > 0)]
    own = {m["article_id"] for m in mentions if m["position"] == 0}
    listing = {m["article_id"] for m in mentions if m["position"] > 0}
    return {name: first[name] for name in _FACTS} | {
        "key": key,
        "first": (first["place"], first["position"]),
        "excerpt": min(known(m["excerpt"] for m in describing), default=None),
        "picture": min(known(m["picture"] for m in describing), default=(0, None))[1],
        "article_id": first["article_id"] if first["position"] == 0 else None,
        "quality": max(known(m["quality"] for m in mentions), default=None),
        "in_articles": len(own | listing),
        "as_lead": len(own),
        "as_related": len(listing),
    }


def _links(mentions: list[Row], items: dict[int, Row]) -> dict[int, set[int]]:
    """The items that each item belongs together with, by a document that has one of them."""
    own = {m["article_id"]: m["item_id"] for m in mentions if m["position"] == 0}
    links: dict[int, set[int]] = {number: set() for number in items}
    for mention in mentions:
        one, other = own[mention["article_id"]], mention["item_id"]
        moments = known(items[number]["published_at"] for number in (one, other))
        if one != other and (len(moments) < 2 or abs(moments[0] - moments[1]) <= _WEEK):
            links[one].add(other)
            links[other].add(one)
    return links


def _united(links: dict[int, set[int]]) -> list[list[int]]:
    """The connected components: union-find."""
    parent = {number: number for number in links}

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = number = parent[parent[number]]
        return number

    for one, others in links.items():
        for other in others:
            parent[root(one)] = root(other)
    components = defaultdict(list)
    for number in links:
        components[root(number)].append(number)
    return list(components.values())


def _groups(links: dict[int, set[int]], items: dict[int, Row]) -> Iterable[list[int]]:
    """Components, but those that span more than a fortnight split again."""
    for component in _united(links):
        moments = known(items[number]["published_at"] for number in component)
        if moments and max(moments) - min(moments) > _FORTNIGHT:
            yield from _dealt(component, links, items)
        else:
            yield component


def _dealt(
    component: list[int], links: dict[int, set[int]], items: dict[int, Row]
) -> Iterable[list[int]]:
    """Each free item takes its free neighbours: the dated first, then the best with a document."""

    def turn(number: int) -> tuple[Any, ...]:
        item = items[number]
        moment = item["published_at"] or _NEVER
        is_undated, is_listed = item["published_at"] is None, item["article_id"] is None
        return is_undated, is_listed, *_worse(item["quality"]), moment, item["first"]

    free = set(component)
    for number in sorted(component, key=turn):
        if number in free:
            taken = free & {number, *links[number]}
            free -= taken
            yield sorted(taken)


def _story_items(mentions: list[Row], items: dict[int, Row]) -> list[Row]:
    """Each item in its story, which is named by its first item; rank 1 is the head."""

    def place(number: int) -> tuple[Any, ...]:
        item = items[number]
        moment = item["published_at"] or _NEVER
        return *_worse(item["quality"]), item["article_id"] is None, moment, item["first"]

    facts = ("article_id", "provider_domain", "published_at", "quality")
    return [
        {"story_id": min(group, key=lambda n: items[n]["first"]), "item_id": number, "rank": rank}
        | {name: items[number][name] for name in facts}
        for group in _groups(_links(mentions, items), items)
        for rank, number in enumerate(sorted(group, key=place), start=1)
    ]


def _worse(quality: int | None) -> tuple[bool, int]:
    """A key that puts the best first, and what has no score behind all that have."""
    return quality is None, -(quality or 0)


def _stories(story_items: list[Row], items: dict[int, Row]) -> list[Row]:
    by_story = defaultdict(list)
    for row in story_items:
        by_story[row["story_id"]].append(row)
    return [_story(number, rows, items) for number, rows in sorted(by_story.items())]


def _story(number: int, rows: list[Row], items: dict[int, Row]) -> Row:
    (head,) = [row for row in rows if row["rank"] == 1]
    moments = known(row["published_at"] for row in rows)
    first, final = min(moments, default=None), max(moments, default=None)
    return {
        "story_id": number,
        "head_item_id": head["item_id"],
        "title": items[head["item_id"]]["title"],
        "items": len(rows),
        "documents": len(known(row["article_id"] for row in rows)),
        "providers": len(set(known(row["provider_domain"] for row in rows))),
        "quality": head["quality"],
        "first_published_at": first,
        "last_published_at": final,
        "span_hours": (final - first) / timedelta(hours=1) if first and final else None,
    }


def _providers(mentions: list[Row], items: list[Row]) -> list[Row]:
    """Providers by domain, with the name that most of their items have."""
    by_domain = defaultdict(list)
    for mention in mentions:
        if mention["provider_domain"] is not None:
            by_domain[mention["provider_domain"]].append(mention)
    providers = [_provider(domain, rows, items) for domain, rows in sorted(by_domain.items())]
    sharing = Counter(provider["name"] for provider in providers)
    for provider in providers:
        name, domain = provider["name"], provider["provider_domain"]
        provider["label"] = f"{name} ({domain})" if sharing[name] > 1 else name
        provider["label"] = domain if name is None else provider["label"]
    return providers


def _provider(domain: str, mentions: list[Row], items: list[Row]) -> Row:
    own = [item for item in items if item["provider_domain"] == domain]
    names = set(known(mention["provider_name"] for mention in mentions))
    moments = known(mention["published_at"] for mention in mentions)
    usual = most_frequent(item["provider_name"] for item in own)
    return {
        "provider_domain": domain,
        "name": usual or min(names, default=None),
        "names": len(names),
        "articles": sum(mention["position"] == 0 for mention in mentions),
        "items": len(own),
        "first_seen": min(moments, default=None),
        "last_seen": max(moments, default=None),
    }
