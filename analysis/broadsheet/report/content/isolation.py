"""Isolation: a value from right to left leaves the words around it in their order.

Without it, Unicode's algorithm sets the brackets, numbers and signs beside an Arabic or Hebrew name
from right to left, too.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from broadsheet.style.formatting import turns

__all__ = ["isolated"]


def isolated(value: object) -> Markup:
    """A value, escaped; in an element of its own where it has letters from right to left.

    Screens take the element's direction from its first letter, and WeasyPrint sets each element
    apart.
    """
    words = escape(value)
    is_plain = isinstance(value, str) and not isinstance(value, Markup)
    return Markup("<bdi>{}</bdi>").format(words) if is_plain and turns(words) else words
