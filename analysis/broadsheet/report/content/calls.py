"""What a report's text may call: numbers, changes, tables and charts of its named results."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from broadsheet.charts.kinds import chart_kinds
from broadsheet.errors import ReportError
from broadsheet.report.content import elements, pieces
from broadsheet.style import formatting
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from decimal import Decimal

    from broadsheet.charts import Drawing
    from broadsheet.report.edition.results import Results

__all__ = ["Calls", "Drawings"]

_WIDE = 5.0  # inches; on a narrow screen such a chart scrolls rather than shrinks
_FORMS = ("number", "percent", "points")


Drawings = dict[tuple["str | None", ...], "Drawing"]
"""Charts by what was asked of them."""


@dataclass
class Calls:
    """The calls of one report on one medium.

    Attributes:
        results: The report's results.
        on_paper: Whether the page is for paper: literal colours, nothing folded away.
        drawings: What was drawn; the drawings of one medium serve the other.
        headline: The numbers of the first strip that the text has called for.
    """

    results: Results
    on_paper: bool
    drawings: Drawings = field(default_factory=dict)
    headline: tuple[elements.Number, ...] = field(default=(), init=False)
    _figures: int = field(default=0, init=False)

    def names(self) -> dict[str, Any]:
        """The names that a template sees."""
        before = self.results.asked.period.previous
        return {
            "value": self.value,
            "count": self.count,
            "delta": self.delta,
            "number": self.results.number,
            "rows": self.rows,
            "numbers": self.numbers,
            "table": self.table,
            **{kind: partial(self.chart, kind) for kind in chart_kinds()},
            "sparkline": self.sparkline,
            "callout": pieces.callout,
            "story_card": pieces.story_card,
            "link": elements.link,
            "side_by_side": elements.side_by_side,
            "period": self.results.asked.period.title,
            "previous": before.title if before else None,
            "param": self.results.asked.params,
            "each": self.results.asked.each,
        }

    def value(self, name: object, *, form: str = "number", digits: int | None = None) -> str:
        """A single value as text, such as `1,234`, `34%` or a name; `row.items` of a row, too."""
        return _write(self._single(name), _form(form), digits)

    def count(self, name: object, one: str, many: str | None = None) -> str:
        """A single value with what it counts: `1 article`, `2,001 articles`; a row's, too."""
        number = self._single(name)
        return f"{_write(number, 'number', None)} {one if number == 1 else many or one + 's'}"

    def delta(self, name: str, *, form: str = "number", digits: int | None = None) -> str:
        """The change of a value from the period before, with its sign.

        `percent` is the change relative to the value before; `points` the difference of two
        shares in percentage points.
        """
        now, before = self.results.number(name), self.results.number_before(name)
        return _change(now, before, _form(form), digits)

    def _single(self, name: object) -> Any:  # noqa: ANN401 - a value of any SQL type
        """The value of a name; what is no name is a value already."""
        return self.results.number(name) if isinstance(name, str) else name

    def rows(self, name: str) -> list[dict[str, Any]]:
        """A result's rows, to write sentences from."""
        rows: list[dict[str, Any]] = self.results[name].rows.to_pylist()
        return rows

    def numbers(self, name: str, *, labels: dict[str, str] | None = None) -> Markup:
        """A strip of the values of a one-row result, each with its change."""
        cells = []
        for column in self.results[name].rows.column_names:
            form = elements.form_of(column)
            address = f"{name}.{column}"
            now, before = self.results.number(address), self.results.number_before(address)
            change_form = "points" if form == "percent" else "number"
            cells.append(
                elements.Number(
                    label=(labels or {}).get(column, elements.heading(column)),
                    value=_write(now, form, None),
                    change=_change(now, before, change_form, None)
                    if elements.is_numeric(now) and elements.is_numeric(before)
                    else None,
                )
            )
        self.headline = self.headline or tuple(cells)
        strip = elements.number_strip(cells, before=self.results.asked.period.previous)
        return self._figure(name, strip, None)

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
        body = elements.table(rows, labels or {}, limit)
        return self._figure(name, body, title)

    def sparkline(self, name: str, *, y: str) -> Markup:
        """A line as high as a word, of a column in the result's order."""
        rows = self.results[name].rows
        if y not in rows.column_names:
            raise ReportError("no such column", received=y, valid=rows.column_names)
        values = rows[y].to_pylist()
        if not all(value is None or elements.is_numeric(value) for value in values):
            raise ReportError("a sparkline is of numbers", received=y)
        color = LIGHT.accent if self.on_paper else "var(--accent)"
        return pieces.sparkline(values, color=color)

    def chart(self, kind: str, /, name: str, **options: Any) -> Markup:  # noqa: ANN401 - the chart's
        """A chart of a result: the options are those of the kind's function in `broadsheet.charts`.

        Args:
            kind: A kind of chart, which is also the name of the call in a template.
            name: The result.
            options: The options of the kind, and `note`, a text below the chart.
        """
        from broadsheet import charts

        title, note = options.pop("title", None), options.pop("note", None)
        rows = self.results[name].rows
        if not rows.num_rows:
            return self._figure(name, elements.nothing(), title)
        ident = f"figure-{self._figures + 1}"
        asked = (ident, kind, name, title, repr(options))
        if asked not in self.drawings:
            figure = getattr(charts, kind)(rows, title=title, show_title=False, **options)
            self.drawings[asked] = charts.draw(figure, ident)
        svg = self.drawings[asked].svg(
            title=title or elements.heading(name),
            description=elements.describe(rows),
            themed=not self.on_paper,
        )
        is_wide = options.get("inches", _WIDE) >= _WIDE
        drawn = Markup('<div class="chart{}">{}</div>').format(
            " wide" if is_wide else "",
            Markup(svg),  # noqa: S704 - escaped as XML
        )
        return self._figure(name, drawn, title, note)

    def _figure(
        self, name: str, body: Markup, title: str | None, note: str | None = None
    ) -> Markup:
        self._figures += 1
        sources = None if self.on_paper else self.results[name]
        return elements.figure(f"figure-{self._figures}", body, title, note, sources)


def _form(form: str) -> str:
    if form not in _FORMS:
        raise ReportError("no such form", received=form, valid=_FORMS)
    return form


def _write(value: object, form: str, digits: int | None) -> str:
    if value is None:
        return formatting.MISSING
    if not elements.is_numeric(value):
        return elements.text(value)
    if form == "number":
        return formatting.number(value, digits)
    return formatting.percent(value, digits or 0)


def _change(now: object, before: object, form: str, digits: int | None) -> str:
    if now is None or before is None:
        return formatting.MISSING
    if not elements.is_numeric(now) or not elements.is_numeric(before):
        raise ReportError("a change is one of numbers", received=elements.text(now))
    change = _plain(now) - _plain(before)
    if form == "points":
        return f"{formatting.signed(100 * change, digits or 0)} points"
    if form == "number":
        return formatting.signed(change, digits)
    if not before:
        return formatting.MISSING
    return f"{formatting.signed(100 * change / _plain(before), digits or 0)}%"


def _plain(number: float | Decimal) -> float:
    return number if isinstance(number, int) else float(number)
