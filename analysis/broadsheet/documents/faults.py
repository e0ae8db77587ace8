"""Faults that documents have, and how grave each kind is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

__all__ = ["CODES", "Code", "Fault", "Severity", "UnreadableError", "is_secret"]

_LONGEST_VALUE = 500


class Severity(StrEnum):
    """What a fault did to the data."""

    ERROR = "error"
    """Something in the document is missing from the tables."""
    WARNING = "warning"
    """Something was repaired; the tables hold what was most likely meant."""
    NOTE = "note"
    """Something is unusual, and nothing was changed or lost."""


@dataclass(frozen=True)
class Code:
    """A kind of fault: its severity and what became of the data."""

    severity: Severity
    meaning: str


CODES: dict[str, Code] = {
    "unreadable": Code(Severity.ERROR, "The file can't be read; quarantined."),
    "failed": Code(Severity.ERROR, "Reading failed, which is our fault; quarantined."),
    "too-large": Code(Severity.ERROR, "The file is over the size limit; quarantined."),
    "duplicate-name": Code(
        Severity.ERROR, "Another file of the zip has this name; that one is read, this one is not."
    ),
    "outside-archive": Code(Severity.ERROR, "A link leads out of the archive; quarantined."),
    "yaml-syntax": Code(Severity.ERROR, "The front matter is not valid YAML; quarantined."),
    "json-syntax": Code(Severity.ERROR, "Not valid JSON; quarantined."),
    "toml-syntax": Code(Severity.ERROR, "The front matter is not valid TOML; quarantined."),
    "misplaced": Code(Severity.ERROR, "Fields without a fence, or below other text; quarantined."),
    "pointer": Code(Severity.ERROR, "A Git LFS pointer, not the file itself; quarantined."),
    "not-a-mapping": Code(Severity.ERROR, "The front matter holds no fields; quarantined."),
    "too-complex": Code(Severity.ERROR, "Nesting, aliases or size beyond limits; quarantined."),
    "too-many": Code(Severity.ERROR, "More entries than the limit; those beyond are excluded."),
    "torn": Code(Severity.ERROR, "The document breaks off; fields before the tear are kept."),
    "second-document": Code(Severity.ERROR, "Another document follows in the file; excluded."),
    "wrong-type": Code(Severity.ERROR, "A value of another type than the field's; set to null."),
    "out-of-range": Code(Severity.ERROR, "A whole number beyond 64 bits; set to null."),
    "bad-date": Code(Severity.ERROR, "Not a date that exists or can be read; set to null."),
    "implausible-date": Code(Severity.ERROR, "A date before 1600 or after 2199; set to null."),
    "duplicate-key": Code(Severity.ERROR, "A field occurs twice; the first is kept."),
    "single-value": Code(Severity.WARNING, "One value where a list belongs; now a list of one."),
    "unquoted-text": Code(Severity.WARNING, "Text that YAML would misread; taken as written."),
    "invisible-character": Code(
        Severity.WARNING, "Invisible characters in a name or an indentation; read without them."
    ),
    "broken-encoding": Code(Severity.WARNING, "Bytes that are not UTF-8; each became U+FFFD."),
    "control-character": Code(
        Severity.WARNING, "Characters YAML forbids, escaped or not; each U+FFFD."
    ),
    "withheld": Code(Severity.WARNING, "A payload outside its field; shown as (withheld)."),
    "unclosed": Code(Severity.WARNING, "No closing --- after the front matter; read to the end."),
    "no-time-zone": Code(Severity.WARNING, "A date without a time zone; taken as UTC."),
    "encoding": Code(Severity.NOTE, "Not plain UTF-8 but read without loss."),
}
"""Every kind of fault, by code."""


def is_secret(key: object) -> bool:
    """Whether a field's name is `secured`, or holds it: torn documents run names together."""
    return isinstance(key, str) and "secured" in key.lower()


@dataclass(frozen=True)
class Fault:
    """A fault in a document, with its place as far as it is known.

    Attributes:
        code: Its kind, one of `CODES`.
        message: The fault in a sentence.
        line: The line in the file, from 1.
        column: The column in the line, from 1.
        field: The field, such as `related[2].provider.name`.
        value: The value as written.
        expected: For a value of the wrong type the kind that its field takes, such as `text`.
        found: For the same the kind that it is, such as `a list`.
    """

    code: str
    message: str
    line: int | None = None
    column: int | None = None
    field: str | None = None
    value: str | None = None
    expected: str | None = None
    found: str | None = None

    def __post_init__(self) -> None:
        """Refuse a code that the dictionary lacks."""
        if self.code not in CODES:
            raise ValueError(f"unknown fault code {self.code!r}")

    @property
    def severity(self) -> Severity:
        """How grave the fault is."""
        return CODES[self.code].severity

    def trimmed(self) -> Fault:
        """The same fault with a value no longer than the problems table holds."""
        if self.value is None or len(self.value) <= _LONGEST_VALUE:
            return self
        return replace(self, value=self.value[: _LONGEST_VALUE - 1] + "…")


class UnreadableError(Exception):
    """A document, or its YAML, that can't be read: with the fault to report."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault
