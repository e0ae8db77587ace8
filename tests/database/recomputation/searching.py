"""Which articles are about words, by the ranking BM25."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from math import log
from typing import TYPE_CHECKING, Any

from .items import last
from .selecting import select_articles

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["search"]

_TITLE = 3  # what a word in the title counts
_K1, _B = 1.2, 0.75


def search(
    archive: Archive,
    *,
    words: str = "",
    every: bool = True,
    top: int = 20,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per article with the words, the best match first."""
    asked = set(_words(words))
    counted = {row["article_id"]: _counts(row) for row in archive.articles}
    having = Counter(word for counts in counted.values() for word in asked if counts[word])
    lengths = {row["article_id"]: _bytes(row) for row in archive.articles}
    mean_length = sum(lengths.values()) / max(len(lengths), 1)

    def score(number: int) -> float:
        counts, length = counted[number], lengths[number]
        return sum(
            log(1 + (len(lengths) - having[word] + 0.5) / (having[word] + 0.5))
            * (_K1 + 1)
            * counts[word]
            / (counts[word] + _K1 * (1 - _B + _B * length / mean_length))
            for word in asked
        )

    found = []
    for row in select_articles(archive, **selection):
        has = [word for word in asked if counted[row["article_id"]][word]]
        if has and (len(has) == len(asked) or not every):
            found.append(row | {"score": score(row["article_id"])})
    found.sort(key=_order)
    return [
        {
            "place": place,
            "score": row["score"],
            **{name: row[name] for name in ("article_id", "title", "excerpt", "url")},
            "provider_domain": row["provider_domain"],
            "provider_name": _name(archive, row["provider_domain"]),
            "published_at": row["published_at"],
            "quality": row["quality"],
        }
        for place, row in enumerate(found[:top], start=1)
    ]


def _words(said: str | None) -> list[str]:
    """Words of letters and digits in lower case, without accents and without tags of HTML."""
    text = unicodedata.normalize("NFD", re.sub(r"<[^>]*>", " ", said or ""))
    bare = "".join(sign for sign in text if unicodedata.category(sign)[0] != "M").lower()
    return "".join(sign if unicodedata.category(sign)[0] in "LN" else " " for sign in bare).split()


def _counts(article: Row) -> Counter[str]:
    counts = Counter(_words(f"{article['excerpt'] or ''} {article['body'] or ''}"))
    for word in _words(article["title"]):
        counts[word] += _TITLE
    return counts


def _bytes(article: Row) -> int:
    return sum(len((article[name] or "").encode()) for name in ("title", "excerpt", "body"))


def _order(row: Row) -> tuple[Any, ...]:
    moment = row["published_at"]
    return (
        -round(row["score"], 9),
        *last(-moment.timestamp() if moment else None),
        *last(row["title"]),
        *last(row["url"]),
        row["article_id"],
    )


def _name(archive: Archive, domain: str | None) -> str | None:
    return archive.provider[domain]["name"] if domain else None
