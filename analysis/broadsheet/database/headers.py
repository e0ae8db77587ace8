"""The header of a SQL file: the comments above its statement, which are YAML."""

from __future__ import annotations

import re

__all__ = ["header_of"]

_HEADER = re.compile(r"(?:--[^\n]*\n)+")


def header_of(sql: str) -> str:
    """The comments at the top of a SQL file, without their dashes; line 1 is the file's first."""
    comments = _HEADER.match(sql)
    lines = comments[0].splitlines() if comments else []
    return "\n".join(line.removeprefix("--").removeprefix(" ") for line in lines)
