"""Copies: items that ran the same text as an earlier item of another provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.sentences import NOTHING, counted, name, said, total

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Rows

__all__ = ["copies_in_words"]


def copies_in_words(echo: Rows) -> Markup:
    """How many items ran the text of another, and who had such a text first most often.

    Args:
        echo: The providers, the one whose text was run most often first, each with `provider`,
            `as_copy`, `copies_of_it` and `is_late_part`.
    """
    if not echo:
        return NOTHING
    copies, is_late = total(echo, "as_copy"), echo[0]["is_late_part"]
    if not copies:
        late = "of the last 31 days " if is_late else ""
        return said("No item {}ran the same text as an earlier item of another provider.", late)
    late = "In the last 31 days, " if is_late else ""
    first = echo[0]["copies_of_it"]
    is_alone = len(echo) == 1 or first > echo[1]["copies_of_it"]
    origin = (
        said("; {} had it first most often ({} times)", name(echo[0]["provider"]), first)
        if first > 1 and is_alone
        else ""
    )
    items = counted(copies, "item")
    return said(
        "{}{} ran the same text as an earlier item of another provider{}.", late, items, origin
    )
