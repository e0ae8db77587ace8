"""The strip of large numbers at the head of a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.report.content.templates import filled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

__all__ = ["Number", "number_strip"]


@dataclass(frozen=True)
class Number:
    """A number of a strip: its label, the value and its change as text, and the bare value.

    Attributes:
        label: What it is.
        value: The value as text.
        change: Its change from the period before, with its interval; None where there is none.
        amount: The bare value; None where it is no number.
        interval: The 95 % interval of the value, as text; empty where it has none.
    """

    label: str
    value: str
    change: str | None
    amount: float | None = None
    interval: str = ""


def number_strip(numbers: Sequence[Number], before: str | None) -> Markup:
    """A row of large numbers, each with its label and its change from what is `before`."""
    return filled("numbers.html", numbers=numbers, before=before)
