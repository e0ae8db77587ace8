"""A check: a SQL file with a YAML header in its first comments, and one select below it.

The select returns rows where something is wrong, the largest contributors first. Its columns
`found`, `expected_from` and `expected_to` say what was found and expected, and `contributor` says
a row in words. All four may be missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from broadsheet.checks.wording import columns_of
from broadsheet.config.validation import SettingsError, validated
from broadsheet.database.headers import header_of
from broadsheet.documents.faults import UnreadableError
from broadsheet.documents.located_yaml import read_with_locations
from broadsheet.errors import CheckError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.config import Settings

__all__ = [
    "SHARED",
    "Check",
    "Severity",
    "Value",
    "checks_to_run",
    "known_checks",
    "read_check",
    "shipped_checks",
]

SHARED = ("today", "now", "timezone", "holidays")
"""The parameters that every check may use, beside its own."""

Value = str | int | float | bool
"""The value of a check's own parameter."""

_NAME = re.compile(r"[A-Za-z_]\w*")


class Severity(StrEnum):
    """What it means that a check finds something."""

    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, kw_only=True)
class CheckHeader:
    """What the header of a check states.

    Attributes:
        name: Its name, the same as its file's.
        severity: What a finding means.
        message: A sentence for the first row found, with columns such as `{provider_domain}`.
        description: What it looks for.
        owner: Who looks after it.
        parameters: Its own parameters, with their defaults.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    name: str
    severity: Severity
    message: str
    description: str = ""
    owner: str | None = None
    parameters: dict[str, Value] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """The first sentence of its description."""
        return self.description.partition(". ")[0].rstrip(".")


@dataclass(frozen=True, kw_only=True)
class Check(CheckHeader):
    """A check as written.

    Attributes:
        sql: The text of its file.
    """

    sql: str


def shipped_checks() -> dict[str, Path]:
    """The files of the checks that broadsheet ships, by name."""
    return _files_in(Path(str(files("broadsheet.checks"))) / "builtin")


def known_checks(folder: Path) -> dict[str, Path]:
    """The files of the checks that broadsheet ships, and of those in a folder, by name.

    Raises:
        CheckError: A check in the folder has the name of a shipped one.
    """
    shipped, own = shipped_checks(), _files_in(folder)
    for name in sorted(shipped.keys() & own.keys()):
        problem = f"{own[name]} has the name of a check that broadsheet ships"
        raise CheckError(problem, hint="rename the file and its name")
    return dict(sorted((shipped | own).items()))


def checks_to_run(settings: Settings, names: tuple[str, ...] = ()) -> dict[str, Path]:
    """The files of these checks, or else of those that the settings choose, by name.

    Raises:
        CheckError: There is no check of a name that is given, or that the settings mention.
    """
    known = known_checks(Path(settings.checks.folder))
    for key, mentioned in (("run", settings.checks.run), ("params", settings.checks.params)):
        for name in mentioned:
            if name not in known:
                raise CheckError(f"checks.{key} names no check", received=name, valid=known)
    for name in names:
        if name not in known:
            raise CheckError("no such check", received=name, valid=known)
    chosen = names or settings.checks.run or tuple(known)
    return {name: known[name] for name in dict.fromkeys(chosen)}


def read_check(file: Path) -> Check:
    """Read a check.

    Raises:
        BroadsheetError: The file can't be read or has faults, each with file and line.
    """
    try:
        sql = file.read_text("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CheckError(f"can't read the check {file}: {error}") from error
    try:
        values, locations, faults = read_with_locations(header_of(sql))
    except UnreadableError as error:
        raise CheckError(f"{file}:{error.fault.line}: {error}") from error
    if faults:
        raise CheckError(f"{file}:{faults[0].line}: {faults[0].field} occurs twice")
    if not isinstance(values, dict):
        hint = "begin it with comments such as -- name: …"
        raise CheckError(f"{file}:1: the check has no header", hint=hint)
    header = validated(CheckHeader, values, source=str(file), locations=locations)
    lines = {key: locations[key,].line for key in values}
    found = [f"{file}:{lines[key]}: {fault}" for key, fault in _faults(header, file.stem)]
    if found:
        raise SettingsError(found)
    return Check(**vars(header), sql=sql)


def _faults(header: CheckHeader, name: str) -> Iterator[tuple[str, CheckError]]:
    """What is wrong with a header whose types are right: the key and the fault of each."""
    if header.name != name:
        yield "name", CheckError("name must be the file's", received=header.name, valid=[name])
    if not _NAME.fullmatch(name):
        yield "name", CheckError("a name has letters, digits and _", received=name)
    try:
        columns_of(header.message)
    except CheckError as error:
        yield "message", error
    for parameter in header.parameters:
        if parameter in SHARED or not _NAME.fullmatch(parameter):
            hint = f"use letters, digits and _, and not {', '.join(SHARED)}"
            yield "parameters", CheckError("no name for a parameter", received=parameter, hint=hint)


def _files_in(folder: Path) -> dict[str, Path]:
    return {file.stem: file for file in sorted(folder.glob("*.sql"))}
