"""Documents read into plain dictionaries, with PyYAML alone.

Every scalar is taken as the text it is written as (so that `No`, `12:30` and `1843` stay text), and
turned into a number, a boolean or a moment only where its field wants one.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Row", "address", "read_articles"]

Row = dict[str, Any]

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_SUFFIXES = {".md", ".markdown", ".txt", ".yaml", ".yml"}
_TRACKING = ("utm_", "mc_", "fbclid", "gclid")


def read_articles(folder: Path, identifiers: Mapping[str, int]) -> list[Row]:
    """The documents below a folder, each a dictionary with its related items in `related`.

    Documents of a taxonomy describe providers and topics, and are no articles.

    Args:
        folder: The archive.
        identifiers: The article_id of each path, which is opaque: a hash, and the last resort
            where an order has to be settled.
    """
    articles = []
    for file in sorted(path for path in folder.rglob("*") if path.suffix in _SUFFIXES):
        fields = _front_matter(file.read_bytes().decode("utf-8"), fenced=file.suffix != ".yaml")
        path = file.relative_to(folder).as_posix()
        if fields is not None and "taxonomy" not in fields:
            place = {"article_id": identifiers[path], "archive": folder.name, "path": path}
            articles.append(place | _article(fields))
    return articles


def address(url: str) -> str:
    """An item's identity: its address, however it is linked."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if parts.scheme not in {"http", "https"} or not host:
        return url
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    pairs = sorted(
        pair for pair in parts.query.split("&") if pair and not pair.lower().startswith(_TRACKING)
    )
    query = "?" + "&".join(pairs) if pairs else ""
    return f"https://{host}{port}{parts.path.rstrip('/')}{query}"


def _front_matter(text: str, *, fenced: bool) -> Row | None:
    lines = text.splitlines(keepends=True)
    if lines and lines[0].strip() == "---":
        end = next(n for n, line in enumerate(lines) if n and line.strip() == "---")
        lines = lines[1:end]
    elif fenced:
        return None
    fields = yaml.load("".join(lines), _LOADER)  # noqa: S506 - the base loader makes text alone
    return fields if isinstance(fields, dict) else None


def _article(fields: Row) -> Row:
    topics = [topic.strip() for topic in fields.get("topics") or []]
    related = [item for item in fields.get("related") or [] if isinstance(item, dict)]
    return _told(fields) | {
        "category": _text(fields, "category"),
        "original_url": _text(fields, "originalUrl"),
        "heat": _integer(fields, "heat"),
        "published": {"true": True, "false": False}.get(fields.get("published", "")),
        "topics": [topic for topic in topics if topic],
        "related": [{"position": n, **_told(item)} for n, item in enumerate(related, start=1)],
    }


def _told(fields: Row) -> Row:
    """The fields that a document and a related item share."""
    provider = fields.get("provider") or {}
    domain = _text(provider, "domain")
    images = fields.get("images") or []
    url = _text(fields, "originalUrl") or _text(fields, "webUrl")
    return {
        "type": _text(fields, "type"),
        "title": _text(fields, "title") or _text(fields, "name"),
        "excerpt": _text(fields, "excerpt"),
        "published_at": _moment(fields, "publishedDateTime"),
        "url": address(url) if url else None,
        "amp_web_url": _text(fields, "ampWebUrl"),
        "quality": _integer(fields, "quality"),
        "provider_name": _text(provider, "name"),
        "provider_domain": domain.lower() if domain else None,
        "image_count": len(images),
        "picture": next(
            ((place, image["url"]) for place, image in enumerate(images) if image.get("url")), None
        ),
    }


def _text(fields: Row, key: str) -> str | None:
    return str(fields.get(key, "")).strip() or None


def _integer(fields: Row, key: str) -> int | None:
    written = _text(fields, key)
    return int(written) if written else None


def _moment(fields: Row, key: str) -> datetime | None:
    written = _text(fields, key)
    return datetime.fromisoformat(written).astimezone(UTC) if written else None
