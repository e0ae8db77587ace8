"""Callouts hold their words, escaped."""

from __future__ import annotations

import pytest

from broadsheet.errors import ReportError
from broadsheet.report.content.elements.callout import callout


def test_a_callout_is_text() -> None:
    """A callout holds its words, escaped."""
    assert callout("<b>") == ('<aside class="callout note"><p>&lt;b&gt;</p></aside>')


def test_a_callout_of_no_kind_is_told() -> None:
    """A kind that there is not is refused, with those that there are."""
    with pytest.raises(ReportError, match=r"no such kind of callout, got 'loud'.*warning"):
        callout("Hear", kind="loud")
