"""Days, weeks and months: which had the most articles, and which were unusual."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from broadsheet.inference import discoveries
from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import counted, joined, linked, number, said, some
from broadsheet.style import formatting

if TYPE_CHECKING:
    from datetime import date

    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row, Rows

__all__ = [
    "articles_by_day",
    "busiest_day",
    "days_in_words",
    "peak",
    "shaded_days",
    "story_of_the_peak",
    "usual_range",
]


def busiest_day(days: Rows) -> Finding | None:
    """The day, week or month of the most articles; None where several have as many."""
    busiest = _busiest(days)
    if len(days) < 2 or busiest is None:
        return None
    unit, articles = busiest["bucket"], counted(busiest["articles"], "article")
    short = _short_day(busiest, days)
    if unit == "month":
        return finding(said("{} was the busiest month, with {}", busiest["month"], articles))
    if unit == "week":
        return finding(said("The week from {} was the busiest: {}", short, articles))
    return finding(said("{} was the busiest day, with {}", short, articles))


def story_of_the_peak(days: Rows, peak: Rows) -> Finding | None:
    """The story that made a day, week or month the busiest; None where it would be so without it.

    Args:
        days: The days, weeks or months, with their articles.
        peak: The story of the most articles on the busiest of them, with its `articles` there.
    """
    busiest, story = _busiest(days), _story_of_peak(days, peak)
    if busiest is None or story is None:
        return None
    size, when = counted(story["articles"], "article"), _short_day(busiest, days)
    if busiest["bucket"] == "month":
        when = busiest["month"]
    elif busiest["bucket"] == "week":
        return finding(said("One story ({}) made the week from {} the busiest", size, when))
    return finding(said("One story ({}) made {} the busiest {}", size, when, busiest["bucket"]))


def peak(days: Rows) -> list[tuple[date, str]]:
    """The label of the busiest day, week or month in a chart; none where several are as busy."""
    busiest = _busiest(days)
    if busiest is None or len(days) < 2:
        return []
    when = busiest["month"] if busiest["bucket"] == "month" else _short_day(busiest, days)
    return [(busiest["date"], f"{when}: {number(busiest['articles'])}")]


def shaded_days(days: Rows) -> list[tuple[datetime, datetime, str]]:
    """The spans of a chart to shade: what precedes the archive's start, and holidays.

    Args:
        days: The days, weeks or months; `kept_from` is the archive's start.
    """
    if not days:
        return []
    first, start = days[0]["date"], days[0]["kept_from"]
    spans = [(day["date"], day["date"], "holiday") for day in days if day["is_holiday"]]
    if start and start > first:
        spans.insert(0, (first, start - timedelta(days=1), "before the archive’s start"))
    return [(_noon(begins, -1), _noon(ends, 0), label) for begins, ends, label in spans]


def _noon(day: date, later: int) -> datetime:
    """Noon so many days later: a day's point is at its midnight, and in the middle of its shade."""
    return datetime.combine(day, time(12)) + timedelta(days=later)


def articles_by_day(days: Rows) -> Markup:
    """The plain title of the articles by day, week or month."""
    unit = days[0]["bucket"] if days else "day"
    if any(day["usual_to"] is not None for day in days):
        return said("Articles by {}, and the usual range", unit)
    return said("Articles by {}", unit)


def usual_range(days: Rows) -> Markup:
    """The note on the range that is drawn beside the articles; empty where none is."""
    unit = days[0]["bucket"] if days else "day"
    if all(day["usual_to"] is None for day in days):
        shaded = said("")
    elif unit == "day":
        shaded = said(
            "Shaded: from the lowest to the highest number on the same weekday in the eight weeks "
            "before."
        )
    else:
        shaded = said(
            "Shaded: from the lowest to the highest number in the eight {}s before.", unit
        )
    if unit == "day":
        return shaded
    return joined(shaded, said("The first and the last {} may be incomplete.", unit))


def days_in_words(days: Rows, peak: Rows) -> Markup:
    """Which day was the busiest, which story made it so, and how many days were unusual."""
    if not days:
        return said("None of these articles has a date.")
    if len(days) == 1:
        return _only_day(days[0])
    return joined(_most(days), _because(days, peak), _compared(days), _ends_early(days))


def _only_day(day: Row) -> Markup:
    """A period of one day."""
    first = said("{} is a {}.", formatting.day(day["date"]), day["weekday"])
    if day["rate"] is None:
        few = said("Too few {}s before it have data to say what is usual.", day["weekday"])
        return joined(first, few)
    return joined(first, _verdict(day))


def _verdict(day: Row) -> Markup:
    """Whether a day is unusual."""
    how = day["verdict"] if discoveries([day]) else None
    return said(
        "It had {} stories than usual: {}, where the {} before it had {} on average.",
        said("clearly {}", how) if how else "neither clearly more nor clearly fewer",
        number(day["stories"]),
        counted(day["earlier"], day["weekday"]),
        number(day["usual_stories"], 1),
    )


def _most(days: Rows) -> Markup:
    unit, busiest = days[0]["bucket"], _busiest(days)
    if busiest is None:
        most = max(day["articles"] for day in days)
        return said("No {} has more than {}.", unit, counted(most, "article"))
    return said(
        "The busiest {} was {}, with {}.",
        unit,
        called(busiest),
        counted(busiest["articles"], "article"),
    )


def _because(days: Rows, peak: Rows) -> Markup | None:
    """The story without which the busiest day would have fewer articles than another."""
    story = _story_of_peak(days, peak)
    if story is None:
        return None
    return said(
        "Without the {} of the story {}, it would have fewer than another.",
        counted(story["articles"], "article"),
        linked(story["title"], story["url"], 90, "without a title"),
    )


def _story_of_peak(days: Rows, peak: Rows) -> Row | None:
    """The story of the most articles on the busiest day, if it would not be that without it."""
    busiest = _busiest(days)
    if busiest is None or len(days) < 2 or not peak or peak[0]["date"] != busiest["date"]:
        return None
    second = max(day["articles"] for day in days if day is not busiest)
    left = busiest["articles"] - peak[0]["articles"]
    return peak[0] if left < second else None


def _compared(days: Rows) -> Markup:
    """How many days were unusual."""
    unit = days[0]["bucket"]
    compared = [day for day in days if day["rate"] is not None]
    if not compared:
        return said("Too little data precedes this period to say what is usual.")
    verdicts = [day["verdict"] for day in discoveries(compared)]
    return said(
        "{} can be compared: {} had clearly more stories than {}, and {} clearly fewer.",
        counted(len(compared), unit),
        some(verdicts.count("more")),
        _before(unit),
        some(verdicts.count("fewer")),
    )


def _before(unit: str) -> str:
    if unit == "day":
        return "the same weekdays in the eight weeks before"
    return f"the eight {unit}s before"


def _ends_early(days: Rows) -> Markup | None:
    last = days[-1]["ends_early"]
    if last is None:
        return None
    return said("The archive ends on {}, before the end of this period.", formatting.day(last))


def _busiest(days: Rows) -> Row | None:
    """The row of the most articles; None where several have as many."""
    most = max(day["articles"] for day in days) if days else 0
    found = [day for day in days if day["articles"] == most]
    return found[0] if len(found) == 1 else None


def called(day: Row) -> str:
    """A day, week or month in words."""
    if day["bucket"] == "month":
        return str(day["month"])
    words = formatting.day(day["date"])
    return f"the week from {words}" if day["bucket"] == "week" else words


def _short_day(day: Row, days: Rows) -> str:
    """A date without its year, where all rows have the same year."""
    words = formatting.day(day["date"])
    is_one_year = len({row["date"].year for row in days}) == 1
    return words.rpartition(" ")[0] if is_one_year else words
