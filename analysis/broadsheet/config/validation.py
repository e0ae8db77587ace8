"""Values checked against a dataclass: all faults at once, each with its place in the file."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_type_hints

from broadsheet.config.values import EXPECTED
from broadsheet.documents.location import field_name
from broadsheet.errors import BroadsheetError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pydantic_core import ErrorDetails

    from broadsheet.documents.location import Locations, Place

__all__ = ["SettingsError", "validated"]

_Kind = TypeVar("_Kind")

_EXPECTED = {
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "dict_type": "holds no settings",
    "date_type": "must be a date such as 2021-03-16",
    "date_parsing": "must be a date such as 2021-03-16",
    "missing": "is missing",
    "date_from_datetime_parsing": "must be a date such as 2021-03-16",
}
_BOUNDS = {
    "greater_than": "must be above {}",
    "greater_than_equal": "must be {} or more",
    "less_than_equal": "must be {} or less",
}
_UNKNOWN = "unexpected_keyword_argument"
_OWN_CHECK = "value_error"  # of `__post_init__`: its text is the end of a sentence on the setting
_SECRETS = {"password": "mail_password", "url": "webhook_NAME"}


class SettingsError(BroadsheetError):
    """Settings with faults: a line for each, with file, line, key, value and the valid values.

    Attributes:
        faults: The lines.
    """

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("faulty settings")

    def __str__(self) -> str:
        """The faults, a line each."""
        return "\n".join(self.faults)


def validated(
    kind: type[_Kind],
    values: object,
    *,
    source: str,
    locations: Locations | None = None,
    within: Place = (),
) -> _Kind:
    """An instance of a dataclass, of values as YAML or the environment has them.

    Types are strict: text is no number, and a number is no text. Dates and the values of an
    enumeration are text.

    Args:
        kind: The dataclass.
        values: The values by field.
        source: Where they come from, for faults: the name of a file.
        locations: Where each value is in the file.
        within: The way to the values in the file, where they are not all of it.

    Raises:
        SettingsError: With all faults.
    """
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(kind).validate_json(json.dumps(values, default=str), strict=True)
    except ValidationError as error:
        found = error.errors(include_url=False)
    lines = [_fault(kind, each, source, locations or {}, within) for each in found]
    raise SettingsError(dict.fromkeys(lines))


def _fault(
    kind: type, error: ErrorDetails, source: str, locations: Locations, within: Place
) -> str:
    place = tuple(error["loc"])
    line = _line(locations, (*within, *place))
    where = f"{source}:{line}" if line else source
    problem, received, valid, hint = _words(kind, error)
    key = field_name((*within, *_section(error))) or "the file"
    fault = BroadsheetError(f"{key} {problem}", received=received, valid=valid, hint=hint)
    return f"{where}: {fault}"


def _section(error: ErrorDetails) -> Place:
    """The way to the setting that a fault is of; of an unknown one, to what should not have it."""
    place = tuple(error["loc"])
    return place[:-1] if error["type"] == _UNKNOWN else place


def _words(kind: type, error: ErrorDetails) -> tuple[str, object, Sequence[str], str | None]:
    """What is wrong, the value received, the valid values and the fix."""
    place, name, received = error["loc"], error["type"], error["input"]
    if name == _UNKNOWN:
        key = str(place[-1])
        secret = _SECRETS.get(key)
        if secret:
            hint = f"keep it out of the file: it is the secret {secret}"
            return f"takes no {key}", None, (), hint
        return "has an unknown setting", key, _fields_at(kind, place[:-1]), None
    if name == "enum":
        expected = error["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
        return "is not valid", received, expected.split(", "), None
    if name == "dataclass_type":
        return "holds no settings", received, _fields_at(kind, place), None
    if name in _BOUNDS:
        ((_, bound),) = error["ctx"].items()
        return _BOUNDS[name].format(bound), received, (), None
    words = _EXPECTED.get(name, error["msg"].removeprefix("Input "))
    if name == _OWN_CHECK:
        words, received = str(error["ctx"]["error"]), None
    for predicate, expected in EXPECTED.items():
        words = expected if name == "predicate_failed" and predicate in words else words
    return words, None if name == "missing" else received, (), None


def _line(locations: Locations, place: Place) -> int | None:
    """The line of a value; of one that is missing, the line of what should have it."""
    for end in range(len(place), -1, -1):
        if found := locations.get(place[:end]):
            return found.line
    return None


def _fields_at(kind: type, place: Sequence[str | int]) -> list[str]:
    """The names of the fields at a place in a dataclass."""
    found: Any = kind
    for part in place:
        if is_dataclass(found):
            found = get_type_hints(found).get(str(part))
        else:  # the values of a mapping or of a list: `dict[str, T]`, `tuple[T, ...]`
            inner = [each for each in get_args(found) if each is not ...]
            found = inner[-1] if inner else None
        found = _dataclass_in(found)
    return [field.name for field in fields(found)] if is_dataclass(found) else []


def _dataclass_in(kind: Any) -> Any:  # noqa: ANN401 - a type or a generic alias of one
    """The dataclass of `kind | None`; any other type as it is."""
    inner = [each for each in get_args(kind) if is_dataclass(each)]
    is_generic = getattr(kind, "__origin__", None) is not None
    return inner[0] if inner and not is_generic else kind
