"""Draw the gallery: `docs/reference/charts.md`, its pictures, and the golden pictures of the tests.

Run it by `make gallery` after a change to any chart, and look at what changed; a test fails while
the page is stale or a picture differs from its golden one.
"""

from __future__ import annotations

import inspect
import textwrap
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pyarrow as pa

from broadsheet import charts

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure

_HERE = Path(__file__).parent
_PAGE = _HERE / "reference"
_GOLDEN = _HERE.parent / "tests" / "charts" / "golden"
_DPI = 60
_FIRST = date(2021, 1, 1)
_NAMES = (
    "Harbour Post",
    "Rumours",
    "The Gazette of the United Provinces and Territories",
    "Bell News",
    "1843",
    "Morning Mail",
    "Nine O’Clock",
    "Twin & Co",
    "Lantern Weekly",
    "Valley Echo",
)


def providers() -> pa.Table:
    """A row per provider, with measures of two periods."""
    dice = Random(1)  # noqa: S311 (made-up data)
    before = [dice.uniform(48, 78) for _ in _NAMES]
    now = [value + dice.uniform(-9, 9) for value in before]
    return pa.table(
        {
            "provider": _NAMES,
            "items": sorted((dice.randint(30, 900) for _ in _NAMES), reverse=True),
            "before": before,
            "now": now,
            "n": [3 if place == 8 else dice.randint(12, 240) for place in range(len(_NAMES))],
            "median": now,
            "mean": [value + dice.uniform(-3, 3) for value in now],
            "p10": [value - dice.uniform(8, 20) for value in now],
            "p90": [value + dice.uniform(6, 18) for value in now],
        }
    )


def days(count: int = 90) -> pa.Table:
    """A row per day: articles, and quality with its band."""
    dice = Random(2)  # noqa: S311 (made-up data)
    days = [_FIRST + timedelta(days=place) for place in range(count)]
    quality = [62 + 6 * (place / count) + dice.uniform(-3, 3) for place in range(count)]
    return pa.table(
        {
            "day": days,
            "articles": [
                None if day.day == 13 else 0 if day.weekday() == 6 else dice.randint(1, 40)
                for day in days
            ],
            "median": [None if 40 <= place < 44 else value for place, value in enumerate(quality)],
            "p10": [value - 11 for value in quality],
            "p90": [value + 12 for value in quality],
        }
    )


def weeks(series: int = 9, count: int = 13) -> pa.Table:
    """A row per week and provider."""
    dice = Random(4)  # noqa: S311 (made-up data)
    level = {name: 120 - 11 * place for place, name in enumerate(_NAMES[:series])}
    rows = [
        (_FIRST + timedelta(days=3 + 7 * week), name, max(0, level[name] + dice.randint(-18, 18)))
        for week in range(count)
        for name in level
    ]
    week, provider, items = zip(*rows, strict=True)
    return pa.table({"week": week, "provider": provider, "items": items})


def bands() -> pa.Table:
    """A row per band of quality."""
    counts = (2, 9, 31, 84, 143, 181, 160, 92, 38, 11)
    return pa.table({"quality_from": range(20, 120, 10), "articles": counts})


def matrix() -> pa.Table:
    """A row per provider and topic."""
    dice = Random(5)  # noqa: S311 (made-up data)
    topics = ("World", "Business", "Sport", "Science", "Culture")
    cells = [(provider, topic) for provider in _NAMES[:6] for topic in topics]
    return pa.table(
        {
            "provider": [provider for provider, _ in cells],
            "topic": [topic for _, topic in cells],
            "articles": [None if place % 11 == 7 else dice.randint(0, 60) for place in range(30)],
        }
    )


def articles(count: int = 260) -> pa.Table:
    """A row per article: what heat should be, and what it is."""
    dice = Random(6)  # noqa: S311 (made-up data)
    expected = [dice.randint(40, 100) + 10 * int(dice.expovariate(0.4)) for _ in range(count)]
    heat = [value if dice.random() < 0.95 else value - dice.randint(8, 60) for value in expected]
    titles = [f"{_NAMES[place % 10]}, no. {place}" for place in range(count)]
    return pa.table({"expected": expected, "heat": heat, "article": titles})


def bar() -> Figure:
    """Compare one value of some categories; bars begin at zero."""
    return charts.bar(
        providers(), x="items", y="provider", title="Who covered most", unit="Distinct items"
    )


def dumbbell() -> Figure:
    """Compare two values of each category; groups that rest on too little are said, not shown."""
    return charts.dumbbell(
        providers(),
        x=("before", "now"),
        y="provider",
        labels=("February", "March"),
        n="n",
        min_n=5,
        title="Mean quality in February and in March",
    )


def slope() -> Figure:
    """See who rose and who fell between two periods."""
    return charts.slope(
        providers(),
        x=("before", "now"),
        y="provider",
        labels=("February", "March"),
        highlight=["Rumours", "1843"],
        title="Mean quality in February and in March",
    )


def line() -> Figure:
    """Follow values over time, with a band around them and spans set off."""
    return charts.line(
        days(),
        x="day",
        y="median",
        band=("p10", "p90"),
        shade=("2021-02-20", "2021-03-01", "Election week"),
        title="Median quality, and from the 10th to the 90th percentile",
    )


def area() -> Figure:
    """Follow a whole and its parts over time; small parts are one."""
    return charts.area(
        weeks(),
        x="week",
        y="items",
        series="provider",
        limit=5,
        title="Items by provider",
        unit="Distinct items a week",
    )


def bump() -> Figure:
    """Follow ranks from period to period."""
    return charts.bump(
        weeks(8, 8), x="week", y="items", series="provider", title="Rank by distinct items"
    )


def calendar() -> Figure:
    """Find quiet days and gaps: zero is grey, no data an empty square."""
    return charts.calendar(
        days(250), x="day", value="articles", title="Articles by day", unit="Articles"
    )


def heatmap() -> Figure:
    """Find where two categories meet."""
    return charts.heatmap(
        matrix(), x="topic", y="provider", value="articles", title="Provider and topic"
    )


def histogram() -> Figure:
    """See how values are spread, and where a mark such as the median lies."""
    return charts.histogram(
        bands(),
        x="quality_from",
        y="articles",
        marker=74,
        marker_label="median 74",
        title="Scored articles by quality",
    )


def box() -> Figure:
    """Compare how values spread within groups, from measured percentiles or from raw values."""
    return charts.box(
        providers(),
        y="provider",
        span=("p10", "p90"),
        mean="mean",
        n="n",
        min_n=5,
        title="Quality by provider",
    )


def scatter() -> Figure:
    """Hold two values of each thing against each other, and name what stands out."""
    return charts.scatter(
        articles(),
        x="expected",
        y="heat",
        label="article",
        reference=(0, 1, "heat = quality + 10 × related"),
        x_unit="Quality + 10 × related",
        title="Heat follows from quality and the related items",
    )


GALLERY: tuple[Callable[[], Figure], ...] = (
    bar,
    dumbbell,
    slope,
    line,
    area,
    bump,
    calendar,
    heatmap,
    histogram,
    box,
    scatter,
)


def page() -> str:
    """The text of `docs/reference/charts.md`."""
    lines = [
        "# Charts",
        "",
        "Functions of `broadsheet.charts` take an Arrow table, a DataFrame or a DuckDB relation",
        "and give a matplotlib `Figure`; reports call them by the same names (see",
        "[Report calls](report-calls.md)). The data of this page is made up by `make_gallery.py`.",
    ]
    for draw in GALLERY:
        call = textwrap.dedent(inspect.getsource(draw).split("return ", 1)[1]).rstrip()
        call = call.replace("\n    ", "\n")
        lines += ["", f"## {draw.__name__}", "", str(draw.__doc__), ""]
        lines += ["```python", call, "```", ""]
        lines.append(f"![{draw.__name__}](charts/{draw.__name__}.svg)")
    return "\n".join(lines) + "\n"


def picture(draw: Callable[[], Figure]) -> str:
    """A chart as an SVG file on the colour of paper."""
    figure = draw()
    title, name = figure.get_label(), draw.__name__
    markup = charts.to_svg(figure, ident=name, title=title, description=title, themed=False)
    paper = f'<rect width="100%" height="100%" fill="{charts.LIGHT.paper}"/>'
    return markup.replace("</desc>", f"</desc>{paper}", 1) + "\n"


def golden(draw: Callable[[], Figure], path: Path) -> None:
    """A chart as the small picture that tests compare with."""
    draw().savefig(path, dpi=_DPI, facecolor=charts.LIGHT.paper, metadata={"Software": None})


if __name__ == "__main__":
    (_PAGE / "charts.md").write_text(page(), "utf-8")
    (_PAGE / "charts").mkdir(exist_ok=True)
    _GOLDEN.mkdir(exist_ok=True)
    for each in GALLERY:
        (_PAGE / "charts" / f"{each.__name__}.svg").write_text(picture(each), "utf-8")
        golden(each, _GOLDEN / f"{each.__name__}.png")
