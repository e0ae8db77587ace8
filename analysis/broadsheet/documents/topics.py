"""A hierarchy of topics, however a document nests it, to topics in document order.

A topic is a text, a mapping with fields, or a mapping of one key, which is the topic, to the topics
below it. Topics below are under `children`, `subtopics` or `topics`, as a list or by key.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from broadsheet.documents.cleaning import NO_FIELDS, clean_row
from broadsheet.documents.unknown import NOTHING_UNKNOWN, Unknown
from broadsheet.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.documents.location import Place
    from broadsheet.documents.values import Values

__all__ = ["Topic", "topics_of"]

_Fields = dict[str, Any]

_CHILDREN = ("children", "subtopics", "topics")


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic.

    Attributes:
        depth: How deep it is nested.
        row: Its values by column of `topic_tree`.
        place: Where it is in its document.
        unknown: Its fields without a column.
    """

    depth: int
    row: _Fields
    place: Place
    unknown: Unknown = NOTHING_UNKNOWN

    @property
    def key(self) -> str | None:
        """The name under which others know it."""
        key: str | None = self.row["topic"]
        return key


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of the hierarchy: its depth, and the key of the topic above."""

    depth: int = 0
    above: str | None = None


def topics_of(fields: _Fields, values: Values) -> Iterator[Topic]:
    """The topics of a document, each before those below it; the document itself is the first.

    A document that neither has a key nor a name is no topic, unless nothing is below it.
    """
    tree = _Tree(values)
    top = tree.topic(fields, (), _Level())
    below = list(tree.below(fields, top))
    if top.key is not None or not below:
        yield top
        yield from below
    else:
        yield from (replace(each, depth=each.depth - 1) for each in below)


class _Tree:
    """Finds the topics of one document."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._table = TABLES["topic_tree"]
        names = (name for column in self._table.read_columns for name in column.sources)
        self._fields = frozenset({*names, *_CHILDREN})

    def topic(self, fields: _Fields, place: Place, level: _Level, key: str | None = None) -> Topic:
        """A topic with fields; `key` is the one under which a mapping has it."""
        known = NO_FIELDS | {name for name in (_children_field(fields),) if name}
        row, unknown = clean_row(fields, self._table, self._values, place, known)
        topic = row["topic"] or key or row["name"]
        row |= {"topic": topic, "parent": row["parent"] or level.above}
        return Topic(level.depth, row, place, unknown)

    def below(self, fields: _Fields, topic: Topic) -> Iterator[Topic]:
        """The topics below one with fields."""
        name = _children_field(fields)
        if name is not None:
            level = _Level(topic.depth + 1, topic.key)
            yield from self._nested(fields[name], (*topic.place, name), level)

    def _nested(self, value: object, place: Place, level: _Level) -> Iterator[Topic]:
        """The topics of a list, or of a mapping by key."""
        if isinstance(value, dict):
            for key, below in value.items():
                yield from self._keyed(normalize("NFC", str(key)), below, (*place, str(key)), level)
            return
        for index, entry in enumerate(value if isinstance(value, list) else ()):
            here = (*place, index)
            if not isinstance(entry, dict):
                text = self._values.entry(entry, here)
                if text is not None:
                    yield _named(text, text, here, level)
            elif self._fields.isdisjoint(entry):
                yield from self._nested(entry, here, level)
            else:
                yield from self._with_fields(entry, here, level)

    def _keyed(self, key: str, below: object, place: Place, level: _Level) -> Iterator[Topic]:
        """A topic by its key, with its fields, its name or the topics below it."""
        if isinstance(below, dict) and not self._fields.isdisjoint(below):
            yield from self._with_fields(below, place, level, key)
        elif isinstance(below, dict | list):
            yield _named(key, key, place, level)
            yield from self._nested(below, place, _Level(level.depth + 1, key))
        else:
            name = None if below is None else self._values.entry(below, place)
            yield _named(key, name or key, place, level)

    def _with_fields(
        self, fields: _Fields, place: Place, level: _Level, key: str | None = None
    ) -> Iterator[Topic]:
        topic = self.topic(fields, place, level, key)
        yield topic
        yield from self.below(fields, topic)


def _named(key: str, name: str, place: Place, level: _Level) -> Topic:
    """A topic without fields."""
    return Topic(level.depth, {"topic": key, "name": name, "parent": level.above}, place)


def _children_field(fields: _Fields) -> str | None:
    return next((name for name in _CHILDREN if isinstance(fields.get(name), list | dict)), None)
