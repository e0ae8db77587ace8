"""Reconciliation: a page's numbers checked against each other, before it is delivered.

The same fact is in several places: in the rows of a result, in the articles they are counted from,
in the data that the page holds for download, and in print. Each pair that disagrees is named.
"""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from typing import TYPE_CHECKING

import pyarrow as pa

from broadsheet.report.edition.equations import sum_of
from broadsheet.style.formatting import MINUS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.report.content.calls import Calls, Printed
    from broadsheet.report.edition.results import Result, Results

__all__ = ["mismatches", "misprints", "uncounted", "wrong_data"]

_STRIP = re.compile(r'<p class="figure">(.*?)</p>\s*<p class="label">(.*?)</p>', re.DOTALL)
_DATA = re.compile(r'<pre class="data" id="data-(\w+)">(.*?)</pre>', re.DOTALL)
_WHOLE = re.compile(rf"[{MINUS}-]?\d{{1,3}}(?:,\d{{3}})*")


def mismatches(results: Results, media: Sequence[tuple[Calls, str]]) -> tuple[str, ...]:
    """The numbers of a page that should agree and don't, each pair with its places.

    Args:
        results: The page's results.
        media: For each medium its calls, and its text as HTML.
    """
    found = [*uncounted(results)]
    for calls, html in media:
        found += [*calls.mismatches, *wrong_data(html, results), *misprints(html, calls.printed)]
    return tuple(dict.fromkeys(found))


def uncounted(results: Results) -> Iterator[str]:
    """Results of a named query whose columns don't add up to the count of what they select."""
    for result in results:
        direct = results.direct_totals(result)
        if direct is None:
            continue
        query, totals = direct
        for column, counted in totals.items():
            if column in result.rows.column_names:
                found = sum_of(result.rows[column].to_pylist())
                if found != counted:
                    place = f"{result.query.name}.{column}"
                    yield f"{place} sums to {found:,}, {query} selects {counted:,}"


def wrong_data(html: str, results: Results) -> Iterator[str]:
    """Data of a page, for download, that differ from their result in rows or in a column's sum."""
    for name, text in _DATA.findall(html):
        yield from _differences(results[name], unescape(text))


def misprints(html: str, printed: Sequence[Printed]) -> Iterator[str]:
    """Whole numbers that a page prints otherwise than they are, in its strips or in its text."""
    for each in printed:
        if _read(each.text) != each.value:
            yield f"{each.name} is printed as {each.text}, and is {each.value:,}"
    strips = [(unescape(text), unescape(label)) for text, label in _STRIP.findall(html)]
    for each in printed:
        if each.label and (each.text, each.label) not in strips:
            shown = ", ".join(text for text, label in strips if label == each.label) or "nothing"
            yield f"{each.label} is printed as {shown}, {each.name} is {each.value:,}"


def _differences(result: Result, text: str) -> Iterator[str]:
    """Where CSV text differs from the result that it holds."""
    name, rows = result.query.name, result.rows
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # a cell may hold a whole body
    _, *lines = csv.reader(io.StringIO(text, newline=""))
    if len(lines) != rows.num_rows:
        yield f"{name}.csv has {len(lines):,} rows, {name} has {rows.num_rows:,}"
        return
    for at, column in enumerate(rows.schema):
        if pa.types.is_integer(column.type):
            found = sum(int(line[at]) for line in lines if line and line[at])
            known = sum_of(rows[column.name].to_pylist())
            if found != known:
                place = f"{name}.{column.name}"
                yield f"{column.name} of {name}.csv sums to {found:,}, {place} sums to {known:,}"


def _read(text: str) -> int | None:
    """A whole number, as it is printed; None where the text is another."""
    if not _WHOLE.fullmatch(text):
        return None
    return int(text.replace(",", "").replace(MINUS, "-"))
