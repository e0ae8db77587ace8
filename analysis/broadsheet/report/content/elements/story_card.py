"""Story cards: a story's title and its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from broadsheet.errors import ReportError
from broadsheet.report.content.elements.link import link
from broadsheet.report.content.templates import filled
from broadsheet.report.content.values import is_numeric, text
from broadsheet.style import formatting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

__all__ = ["story_card"]

_MORE_THAN_A_DAY = 48  # hours; a longer span is written in days


def story_card(story: Mapping[str, Any]) -> Markup:
    """A story at a glance: its title, and the facts that the row has.

    Args:
        story: A row with `title`, and any of `url`, `provider`, `items`, `providers`, `documents`,
            `quality`, `first_published_at` and `span_hours`.

    Raises:
        ReportError: The row has no title.
    """
    if "title" not in story:
        raise ReportError("a story card needs a title", received=", ".join(story), valid=["title"])
    title = text(story["title"] or "Untitled")
    headline = link(title, story.get("url") or "")
    return filled("story_card.html", headline=headline, facts=_facts(story))


def _facts(story: Mapping[str, Any]) -> list[str]:
    """The facts of a story, in words."""
    provider, quality = story.get("provider"), story.get("quality")
    began, hours = story.get("first_published_at"), story.get("span_hours")
    facts = [
        text(provider) if provider else None,
        _counted(story.get("items"), "item"),
        _counted(story.get("providers"), "provider"),
        f"quality {formatting.number(quality)}" if is_numeric(quality) else None,
        f"from {text(began)}" if began else None,
        _span(hours) if is_numeric(hours) and hours else None,
    ]
    return [fact for fact in facts if fact]


def _counted(number: object, what: str) -> str | None:
    if not is_numeric(number):
        return None
    return f"{formatting.number(number)} {what}{'' if number == 1 else 's'}"


def _span(hours: Any) -> str:  # noqa: ANN401 - any number
    if hours < _MORE_THAN_A_DAY:
        return f"within {_counted(max(round(hours), 1), 'hour')}"
    return f"within {round(hours / 24)} days"
