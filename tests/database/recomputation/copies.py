"""Titles that several items share, and items that are copies of others."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from .items import known, last, most_frequent
from .selecting import select_articles
from .texts import plain_words, written_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from .items import Archive
    from .reading import Row

    Likeness = tuple[int, int, str]

__all__ = ["duplicate_titles", "near_duplicates"]

_TITLE, _EXCERPT = 12, 40
_TELLS_NOTHING = 3
_MISSPELT_TITLE = 4
_AGAIN = r"(UPDATE|CORRECTED|CORRECTION|RE-?TRANSMISSION|WRAPUP|REFILED?|RPT|REPEAT)( [0-9]+)? *"
_LABELS = re.compile(rf" *((?i:{_AGAIN}):|{_AGAIN}[-–—]) *")
_KINDS = ("same title", "same excerpt", "near title", "same image")


def _items(archive: Archive, selection: dict[str, Any]) -> list[Row]:
    selected = {row["article_id"] for row in select_articles(archive, **selection)}
    numbers = {row["item_id"] for row in archive.mentions if row["article_id"] in selected}
    items = [archive.item[number] for number in sorted(numbers)]
    return [item | {"words": plain_words(item["title"])} for item in items]


def _without_label(title: str | None) -> str:
    """A title without what an agency puts before one that it sends again."""
    rest = title or ""
    while label := _LABELS.match(rest):
        rest = rest[label.end() :]
    return rest


def duplicate_titles(
    archive: Archive,
    *,
    across_providers: bool = False,
    min_items: int = 2,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per title that several items share, the most shared first."""
    groups = defaultdict(list)
    for item in _items(archive, selection):
        if len(item["words"]) >= _TITLE:
            groups[item["words"]].append(item)
    answer = []
    for _, items in sorted(groups.items()):
        moments = known(item["published_at"] for item in items)
        answer.append(
            {
                "title": most_frequent(item["title"] for item in items),
                "items": len(items),
                "providers": len(set(known(item["provider_domain"] for item in items))),
                "first_published_at": min(moments, default=None),
                "last_published_at": max(moments, default=None),
            }
        )
    enough = [
        row
        for row in answer
        if row["items"] >= max(min_items, 2) and (row["providers"] > 1 or not across_providers)
    ]
    return sorted(enough, key=lambda row: -row["items"])


def near_duplicates(
    archive: Archive,
    *,
    similarity: float = 0.9,
    within_days: int = 3,
    across_providers: bool = True,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per item of a group of copies, each origin first.

    The limits that keep the search quick (how far back a word is followed) are left out.
    """
    items = [
        item | {"words": plain_words(_without_label(item["title"]))}
        for item in _items(archive, selection)
        if item["published_at"]
    ]
    items.sort(key=_time)
    by_number = {item["item_id"]: item for item in items}
    window = timedelta(days=within_days)

    def may_match(later: Row, earlier: Row) -> bool:
        differ = later["provider_domain"] != earlier["provider_domain"]
        near = later["published_at"] - earlier["published_at"] <= window
        return near and (differ or not across_providers)

    titles = _telling(items, _title, everything=not across_providers)
    excerpts = _telling(items, _excerpt)
    found = _same(titles, "same title", may_match) + _same(excerpts, "same excerpt", may_match)
    found += _near_titles(titles, _names(items), similarity, window, may_match)
    by_words = {one for one, _, _ in found}
    like = by_words | {other for _, other, _ in found}
    pictures = _telling(items, lambda item: item["picture"])
    for one, other, kind in _same(pictures, "same image", may_match):
        if one not in like and other not in by_words:
            found.append((one, other, kind))
    return _groups(found, by_number, archive)


def _time(item: Row) -> tuple[Any, ...]:
    names = ("url", "title", "provider_domain")
    return item["published_at"], *(last(item[name]) for name in names), item["item_id"]


def _title(item: Row) -> str | None:
    return item["words"] if len(item["words"]) >= _TITLE else None


def _excerpt(item: Row) -> str | None:
    words = plain_words(item["excerpt"])
    return words if len(words) >= _EXCERPT else None


def _telling(
    items: list[Row], text_of: Callable[[Row], str | None], *, everything: bool = False
) -> list[list[Row]]:
    """Items that say the same, without what a provider says on more than three of them."""
    texts = [(text_of(item), item) for item in items]
    often = Counter(
        (what, item["provider_domain"])
        for what, item in texts
        if text_of is not _title or _without_label(item["title"]) == item["title"]
    )
    groups = defaultdict(list)
    for what, item in texts:
        if what and (everything or often[what, item["provider_domain"]] <= _TELLS_NOTHING):
            groups[what].append(item)
    return list(groups.values())


def _same(
    groups: list[list[Row]], kind: str, may_match: Callable[[Row, Row], bool]
) -> list[Likeness]:
    return [
        (later["item_id"], earlier["item_id"], kind)
        for group in groups
        for place, later in enumerate(group)
        for earlier in group[:place]
        if may_match(later, earlier)
    ]


def _near_titles(
    groups: list[list[Row]],
    names: set[str],
    similarity: float,
    window: timedelta,
    may_match: Callable[[Row, Row], bool],
) -> list[Likeness]:
    """Pairs whose titles are near: the words of the first item of each title are compared."""
    followers: dict[int, list[Row]] = defaultdict(list)
    heads = []
    for group in groups:
        for item in group:
            first = next(o for o in group if item["published_at"] - o["published_at"] <= window)
            followers[first["item_id"]].append(item)
            if first is item:
                heads.append(item)
    heads.sort(key=_time)
    spelt = Counter(word for head in heads for word in set(head["words"].split()))
    found = []
    for place, head in enumerate(heads):
        for earlier in heads[:place]:
            if (
                head["published_at"] - earlier["published_at"] <= window
                and _numbers(head) == _numbers(earlier)
                and (
                    _is_misspelt(head, earlier, spelt, names)
                    or (
                        _dice(head, earlier) >= similarity - 1e-9
                        and not _is_renamed(head, earlier, names)
                    )
                )
            ):
                found += [
                    (later["item_id"], earlier["item_id"], "near title")
                    for later in followers[head["item_id"]]
                    if may_match(later, earlier)
                ]
    return found


def _names(items: list[Row]) -> set[str]:
    """Words in lower case never, or less often than with a capital behind a title's first word."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    words = set()
    for item in items:
        for place, form in enumerate(written_words(_without_label(item["title"])).split()):
            word = form.lower()
            words.add(word)
            lower[word] += form == word
            capital[word] += form != word and place > 0
    return {word for word in words if not lower[word] or lower[word] < capital[word]}


def _is_renamed(one: Row, other: Row, names: set[str]) -> bool:
    """Whether each title has a name that the other lacks."""
    ours, theirs = set(one["words"].split()), set(other["words"].split())
    return bool((ours - theirs) & names) and bool((theirs - ours) & names)


def _is_misspelt(one: Row, other: Row, spelt: Counter[str], names: set[str]) -> bool:
    """Whether two titles are the same but for a word that one of them alone spells that way."""
    ours, theirs = one["words"].split(), other["words"].split()
    apart = [pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]]
    if len(ours) != len(theirs) or len(ours) < _MISSPELT_TITLE or len(apart) != 1:
        return False
    ((a, b),) = apart
    length = min(len(a), len(b))
    most = 0 if length < 5 else 1 if length < 8 else 2
    return (
        not re.search("[0-9]", a + b)
        and (length >= 7 or not {a, b} <= names)
        and 1 in {spelt[a], spelt[b]}
        and _edits(a, b) <= most
    )


def _edits(one: str, other: str) -> int:
    """The edits between two words: letters left out, added, replaced, or two that change places.

    Up to two edits, the letters between two that change places are none.
    """
    rows = [list(range(len(other) + 1))]
    for at, letter in enumerate(one):
        row = [at + 1]
        for to, sign in enumerate(other):
            costs = [row[to] + 1, rows[-1][to + 1] + 1, rows[-1][to] + (letter != sign)]
            if at and to and letter == other[to - 1] and one[at - 1] == sign:
                costs.append(rows[-2][to - 1] + 1)
            row.append(min(costs))
        rows.append(row)
    return rows[-1][-1]


def _numbers(item: Row) -> list[str]:
    return sorted(re.findall(r"[0-9]+", item["words"]))


def _dice(one: Row, other: Row) -> float:
    if one["words"] == other["words"]:
        return 1.0
    ours, theirs = set(one["words"].split(" ")), set(other["words"].split(" "))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def _groups(found: list[Likeness], items: dict[int, Row], archive: Archive) -> list[Row]:
    """Each copy with its origin: an item that matches no earlier one."""
    copies = {one for one, _, _ in found}
    candidates = defaultdict(list)
    for one, other, kind in found:
        if other not in copies:
            alike = _dice(items[one], items[other])
            nearness = -alike if kind == "near title" else 0.0
            rank = _KINDS.index(kind), nearness, *_time(items[other])
            candidates[one].append((rank, other, kind, alike))
    groups = defaultdict(list)
    for one, options in candidates.items():
        _, origin, kind, alike = min(options)
        groups[origin].append((one, kind, alike))
    answer = []
    for origin in sorted(groups, key=lambda number: _time(items[number])):
        members = [(origin, None, None), *groups[origin]]
        members.sort(key=lambda member: _time(items[member[0]]))
        for place, (number, kind, alike) in enumerate(members, start=1):
            item = items[number]
            provider = archive.provider.get(item["provider_domain"], {"name": None})
            answer.append(
                {
                    "group_id": origin,
                    "place": place,
                    "items": len(members),
                    "item_id": number,
                    "provider_domain": item["provider_domain"],
                    "provider_name": provider["name"] or item["provider_name"],
                    "title": item["title"],
                    "published_at": item["published_at"],
                    "matched": kind,
                    "similarity": alike,
                }
            )
    return answer
