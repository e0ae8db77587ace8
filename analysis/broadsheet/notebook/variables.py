"""Values of Python variables, as DuckDB binds them to parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from broadsheet.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["values_of"]


def values_of(names: Iterable[str], namespace: Mapping[str, object]) -> dict[str, object]:
    """The values of variables of a notebook, by name.

    Raises:
        QueryError: There is no such variable.
    """
    values = {}
    for name in sorted(names):
        if name not in namespace:
            raise QueryError(
                "no variable of the notebook has the name of the parameter",
                received=name,
                hint="assign it in a cell above",
            )
        values[name] = _plain(namespace[name])
    return values


def _plain(value: object) -> object:
    """A value of NumPy or pandas as Python's own: DuckDB binds few of theirs."""
    if isinstance(value, np.number | np.bool_):
        return value.item()
    if isinstance(value, pd.Series | pd.Index):
        return value.tolist()
    return value
