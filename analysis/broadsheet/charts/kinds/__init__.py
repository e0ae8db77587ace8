"""The kinds of charts, one module each.

A module registers a kind by being here. It has a function of its own name that takes a table and
returns a figure, and an `EXAMPLE`. `broadsheet.charts`, the names that reports can call, the
gallery in the docs and the tests of all kinds follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from broadsheet.errors import ChartError

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa
    from matplotlib.figure import Figure

    from broadsheet.charts.examples import Example

__all__ = ["ChartKind", "chart_kind", "chart_kinds", "example_data"]


@dataclass(frozen=True)
class ChartKind:
    """A kind of chart: its name, the function that draws it, and its example."""

    name: str
    draw: Callable[..., Figure]
    example: Example


def chart_kinds() -> tuple[str, ...]:
    """The names of all kinds of charts, sorted; it imports none of them."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def chart_kind(name: str) -> ChartKind:
    """A kind of chart by its name.

    Raises:
        ChartError: There is no such kind.
    """
    if name not in chart_kinds():
        raise ChartError("no such kind of chart", received=name, valid=chart_kinds())
    module = import_module(f"{__name__}.{name}")
    return ChartKind(name, getattr(module, name), module.EXAMPLE)


def example_data(name: str) -> pa.Table:
    """The made-up table that the gallery's example of a chart kind draws.

    >>> example_data("histogram").column_names
    ['quality_from', 'articles']

    Raises:
        ChartError: There is no such kind.
    """
    return chart_kind(name).example.table()
