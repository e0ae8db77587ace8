"""Reads the text of a page against the kinds of sentences that are known."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .world import World

__all__ = [
    "ESTIMATE",
    "estimated",
    "faults",
    "holds",
    "number",
    "percent",
    "printed",
    "share_estimated",
    "whole",
]

ESTIMATE = r"[−\d.,]+?(?: \([−\d.,]+(?:–| to )[−\d.,]+\))?"
"""A number, with its interval where that is known: `65.2 (64.1–66.3)`."""

Check = "Callable[[World, dict[str, str]], bool]"

_PATTERNS: list[tuple[re.Pattern[str], Any]] = []
_HIDDEN = re.compile(
    r"<(svg|details|nav|style|script|table)\b.*?</\1>|<sup\b.*?</sup>"
    r'|<section class="notes".*?</section>'
    r'|<div class="numbers">.*?</div>\s*</div>|<a[^>]*footnote-backref.*?</a>',
    re.DOTALL,
)
_BLOCK = re.compile(
    r"<(?:/?(?:p|h2|h3|li|figcaption|dd|dt|ul|ol|div|section|article|figure|dl)\b[^>]*)>"
)
_WORDS = {"none": 0, "None": 0, "no": 0, "one": 1, "One": 1, "A": 1}


def holds(pattern: str) -> Callable[[Any], Any]:
    """Declares a kind of sentence: its pattern, and the function that checks it."""

    def add(check: Any) -> Any:  # noqa: ANN401 - any check
        _PATTERNS.append((re.compile(pattern), check))
        return check

    return add


def faults(html: str, world: World) -> Iterator[str]:
    """The sentences of a page that are not known, or don't hold."""
    for block in _blocks(html):
        rest = block
        while rest:
            found = [
                (pattern.match(rest), check) for pattern, check in _PATTERNS if pattern.match(rest)
            ]
            known = [(match, check) for match, check in found if _ends(match, rest)]
            if not known:
                yield f"no pattern: {rest}"
                break
            right = [match for match, check in known if check(world, match.groupdict())]
            if not right:
                yield f"does not hold: {rest}"
                break
            longest = max(right, key=lambda match: match.end())
            rest = rest[longest.end() :].strip()


def _ends(match: re.Match[str], text: str) -> bool:
    """Whether a match ends where its block does, or before a blank."""
    return match.end() == len(text) or text[match.end()] == " "


def _blocks(html: str) -> Iterator[str]:
    """The texts of a page's headings, paragraphs and list items."""
    body = html[html.index("<main") : html.index("</main>")]
    for block in _BLOCK.split(_HIDDEN.sub(" ", body)):
        words = " ".join(unescape(re.sub(r"<[^>]+>", "", block)).split())
        if words:
            yield words


def whole(words: str) -> int:
    """A whole number as it is written."""
    return _WORDS[words] if words in _WORDS else int(words.replace(",", "").replace("−", "-"))


def number(words: str) -> Decimal:
    """A number as it is written."""
    return Decimal(words.replace(",", "").replace("−", "-").replace("±", "").replace("+", ""))


def printed(value: float | None, words: str) -> bool:
    """Whether a value, rounded to as many digits as are written, is what is written."""
    if value is None:
        return False
    digits = len(words.partition(".")[2])
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return exact == number(words)


def percent(share: float | None, words: str) -> bool:
    """Whether a share is written as this percentage."""
    return share is not None and printed(float(Decimal(str(share)) * 100), words.removesuffix("%"))


def estimated(value: float | None, low: float | None, high: float | None, words: str) -> bool:
    """Whether a value and its interval are what is written."""
    first, *ends = re.findall(r"−?[\d.,]*\d", words)
    if not ends:
        return low is None and printed(value, first)
    known = zip((value, low, high), (first, *ends), strict=True)
    return all(printed(number, said) for number, said in known)


def share_estimated(row: dict[str, Any], column: str, words: str) -> bool:
    """Whether a share and its interval are written as percentages: `24% (11–43%)`."""
    ends = [row[f"{column}_{end}"] for end in ("low", "high")]
    known = [row[column], *(end for end in ends if end is not None)]
    written = re.findall(r"\d+", words)
    return len(written) == len(known) and all(map(percent, known, written))
