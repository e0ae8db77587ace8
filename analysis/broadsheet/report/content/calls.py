"""The calls of a report's text: numbers, changes, tables and charts of its named results."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from broadsheet.charts.kinds import chart_kinds
from broadsheet.errors import ReportError
from broadsheet.inference import judged
from broadsheet.report.content.elements.article_list import article_list
from broadsheet.report.content.elements.callout import callout
from broadsheet.report.content.elements.figure import Figure, nothing, side_by_side
from broadsheet.report.content.elements.link import link
from broadsheet.report.content.elements.numbers import Number, number_strip
from broadsheet.report.content.elements.picture import Pictures
from broadsheet.report.content.elements.sparkline import sparkline
from broadsheet.report.content.elements.story_card import story_card
from broadsheet.report.content.elements.table import describe, table
from broadsheet.report.content.finding import Finding, Section, most_surprising, plain
from broadsheet.report.content.findings import sayings
from broadsheet.report.content.intervals import (
    Estimate,
    change_with_interval,
    estimate_of,
    is_end_of_interval,
)
from broadsheet.report.content.placeholders import NOTHING
from broadsheet.report.content.values import (
    change,
    checked_form,
    form_of,
    heading,
    is_numeric,
    written,
)
from broadsheet.report.edition.equations import disagreement
from broadsheet.report.edition.long_texts import bounded
from broadsheet.report.edition.since_issue import NUMBERS
from broadsheet.report.source.settings import one_of
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.charts import Drawing
    from broadsheet.report.edition.results import Results
    from broadsheet.report.edition.since_issue import Changes, SinceIssue

__all__ = ["Calls", "Drawings", "Printed"]

_LAST = "last"
_WIDE = 4.0  # inches; such a chart is drawn a second time, for telephones and half a sheet
_NARROW = 3.2
_CHART = Markup('<div class="chart {}">{}</div>\n')


@dataclass(frozen=True)
class Printed:
    """A whole number that the page prints: its name, its value, its text, its label in a strip."""

    name: str
    value: int
    text: str
    label: str | None = None


Drawings = dict[tuple["str | None", ...], "Drawing"]
"""Charts by the call that made them: figure, kind, result, title, options."""


@dataclass
class Calls:
    """The calls of one report on one medium, for one page.

    Attributes:
        results: The report's results.
        in_print: Whether the page is for print: literal colors, and nothing folded away.
        with_images: Whether lists of articles show images, which the page asks other servers for.
        drawings: The charts that were drawn; screen and print share them.
        pictures: The pictures of the first charts; screen and print share them.
        since_issue: What the report's last issue is found by; None where there is none to seek.
        headline: The numbers of the first strip on the page.
        printed: The whole numbers that it prints by name.
        mismatches: What its equations found to disagree.
        sections: The sections that have a headline, in the order of the page.
        lacking: The titles of the sections that have too little data.
        figures: The result that each figure shows, by the figure's identifier.
    """

    results: Results
    in_print: bool
    with_images: bool = field(default=False, kw_only=True)
    drawings: Drawings = field(default_factory=dict)
    pictures: Pictures = field(default_factory=Pictures)
    since_issue: SinceIssue | None = None
    headline: tuple[Number, ...] = field(default=(), init=False)
    printed: list[Printed] = field(default_factory=list, init=False)
    mismatches: list[str] = field(default_factory=list, init=False)
    sections: list[Section] = field(default_factory=list, init=False)
    lacking: list[str] = field(default_factory=list, init=False)
    figures: dict[str, str] = field(default_factory=dict, init=False)
    _figures: int = field(default=0, init=False)
    _with_data: set[str] = field(default_factory=set, init=False)

    def names(self) -> dict[str, Any]:
        """The names that a template sees."""
        scope = self.results.scope
        each = scope.each
        return {
            "value": self.value,
            "count": self.count,
            "delta": self.delta,
            "number": self.results.number,
            "number_before": self.results.number_before,
            "say": sayings(),
            "headline": self.section,
            "enough": self.enough,
            "rows": self.rows,
            "numbers": self.numbers,
            "table": self.table,
            "article_list": self.article_list,
            **{kind: partial(self.chart, kind) for kind in chart_kinds()},
            "sparkline": self.sparkline,
            "callout": callout,
            "reconcile": self.reconcile,
            "changes_since": self.changes_since,
            "claims": self.claims,
            "story_card": story_card,
            "link": link,
            "side_by_side": side_by_side,
            "period": scope.period.title,
            "previous": scope.before.title if scope.before else None,
            "against": scope.against,
            "param": scope.params,
            "each": each and replace(each, key=bounded(each.key)),  # as the rows have it
        }

    def value(self, name: object, *, form: str = "number", digits: int | None = None) -> str:
        """A single value as text, such as `1,234`, `34%` or a name; also a value of a row."""
        return self._written(name, self._single(name), checked_form(form), digits)

    def count(self, name: object, one: str, many: str | None = None) -> str:
        """A count with its noun: `1 article`, `2,001 articles`; also a count of a row."""
        number = self._single(name)
        return (
            f"{self._written(name, number, 'number')} {one if number == 1 else many or one + 's'}"
        )

    def delta(self, name: str, *, form: str = "number", digits: int | None = None) -> str:
        """The change of a value from the period before, with its sign.

        `percent` is the change relative to the value before; `points` the difference of two
        shares in percentage points.
        """
        now, before = self.results.number(name), self.results.number_before(name)
        return change(now, before, checked_form(form), digits)

    def _single(self, name: object) -> Any:  # noqa: ANN401 - a value of any SQL type
        """The value of a name; anything but text is a value already."""
        return self.results.number(name) if isinstance(name, str) else name

    def _written(self, name: object, value: object, form: str, digits: int | None = None) -> str:
        """A value as text; a whole number of a name is kept, to be checked."""
        said = written(value, form, digits)
        if isinstance(name, str) and type(value) is int and form == "number" and not digits:
            self.printed.append(Printed(name, value, said))
        return said

    def reconcile(self, equation: str) -> Markup:
        """Check an equation between numbers of the page, and print nothing.

        Where its sides disagree, the page is a mismatch: it is written, but not delivered.
        """
        found = disagreement(equation, self.results)
        if found:
            self.mismatches.append(found)
        return NOTHING

    def changes_since(self, issue: str, *, of: Sequence[str] = tuple(NUMBERS)) -> Changes | None:
        """What has changed since the last issue; None where nothing has, or there is none.

        Args:
            issue: `last`.
            of: The numbers to compare.

        Raises:
            ReportError: There is no such issue or number.
        """
        one_of("issue", issue, (_LAST,))
        for name in of:
            one_of("number", name, tuple(NUMBERS))
        each = self.results.scope.each
        return self.since_issue.changes(each, of) if self.since_issue else None

    def section(self, title: str, *findings: Finding | None) -> Markup:
        """The headline of a section: its most surprising finding, else the title.

        The findings can be among the page's key points.
        """
        found = tuple(each for each in findings if each)
        first = most_surprising(found)
        headline = first.headline if first else escape(title)
        self.sections.append(Section(headline, found))
        return headline

    def enough(self, title: str, data: object) -> bool:
        """Whether a section has enough data; the page lists the titles of those that have not."""
        if not data and title not in self.lacking:
            self.lacking.append(title)
        return bool(data)

    def claims(self, *names: str) -> dict[str, list[dict[str, Any]]]:
        """The rows of results, with the `rate` at which each passes if all are judged together.

        Each result has a row for each test that was made, with its `p_value`.
        """
        for name in names:
            if "p_value" not in self.results[name].rows.column_names:
                raise ReportError(f"{name} has no column p_value, so it tests nothing")
        return judged({name: self.rows(name) for name in names})

    def rows(self, name: str) -> list[dict[str, Any]]:
        """A result's rows, for sentences."""
        rows: list[dict[str, Any]] = self.results[name].rows.to_pylist()
        return rows

    def numbers(
        self, name: str, *, before: str | None = None, labels: dict[str, str] | None = None
    ) -> Markup:
        """A strip of the values of a one-row result, each with its change and its interval.

        The interval of a column `mean` is in the columns `mean_low` and `mean_high`. `before` is
        another result, with the values to compare with.
        """
        cells = []
        columns = self.results[name].rows.column_names
        for column in columns:
            if is_end_of_interval(column, columns):
                continue
            form, address = form_of(column), f"{name}.{column}"
            now = estimate_of(name, column, columns, self.results.number)
            was = self._estimate_before(name, before, column)
            label, said = (labels or {}).get(column, heading(column)), written(now.value, form)
            if type(now.value) is int and form == "number":
                self.printed.append(Printed(address, now.value, said, label))
            cells.append(
                Number(
                    label=label,
                    value=said,
                    change=change_with_interval(
                        now, was, "points" if form == "percent" else "number"
                    ),
                    amount=float(now.value) if is_numeric(now.value) else None,
                    interval=now.interval(form),
                )
            )
        self.headline = self.headline or tuple(cells)
        strip = number_strip(cells, before=self.results.scope.before_title)
        return self._figure(name, strip, None)

    def _estimate_before(self, name: str, before: str | None, column: str) -> Estimate:
        """What a value of a strip is compared with."""
        columns = self.results[before or name].rows.column_names
        of = self.results.number if before else self.results.number_before
        return estimate_of(before or name, column, columns, of)

    def table(
        self,
        name: str,
        *,
        title: str | None = None,
        labels: dict[str, str] | None = None,
        limit: int = 30,
    ) -> Markup:
        """A result as a table; columns called `share` or `*_share` are percentages."""
        rows = self.results[name].rows
        for column in labels or {}:
            if column not in rows.column_names:
                raise ReportError("no such column", received=column, valid=rows.column_names)
        return self._figure(name, table(rows, labels or {}, limit), title)

    def article_list(
        self, name: str, *, title: str | Finding | None = None, limit: int = 10
    ) -> Markup:
        """A result's articles as a list with links; with images where the report asks for them."""
        with_images = self.with_images and not self.in_print
        listed = article_list(self.results[name].rows, limit, with_images=with_images)
        return self._figure(name, listed, title)

    def sparkline(self, name: str, *, y: str) -> Markup:
        """A line as high as a word: a column, in the order of the result."""
        rows = self.results[name].rows
        if y not in rows.column_names:
            raise ReportError("no such column", received=y, valid=rows.column_names)
        values = rows[y].to_pylist()
        if not all(value is None or is_numeric(value) for value in values):
            raise ReportError("a sparkline needs a column of numbers", received=y)
        return sparkline(values, color=LIGHT.accent if self.in_print else "var(--accent)")

    def chart(self, kind: str, /, name: str, **options: Any) -> Markup:  # noqa: ANN401 - the chart's
        """A chart of a result: the options are those of the kind's function in `broadsheet.charts`.

        Args:
            kind: A kind of chart, which is also the name of the call in a template.
            name: The result.
            options: The options of the kind, and `note`, a text below the chart.
        """
        title, note = options.pop("title", None), options.pop("note", None)
        rows = self.results[name].rows
        if not rows.num_rows:
            return self._figure(name, nothing(), title)
        called = plain(title) if title else None
        words = {"title": called or heading(name), "description": describe(rows)}
        ident = f"figure-{self._figures + 1}"
        wide = self._drawing((ident, kind, name, called), options, words)
        drawn = _CHART.format("wide", self._svg(wide, words))
        if wide.is_shortened or options.get("inches", _WIDE) >= _WIDE:
            call = (f"{ident}-narrow", kind, name, called)
            narrow = self._drawing(call, options | {"inches": _NARROW}, None)
            drawn += _CHART.format("narrow", self._svg(narrow, words))
        return self._figure(name, drawn, title, note)

    def _drawing(
        self,
        call: tuple[str, str, str, str | None],
        options: dict[str, Any],
        words: dict[str, str] | None,
    ) -> Drawing:
        """A chart as drawn for a page before, or now; with words it may be a picture, too."""
        from broadsheet import charts

        ident, kind, name, title = call
        asked = (*call, repr(options))
        if asked not in self.drawings:
            rows = self.results[name].rows
            figure = getattr(charts, kind)(rows, title=title, show_title=False, **options)
            self.drawings[asked] = charts.draw(figure, ident)
            if words:
                self.pictures.add(figure, words["title"], words["description"])
        return self.drawings[asked]

    def _svg(self, drawing: Drawing, words: dict[str, str]) -> Markup:
        svg = drawing.svg(**words, themed=not self.in_print)
        return Markup(svg)  # noqa: S704 - escaped as XML

    def _figure(
        self, name: str, body: Markup, title: str | Finding | None, note: str | None = None
    ) -> Markup:
        """A figure of a result; the first figure of a result has its data."""
        self._figures += 1
        has_data = name not in self._with_data
        self._with_data.add(name)
        self.figures[f"figure-{self._figures}"] = name
        return Figure(
            ident=f"figure-{self._figures}",
            body=body,
            title=title,
            note=note,
            source=None if self.in_print else self.results[name],
            has_data=has_data,
        ).html()
