"""Copies are found, other stories are not, and what everybody has doesn't blow the answer up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kit.bench import Bench

    Item = Mapping[str, Any]
    Copies = dict[int, tuple[int, str]]

_START = datetime(2021, 3, 1, tzinfo=UTC)
_PLACES = ("Vellacourt", "Pennywharf", "Marrowby", "Saltmarrow", "Quillhaven", "Thornquay")
_BODIES = ("council", "harbour board", "school board", "wind co-operative", "nurses union")
_ACTS = ("the trimming of its berth fee", "the defence of its station clock", "a short inquiry")


def _copies(bench: Bench, items: Iterable[Item], **parameters: object) -> Copies:
    """Each copy's origin and kind of likeness, all by the number in the item's address."""
    bench.hold(**_documents(items))
    return _found(bench, **parameters)


def _found(bench: Bench, **parameters: object) -> Copies:
    numbers = dict(bench.connection.execute("select item_id, article_id from items").fetchall())
    return {
        numbers[row["item_id"]]: (numbers[row["group_id"]], row["matched"])
        for row in bench.rows("near_duplicates", **parameters)
        if row["matched"]
    }


def _documents(items: Iterable[Item]) -> dict[str, list[Item]]:
    """A document an item; its number is its place, and a minute lies between two."""
    articles, images = [], []
    for number, item in enumerate(items):
        moment = _START + timedelta(minutes=number)
        url = f"https://{item['provider_domain']}/{number}"
        kind = {"article_id": number, "category": "news", "type": "article", "topics": []}
        articles.append({"published_at": moment, "url": url, **kind, **item})
        if "image" in item:
            images.append({"article_id": number, "position": 1, "url": item["image"]})
    return {"articles": articles, "images": images}


def _items(titles: Iterable[str | None], providers: int = 2, **same: str) -> list[Item]:
    return [
        {"title": title, "provider_domain": f"{number % providers}.example", **same}
        for number, title in enumerate(titles)
    ]


def _letters(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "abcdefghij"))


_NEAR = [f"The long morning briefing of all days is told by w{_letters(n)}" for n in range(3000)]
_EXCERPT = "The harbour board met on Monday and trimmed the berth fee."
_OF_ALL: dict[str, Sequence[Item]] = {
    "title": _items(["The long morning briefing"] * 3000, providers=1500),
    "excerpt": _items([None] * 3000, providers=1500, excerpt=_EXCERPT),
    "image": _items([None] * 3000, providers=1500, image="https://pictures.example/a.jpg"),
}
_TELLS_NOTHING: dict[str, Sequence[Item]] = {
    "title and image": _items(["The long morning briefing"] * 3000, image="https://logo.example"),
    "excerpt": _items([None] * 3000, excerpt=_EXCERPT),
    "empty title": _items([""] * 3000, providers=1500),
    "short title": _items(["Home"] * 3000, providers=1500),
}


@pytest.mark.parametrize("what", _OF_ALL)
def test_all_copy_the_first(what: str, bench: Bench) -> None:
    """What 1,500 providers have twice is one group: each but the first's own is its copy, once."""
    found = _copies(bench, _OF_ALL[what])
    kind = f"same {what}"
    assert found.items() >= {(n, (0, kind)) for n in range(1, 3000) if n != 1500}
    assert found.keys() <= {*range(1, 3000)}


@pytest.mark.parametrize("what", _TELLS_NOTHING)
def test_tells_nothing(what: str, bench: Bench) -> None:
    """What two providers have on thousands of items, and empty or short titles, match nothing."""
    assert _copies(bench, _TELLS_NOTHING[what]) == {}


def test_titles_in_one_word_apart(bench: Bench) -> None:
    """Of 3,000 titles with all words but the last in common, each is a copy of one at most."""
    found = _copies(bench, _items(_NEAR, providers=1500))
    assert 0 < len(found) < 3000
    assert {kind for _, kind in found.values()} == {"near title"}


def test_words_of_names_part_titles(bench: Bench) -> None:
    """The same 3,000 titles, the rare word a name in each, are as many stories."""
    assert (
        _copies(bench, _items([title.replace(" w", " W") for title in _NEAR], providers=1500)) == {}
    )


# Planted copies: who finds all of them, and nothing else?

_TITLES = [
    f"After {act} the {body} in {place} asks the town what is to come"
    for act in _ACTS
    for body in _BODIES
    for place in _PLACES
]
_EDITS = {
    "word for word": lambda title: title,
    "dressed": lambda title: f"“{title.title()}”!",
    "a word dropped": lambda title: title.replace(" the town", " town"),
    "a word added": lambda title: title.replace(" what ", " just what "),
    "a word for another": lambda title: title.replace(" asks ", " tells "),
    "a label": lambda title: f"Live: {title}",
}


@pytest.mark.parametrize("edit", _EDITS)
def test_planted_copies(edit: str, bench: Bench) -> None:
    """Ninety stories of one template, each with an edited copy, are ninety groups of two."""
    copies = [_EDITS[edit](title) for title in _TITLES]
    found = _copies(
        bench,
        (
            {"title": title, "provider_domain": f"{side}.example"}
            for side, titles in enumerate((_TITLES, copies))
            for title in titles
        ),
    )
    wanted = {len(_TITLES) + number: number for number in range(len(_TITLES))}
    assert {copy: origin for copy, (origin, _) in found.items()} == wanted


# Parameters: each widens what the other leaves out.

_MIXED = [
    {"title": title, "provider_domain": f"{number % 4}.example", "published_at": moment}
    for number, title in enumerate([*_TITLES[:9], *_NEAR[:6], *_TITLES[:9]])
    for moment in [_START + timedelta(hours=7 * number)]
]


def _span(copy: int, origin: int) -> timedelta:
    moments = [_MIXED[number]["published_at"] for number in (origin, copy)]
    return moments[1] - moments[0]


@pytest.mark.parametrize("days", [0, 1, 2, 5, 10])
def test_within_days(days: int, bench: Bench) -> None:
    """A copy follows its origin within the days, and none is left where none can be."""
    found = _copies(bench, _MIXED, within_days=days)
    assert all(
        timedelta() <= _span(copy, origin) <= timedelta(days=days)
        for copy, (origin, _) in found.items()
    )
    assert bool(found) == (days > 0)


@pytest.mark.parametrize("across", [True, False])
def test_across_providers(across: bool, bench: Bench) -> None:
    """Copies of a provider's own are found only on request."""
    found = _copies(bench, _MIXED, within_days=10, across_providers=across)
    own = [
        copy
        for copy, (origin, _) in found.items()
        if _MIXED[copy]["provider_domain"] == _MIXED[origin]["provider_domain"]
    ]
    assert found
    assert bool(own) != across


def test_similarity(bench: Bench) -> None:
    """The higher the similarity, the fewer items match; the same titles match at the highest."""
    likes = (0.6, 0.8, 0.9, 0.95, 1.0)
    bench.hold(**_documents(_MIXED))
    found = [set(_found(bench, within_days=10, similarity=like)) for like in likes]
    assert [len(copies) for copies in found] == sorted(map(len, found), reverse=True)
    assert len(found[0]) > len(found[-1]) > 0
