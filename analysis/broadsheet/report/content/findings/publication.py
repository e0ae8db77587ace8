"""Publication: the line of quality that separates published articles from others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import (
    NOTHING,
    are,
    counted,
    joined,
    listed,
    name,
    number,
    said,
    some,
    total,
)
from broadsheet.report.content.thresholds import FEWEST_FOR_SHARES

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row, Rows

__all__ = [
    "can_have_line",
    "exceptions_in_words",
    "has_line",
    "line_in_words",
    "line_of_publication",
]


_MOST_ARCHIVES = 5


def can_have_line(bands: Rows) -> bool:
    """Whether enough articles are known to be published or not."""
    return total(bands, "articles") >= FEWEST_FOR_SHARES


def has_line(bands: Rows) -> bool:
    """Whether there are enough articles for a line, on both sides of it."""
    articles, published = total(bands, "articles"), total(bands, "published")
    return articles >= FEWEST_FOR_SHARES and 0 < published < articles


def line_of_publication(bands: Rows, archives: Rows) -> Finding | None:
    """The line; None where there is none, or where archives have lines of their own.

    Args:
        bands: The bands of quality.
        archives: The archives with a line, each with `line` and `line_to`.
    """
    if not has_line(bands) or len({(row["line"], row["line_to"]) for row in archives}) > 1:
        return None
    line, line_to = number(bands[0]["line"]), number(bands[0]["line_to"])
    where = line if line == line_to else f"between {line} and {line_to}"
    wrong = total(bands, "published_below") + total(bands, "unpublished_above")
    exceptions = counted(wrong, "exception") if wrong else "no exception"
    return finding(
        said("The line of publication is {}, with {}", where, exceptions),
        said("The line of publication is {}", where),
    )


def line_in_words(bands: Rows, archives: Rows) -> Markup:
    """The line, or why there is none; of several archives the line of each.

    Args:
        bands: The bands of quality, of all archives.
        archives: The archives with a line, each with `archive`, `articles`, `line` and `line_to`.
    """
    articles, published = total(bands, "articles"), total(bands, "published")
    if not articles:
        return said("No scored article of this period is known to be published or not.")
    if articles < FEWEST_FOR_SHARES:
        few = counted(articles, "scored article")
        return said(
            "{} known to be published or not {} too few to find the line.", few, are(articles)
        )
    if not published:
        return said("None of {} is published.", counted(articles, "scored article"))
    if published == articles:
        return said("All of {} are published.", counted(articles, "scored article"))
    is_interval = bands[0]["line_to"] > bands[0]["line"]
    return joined(
        said(
            "The line that best separates published from other articles is <strong>{}</strong>.",
            between(bands[0]),
        ),
        said("Each whole number in this interval separates them equally well.")
        if is_interval
        else None,
        _by_archive(archives),
    )


def _by_archive(archives: Rows) -> Markup | None:
    """The line of each archive, with its articles, if there are several."""
    if len(archives) < 2:
        return None
    lines = [
        said("{} in {} ({})", between(row), name(row["archive"]), _articles(row))
        for row in archives[:_MOST_ARCHIVES]
    ]
    if len(archives) > _MOST_ARCHIVES:
        return said("In the {} largest archives it is {}.", number(_MOST_ARCHIVES), listed(lines))
    return said("By archive, it is {}.", listed(lines))


def _articles(row: Row) -> str:
    return counted(row["articles"], "article")


def exceptions_in_words(bands: Rows, heads: Row) -> Markup:
    """The articles on the wrong side of the line; None where there is no line.

    Args:
        bands: The bands of quality, each with `published_below` and `unpublished_above`.
        heads: `followers_above`, `lowest_published` and `highest_held`.
    """
    if not has_line(bands):
        return NOTHING
    below, above = total(bands, "published_below"), total(bands, "unpublished_above")
    if not below and not above:
        return said("No article is on the wrong side of it.")
    wrong = said(
        "Below it, {} {} published; from the line up, {} {} not{}.",
        some(below),
        are(below or 1),
        some(above),
        are(above or 1),
        _because(above, heads["followers_above"]),
    )
    return joined(wrong, _among_heads(heads))


def _because(above: int, followers: int) -> Markup | str:
    if not followers:
        return ""
    if followers < above:
        why = (
            "it is not the head of its story"
            if followers == 1
            else "they are not the heads of their stories"
        )
        return said(", {} of them because {}", number(followers), why)
    if above == 1:
        return said(", and it is not the head of its story")
    return said(", and none of these is the head of its story")


def _among_heads(heads: Row) -> Markup | None:
    lowest, highest = heads["lowest_published"], heads["highest_held"]
    if lowest is None or highest is None or lowest <= highest:
        return None
    return said(
        "Among the heads of stories, the line has no exception: nothing up to {} is published, and "
        "everything from {} is.",
        number(highest),
        number(lowest),
    )


def between(row: Row) -> str:
    """The line as a number or as an interval."""
    if row["line_to"] > row["line"]:
        return f"between {number(row['line'])} and {number(row['line_to'])}"
    return f"a quality of {number(row['line'])}"
