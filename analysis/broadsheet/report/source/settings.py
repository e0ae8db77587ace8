"""A report's settings: the YAML front matter of its document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from broadsheet.config.settings import Plan
from broadsheet.config.validation import validated
from broadsheet.documents.faults import UnreadableError
from broadsheet.documents.located_yaml import read_with_locations
from broadsheet.errors import BroadsheetError, ReportError
from broadsheet.period import is_latest, parse_period, parse_time_zone
from broadsheet.report.source.output import PageFormat, Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from broadsheet.documents.location import Locations

__all__ = [
    "CODE",
    "EACH",
    "TAKEN",
    "Param",
    "ReportSettings",
    "one_of",
    "read_settings",
    "typed",
]

EACH = ("provider", "topic")
CODE = ("hide", "fold", "show")
_SWITCHES = ("compares", "images")
_CHOICES = {"for_each": EACH, "code": CODE}

Param = str | int | float | bool | None
"""The value of a parameter that an author declares."""

_NAME = re.compile(r"[A-Za-z_]\w*")
_BOOLEANS = {"true": True, "false": False}
_KINDS: dict[type, tuple[Callable[[str], Param], str]] = {
    bool: (lambda text: _BOOLEANS[text.lower()], "true or false"),
    int: (int, "a whole number"),
    float: (float, "a number"),
}


@dataclass(frozen=True, kw_only=True)
class ReportSettings:
    """The settings in the front matter of a report.

    Attributes:
        title: The headline; the file's name where it is empty.
        description: The line under it.
        period: The period it is rendered for, unless a request names another.
        timezone: The IANA time zone that days are cut on; else that of the request.
        language: The page's language.
        formats: The formats that are written.
        paper: The sheet that PDF is set on.
        params: The author's own parameters, with their defaults.
        for_each: What the report has a page for each of, of `EACH`; None for a single page.
        compares: Whether it compares with another period, or another version of the lake.
        images: Whether lists of articles show images: the page then asks other servers for them.
        code: What a page of a notebook does with its code: `hide`, `fold` or `show`.
        plan: When it is due, and where it goes; its settings are keys of their own.
    """

    title: str = ""
    description: str = ""
    period: str = "all"
    timezone: str = ""
    language: str = "en"
    formats: tuple[PageFormat, ...] = tuple(PageFormat)
    paper: Paper = Paper.A4
    params: Mapping[str, Param] = field(default_factory=dict)
    for_each: str | None = None
    compares: bool = False
    images: bool = False
    code: str = "hide"
    plan: Plan = field(default_factory=Plan)


_OWN = tuple(name for name in ReportSettings.__dataclass_fields__ if name != "plan")
_OF_PLAN = tuple(name for name in Plan.__dataclass_fields__ if name not in _OWN)
_KNOWN = (*_OWN, *_OF_PLAN)
TAKEN = (
    "since",
    "until",
    "previous_since",
    "previous_until",
    "timezone",
    "bucket",
    "holidays",
    "each",
)
"""Parameters that a report binds itself; those of an author need other names."""


def read_settings(yaml: str, place: str) -> ReportSettings:
    """Read the settings of a report.

    Args:
        yaml: The front matter, whose first line is the file's second.
        place: The file's name, for errors.

    Raises:
        ReportError: They can't be read, or one is unknown or wrong; the message has the line.
    """
    try:
        fields, locations, faults = read_with_locations(yaml, first_line=2)
    except UnreadableError as error:
        raise ReportError(f"{place}:{error.fault.line}: {error}") from error
    if faults:
        raise ReportError(f"{place}:{faults[0].line}: {faults[0].field} occurs twice")
    if not isinstance(fields, dict):
        raise ReportError(f"{place}: the front matter holds no settings", valid=_KNOWN)
    settings: dict[str, object] = {}
    for key, value in fields.items():
        line = locations[key,].line
        try:
            if key not in _KNOWN:
                raise ReportError("unknown setting", received=key, valid=_KNOWN)
            if key in _OWN:
                settings[key] = _setting(key, value, locations)
        except BroadsheetError as error:
            raise ReportError(f"{place}:{line}: {error}") from error
    planned = {key: value for key, value in fields.items() if key in _OF_PLAN}
    if planned:
        settings["plan"] = validated(Plan, planned, source=place, locations=locations)
    return ReportSettings(**settings)  # type: ignore[arg-type]


def typed(name: str, text: str, default: Param) -> Param:
    """A parameter's value from the command line, of the kind of its default.

    Raises:
        ReportError: It is of another kind.
    """
    read, kind = _KINDS.get(type(default), (str, "a text"))
    try:
        return read(text)
    except (KeyError, ValueError) as error:
        raise ReportError(f"{name} must be {kind}", received=text) from error


def _setting(key: str, value: object, locations: Locations) -> object:
    if key == "params":
        return _params(value)
    text = _text(key, value, locations)
    if key == "formats":
        named = re.findall(r"\w+", text) or ["none"]
        return tuple(PageFormat(one_of("format", form, tuple(PageFormat))) for form in named)
    if key == "period" and not is_latest(text):
        parse_period(text)
    if key == "timezone":
        parse_time_zone(text)
    if key == "paper":
        return Paper(one_of("paper", text.lower(), tuple(Paper)))
    if key in _SWITCHES:
        return _BOOLEANS[one_of(key, text.lower(), tuple(_BOOLEANS))]
    return one_of(key, text, _CHOICES[key]) if key in _CHOICES else text


def _text(key: str, value: object, locations: Locations) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return locations[key,].text or ""


def _params(value: object) -> dict[str, Param]:
    if not isinstance(value, dict):
        raise ReportError("params are names with their defaults", hint="params: {limit: 10}")
    for name, default in value.items():
        if not _NAME.fullmatch(str(name)) or name in TAKEN:
            problem = f"a parameter's name is of letters, digits and _, and not {', '.join(TAKEN)}"
            raise ReportError(problem, received=str(name))
        if not isinstance(default, Param):
            raise ReportError(f"{name} needs a text, a number or a boolean as its default")
    return value


def one_of(what: str, received: str, valid: tuple[str, ...]) -> str:
    """A value, if it is one of the valid ones.

    Raises:
        ReportError: It is none of them.
    """
    if received not in valid:
        raise ReportError(f"no such {what}", received=received, valid=valid)
    return received
