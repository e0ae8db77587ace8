"""Charts: a table in, a matplotlib figure out.

>>> from broadsheet import charts
>>> figure = charts.bar(charts.example_data("bar"), x="items", y="provider")
>>> charts.to_svg(figure, ident="top", title="Items", description="", themed=False)[:4]
'<svg'

There is a function for each kind of chart in `kinds`; `chart_kinds` lists them. A figure belongs
to no window and no global state of matplotlib. `to_svg` makes it an element of a page.

A name loads its module when it is first used, so importing the package imports no matplotlib. For
type checkers and editors, `make gallery` writes the same names to `__init__.pyi`.
"""

from __future__ import annotations

from importlib import import_module

from broadsheet.charts.kinds import chart_kinds

HOMES = {
    "DARK": "broadsheet.style.palette",
    "LIGHT": "broadsheet.style.palette",
    "Drawing": "broadsheet.charts.drawing.svg",
    "Palette": "broadsheet.style.palette",
    "chart_kinds": "broadsheet.charts.kinds",
    "css_variables": "broadsheet.style.palette",
    "draw": "broadsheet.charts.drawing.svg",
    "example_data": "broadsheet.charts.kinds",
    "to_png": "broadsheet.charts.drawing.png",
    "to_svg": "broadsheet.charts.drawing.svg",
    **{name: f"broadsheet.charts.kinds.{name}" for name in chart_kinds()},
}

__all__ = sorted(HOMES)  # noqa: PLE0605 - the kinds of charts are found, not listed


def __dir__() -> list[str]:
    """The kinds of charts, which are what an analyst completes; `__all__` has the other names."""
    return list(chart_kinds())


def __getattr__(name: str) -> object:
    """Import a public name's module when it is first used."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)
