"""Documents as text: the layout, order and quoting of the seed document.

Strings are put together by hand: a YAML library would be many times slower, and would lay the
document out in its own way.
"""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from broadsheet.sample.dice import Dice
    from broadsheet.sample.stories import Document, Item

__all__ = ["double_quoted", "related_entry", "scalar", "write_document"]

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})

# Text that YAML 1.1 and 1.2 read as text without quotes.
_PLAIN = re.compile(r"(?!.*(: |:$| #| $))[A-Za-z0-9À-ɏ][ -~¡-ɏ‘’“”–—]*")
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
# Numbers, base 60 (12:30) and dates included; too wide on purpose: a needless quote does no harm.
_NUMBER = re.compile(r"[0-9][0-9a-fox_.,:+tz -]*", re.IGNORECASE)

_TRACKING = ("?utm_source=digest", "?utm_source=feed&utm_medium=rss", "?utm_campaign=morning")


def write_document(document: Document, entries: Mapping[int, str], dice: Dice) -> str:
    """The text of a document, with LF line ends.

    Args:
        document: What to write.
        entries: The text of `related_entry` for every item of its story, by item number.
        dice: Draws the addresses' variants and the payload.
    """
    item = document.item
    groups = [
        _head(document, dice),
        _provider(item),
        "topics:\n" + "".join(f"  - {scalar(topic)}\n" for topic in item.topics),
    ]
    if item.picture:
        groups.append(_picture(item, ""))
    if document.related:
        groups.append("related:\n" + "".join(entries[other.number] for other in document.related))
    groups.append(f'secured: "{_payload(dice)}"\n---\n\n')
    return "---\n" + "\n".join(groups)


def related_entry(item: Item) -> str:
    """The text of an item in the related list of another document."""
    quality = "" if item.quality is None else f"    quality: {item.quality}\n"
    return (
        f"  - title: {double_quoted(item.title)}\n"
        f"    excerpt: {double_quoted(item.excerpt)}\n"
        f"    publishedDateTime: {_instant(item)}\n"
        f'    webUrl: "{item.url}"\n'
        f"{_amp(item, '    ')}"
        f"    type: {item.kind}\n"
        f"    provider:\n"
        f"      name: {scalar(item.provider)}\n"
        f"      domain: {item.outlet.domain}\n"
        f"{quality}"
        f"{_picture(item, '    ')}"
    )


def double_quoted(text: str) -> str:
    """The text as a double-quoted YAML scalar on one line."""
    return f'"{text.translate(_ESCAPES)}"'


def scalar(text: str) -> str:
    """The text as a plain YAML scalar where that stays text, else double-quoted."""
    is_plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS and not _NUMBER.fullmatch(text)
    return text if is_plain else double_quoted(text)


def _head(document: Document, dice: Dice) -> str:
    item = document.item
    score = ""
    if document.published is not None:
        published = "true" if document.published else "false"
        score = f"quality: {item.quality}\nheat: {document.heat}\npublished: {published}\n"
    return (
        f"category: news\n"
        f"title: {double_quoted(item.title)}\n"
        f"excerpt: {double_quoted(item.excerpt)}\n"
        f"publishedDateTime: {_instant(item)}\n"
        f"{_addresses(item.url, dice)}"
        f"{_amp(item, '')}"
        f"type: {item.kind}\n"
        f"{score}"
        f"madeUp: true\n"
    )


def _addresses(url: str, dice: Dice) -> str:
    """The pair originalUrl and webUrl: mostly the same, at times different or one alone."""
    draw = dice.fraction()
    if draw < 0.10:
        return f'webUrl: "{url}"\n'
    if draw < 0.14:
        return f'originalUrl: "{url}"\n'
    original = url
    if draw < 0.22:
        original = url + dice.pick(_TRACKING)
    elif draw < 0.25:
        original = url.replace("https://", "http://", 1)
    elif draw < 0.28:
        original = _with_or_without_www(url)
    return f'originalUrl: "{original}"\nwebUrl: "{url}"\n'


def _with_or_without_www(url: str) -> str:
    if url.startswith("https://www."):
        return url.replace("https://www.", "https://", 1)
    return url.replace("https://", "https://www.", 1)


def _amp(item: Item, indent: str) -> str:
    if not item.amp:
        return ""
    address = item.url.removeprefix("https://")
    host, _, path = address.partition("/")
    cache = host.replace("-", "--").replace(".", "-")
    return (
        f'{indent}ampWebUrl: "https://{host}/amp/{path}"\n'
        f'{indent}cdnAmpWebUrl: "https://{cache}.cdn.amp.example/c/s/{host}/amp/{path}"\n'
    )


def _provider(item: Item) -> str:
    domain = item.outlet.domain
    text = f"provider:\n  name: {scalar(item.provider)}\n  domain: {domain}\n"
    if item.outlet.logo:
        text += (
            f"  images:\n"
            f'    - url: "https://logos.example/organizations/{domain}-50x50.jpg"\n'
            f"      width: 50\n"
            f"      height: 50\n"
        )
    return text


def _picture(item: Item, indent: str) -> str:
    if not item.picture:
        return ""
    width, height = item.picture
    month = item.published_at.date().isoformat()[:7].replace("-", "/")
    address = f"https://images.{item.outlet.domain}/{month}/{item.number}-{width}x{height}.jpg"
    return (
        f"{indent}images:\n"
        f'{indent}  - url: "{address}"\n'
        f"{indent}    width: {width}\n"
        f"{indent}    height: {height}\n"
        f"{indent}    isCached: true\n"
    )


def _payload(dice: Dice) -> str:
    """Random bytes in the shape of an encrypted payload: ciphertext, `;`, 16-byte IV."""
    cipher = b64encode(dice.octets(16 * (14 + dice.below(15)))).decode("ascii")
    return f"{cipher};{b64encode(dice.octets(16)).decode('ascii')}"


def _instant(item: Item) -> str:
    return item.published_at.isoformat()[:19] + "Z"
