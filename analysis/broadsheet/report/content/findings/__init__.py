"""What reports say: functions that take rows and return a sentence or a finding, a topic a module.

A sentence is markup, with every value from the data escaped; a finding has a headline. A module
offers what its `__all__` names: a report calls each function as `say.NAME`. So a new sentence is a
new function here, and no template logic in a report.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import SimpleNamespace

__all__ = ["sayings"]


@cache
def sayings() -> SimpleNamespace:
    """All functions of the modules here, by name."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return SimpleNamespace(
        **{name: getattr(module, name) for module in modules for name in module.__all__}
    )
