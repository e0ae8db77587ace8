"""The smaller pieces of a page: sparklines, callouts, story cards; HTML, escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from broadsheet.errors import ReportError
from broadsheet.report.content.elements import TEMPLATES, is_numeric, link, text
from broadsheet.style import formatting
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

__all__ = ["callout", "sparkline", "story_card"]

_KINDS = ("note", "warning")
_WIDTH, _HEIGHT, _EDGE = 64.0, 14.0, 2.0
_MORE_THAN_A_DAY = 48  # hours, from which on a span is told in days


def sparkline(values: Sequence[float | Decimal | None], *, color: str = LIGHT.accent) -> Markup:
    """A line as high as a word, with a dot at its last value; gaps where values are missing.

    Args:
        values: The values, equally far apart.
        color: The line's colour: literal on paper, a CSS variable on screen.
    """
    known = [value for value in values if value is not None]
    if not known:
        return Markup('<span class="sparkline">–</span>')
    heights = [None if value is None else float(value) for value in values]
    places = _places(heights, float(min(known)), float(max(known)))
    written = [formatting.number(value) for value in (known[0], known[-1], min(known), max(known))]
    words = "From {} to {}, lowest {}, highest {}".format(*written)
    last = next(place for place in reversed(places) if place)
    return Markup(
        '<svg class="sparkline" role="img" aria-label="{}" width="{:g}" height="{:g}" '
        'viewBox="0 0 {:g} {:g}"><path d="{}" fill="none" stroke="{}" stroke-width="1.2"/>'
        '<circle cx="{:g}" cy="{:g}" r="1.8" fill="{}"/></svg>'
    ).format(words, _WIDTH, _HEIGHT, _WIDTH, _HEIGHT, _path(places), color, *last, color)


def callout(words: str, *, kind: str = "note") -> Markup:
    """A sentence or two set off from the text: a note, or a warning.

    Raises:
        ReportError: The kind is neither.
    """
    if kind not in _KINDS:
        raise ReportError("no such kind of callout", received=kind, valid=_KINDS)
    body = words if isinstance(words, Markup) else escape(text(words))
    return Markup('<aside class="callout {}"><p>{}</p></aside>').format(kind, body)


def story_card(story: Mapping[str, Any]) -> Markup:
    """A story at a glance: its title, and what is known of it.

    Args:
        story: A row with `title`; of `url`, `provider`, `items`, `providers`, `documents`,
            `quality`, `first_published_at` and `span_hours` what there is.

    Raises:
        ReportError: The row has no title.
    """
    if "title" not in story:
        raise ReportError("a story card needs a title", received=", ".join(story), valid=["title"])
    title = text(story["title"] or "Untitled")
    headline = link(title, story.get("url") or "")
    card = TEMPLATES.get_template("story_card.html")
    return Markup(card.render(headline=headline, facts=_facts(story)))  # noqa: S704 - autoescaped


def _facts(story: Mapping[str, Any]) -> list[str]:
    """What is known of a story, in words."""
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


def _places(
    values: Sequence[float | None], low: float, high: float
) -> list[tuple[float, float] | None]:
    """Where each value lies in the picture; values that are all alike lie in the middle."""
    step = (_WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)
    room = _HEIGHT - 2 * _EDGE
    return [
        None
        if value is None
        else (
            round(_EDGE + step * at, 1),
            round(_EDGE + room * ((high - value) / (high - low) if high > low else 0.5), 1),
        )
        for at, value in enumerate(values)
    ]


def _path(places: Sequence[tuple[float, float] | None]) -> str:
    """A path through places, broken where one is missing."""
    steps, pen = [], "M"
    for place in places:
        if place is None:
            pen = "M"
            continue
        steps.append(f"{pen}{place[0]:g} {place[1]:g}")
        pen = "L"
    return "".join(steps)
