"""Waiting for files to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["changes_of"]

_SETTLED = 200  # milliseconds in which nothing more has changed


def changes_of(files: Iterable[Path]) -> None:
    """Wait until one of these files is written, replaced, made or removed.

    Raises:
        ReportError: The library that watches is missing.
    """
    try:
        from watchfiles import watch
    except ImportError as error:
        hint = "install it with: pip install 'broadsheet[watch]'"
        raise ReportError("watching needs watchfiles", hint=hint) from error
    wanted = {str(file.absolute()) for file in files}
    folders = {file.absolute().parent for file in files}
    for _ in watch(
        *(folder for folder in folders if folder.is_dir()),
        watch_filter=lambda _, path: path in wanted,
        recursive=False,
        debounce=_SETTLED,
        raise_interrupt=True,
    ):
        return
