"""Sets measurements as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from racing import CONTENDERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from measuring import Runs

__all__ = ["page", "table"]

_INTRODUCTION = """\
# Results

`{command}` measured this: whole processes on a warm cache, from start to exit, each into an empty
folder, by turns. Times are wall-clock times. CPU is the time of all processes of a run, the median
of all runs. The peak is the most memory of any one process. All libraries were compiled to bytecode
before. Each contender's articles and related items were counted, and are as many as broadsheet's.
The machine's clock varies from day to day: compare the rows of one table, not two pages.

Broadsheet also checks every value, keeps fields without a column, makes URLs canonical, records
problems and content hashes, and syncs what it writes. The contenders do none of that.
"""

_ACCELERATOR = """\
`broadsheet` reads in Python alone. `broadsheet with the accelerator` has the compiled reader of
`accelerator/`, where it is installed.
"""


def page(command: str, sections: Mapping[str, Sequence[Runs]], facts: Mapping[str, str]) -> str:
    """All results; the first row of each section is what its ratios compare to."""
    parts = [_INTRODUCTION.format(command=command), _contenders()]
    for title, rows in sections.items():
        parts.append(f"## {title}\n\n{table(rows)}\n")
    machine = "\n".join(f"- {name}: {value}" for name, value in facts.items())
    return "\n".join([*parts, f"## Machine\n\n{machine}\n"])


def table(rows: Sequence[Runs]) -> str:
    """A row for each contender, with its median over that of the first."""
    base = rows[0]
    lines = [
        f"| | median | min | max | runs | to {base.name} | CPU | peak |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines.extend(
        f"| {runs.name} | {runs.median:.2f} s | {min(runs.seconds):.2f} s "
        f"| {max(runs.seconds):.2f} s | {len(runs.all)} | {runs.median / base.median:.2f} "
        f"| {runs.cpu:.2f} s | {runs.peak / 1e6:,.0f} MB |"
        for runs in rows
    )
    return "\n".join(lines)


def _contenders() -> str:
    lines = [f"- `{each.name}`: {each.what}" for each in CONTENDERS]
    return "\n".join(["The contenders are in `contenders/`:\n", *lines, "", _ACCELERATOR])
