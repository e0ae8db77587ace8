"""The page of the checks that are shipped: what each finds, and its parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.checks.check import read_check, shipped_checks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.checks.check import Check

__all__ = ["checks_page"]


def checks_page() -> str:
    """The text of the page."""
    lines = [
        "# Checks",
        "",
        "A check is SQL that returns rows when something is wrong.",
        "[Check the data](../how-to/check-data.md) shows how to run these, set their parameters",
        "and write your own. Days are whole days before that of the run, on the clock of the",
        "setting `timezone`.",
    ]
    for file in shipped_checks().values():
        lines += ["", *_check(read_check(file))]
    return "\n".join(lines) + "\n"


def _check(check: Check) -> Iterator[str]:
    yield from (f"## {check.name}", "", check.description, "")
    yield from (f"Severity: {check.severity}. It says: “{check.message}”.", "")
    yield from ("| parameter | default |", "| --- | --- |")
    for name, default in check.parameters.items():
        yield f"| {name} | {_plain(default)} |"


def _plain(value: object) -> str:
    """A number as people write it: 0.000001, not 1e-06."""
    return f"{value:f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
