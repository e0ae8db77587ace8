"""A hierarchy of topics, however a document nests it, to topics in document order.

A topic is a text, a mapping with fields, or a mapping of one key, which is the topic, to the topics
below it. Topics below stand under `children`, `subtopics` or `topics`, as a list or by key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.documents.yaml_reader import Place
    from broadsheet.tables.values import Values

__all__ = ["Topic", "first_text", "topics_of"]

Fields = dict[str, Any]

_KEYS = ("_id", "id")
_NAMES = ("name", "title")
_CHILDREN = ("children", "subtopics", "topics")
_FIELDS = frozenset({*_KEYS, *_NAMES, *_CHILDREN, "parent"})


class Topic(NamedTuple):
    """A topic: how deep it is nested, its key, name and parent, and its other fields."""

    depth: int
    topic: str | None
    name: str | None
    parent: str | None
    fields: Fields
    place: Place
    known: frozenset[str]


def topics_of(fields: Fields, values: Values) -> Iterator[Topic]:
    """The topics of a document, each before those below it; the document itself is the first.

    A document that neither has a key nor a name is no topic, unless nothing stands below it.
    """
    top = _topic(fields, values, (), 0, None)
    below = list(_below(fields, top, values))
    if top.topic is not None or not below:
        yield top
        yield from below
    else:
        yield from (each._replace(depth=each.depth - 1) for each in below)


def first_text(
    fields: Fields, names: tuple[str, ...], values: Values, place: Place
) -> tuple[str | None, str | None]:
    """The first text among fields, and the name of the field that has it."""
    for name in names:
        if isinstance(fields.get(name), str | int | float):
            text = values.text(fields, name, place)
            if text is not None:
                return text, name
    return None, None


def _topic(  # noqa: PLR0913 - a place in the tree
    fields: Fields,
    values: Values,
    place: Place,
    depth: int,
    above: str | None,
    *,
    stands_as: str | None = None,
) -> Topic:
    """A topic with fields; `stands_as` is the key under which a mapping has it."""
    key, key_field = first_text(fields, _KEYS, values, place)
    name, name_field = first_text(fields, _NAMES, values, place)
    parent, parent_field = first_text(fields, ("parent",), values, place)
    known = {key_field, name_field, parent_field, _children_field(fields), "taxonomy", "secured"}
    names = frozenset(name for name in known if name)
    return Topic(depth, key or stands_as or name, name, parent or above, fields, place, names)


def _children_field(fields: Fields) -> str | None:
    return next((name for name in _CHILDREN if isinstance(fields.get(name), list | dict)), None)


def _below(fields: Fields, above: Topic, values: Values) -> Iterator[Topic]:
    name = _children_field(fields)
    if name is not None:
        yield from _nested(fields[name], values, (*above.place, name), above.depth + 1, above.topic)


def _nested(
    value: object, values: Values, place: Place, depth: int, above: str | None
) -> Iterator[Topic]:
    """The topics of a list, or of a mapping by key."""
    if isinstance(value, dict):
        for key, below in value.items():
            here = (*place, str(key))
            yield from _keyed(values, here, depth, above, key=str(key), below=below)
        return
    for index, entry in enumerate(value if isinstance(value, list) else ()):
        here = (*place, index)
        if not isinstance(entry, dict):
            text = values.item_text(entry, here)
            if text is not None:
                yield Topic(depth, text, text, above, {}, here, frozenset())
        elif _FIELDS.isdisjoint(entry):
            yield from _nested(entry, values, here, depth, above)
        else:
            topic = _topic(entry, values, here, depth, above)
            yield topic
            yield from _below(entry, topic, values)


def _keyed(  # noqa: PLR0913 - a place in the tree
    values: Values, place: Place, depth: int, above: str | None, *, key: str, below: object
) -> Iterator[Topic]:
    """A topic that stands as a key, with its fields, its name or the topics below it."""
    if isinstance(below, dict) and not _FIELDS.isdisjoint(below):
        topic = _topic(below, values, place, depth, above, stands_as=key)
        yield topic
        yield from _below(below, topic, values)
    elif isinstance(below, dict | list):
        yield Topic(depth, key, key, above, {}, place, frozenset())
        yield from _nested(below, values, place, depth + 1, key)
    else:
        name = None if below is None else values.item_text(below, place)
        yield Topic(depth, key, name or key, above, {}, place, frozenset())
