"""The method box at a page's end: what its numbers are made from, and by which rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from broadsheet.inference import FALSE_DISCOVERY_LEVEL
from broadsheet.report.content.sentences import are, counted, joined, listed, name, percent, said
from broadsheet.report.content.templates import filled
from broadsheet.report.content.thresholds import FEWEST_FOR_SHARES, FEWEST_SCORES
from broadsheet.style import formatting

if TYPE_CHECKING:
    from broadsheet.report.edition.imprint import Imprint
    from broadsheet.report.edition.method import Method

__all__ = ["method_box"]


def method_box(imprint: Imprint, method: Method) -> Markup:
    """The facts and rules behind a page, each with its heading.

    Args:
        imprint: What the page says about itself: its archives, its version of the lake.
        method: What its numbers are made from.
    """
    rows = {
        "Articles": _articles(method),
        "Left out": _left_out(method),
        "Archive": joined(_archive(imprint), _days(method)),
        "Stories": said(
            "A story is a set of items that list each other, published within seven days of each "
            "other. One that spans more than fourteen days is split."
        ),
        "Thresholds": said(
            "A share needs {} articles, a median {} scored ones. Of all that this page says is "
            "more than chance explains, judged together, at most {} is false on average. A story "
            "counts once in it, however many articles it has.",
            FEWEST_FOR_SHARES,
            FEWEST_SCORES,
            percent(FALSE_DISCOVERY_LEVEL),
        ),
        "Intervals": said(
            "A range in brackets, or below a number, is its 95 % interval: by Student’s t for a "
            "mean, after Woodruff for a median, after Wilson for a share. Errors are clustered by "
            "story, as the articles of a story do not come independently."
        ),
        "Versions": said(
            "Lake version {}, loaded {}. Page by {}.",
            imprint.snapshot,
            imprint.loaded_at,
            imprint.tool,
        ),
    }
    return filled("method_box.html", rows=rows)


def _articles(method: Method) -> Markup:
    lacking = [
        said("{} without {}", formatting.number(count), what)
        for count, what in ((method.unscored, "a score"), (method.undated, "a date"))
        if count
    ]
    articles = counted(method.articles, "article")
    if not lacking:
        return said("{} in this period.", articles)
    return said("{} in this period, {}.", articles, listed(lacking))


def _left_out(method: Method) -> Markup:
    parts = [
        said("{} of this period that {} no news", _documents(method.no_news), are(method.no_news))
        if method.no_news
        else None,
        said("{} that could not be read", _documents(method.quarantined))
        if method.quarantined
        else None,
        said("{} that {} no document", counted(method.skipped, "file"), are(method.skipped))
        if method.skipped
        else None,
    ]
    found = [part for part in parts if part]
    return said("{}.", listed(found)) if found else said("Nothing.")


def _archive(imprint: Imprint) -> Markup:
    return said("{}.", Markup(", ").join(name(archive) for archive in imprint.archives))


def _days(method: Method) -> Markup | None:
    if method.first_day is None:
        return None
    return said(
        "Its articles are from {} to {}, with days cut in the page’s time zone.",
        formatting.day(method.first_day),
        formatting.day(method.last_day),
    )


def _documents(count: int) -> str:
    return counted(count, "document")
