"""Field mappings: documents of other makers, under the names that our columns are read from.

A mapping fills what a document lacks. A field that has our name already stays as it is.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from functools import cache, cached_property
from hashlib import blake2b
from json import dumps
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from broadsheet.documents.mapped_values import converted, day_in, host_of, values_at
from broadsheet.documents.profiles_found import profile_fields
from broadsheet.schema import TABLES, Conversion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from broadsheet.documents.location import Locations, Place

__all__ = ["BODY", "NO_MAPPING", "SPECIAL", "FieldMapping", "moved", "targets"]

BODY = "body"
"""The target that is the text of a document instead of a field."""

SPECIAL = ("$path_date", "$url_host")
"""Sources that are no field: the day in the document's path, and the host of its URL."""


@cache
def targets() -> Mapping[str, Conversion]:
    """The fields that a mapping may fill, each with how its value is converted."""
    fields = {
        name: column.conversion
        for column in TABLES["articles"].read_columns
        for name in column.sources
        if name not in {"secured", "related"}
    }
    return MappingProxyType(fields | {BODY: Conversion.TEXT})


@dataclass(frozen=True)
class FieldMapping:
    """Which fields of an archive are read as which of ours.

    Attributes:
        profile: A ready mapping, such as `hugo`; `fields` and `constants` go before it.
        fields: Our field, and the field that it is read from: `date`, `source.name`, the first
            of several that has a value as `description | summary`, or all of a list, as
            `[tags, categories]`. `$path_date` is the day in the document's path, `$url_host` the
            host of its URL, or else of the home page of the feed that it is in.
        constants: Our field, and the text that it has in documents that lack it.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    profile: str | None = None
    fields: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse unknown targets and sources."""
        if self.profile is not None:
            profile_fields(self.profile)
        for name in (*self.fields, *self.constants):
            if name not in targets():
                raise ValueError(f"maps to no field: {name}; valid: {', '.join(sorted(targets()))}")
        for source in self._sources:
            if source.startswith("$") and source not in SPECIAL:
                raise ValueError(f"has an unknown source {source}; valid: {', '.join(SPECIAL)}")

    def __bool__(self) -> bool:
        """Whether it maps anything."""
        return bool(self.all_fields or self.constants)

    def __hash__(self) -> int:
        """By content, so that an archive with one can be hashed."""
        return hash(self.digest)

    @cached_property
    def all_fields(self) -> dict[str, str | tuple[str, ...]]:
        """The fields with those of the profile, in the order in which they are filled."""
        ready = profile_fields(self.profile) if self.profile else {}
        chosen = {**ready, **self.fields}
        return dict(sorted(chosen.items(), key=lambda each: "$url_host" in str(each[1])))

    @property
    def digest(self) -> str:
        """A hash of all that it says; empty for a mapping of nothing."""
        if not self:
            return ""
        said = dumps([list(self.all_fields.items()), asdict(self)["constants"]])
        return blake2b(said.encode(), digest_size=16).hexdigest()

    @property
    def _sources(self) -> Iterator[str]:
        for source in self.fields.values():
            for each in (source,) if isinstance(source, str) else source:
                yield from (part.strip() for part in each.split("|"))

    def applied(self, fields: dict[str, Any], path: str) -> tuple[dict[str, Any], dict[str, Place]]:
        """The fields of a document under our names, and the place that each filled one is from.

        A field without a dot that was read in whole is no longer under its own name.

        Args:
            fields: The fields of the document.
            path: The path of the document, for `$path_date`.
        """
        made, origins = dict(fields), dict[str, "Place"]()
        conversions = targets()
        for name, source in self.all_fields.items():
            if values_at(fields, name):
                continue
            for choice in (source,) if isinstance(source, str) else source:
                found = _first(choice, made, fields, path)
                if not found:
                    continue
                origin, values = found
                value = converted(values, conversions[name])
                if value is not None:
                    _put(made, name, value, joins=not isinstance(source, str))
                    origins.setdefault(name, tuple(origin.split(".")))
        for name, text in self.constants.items():
            if not values_at(made, name):
                _put(made, name, text, joins=False)
        taken = {place[0] for place in origins.values() if len(place) == 1} - self.kept
        return {key: value for key, value in made.items() if key not in taken}, origins

    @cached_property
    def kept(self) -> frozenset[str]:
        """Names of ours: a source among them stays, since the value under it is now the mapped."""
        return frozenset(name.partition(".")[0] for name in (*self.all_fields, *self.constants))


NO_MAPPING = FieldMapping()


def moved(locations: Locations | None, origins: dict[str, Place]) -> Locations | None:
    """Locations under the names of ours, for faults that name the line of the document."""
    if not locations:
        return locations
    found = dict(locations)
    for name, origin in origins.items():
        place = tuple(name.split("."))
        depth = len(origin)
        found |= {
            (*place, *at[depth:]): where
            for at, where in locations.items()
            if at[:depth] == origin and origin != place
        }
    return found


def _first(
    choice: str, made: dict[str, Any], fields: dict[str, Any], path: str
) -> tuple[str, list[Any]] | None:
    """The first of the alternatives that has a value, and its values."""
    for name in (part.strip() for part in choice.split("|")):
        values = _special(name, made, path) if name in SPECIAL else values_at(fields, name)
        if values:
            return name, values
    return None


def _special(name: str, made: dict[str, Any], path: str) -> list[Any]:
    """The values of a source that is no field."""
    if name == "$path_date":
        return day_in(path)
    feed = made.get("feed")
    of_feed = [feed.get("home_page_url"), feed.get("link")] if isinstance(feed, dict) else []
    urls = [made.get("originalUrl"), made.get("webUrl"), *of_feed]
    return next((host for url in urls if (host := host_of(url))), [])


def _put(made: dict[str, Any], name: str, value: Any, *, joins: bool) -> None:  # noqa: ANN401 - of any field
    """Put a value under one of our names.

    Args:
        made: The fields of the document.
        name: Our name; one with a dot is within another, which is made where it is no mapping.
        value: The value.
        joins: Whether a list gets the entries of another, instead of being replaced.
    """
    top, dot, below = name.partition(".")
    held = made.get(top)
    if dot:
        made[top] = {**(held if isinstance(held, dict) else {}), below: value}
    elif joins and isinstance(held, list) and isinstance(value, list):
        made[name] = held + [each for each in value if each not in held]
    else:
        made[name] = value
