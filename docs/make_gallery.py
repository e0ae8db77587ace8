"""Write what is derived from the chart kinds, each from its module in `broadsheet/charts/kinds`.

The gallery `docs/reference/charts.md` and its pictures, the golden pictures that the tests compare
with, and `broadsheet/charts/__init__.pyi`, which declares the charts for type checkers. Run it by
`make gallery` after a change to any chart, and look at the changes. A test fails while a file is
stale or a picture differs from its golden one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet import charts
from broadsheet.charts.kinds import chart_kind

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_HERE = Path(__file__).parent
_PAGE = _HERE / "reference"
_GOLDEN = _HERE.parent / "tests" / "charts" / "golden"
_STUB = Path(charts.__file__).with_suffix(".pyi")
_DPI = 60

_INTRODUCTION = """\
# Charts

Each function of `broadsheet.charts` takes an Arrow table, a DataFrame of pandas or polars, or a
DuckDB relation, and returns a matplotlib `Figure`. Reports call the same functions by name: see
[Report calls](report-calls.md). The examples draw made-up tables: `charts.example_data` returns
them.

Charts with names take `highlight`, a name or several: they are bold and in color, the others muted.

```python
from broadsheet import charts
```
"""


def page() -> str:
    """The text of `docs/reference/charts.md`."""
    return "\n".join([_INTRODUCTION, *map(_section, charts.chart_kinds())])


def _section(kind: str) -> str:
    example = chart_kind(kind).example
    options = "".join(f"    {name}={_literal(value)},\n" for name, value in example.options.items())
    return (
        f"## {kind}\n\n{example.text}\n\n"
        f'```python\ncharts.{kind}(\n    charts.example_data("{kind}"),\n{options})\n```\n\n'
        f"![{kind}](charts/{kind}.svg)\n"
    )


def _literal(value: object) -> str:
    """A value as Python code, with strings in double quotes."""
    if isinstance(value, tuple):
        return f"({', '.join(map(_literal, value))})"
    return f'"{value}"' if isinstance(value, str) else repr(value)


def stub() -> str:
    """The text of `broadsheet/charts/__init__.pyi`."""
    homes = sorted((home, name) for name, home in charts.HOMES.items())
    lines = [f"from {home} import {name} as {name}\n" for home, name in homes]
    return "".join(["# Written by docs/make_gallery.py from HOMES in __init__.py\n", *lines])


def figure(kind: str) -> Figure:
    """The example of a chart kind."""
    found = chart_kind(kind)
    return found.draw(found.example.table(), **found.example.options)


def picture(kind: str, figure: Figure) -> str:
    """A chart as an SVG file on the color of paper."""
    title = figure.get_label()
    markup = charts.to_svg(figure, ident=kind, title=title, description=title, themed=False)
    paper = f'<rect width="100%" height="100%" fill="{charts.LIGHT.paper}"/>'
    return markup.replace("</desc>", f"</desc>{paper}", 1) + "\n"


def golden(figure: Figure, path: Path) -> None:
    """A chart as the small picture that tests compare with."""
    figure.savefig(path, dpi=_DPI, facecolor=charts.LIGHT.paper, metadata={"Software": None})


def main() -> None:
    """Write all files."""
    _STUB.write_text(stub(), "utf-8")
    (_PAGE / "charts.md").write_text(page(), "utf-8")
    for kind in charts.chart_kinds():
        (_PAGE / "charts" / f"{kind}.svg").write_text(picture(kind, figure(kind)), "utf-8")
        golden(figure(kind), _GOLDEN / f"{kind}.png")


if __name__ == "__main__":
    main()
