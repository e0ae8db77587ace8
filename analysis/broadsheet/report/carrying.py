"""What the pages of an edition carry, so that their numbers can be traced."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from broadsheet.report.carried import BEFORE, Carried
from broadsheet.report.edition.each import each_sql
from broadsheet.report.edition.method import method_sql

if TYPE_CHECKING:
    from collections.abc import Mapping

    from broadsheet.report.content.markdown import Text
    from broadsheet.report.edition.edition import Edition
    from broadsheet.report.edition.results import Results

__all__ = ["name_in", "with_list_carried", "with_method_carried", "with_results_carried"]

_METHOD, _LIST = "method", ("pages-counted", "pages")
"""The addresses of the method of a page, and of a list of pages with the sentence above it."""
_OF_METHOD, _OF_LIST = "method-facts", "pages-listed"
"""Their statements, whose names no result of a report can have."""


def name_in(results: Results, text: str) -> str | None:
    """The name of the result that a text in a template names; None where it names none.

    A text for the period before has the ending `BEFORE`; there is no result where there is no such
    period.
    """
    name = results.named_by(text.removesuffix(BEFORE))
    if name is None or not text.endswith(BEFORE):
        return name
    return f"{name}{BEFORE}" if results.scope.period.previous else None


def with_results_carried(
    text: Text, edition: Edition, results: Results, figures: Mapping[str, str]
) -> Text:
    """A text whose page carries its results, and from which each of its blocks is written.

    Args:
        text: The text, for a screen.
        edition: The edition.
        results: The results of its report.
        figures: The result that each figure shows, by the figure's identifier.
    """
    carried = _with_method(edition)
    statements = {each.query.name: each.query.sql for each in results}
    scope = results.scope
    before = scope.period.previous
    names = [each for name in statements for each in (name, f"{name}{BEFORE}")]
    blocks = {
        ident: [name for name in names if name in found] for ident, found in text.blocks.items()
    }
    carried = replace(
        carried,
        statements=statements | dict(carried.statements),
        parameters=scope.parameters(scope.period),
        figures=figures,
        blocks=blocks | dict(carried.blocks),
        before=scope.parameters(before) if before else {},
    )
    return replace(text, carried=carried.block())


def with_list_carried(text: Text, edition: Edition) -> Text:
    """A text that lists the pages of a report, whose page carries the counts in the list."""
    carried = _with_method(edition)
    sql = each_sql(edition.document.for_each or "")
    carried = replace(
        carried,
        statements={_OF_LIST: sql} | dict(carried.statements),
        blocks={each: [_OF_LIST] for each in _LIST} | dict(carried.blocks),
    )
    return replace(text, carried=carried.block())


def with_method_carried(text: Text, edition: Edition) -> Text:
    """A text whose page has no number but those of its method."""
    return replace(text, carried=_with_method(edition).block())


def _with_method(edition: Edition) -> Carried:
    return Carried(
        edition.document.name,
        edition.snapshot.version,
        edition.snapshot.load["loaded_at"],
        statements={_OF_METHOD: method_sql()},
        parameters=edition.scope.parameters(edition.scope.period),
        figures={},
        blocks={_METHOD: [_OF_METHOD]},
    )
