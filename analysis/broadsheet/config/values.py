"""What a setting's text has to be: predicates, which its type names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet.errors import PeriodError
from broadsheet.period import PERIOD_EXAMPLES, parse_period, parse_time_zone

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["EXPECTED", "is_cron_expression", "is_memory", "is_period", "is_time_zone"]


_MEMORY = re.compile(r"[1-9]\d{0,8}\s*[kmgt]i?b|(?:[1-9]\d?|100)\s*%", re.IGNORECASE)


def is_memory(text: str) -> bool:
    """Whether a text is an amount of memory or a share of the machine's."""
    return _MEMORY.fullmatch(text) is not None


def is_cron_expression(text: str) -> bool:
    """Whether a text is a cron expression of five fields."""
    from datetime import UTC, datetime

    from cronsim import CronSim, CronSimError

    try:
        CronSim(text, datetime(2000, 1, 1, tzinfo=UTC))
    except CronSimError:
        return False
    return len(text.split()) == 5


def is_time_zone(text: str) -> bool:
    """Whether a text is the IANA name of a time zone."""
    return _is_parsed(parse_time_zone, text)


def is_period(text: str) -> bool:
    """Whether a text names a period."""
    return _is_parsed(parse_period, text)


EXPECTED = {
    is_cron_expression.__name__: "must be a cron expression of five fields, such as '0 7 * * 1'",
    is_memory.__name__: "must be an amount of memory, such as 4GB, or a share of it, such as 50%",
    is_time_zone.__name__: "must be an IANA time zone, such as Europe/London",
    is_period.__name__: f"must be a period: {PERIOD_EXAMPLES}",
}
"""What a value has to be, in words, by the predicate's name."""


def _is_parsed(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except PeriodError:
        return False
    return True
