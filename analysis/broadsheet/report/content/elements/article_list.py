"""Lists of articles: each with its link, its provider, its date, its quality and its image."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from broadsheet.errors import ReportError
from broadsheet.report.content.elements.figure import nothing
from broadsheet.report.content.elements.link import link
from broadsheet.report.content.templates import filled
from broadsheet.report.content.values import is_numeric, text
from broadsheet.style import formatting

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa
    from markupsafe import Markup

__all__ = ["article_list"]

_SECURE = "https://"


def article_list(rows: pa.Table, limit: int, *, with_images: bool) -> Markup:
    """Articles, one below the other, and the number of those beyond the limit.

    Args:
        rows: A row per article, with `title`, and any of `url`, `provider`, `published_at`,
            `quality` and `image`.
        limit: The most articles.
        with_images: Whether images are shown: the page then asks their servers for them.

    Raises:
        ReportError: The rows have no title.
    """
    if "title" not in rows.column_names:
        raise ReportError(
            "a list of articles needs a title", received=rows.column_names, valid=["title"]
        )
    if not rows.num_rows:
        return nothing()
    listed = [_article(row, with_images=with_images) for row in rows.slice(0, limit).to_pylist()]
    return filled("article_list.html", articles=listed, more=max(rows.num_rows - limit, 0))


def _article(row: Mapping[str, Any], *, with_images: bool) -> dict[str, Any]:
    """The headline, the facts and the image of an article."""
    image = str(row.get("image") or "")
    quality = row.get("quality")
    facts = [
        text(row["provider"]) if row.get("provider") else None,
        text(row["published_at"]) if row.get("published_at") else None,
        f"quality {formatting.number(quality)}" if is_numeric(quality) else None,
    ]
    return {
        "headline": link(text(row["title"] or "Without a title"), row.get("url") or ""),
        "facts": [fact for fact in facts if fact],
        "image": image if with_images and image.startswith(_SECURE) else "",
    }
