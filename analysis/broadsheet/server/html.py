"""A page as HTML: its template, in a sandbox, with every value escaped."""

from __future__ import annotations

from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from broadsheet.export import Rows, is_number
from broadsheet.export.sql_values import as_text
from broadsheet.report.content.values import heading
from broadsheet.report.edition.imprint import TOOL
from broadsheet.report.typesetting.style import page_style
from broadsheet.server.links import linked, outside
from broadsheet.style.inline import PLAIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa
    from markupsafe import Markup

    from broadsheet.server.asked import Asked, Shown

__all__ = ["error_html", "inline_html", "page_html", "style_sheet"]

_TEMPLATES = ImmutableSandboxedEnvironment(
    loader=PackageLoader("broadsheet.server"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page_html(asked: Asked, shown: Shown, places: Mapping[str, str]) -> str:
    """A page.

    Args:
        asked: The request.
        shown: What it shows.
        places: The titles of the pages that every page links, by path.
    """
    return _TEMPLATES.get_template(shown.template).render(
        asked=asked,
        title=shown.title,
        places=places,
        tool=TOOL,
        heading=heading,
        outside=outside,
        grid=partial(_grid, asked),
        **shown.data,
        **{"more": {}, **shown.about},
    )


def inline_html(asked: Asked, shown: Shown) -> str:
    """What a page shows, as HTML within another page, such as the output of a notebook.

    Args:
        asked: The request; nothing links to a server.
        shown: What the page shows, in parts.
    """
    return _TEMPLATES.get_template("inline.html").render(
        title=shown.title,
        heading=heading,
        plain=PLAIN,
        grid=partial(_grid, asked),
        **shown.about,
    )


def error_html(title: str, message: str, excerpt: str, places: Mapping[str, str]) -> str:
    """A page that says what is wrong with a request."""
    template = _TEMPLATES.get_template("error.html")
    return template.render(
        asked=None, title=title, message=message, excerpt=excerpt, places=places, tool=TOOL
    )


@cache
def style_sheet() -> str:
    """The style of all pages: that of reports, and what these pages add."""
    own = (files("broadsheet.server") / "templates" / "server.css").read_text("utf-8")
    return f"{page_style('', None)}\n{own}"


def _grid(asked: Asked, rows: pa.Table) -> dict[str, Any]:
    """Rows as a table of linked values: columns, each with whether it holds numbers, and lines."""
    columns = [{"name": field.name, "numeric": is_number(field)} for field in rows.schema]
    return {"columns": columns, "lines": _lines(asked, rows)}


def _lines(asked: Asked, rows: pa.Table) -> list[list[Markup]]:
    found = Rows.in_memory(rows)
    asked_texts = [_text(f"#{index}", kind) for index, kind in enumerate(found.types, 1)]
    lines = []
    for batch in found.projected(asked_texts):
        for texts in zip(*(column.to_pylist() for column in batch), strict=True):
            row = dict(zip(found.names, texts, strict=True))
            pairs = zip(found.names, texts, strict=True)
            lines.append([linked(asked, name, text, row) for name, text in pairs])
    return lines


def _text(column: str, kind: Any) -> str:  # noqa: ANN401 - DuckDB's types have no common class
    """The SQL of a value's text: fractions have 3 decimals, times no seconds, null is nothing."""
    text = as_text(column, kind)
    if kind.id == "timestamp with time zone":
        text = f"strftime({column}, '%Y-%m-%d %H:%M')"
    if kind.id in {"float", "double"}:
        rounded = f"format('{{:.3f}}', {column})"
        text = f"case when isfinite({column}) then {rounded} else {column}::varchar end"
    return f"coalesce({text}, '')"
