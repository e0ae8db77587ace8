"""YAML read with care, by PyYAML: values, the location of each, and the faults found.

PyYAML composes the nodes, and this module makes the fast reader's values of them. It resolves
scalars by the fast reader's rules, YAML 1.2 and a little more: `No`, `On` and `12:30` are text,
`1_000` and `0b11` are numbers. Dates are left as text for the caller.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import yaml
import yaml_rs

from broadsheet.documents.encoding import allowed, forbidden_fault
from broadsheet.documents.faults import Fault, UnreadableError, is_secret
from broadsheet.documents.invisible import invisible_fault, plain_name
from broadsheet.documents.location import Location, Locations, Place, field_name

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read_with_locations"]

_DEEPEST = 64
_MOST_NODES = 200_000
_MOST_CHARACTERS = 16_000_000  # of all values and keys: aliases repeat long texts

# Line breaks in YAML 1.1, which PyYAML reads, and ordinary characters in 1.2: put out of its sight.
_UNICODE_BREAKS = {"\x85": "\U0010ff00", "\u2028": "\U0010ff01", "\u2029": "\U0010ff02"}
_SURROGATE_PAIR = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
)

_MAYBE_TYPED = re.compile(r"[-+.~0-9_nNtTfF]")
_MERGE = "<<"
_NO_KEY = "(not a plain key)"
_CORE_TAGS = frozenset({"int", "float", "bool", "null"})


def read_with_locations(text: str, first_line: int = 1) -> tuple[object, Locations, list[Fault]]:
    """Read YAML with care: the values, the location of each, and the faults found.

    Args:
        text: The YAML.
        first_line: The line of the file on which `text` begins.

    Raises:
        UnreadableError: With line, column and reason.
    """
    text = _SURROGATE_PAIR.sub(_joined_surrogates, _hide_breaks(text))
    reader = _NodeReader(text, first_line)
    try:
        _check_complexity(text, first_line)
        node = yaml.compose(text, Loader=_Loader)
        value = None if node is None else reader.value(node, ())
    except yaml.MarkedYAMLError as error:
        raise UnreadableError(_syntax_fault(error, first_line)) from error
    except (yaml.YAMLError, ValueError) as error:
        raise UnreadableError(Fault("yaml-syntax", str(error).partition("\n")[0])) from error
    return value, reader.locations, reader.faults


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML's composer without YAML 1.1's guesses: untagged scalars stay text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own hook


def _hide_breaks(text: str) -> str:
    for shown, hidden in _UNICODE_BREAKS.items():
        text = text.replace(shown, hidden)
    return text


def _show_breaks(text: str) -> str:
    for shown, hidden in _UNICODE_BREAKS.items():
        text = text.replace(hidden, shown)
    return text


def _joined_surrogates(match: re.Match[str]) -> str:
    pair = bytes.fromhex(match[2] + match[3])
    return match[1] + pair.decode("utf-16-be")


def _check_complexity(text: str, first_line: int) -> None:
    """Refuse before nodes are composed: the composer recurses on the C stack, and takes memory."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_Loader)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST or count > _MOST_NODES:
            limit = f"{_DEEPEST} levels" if depth > _DEEPEST else f"{_MOST_NODES:,} values"
            line = event.start_mark.line + first_line if event.start_mark else None
            raise UnreadableError(Fault("too-complex", f"more than {limit}", line=line))


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
    """Makes plain values of nodes, noting locations and duplicate keys."""

    def __init__(self, text: str, first_line: int) -> None:
        self.locations: Locations = {}
        self.faults: list[Fault] = []
        self._first_line = first_line
        self._line_ends = [match.start() for match in re.finditer("\n", text)]
        self._nodes = 0
        self._characters = 0
        self._texts: dict[int, str] = {}

    def value(self, node: yaml.Node, place: Place) -> object:
        """The plain value of the node at `place`."""
        self._count(node, place)
        line, column = self._position(node)
        if isinstance(node, yaml.ScalarNode):
            text = self._allowed(node, place)
            self.locations[place] = Location(line, column, text)
            return _resolve(text) if _is_typed(node) else text
        self.locations[place] = Location(line, column, None)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, index)) for index, item in enumerate(node.value)]
        return self._mapping(cast("yaml.MappingNode", node), place)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, object]:
        fields: dict[str, object] = {}
        for key, key_node, value_node in self._pairs(node, place):
            if key not in fields:
                fields[key] = self.value(value_node, (*place, key))
            else:
                self.faults.append(self._duplicate(key, key_node, value_node, place))
        self._merge(node, fields, place)
        return fields

    def _merge(self, node: yaml.MappingNode, fields: dict[str, object], place: Place) -> None:
        """Add what merge keys bring and the mapping itself does not have."""
        for merged in _merged_mappings(node):
            self._count(merged, place)
            for key, key_node, value_node in self._pairs(merged, place):
                self._count(key_node, place)
                if key not in fields:
                    fields[key] = self.value(value_node, (*place, key))
            self._merge(merged, fields, (*place, "<<"))

    def _count(self, node: yaml.Node, place: Place) -> None:
        self._nodes += 1
        if len(place) > _DEEPEST or self._nodes > _MOST_NODES:
            limit = f"{_DEEPEST} levels" if len(place) > _DEEPEST else f"{_MOST_NODES:,} values"
            line, _ = self._position(node)
            raise UnreadableError(Fault("too-complex", f"more than {limit}", line=line))

    def _duplicate(self, key: str, node: yaml.Node, value: yaml.Node, place: Place) -> Fault:
        """The fault of a field that occurs twice; a payload is not repeated, nor its name."""
        line, column = self._position(node)
        is_shown = not any(is_secret(part) for part in (*place, key))
        return Fault(
            "duplicate-key",
            f"{key if is_shown else 'secured'} occurs twice; the first is kept",
            line=line,
            column=column,
            field=field_name((*place, key)) if is_shown else "secured",
            value=value.value if is_shown and isinstance(value, yaml.ScalarNode) else None,
        )

    def _pairs(
        self, node: yaml.MappingNode, place: Place
    ) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """A mapping's keys as text, with their nodes; without merge keys."""
        for key_node, value_node in node.value:
            is_plain = isinstance(key_node, yaml.ScalarNode)
            key = self._allowed(key_node, place) if is_plain else _NO_KEY
            name = plain_name(key)
            if name != key:
                self.faults.append(invisible_fault(key, self._position(key_node)[0]))
            if name != _MERGE:
                yield name, key_node, value_node

    def _allowed(self, node: yaml.ScalarNode, place: Place) -> str:
        """The text of a scalar without the characters that its escapes must not make."""
        text = self._text(node)
        shown = allowed(text)
        if shown != text:
            line, column = self._position(node)
            fault = forbidden_fault(text, field_name(place) or None)
            self.faults.append(replace(fault, line=line, column=column))
        return shown

    def _text(self, node: yaml.ScalarNode) -> str:
        """The text of a scalar: the same object wherever aliases repeat it.

        Raises:
            UnreadableError: Aliases repeat too much.
        """
        text = self._texts.get(id(node))
        if text is None:
            text = self._texts[id(node)] = _show_breaks(node.value)
        self._characters += len(text)
        if self._characters > _MOST_CHARACTERS:
            line, _ = self._position(node)
            message = f"more than {_MOST_CHARACTERS:,} characters"
            raise UnreadableError(Fault("too-complex", message, line=line))
        return text

    def _position(self, node: yaml.Node) -> tuple[int, int]:
        """The line and column where a node begins, with lines ended by line feeds alone."""
        index = node.start_mark.index
        line = bisect_right(self._line_ends, index - 1)
        start = self._line_ends[line - 1] + 1 if line else 0
        return line + self._first_line, index - start + 1


def _merged_mappings(node: yaml.MappingNode) -> Iterator[yaml.MappingNode]:
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode) or key_node.value != _MERGE:
            continue
        sources = value_node.value if isinstance(value_node, yaml.SequenceNode) else [value_node]
        yield from (source for source in sources if isinstance(source, yaml.MappingNode))


def _is_typed(node: yaml.ScalarNode) -> bool:
    """Whether a scalar may be something else than text: it is plain, or tagged so."""
    tag = str(node.tag).removeprefix("tag:yaml.org,2002:")
    return tag in _CORE_TAGS or (not node.style and tag == "str")


def _resolve(text: str) -> object:
    """A plain scalar's value, by the fast reader's own rules."""
    if not text:
        return None
    if not _MAYBE_TYPED.match(text):
        return text
    try:
        value = yaml_rs.loads(text, parse_datetime=False)
    except ValueError:
        return text
    return text if isinstance(value, str | list | dict) else value
