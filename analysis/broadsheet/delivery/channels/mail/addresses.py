"""Mail addresses as settings have them: `desk@example.org` or `The desk <desk@example.org>`."""

from __future__ import annotations

from email.headerregistry import Address, HeaderRegistry
from typing import Any

__all__ = ["address"]

_HEADERS = HeaderRegistry()


def address(text: str) -> Address:
    """The one address that a text is.

    >>> address("The desk <desk@example.org>").addr_spec
    'desk@example.org'

    Raises:
        ValueError: It is none, or several.
    """
    if text.isprintable():  # else it could add a header of its own
        try:
            header: Any = _HEADERS("To", text)
        except IndexError:  # Python's parser of a text such as `a@`
            pass
        else:
            found: tuple[Address, ...] = header.addresses
            if len(found) == 1 and found[0].username and found[0].domain and not header.defects:
                return found[0]
    raise ValueError(f"takes mail addresses such as desk@example.org, got {text!r}")
