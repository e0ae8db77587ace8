"""The page of exit codes names each command that ends with a code of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from broadsheet.cli import commands

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "exit-codes.md"


def test_each_command_that_sets_a_code_is_on_the_page() -> None:
    """A command that raises `typer.Exit` has a line of its own there."""
    page = PAGE.read_text("utf-8")
    named = {name for name in _commands_with_a_code() if name != "query"}  # 2 is bad input there
    assert {"check", "load", "report", "verify"} <= named
    assert [name for name in sorted(named) if f"{name}`" not in page] == []


def _commands_with_a_code() -> Iterator[str]:
    """The names of commands whose functions raise `typer.Exit`."""
    for file in Path(commands.__path__[0]).glob("*.py"):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and "typer.Exit(" in ast.unparse(node):
                given = [
                    word.value
                    for decorator in node.decorator_list
                    if isinstance(decorator, ast.Call)
                    for word in decorator.args
                    if isinstance(word, ast.Constant)
                ]
                yield str(given[0]) if given else node.name
