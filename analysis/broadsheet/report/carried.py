"""What a page carries so that its numbers can be traced: its SQL, in a block that browsers ignore.

A figure shows the SQL of its result. A number in a sentence has a result without a figure, and a
result may be made of others: so a page carries all its statements, with their parameters.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from broadsheet.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["BEFORE", "Carried", "carried_by"]

BEFORE = "-before"
"""The ending of a result's name that stands for its rows of the period before."""

_OPEN = '<script type="application/json" id="carried">'
_CLOSE = "</script>"
_BLOCK = re.compile(f"{re.escape(_OPEN)}(.*?){re.escape(_CLOSE)}", re.DOTALL)
_DAY = "day"


@dataclass(frozen=True)
class Carried:
    """What a page carries.

    Attributes:
        report: The report's name.
        snapshot: The version of the lake.
        loaded_at: When that version was loaded, which tells lakes apart.
        statements: The SQL of each result by name, in the report's order.
        parameters: The values of their parameters by name.
        figures: The result that each figure shows, by the figure's identifier.
        blocks: The results that each block is written from, by the block's identifier: a figure
            with its title, a heading, a paragraph, an item of a list. One of the period before has
            the ending `BEFORE`.
        before: The parameters of the period before; none where there is no such period.
    """

    report: str
    snapshot: str
    loaded_at: str
    statements: Mapping[str, str]
    parameters: Mapping[str, Any]
    figures: Mapping[str, str]
    blocks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    before: Mapping[str, Any] = field(default_factory=dict)

    def block(self) -> Markup:
        """The block in the page. No text of it can end it: `<` is written as an escape."""
        text = json.dumps(asdict(self), default=_written, ensure_ascii=False)
        escaped = text.replace("<", "\\u003c")
        return Markup(f"{_OPEN}{escaped}{_CLOSE}")  # noqa: S704 - it is JSON without `<`


def carried_by(html: str, page: str) -> Carried:
    """What a page carries.

    Args:
        html: The page.
        page: What it is called.

    Raises:
        ReportError: It carries nothing, or it is damaged.
    """
    block = _BLOCK.search(html)
    if block is None:
        problem = "the page carries no SQL"
        hint = "pages in HTML of reports that do not compare do, if this version rendered them"
        raise ReportError(problem, received=page, hint=hint)
    try:
        carried = Carried(**json.loads(block[1], object_hook=_read))
    except (ValueError, TypeError) as error:
        raise ReportError("the SQL that the page carries is damaged", received=page) from error
    if not _is_whole(carried):
        raise ReportError("the SQL that the page carries is damaged", received=page)
    return carried


def _is_whole(carried: Carried) -> bool:
    mappings = (
        *(carried.statements, carried.parameters, carried.figures),
        *(carried.blocks, carried.before),
    )
    return all(isinstance(each, dict) for each in mappings) and all(
        isinstance(text, str)
        for text in (carried.snapshot, carried.loaded_at, *carried.statements.values())
    )


def _written(value: object) -> dict[str, str]:
    """A day, as JSON has it."""
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    raise TypeError(f"no value of a parameter: {value!r}")


def _read(found: dict[str, Any]) -> Any:  # noqa: ANN401 - an object, or a day
    return date.fromisoformat(found[_DAY]) if found.keys() == {_DAY} else found
