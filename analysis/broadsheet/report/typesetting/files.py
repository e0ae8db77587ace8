"""The files of pages: written whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.errors import ReportError

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.period import Period

__all__ = ["file_name", "write_whole"]


def file_name(name: str, period: Period, form: str) -> str:
    """The file of a page: `NAME-PERIOD.FORMAT`."""
    return f"{name}-{period.slug}.{form}"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and then there, so that a reader never sees half of it.

    Raises:
        ReportError: It can't be written.
    """
    new = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(content)
        new.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReportError(f"can't write to {path.parent}: {reason}") from error
