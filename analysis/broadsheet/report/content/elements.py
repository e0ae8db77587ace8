"""The elements of a page: figures, tables, number strips; HTML, escaped."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from typing import TYPE_CHECKING, Any, TypeGuard

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from broadsheet.export import cell, format_named, is_number
from broadsheet.style import formatting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pyarrow as pa

    from broadsheet.period import Period
    from broadsheet.report.edition.each import Each
    from broadsheet.report.edition.results import Result

__all__ = [
    "TEMPLATES",
    "Number",
    "describe",
    "each_list",
    "figure",
    "form_of",
    "heading",
    "is_numeric",
    "link",
    "no_articles",
    "nothing",
    "number_strip",
    "side_by_side",
    "table",
    "text",
]

TEMPLATES = Environment(
    loader=PackageLoader("broadsheet.report"), autoescape=True, trim_blocks=True, lstrip_blocks=True
)
_DESCRIBED_ROWS = 5
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NUMERIC = int | float | Decimal


@dataclass(frozen=True)
class Number:
    """A number of a strip: its label, the value and its change, as text."""

    label: str
    value: str
    change: str | None


def form_of(column: str) -> str:
    """How a column's numbers are written: shares as percentages."""
    return "percent" if column == "share" or column.endswith("_share") else "number"


def is_numeric(value: object) -> TypeGuard[int | float | Decimal]:
    """Whether a value is a number to be written and compared as one."""
    return isinstance(value, _NUMERIC) and not isinstance(value, bool)


def heading(column: str) -> str:
    """A column's name for readers: `provider_domain` is `Provider domain`."""
    return column.replace("_", " ").capitalize()


def text(value: object) -> str:
    """Any value for readers, without marks that would turn the writing of what stands beside it."""
    if value is None:
        return formatting.MISSING
    if isinstance(value, str):
        return _TURNING.sub("", unescape(value))
    if isinstance(value, date):
        moment = isinstance(value, datetime)
        return formatting.day(value) + (f" {value:%H:%M}" if moment else "")
    return cell(value)


def figure(
    ident: str, body: Markup, title: str | None, note: str | None, source: Result | None
) -> Markup:
    """A figure with its title, and its SQL and data folded away where they are given."""
    return _render(
        "figure.html",
        ident=ident,
        body=body,
        title=title,
        note=note,
        source=source,
        sql=_sql_text(source) if source else None,
        csv=_csv_text(source) if source else None,
    )


def table(rows: pa.Table, labels: dict[str, str], limit: int) -> Markup:
    """Rows as a table of at most `limit` rows; what is left out is told."""
    if not rows.num_rows:
        return nothing()
    columns = [
        {"label": labels.get(field.name, heading(field.name)), "numeric": is_number(field)}
        for field in rows.schema
    ]
    forms = [form_of(name) for name in rows.column_names]
    lines = [
        [_table_cell(value, form) for value, form in zip(row.values(), forms, strict=True)]
        for row in rows.slice(0, limit).to_pylist()
    ]
    more = max(rows.num_rows - limit, 0)
    return _render("table.html", columns=columns, lines=lines, more=more)


def link(words: str, address: str) -> Markup:
    """A link to a web address; to anything else it is only its words."""
    if not address.startswith(("https://", "http://")):
        return escape(text(words))
    return Markup('<a href="{}">{}</a>').format(address, text(words))


def number_strip(numbers: Sequence[Number], before: Period | None) -> Markup:
    """A row of large numbers, each with its label and its change from the period before."""
    return _render("numbers.html", numbers=numbers, before=before)


def side_by_side(*figures: Markup) -> Markup:
    """Figures beside each other where there is room."""
    return _render("columns.html", figures=figures)


def nothing() -> Markup:
    """What stands where a figure would be empty."""
    return _render("nothing.html")


def no_articles(period: Period, first: date | None, last: date | None) -> Markup:
    """What stands in place of a report that would be empty: the span that does hold articles."""
    return _render(
        "no_articles.html", period=period, first=first and text(first), last=last and text(last)
    )


def each_list(kind: str, names: Mapping[Each, str], *, linked: bool) -> Markup:
    """A list of the pages of providers or topics, by file, with their counts of articles."""
    return _render("each_list.html", kind=kind, names=names, linked=linked)


def describe(rows: pa.Table) -> str:
    """A chart's data in words, for those who can't see it: how many rows, and the first few."""
    first = rows.slice(0, _DESCRIBED_ROWS).to_pylist()
    told = "; ".join(
        ", ".join(
            f"{heading(name)} {_table_cell(value, form_of(name))['text']}"
            for name, value in row.items()
        )
        for row in first
    )
    count = f"{rows.num_rows} rows" if rows.num_rows != 1 else "1 row"
    more = " The first are: " if rows.num_rows > len(first) else " "
    return f"{count}.{more}{told}."


def _render(template: str, **values: object) -> Markup:
    return Markup(TEMPLATES.get_template(template).render(values))  # noqa: S704 - autoescaped


def _table_cell(value: object, form: str) -> dict[str, str]:
    """A cell's text, and the value that sorting goes by."""
    if not is_numeric(value):
        return {"text": text(value), "sort": cell(value)}
    write: Callable[[Any], str] = formatting.percent if form == "percent" else formatting.number
    return {"text": write(value), "sort": str(value)}


def _sql_text(source: Result) -> str:
    bound = ", ".join(f"${name} = {text(value)}" for name, value in source.bound.items())
    return f"{source.query.sql}\n-- {bound}" if bound else source.query.sql


def _csv_text(source: Result) -> Markup:
    """The rows as CSV, so escaped that a browser reads the very same text."""
    stream = io.StringIO()
    format_named("csv").write(source.rows, stream)
    text = str(escape(stream.getvalue())).replace("\r", "&#13;")
    return Markup(text)  # noqa: S704 - escaped
