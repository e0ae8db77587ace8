"""Errors: one line, with what was received, what is valid and how to mend it."""

from __future__ import annotations

import pytest

from broadsheet import errors
from broadsheet.errors import BroadsheetError


def test_an_error_says_what_was_received() -> None:
    """The received value is quoted."""
    assert str(BroadsheetError("no such day", received="Someday")) == "no such day, got 'Someday'"


def test_an_error_names_the_nearest_valid_values() -> None:
    """A value that is nearly right is answered with what was meant."""
    error = BroadsheetError("no such day", received="Mundy", valid=["Monday", "Tuesday"])
    assert str(error).endswith("; did you mean Monday?")


def test_an_error_lists_the_valid_values() -> None:
    """Where nothing is near, the valid values are listed, a dozen at most."""
    error = BroadsheetError("no such letter", received="?", valid="abcdefghijklmn")
    assert str(error).endswith("valid: a, b, c, d, e, f, g, h, i, j, k, l and 2 more")


def test_an_error_says_how_to_mend_it() -> None:
    """The hint comes last."""
    assert str(BroadsheetError("broken", hint="mend it")) == "broken; mend it"


def test_an_error_is_one_line() -> None:
    """Line ends in what was received do not break the line."""
    assert "\n" not in str(BroadsheetError("a\nproblem", received="x\ny", hint="b\n\nc"))


@pytest.mark.parametrize("name", [name for name in errors.__all__ if name != "BroadsheetError"])
def test_every_error_has_one_base(name: str) -> None:
    """All errors can be caught as BroadsheetError."""
    assert issubclass(getattr(errors, name), BroadsheetError)
