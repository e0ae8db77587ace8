"""Heat: whether the heads of stories have the heat that follows from their quality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import are, counted, joined, number, said

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Rows

__all__ = ["heads_measured", "heads_with_expected_heat", "heat_in_words"]


def heads_measured(verdicts: Rows) -> int:
    """The heads of stories whose heat can be compared with the expected one."""
    return _of(verdicts, "as expected") + _of(verdicts, "off")


def heads_with_expected_heat(verdicts: Rows) -> Finding | None:
    """How many heads have the expected heat; None where fewer than two can be compared."""
    right, heads = _of(verdicts, "as expected"), heads_measured(verdicts)
    if heads < 2:
        return None
    part = "all" if right == heads else f"{number(right) if right else 'none'} of"
    return finding(said("Heat is as expected for {} {} heads", part, number(heads)))


def heat_in_words(verdicts: Rows) -> Markup:
    """How many heads have the expected heat, and how far the others are from it.

    Args:
        verdicts: The verdicts of the audit of heats, each with `articles` and, over these, the
            `largest_difference`.
    """
    return joined(_heads(verdicts), _overflows(verdicts))


def _heads(verdicts: Rows) -> Markup:
    if not verdicts:
        return said("No article of this period has a heat.")
    heads, off = heads_measured(verdicts), _of(verdicts, "off")
    if not heads:
        return said(
            "No article of this period is the head of a story with a known quality and heat."
        )
    rule = said("The expected heat of a story’s head is its quality plus 10 for each related item.")
    if not off:
        which = "the one head" if heads == 1 else f"all {number(heads)} heads"
        return joined(rule, said("That holds for {}.", which))
    (largest,) = (row["largest_difference"] for row in verdicts if row["verdict"] == "off")
    return joined(
        rule,
        said(
            "That holds for {} of {}; {} {}, by {}{}.",
            number(heads - off) if heads > off else "none",
            counted(heads, "head"),
            number(off),
            are(off, "differs", "differ"),
            number(largest),
            " at most" if off > 1 else "",
        ),
    )


def _overflows(verdicts: Rows) -> Markup | None:
    spilt = _of(verdicts, "overflow")
    if not spilt:
        return None
    have = are(spilt, "heat has", "heats have")
    return said("{} {} overflowed 32 bits and {} unusable.", number(spilt), have, are(spilt))


def _of(verdicts: Rows, verdict: str) -> int:
    return sum(row["articles"] for row in verdicts if row["verdict"] == verdict)
