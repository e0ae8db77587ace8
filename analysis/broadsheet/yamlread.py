"""YAML to plain values, twice: fast, and with care.

The fast reader (yaml-rs) takes nearly every document. Where it fails, or where a value's own text
or line is wanted, PyYAML composes the nodes and this module makes the same plain values of them,
with a mark for each. Both read scalars by the YAML 1.2 core schema: `No`, `On` and `12:30` are
text. Dates are left as text for the caller.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import yaml
import yaml_rs

from broadsheet.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Mark", "Marks", "Place", "Unreadable", "field_name", "read_fast", "read_with_marks"]

Place = tuple[str | int, ...]
"""Where a value stands: keys and list indexes from the top, such as ("related", 1, "title")."""

_DEEPEST = 64
_MOST_NODES = 1_000_000

_MOST_DIGITS = 4_000
_CORE_SCHEMA: tuple[tuple[re.Pattern[str], Callable[[str], object]], ...] = (
    (re.compile(r"~|null|Null|NULL|"), lambda _: None),
    (re.compile(r"true|True|TRUE"), lambda _: True),
    (re.compile(r"false|False|FALSE"), lambda _: False),
    (re.compile(rf"[-+]?[0-9](?:_?[0-9]){{0,{_MOST_DIGITS}}}"), int),
    (re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+"), lambda text: int(text, 0)),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"), lambda t: float(t.replace(".", ""))),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a value begins, counted from 1, and a scalar's text as written."""

    line: int
    column: int
    text: str | None


Marks = dict[Place, Mark]


class Unreadable(Exception):  # noqa: N818 - a state of the document, told as a fault
    """YAML that can't be read, with the fault to report."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def read_fast(text: str) -> object:
    """Read YAML with the fast reader.

    Raises:
        ValueError: It could not, or what it would return is not to be trusted (merge keys).
    """
    if "<<:" in text:
        raise ValueError("merge keys are left to the careful reader")
    return yaml_rs.loads(text, parse_datetime=False)


def read_with_marks(text: str, first_line: int = 1) -> tuple[object, Marks, list[Fault]]:
    """Read YAML with care: the values, a mark for each, and the faults found.

    Args:
        text: The YAML.
        first_line: The line of the file on which `text` begins.

    Raises:
        Unreadable: With line, column and reason.
    """
    reader = _NodeReader(first_line)
    try:
        _check_depth(text, first_line)
        node = yaml.compose(text, Loader=_Loader)
        value = None if node is None else reader.value(node, ())
    except yaml.MarkedYAMLError as error:
        raise Unreadable(_syntax_fault(error, first_line)) from error
    except RecursionError as error:
        raise Unreadable(Fault("too-complex", "merges refer to each other")) from error
    except (yaml.YAMLError, ValueError) as error:
        raise Unreadable(Fault("yaml-syntax", str(error).partition("\n")[0])) from error
    return value, reader.marks, reader.faults


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML's composer without YAML 1.1's guesses: untagged scalars stay text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own hook


def _check_depth(text: str, first_line: int) -> None:
    """Refuse nesting before nodes are composed: the composer recurses on the C stack."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            line = event.start_mark.line + first_line if event.start_mark else None
            raise Unreadable(Fault("too-complex", f"more than {_DEEPEST} levels", line=line))


def _syntax_fault(error: yaml.MarkedYAMLError, first_line: int) -> Fault:
    mark = error.problem_mark or error.context_mark
    message = error.problem or error.context or "not valid YAML"
    if error.context and error.context_mark and error.problem:
        line = error.context_mark.line + first_line
        message = f"{error.problem} {error.context} that begins on line {line}"
    if mark is None:
        return Fault("yaml-syntax", message)
    return Fault("yaml-syntax", message, line=mark.line + first_line, column=mark.column + 1)


class _NodeReader:
    """Makes plain values of nodes, noting marks and duplicate keys."""

    def __init__(self, first_line: int) -> None:
        self.marks: Marks = {}
        self.faults: list[Fault] = []
        self._first_line = first_line
        self._nodes = 0

    def value(self, node: yaml.Node, place: Place) -> object:
        """The plain value of a node that stands at `place`."""
        self._nodes += 1
        if len(place) > _DEEPEST or self._nodes > _MOST_NODES:
            limit = f"{_DEEPEST} levels" if len(place) > _DEEPEST else f"{_MOST_NODES:,} values"
            raise Unreadable(Fault("too-complex", f"more than {limit}", line=self._line(node)))
        text = node.value if isinstance(node, yaml.ScalarNode) else None
        self.marks[place] = Mark(self._line(node), node.start_mark.column + 1, text)
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, index)) for index, item in enumerate(node.value)]
        return self._mapping(cast("yaml.MappingNode", node), place)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, object]:
        fields: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = _key(key_node)
            if key in fields:
                self.faults.append(self._duplicate(key, key_node, value_node, place))
            elif key != "<<":
                fields[key] = self.value(value_node, (*place, key))
        for merged in _merged_mappings(node):
            for key, value in self._mapping(merged, place).items():
                fields.setdefault(key, value)
        return fields

    def _duplicate(self, key: str, node: yaml.Node, value: yaml.Node, place: Place) -> Fault:
        text = value.value if isinstance(value, yaml.ScalarNode) and key != "secured" else None
        return Fault(
            "duplicate-key",
            f"{key} stands twice; the first is kept",
            line=self._line(node),
            column=node.start_mark.column + 1,
            field=field_name((*place, key)),
            value=text,
        )

    def _line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self._first_line


def field_name(place: Place) -> str:
    """A place in words: ("related", 1, "title") is `related[2].title`, counted from 1."""
    name = ""
    for part in place:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return name.removeprefix(".")


def _key(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else "(not a plain key)"


def _merged_mappings(node: yaml.MappingNode) -> Iterator[yaml.MappingNode]:
    for key_node, value_node in node.value:
        if _key(key_node) != "<<":
            continue
        sources = value_node.value if isinstance(value_node, yaml.SequenceNode) else [value_node]
        for source in sources:
            if isinstance(source, yaml.MappingNode) and source is not node:
                yield source


def _scalar(node: yaml.ScalarNode) -> object:
    tag = str(node.tag).removeprefix("tag:yaml.org,2002:")
    plain = not node.style and tag == "str"
    if plain or tag in {"int", "float", "bool", "null"}:
        return _resolve(str(node.value))
    return node.value


def _resolve(text: str) -> object:
    """A plain scalar's value by the YAML 1.2 core schema (section 10.3.2)."""
    for pattern, convert in _CORE_SCHEMA:
        if pattern.fullmatch(text):
            return convert(text)
    return text
