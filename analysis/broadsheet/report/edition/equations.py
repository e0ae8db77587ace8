"""Equations of a report: numbers of its results that must agree, such as a total and its parts.

    sum(by_date.articles) + undated.articles = headline.articles

A side is a sum or difference of terms. A term is a value, `result.column`; the `sum` of a column;
the number of rows, `count(result)`; or a whole number. An equation of several `=` has more than two
sides, which must all agree. Whole numbers are compared exactly, others to nine digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from math import fsum, isclose
from typing import TYPE_CHECKING

from broadsheet.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.report.edition.results import Results

__all__ = ["disagreement", "sum_of"]

_Value = int | float | Decimal | None

_TERM = re.compile(
    r"\s*(?P<sign>[+-])?\s*(?:"
    r"(?P<whole>\d+)"
    r"|sum\(\s*(?P<summed>\w+\.\w+)\s*\)"
    r"|count\(\s*(?P<counted>\w+)\s*\)"
    r"|(?P<single>\w+\.\w+)"
    r")\s*"
)
_HINT = "write sum(result.column), count(result), result.column or a whole number"


@dataclass(frozen=True)
class _Side:
    """A side of an equation, as written and in numbers."""

    text: str
    value: _Value

    def __str__(self) -> str:
        """The side with its value: `by_date.articles sums to 41`."""
        value = "missing" if self.value is None else f"{self.value:,}"
        term = _TERM.fullmatch(self.text)
        if term and term["summed"]:
            return f"{term['summed']} sums to {value}"
        return f"{self.text} is {value}"


def disagreement(equation: str, results: Results) -> str | None:
    """What an equation's sides are, where they don't agree; None where they do.

    Raises:
        ReportError: It is no equation, it names a result or column that there isn't, or a value in
            it is no number.
    """
    texts = [text.strip() for text in equation.split("=")]
    if len(texts) < 2:
        raise ReportError("an equation needs two sides", received=equation, hint=_HINT)
    sides = [_Side(text, _value(text, results)) for text in texts]
    first = sides[0].value
    if all(_agree(first, side.value) for side in sides[1:]):
        return None
    return ", ".join(map(str, sides))


def sum_of(values: Sequence[_Value]) -> _Value:
    """The sum of values; missing ones add nothing. It is exact for whole numbers."""
    known = [value for value in values if value is not None]
    if any(isinstance(value, float) for value in known):
        return fsum(known)
    return sum(known)


def _value(side: str, results: Results) -> _Value:
    """The value of a side; None where one of its terms has none."""
    values: list[_Value] = []
    at = 0
    while at < len(side) or not values:
        term = _TERM.match(side, at)
        if term is None or (bool(values) and term["sign"] is None):
            raise ReportError("not a side of an equation", received=side, hint=_HINT)
        value = _value_of_term(term, results)
        values.append(-value if value is not None and term["sign"] == "-" else value)
        at = term.end()
    return None if None in values else sum_of(values)


def _value_of_term(term: re.Match[str], results: Results) -> _Value:
    if term["whole"]:
        return int(term["whole"])
    if term["counted"]:
        return int(results[term["counted"]].rows.num_rows)
    if term["single"]:
        return _checked(term["single"], results.number(term["single"]))
    name, _, column = term["summed"].partition(".")
    rows = results[name].rows
    if column not in rows.column_names:
        raise ReportError("no such column", received=column, valid=rows.column_names)
    return sum_of([_checked(term["summed"], value) for value in rows[column].to_pylist()])


def _checked(name: str, value: object) -> _Value:
    if value is None or (isinstance(value, int | float | Decimal) and not isinstance(value, bool)):
        return value
    raise ReportError(f"an equation needs numbers, and {name} is none", received=str(value))


def _agree(one: _Value, other: _Value) -> bool:
    if isinstance(one, float) or isinstance(other, float):
        return None not in (one, other) and isclose(float(one), float(other), rel_tol=1e-9)  # type: ignore[arg-type]
    return one == other
