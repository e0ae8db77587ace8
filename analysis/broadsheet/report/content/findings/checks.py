"""Checks of the data: which pass, and what the others found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import are, counted, listed, name, number, said

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Rows

__all__ = ["checks_in_words", "checks_that_pass"]


def checks_that_pass(checks: Rows) -> Finding | None:
    """How many checks pass, as they were last run; None where there is none."""
    if not checks:
        return None
    bad, all_checks = sum(bool(row["last_state"]) for row in checks), len(checks)
    if bad:
        failing, do = counted(bad, "check"), are(bad, "does", "do")
        return finding(said("{} of {} {} not pass", failing, number(all_checks), do))
    if all_checks == 1:
        return finding(said("The check of the data passes"))
    return finding(said("All {} checks of the data pass", number(all_checks)))


def checks_in_words(checks: Rows, days: Rows) -> Markup:
    """Which checks found something, on the days on which they were run.

    Args:
        checks: The checks, each with `check_name` and `bad_days`.
        days: A row for each check and day.
    """
    troubled = [name(row["check_name"]) for row in checks if row["bad_days"]]
    if not troubled:
        run = counted(len({row["day"] for row in days}), "day")
        return said("No check of the data found anything on {} on which they were run.", run)
    which = "A check" if len(troubled) == 1 else counted(len(troubled), "check")
    return said("{} found something in this time: {}.", which, listed(troubled))
