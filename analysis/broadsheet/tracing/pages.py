"""The questions that a page answers, from what it carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.errors import LakeError, ReportError
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.report.carried import BEFORE, Carried, carried_by
from broadsheet.tracing.question import Question

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.lake.snapshot import Snapshot

__all__ = ["asked_by", "block_at", "page_carries", "read_page", "snapshot_of"]


def read_page(page: Path) -> str:
    """The HTML of a page.

    Raises:
        ReportError: It can't be read.
    """
    try:
        return page.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReportError(f"the page can't be read: {reason}", received=str(page)) from error


def page_carries(page: Path) -> Carried:
    """What a page carries.

    Raises:
        ReportError: It can't be read, or it carries nothing.
    """
    return carried_by(read_page(page), str(page))


def snapshot_of(carried: Carried, lake: Path) -> Snapshot:
    """The version of a lake that a page was made of.

    Raises:
        LakeError: There is no lake, it does not keep that version, or it is another lake.
    """
    snapshot = open_snapshot(lake, carried.snapshot)
    if snapshot.load["loaded_at"] != carried.loaded_at:
        problem = f"the page is of another lake: {carried.snapshot} of {lake} has another time"
        hint = f"loaded {carried.loaded_at}; name its lake with --lake"
        raise LakeError(problem, received=snapshot.load["loaded_at"], hint=hint)
    return snapshot


def asked_by(carried: Carried, address: str) -> tuple[Question, str | None]:
    """The question of a number on a page, and its column.

    Args:
        carried: What the page carries.
        address: `figure-2`, `figure-2.articles`, `headline` or `headline.articles`; of the period
            before, `headline-before.articles`.

    Raises:
        ReportError: The page has no such figure or result.
    """
    place, dot, column = address.partition(".")
    question = _question(carried, carried.figures.get(place, place))
    return question, column if dot else None


def block_at(carried: Carried, address: str) -> dict[str, Question]:
    """The questions that a block of a page answers, by the names of their results.

    Args:
        carried: What the page carries.
        address: The identifier of a block, such as `figure-2` or `text-3`, or a result.

    Raises:
        ReportError: The page has no such block or result.
    """
    names = carried.blocks.get(address, [carried.figures.get(address, address)])
    return {name: _question(carried, name) for name in names}


def _question(carried: Carried, name: str) -> Question:
    statement = name.removesuffix(BEFORE)
    is_before = statement != name
    if statement not in carried.statements or (is_before and not carried.before):
        valid = [*carried.blocks, *carried.figures, *carried.statements]
        raise ReportError("no such figure or result", received=name, valid=dict.fromkeys(valid))
    parameters = carried.before if is_before else carried.parameters
    return Question(carried.statements, statement, parameters)
