"""Which results each printed value is made from, as a report's template shows before it runs.

A sentence is printed by an expression, such as `say.busiest_day(days)`. Its numbers are made from
the results that the expression names, and from those behind its variables. Names count where they
are written out; a name in a named argument is that of a column, a label or the like.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from jinja2 import nodes

from broadsheet.report.carried import BEFORE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["with_origins"]

_COMPARING: Final = frozenset({"numbers", "delta", "number_before"})
"""The calls that read a result for the period before, too."""


def with_origins(template: nodes.Template) -> nodes.Template:
    """A template in which `environment.noted(value, origins)` is printed in place of each value.

    `origins` are the texts that may name results: `headline`, `headline.articles`, with an ending
    for the period before. It is left to the caller which of them do.
    """
    origins = _Origins(template)
    for output in template.find_all(nodes.Output):
        output.nodes = [
            each if isinstance(each, nodes.TemplateData) else _noted(each, origins.of(each))
            for each in output.nodes
        ]
    return template


def _noted(value: nodes.Expr, origins: tuple[str, ...]) -> nodes.Call:
    line = value.lineno
    noted = nodes.EnvironmentAttribute("noted", lineno=line)
    return nodes.Call(noted, [value, nodes.Const(origins)], [], None, None, lineno=line)


class _Origins:
    """The texts behind expressions: their own, and those of the variables in them.

    A variable has all that is ever assigned to it, wherever that is.
    """

    def __init__(self, template: nodes.Template) -> None:
        self._assigned: dict[str, list[nodes.Node]] = defaultdict(list)
        for node in template.find_all((nodes.Assign, nodes.AssignBlock, nodes.For, nodes.With)):
            for target, values in _assignments(node):
                for name in _names(target):
                    self._assigned[name] += values
        for macro in template.find_all(nodes.Macro):
            self._assigned[macro.name] += macro.body

    def of(self, expression: nodes.Node) -> tuple[str, ...]:
        """The texts behind an expression."""
        found: set[str] = set()
        known: set[str] = set()
        waiting = [expression]
        while waiting:
            node = waiting.pop()
            found.update(_texts(node, counts=True))
            for name in _names(node) - known:
                known.add(name)
                waiting += self._assigned.get(name, ())
        return tuple(sorted(found))


def _assignments(node: nodes.Node) -> Iterator[tuple[nodes.Node, Sequence[nodes.Node]]]:
    if isinstance(node, nodes.Assign):
        yield node.target, [node.node]
    elif isinstance(node, nodes.AssignBlock):
        yield node.target, node.body
    elif isinstance(node, nodes.For):
        yield node.target, [node.iter]
    elif isinstance(node, nodes.With):
        yield from (
            (target, [value]) for target, value in zip(node.targets, node.values, strict=True)
        )


def _names(node: nodes.Node) -> set[str]:
    named = (nodes.Name, nodes.NSRef)
    return {each.name for each in (node, *node.find_all(named)) if isinstance(each, named)}


def _texts(node: nodes.Node, *, counts: bool) -> Iterator[str]:
    """The texts of an expression, but for those of named arguments."""
    if isinstance(node, nodes.Const) and counts and isinstance(node.value, str):
        yield node.value
    if isinstance(node, nodes.Call):
        counts = True
        if isinstance(node.node, nodes.Name) and node.node.name in _COMPARING:
            yield from (
                f"{text}{BEFORE}" for each in node.args for text in _texts(each, counts=True)
            )
    for child in node.iter_child_nodes():
        yield from _texts(child, counts=counts and not isinstance(child, nodes.Keyword))
