"""What docstrings say of the attributes of a dataclass."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields

__all__ = ["attributes_of"]


def attributes_of(kind: type) -> dict[str, str]:
    """The attributes of a dataclass with their meanings, as its docstring lists them."""
    found = re.findall(r"^ {4}(\w+): (.+(?:\n {8}.+)*)", inspect.getdoc(kind) or "", re.MULTILINE)
    meanings = {name: " ".join(text.split()) for name, text in found}
    return {field.name: meanings[field.name] for field in fields(kind)}
